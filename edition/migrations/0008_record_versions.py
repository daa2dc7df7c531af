"""Versions of works, articles, topics, claims and tags; works and tags that were merged. All append-only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from edition.triggers import Refusal, create, drop, never, never_replaced

TABLES = ("edition_recordversion", "edition_mergedwork", "edition_mergedtag")
REFUSALS = [
    *(refusal for table in TABLES for refusal in never(table, "UPDATE", "DELETE", "TRUNCATE")),
    never_replaced("edition_recordversion", ["kind", "key", "number"]),
    never_replaced("edition_mergedwork", ["work_id"]),
    never_replaced("edition_mergedtag"),
    Refusal(
        "edition_recordversion_next",
        "edition_recordversion",
        "INSERT",
        "A version has the number after the newest of its record.",
        "NEW.number <> (SELECT 1 + COALESCE(MAX(number), 0) FROM edition_recordversion"
        ' WHERE kind = NEW.kind AND "key" = NEW."key")',
    ),
    Refusal(
        "edition_mergedwork_once",
        "edition_mergedwork",
        "INSERT",
        "A work is merged into one that stays.",
        "EXISTS (SELECT 1 FROM edition_mergedwork m WHERE m.work_id = NEW.into_id)",
    ),
]
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def by() -> tuple[str, models.Field]:
    """Return the column that says who it was."""
    to, on_delete = settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT
    return "by", models.ForeignKey(blank=True, null=True, on_delete=on_delete, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("edition", "0007_people"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordVersion",
            fields=[
                ID,
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("work", "source"),
                            ("article", "article"),
                            ("topic", "topic"),
                            ("claim", "claim"),
                            ("tag", "tag"),
                        ],
                        max_length=7,
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("act", models.CharField(max_length=10)),
                ("fields", models.JSONField(help_text="All fields of the record as they stood.")),
                ("by_name", models.CharField(blank=True, help_text="The name that may be published.", max_length=200)),
                ("at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                by(),
            ],
            options={
                "ordering": ("kind", "key", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key", "number"), name="record_version_number"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="record_version_from_1"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedWork",
            fields=[
                ID,
                ("by_name", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                by(),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merged_from", to="edition.work"
                    ),
                ),
                (
                    "work",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="edition.work"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("work", models.F("into")), _negated=True), name="merged_into_another_work"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedTag",
            fields=[
                ID,
                ("by_name", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("name", models.CharField(db_index=True, max_length=100)),
                ("slug", models.CharField(db_index=True, max_length=100)),
                by(),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="former", to="taggit.tag"
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.RunPython(create(REFUSALS), drop(REFUSALS), elidable=False),
    ]
