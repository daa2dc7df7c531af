"""The version of all that readers see, in a row of its own; it goes on from the versions of the articles."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Sum


def begin(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    articles = apps.get_model("edition", "Article").objects.using(editor.connection.alias)
    number = articles.order_by().aggregate(sum=Sum("apparatus_version"))["sum"] or 0
    versions = apps.get_model("edition", "ApparatusVersion").objects.using(editor.connection.alias)
    versions.create(pk=1, number=number + 1)


class Migration(migrations.Migration):
    dependencies = [("edition", "0005_archived_copies")]

    operations = [
        migrations.CreateModel(
            name="ApparatusVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField()),
            ],
            options={"constraints": [models.CheckConstraint(condition=models.Q(pk=1), name="apparatus_version_only")]},
        ),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=False),
    ]
