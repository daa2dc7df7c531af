"""Of a work: its archived copy, and the day on which the original could not be reached."""

import django.core.validators
from django.db import migrations, models

from edition.triggers import kept, never_replaced, restore

# As in 0002: a column with a default makes SQLite build the table anew, and its triggers are lost.
ON_WORKS = [never_replaced("edition_work", ["key"]), kept("edition_work", "id", "key")]


class Migration(migrations.Migration):
    dependencies = [("edition", "0004_preference")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, restore(ON_WORKS), elidable=False),
        migrations.AddField(
            "work",
            "archived_url",
            models.CharField(
                "archived copy",
                blank=True,
                default="",
                max_length=2000,
                validators=[django.core.validators.URLValidator(schemes=("http", "https"))],
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "work",
            "archived_on",
            models.DateField(blank=True, null=True, help_text="The day of the archived copy."),
        ),
        migrations.AddField(
            "work",
            "unreachable_on",
            models.DateField(
                blank=True,
                null=True,
                help_text="The day on which the original could not be reached; empty while it can.",
            ),
        ),
        migrations.RunPython(restore(ON_WORKS), migrations.RunPython.noop, elidable=False),
    ]
