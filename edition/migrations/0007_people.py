"""Invitations, public names, and the table of the shared cache."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions
import django.utils.timezone
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

# As in settings.CACHES. Made even where another cache is set: who takes the setting away again finds it.
CACHE_TABLE = "edition_cache"
ROLES = [("contributor", "contributor"), ("editor", "editor"), ("administrator", "administrator")]


def make_cache(apps: Any, editor: Any) -> None:
    call_command("createcachetable", CACHE_TABLE, database=editor.connection.alias, verbosity=0)


def drop_cache(apps: Any, editor: Any) -> None:
    editor.execute(f"DROP TABLE IF EXISTS {editor.quote_name(CACHE_TABLE)}")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("edition", "0006_apparatus_version"),
    ]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="profile",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                ("public_name", models.CharField(blank=True, max_length=200, verbose_name="public name")),
                ("orcid", models.CharField(blank=True, max_length=19, verbose_name="ORCID")),
            ],
            options={
                "verbose_name": "profile",
                "verbose_name_plural": "profiles",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("orcid", ""), _negated=True),
                        fields=("orcid",),
                        name="edition_profile_orcid_once",
                        violation_error_message="Another account has this ORCID iD.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("role", models.CharField(choices=ROLES, max_length=20, verbose_name="role")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "account",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitation",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at", None), ("revoked_at", None), _connector="OR"),
                        name="edition_invitation_accepted_or_revoked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["contributor", "editor", "administrator"])),
                        name="edition_invitation_role",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.Lower("address"),
                        condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                        name="edition_invitation_open_once",
                    ),
                ],
            },
        ),
        migrations.RunPython(make_cache, drop_cache, elidable=False),
    ]
