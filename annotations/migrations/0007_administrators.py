"""Administrators change accounts at the desk alone: their group keeps what lets them look and invite."""

from typing import Any

from django.db import migrations

KEPT = ("add_user", "view_user", "view_group")


def _group(apps: Any) -> Any:
    return apps.get_model("auth", "Group").objects.filter(name="administrator").first()


def _others(apps: Any) -> Any:
    found = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="auth")
    return found.filter(content_type__model__in=("user", "group")).exclude(codename__in=KEPT)


def take(apps: Any, editor: Any) -> None:
    if group := _group(apps):
        group.permissions.remove(*_others(apps))


def give_back(apps: Any, editor: Any) -> None:
    if group := _group(apps):
        group.permissions.add(*_others(apps))


class Migration(migrations.Migration):
    dependencies = [("annotations", "0006_places"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(take, give_back)]
