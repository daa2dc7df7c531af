"""The three groups of editors, and what each may do."""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS_OF_ADMINISTRATORS = {
    "edition": ("article", "revision", "passage", "span", "work"),
    "annotations": (
        "annotation",
        "evidence",
        "link",
        "version",
        "topic",
        "topicsource",
        "topicpassage",
        "timelineevent",
        "claim",
        "claimsource",
        "account",
    ),
    "auth": ("user", "group"),
    "taggit": ("tag",),
}
RIGHTS = {
    "contributor": {"write_note"},
    "editor": {"write_note", "review_note"},
    "administrator": {"write_note", "review_note"},
}


def make(apps: Any, editor: Any) -> None:
    for label in MODELS_OF_ADMINISTRATORS:
        # Permissions are else made only after the last migration, too late for these groups.
        create_permissions(installed.get_app_config(label), using=editor.connection.alias, verbosity=0)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in RIGHTS.items():
        made, _ = group.objects.get_or_create(name=name)
        made.permissions.add(*permission.objects.filter(content_type__app_label="annotations", codename__in=codenames))
    administrators = group.objects.get(name="administrator")
    for label, models in MODELS_OF_ADMINISTRATORS.items():
        administrators.permissions.add(
            *permission.objects.filter(content_type__app_label=label, content_type__model__in=models)
        )


def remove(apps: Any, editor: Any) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0003_triggers"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [migrations.RunPython(make, remove, elidable=False)]
