"""Tokens by which programs act for accounts, of which nothing but use and revocation is ever written; and origins."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from edition.triggers import Refusal, create, drop, kept, never, never_replaced

TOKENS, ORIGINS = "edition_accesstoken", "edition_origin"
REFUSALS = [
    *never(TOKENS, "DELETE", "TRUNCATE"),
    kept(TOKENS, "id", "user_id", "name", "digest", "scope", "created_at", "expires_at"),
    never_replaced(TOKENS, ["digest"]),
    Refusal(
        f"{TOKENS}_revoked",
        TOKENS,
        "UPDATE",
        "A token that was revoked stays so.",
        "OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at)",
    ),
    *never(ORIGINS, "UPDATE", "DELETE", "TRUNCATE"),
    never_replaced(ORIGINS, ["kind", "key"]),
]


class Migration(migrations.Migration):
    dependencies = [
        ("edition", "0009_intake"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Origin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=7)),
                ("key", models.CharField(max_length=100)),
                ("address", models.CharField(blank=True, help_text="Its address there.", max_length=2000)),
                (
                    "canonical",
                    models.CharField(blank=True, help_text="The address that its publisher prefers.", max_length=2000),
                ),
                ("creator", models.CharField(blank=True, help_text="Who made it there.", max_length=200)),
                (
                    "created",
                    models.CharField(blank=True, help_text="When it was made there, as it was told.", max_length=40),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="origin_of_record")],
            },
        ),
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[("read", "Read what is under way"), ("write", "Read and write")],
                        max_length=5,
                        verbose_name="what it may do",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                (
                    "used_on",
                    models.DateField(blank=True, help_text="The day alone.", null=True, verbose_name="last used"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access_tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "token",
                "verbose_name_plural": "tokens",
                "ordering": ("-created_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["read", "write"])), name="access_token_scope"
                    )
                ],
            },
        ),
        migrations.RunPython(create(REFUSALS), drop(REFUSALS), elidable=False),
    ]
