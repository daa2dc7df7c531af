"""Texts that are being imported, and where spans went in a newer text."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from edition.triggers import Refusal, create, drop, kept, never, never_replaced

REFUSALS = [
    *never("edition_carriage", "UPDATE", "DELETE", "TRUNCATE"),
    never_replaced("edition_carriage", ["span_id", "revision_id"]),
    Refusal(
        "edition_carriage_place",
        "edition_carriage",
        "INSERT",
        "A span is carried to a later text of its article.",
        "NOT EXISTS (SELECT 1 FROM edition_span s JOIN edition_revision f ON f.id = s.revision_id"
        " JOIN edition_revision t ON t.article_id = f.article_id AND t.number > f.number"
        " WHERE s.id = NEW.span_id AND t.id = NEW.revision_id)"
        " OR (NEW.to_span_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM edition_span s"
        " WHERE s.id = NEW.to_span_id AND s.revision_id = NEW.revision_id))",
    ),
    kept("edition_intake", "id", "original", "sha256"),
    *never("edition_intake", "DELETE", "TRUNCATE"),
    never_replaced("edition_intake", ["revision_id"]),
    *never("edition_work", "DELETE", "TRUNCATE"),
    *never("edition_article", "DELETE", "TRUNCATE"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("edition", "0008_record_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Carriage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("carried", "Carried"), ("proposed", "Proposed"), ("unplaced", "Without a place")],
                        max_length=8,
                    ),
                ),
                ("how", models.CharField(max_length=10)),
                ("score", models.FloatField()),
                ("reason", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="carriages", to="edition.revision"
                    ),
                ),
                (
                    "span",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="carriages", to="edition.span"
                    ),
                ),
                (
                    "to_span",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_from",
                        to="edition.span",
                    ),
                ),
            ],
            options={
                "ordering": ("revision", "span"),
                "constraints": [
                    models.UniqueConstraint(fields=("span", "revision"), name="carriage_once"),
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 0), ("score__lte", 1)), name="carriage_score"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "unplaced"), ("to_span__isnull", True)),
                            models.Q(("outcome__in", ["carried", "proposed"]), ("to_span__isnull", False)),
                            _connector="OR",
                        ),
                        name="carriage_has_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("original", models.BinaryField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                (
                    "name",
                    models.CharField(blank=True, help_text="The file's name; empty for pasted words.", max_length=255),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("auto", "auto"),
                            ("plain", "plain"),
                            ("markdown", "markdown"),
                            ("html", "html"),
                            ("tei", "tei"),
                            ("docx", "docx"),
                        ],
                        default="auto",
                        max_length=10,
                    ),
                ),
                (
                    "encoding",
                    models.CharField(blank=True, help_text="The encoding chosen; empty to find it out.", max_length=40),
                ),
                ("captured_on", models.DateField(blank=True, null=True)),
                ("blocks", models.JSONField(default=list)),
                ("metadata", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("published", "Published"), ("discarded", "Discarded")],
                        default="open",
                        max_length=9,
                    ),
                ),
                (
                    "edits",
                    models.PositiveIntegerField(
                        default=0, help_text="How often it was saved: a form names the one it saw."
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to="edition.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "revision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intake",
                        to="edition.revision",
                    ),
                ),
            ],
            options={
                "ordering": ("-changed_at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("revision__isnull", False),
                            _connector="OR",
                        ),
                        name="intake_published_has_text",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["original_sha256"], name="revision_original"),
        ),
        migrations.RunPython(create(REFUSALS), drop(REFUSALS), elidable=False),
    ]
