"""Remarks between contributors and editors, who wants letters, and what a note's verdict was before."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from edition.triggers import Refusal, create, drop, never, never_replaced

REFUSALS = [
    *never("annotations_remark", "UPDATE", "DELETE", "TRUNCATE"),
    never_replaced("annotations_remark"),
    Refusal(
        "annotations_remark_place",
        "annotations_remark",
        "INSERT",
        "A remark is made on a version of its note, and answers a remark on the same note.",
        "NOT EXISTS (SELECT 1 FROM annotations_version v"
        " WHERE v.annotation_id = NEW.annotation_id AND v.number = NEW.version)"
        " OR (NEW.answers_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM annotations_remark r"
        " WHERE r.id = NEW.answers_id AND r.annotation_id = NEW.annotation_id AND r.answers_id IS NULL))",
    ),
    *never("annotations_topic", "DELETE", "TRUNCATE"),
    *never("annotations_claim", "DELETE", "TRUNCATE"),
    never_replaced("annotations_topic", ["slug"]),
    never_replaced("annotations_claim", ["slug"]),
]


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0004_groups"),
        ("edition", "0006_apparatus_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="annotation",
            name="verdict_changed",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="The last change of its verdict, as JSON of the versions.",
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="Letters",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="letters",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "own_notes",
                    models.BooleanField(default=False, help_text="When theirs is returned, published or remarked on."),
                ),
                ("review", models.BooleanField(default=False, help_text="When a note waits for review.")),
            ],
            options={"verbose_name_plural": "letters"},
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                (
                    "act",
                    models.CharField(
                        choices=[("remark", "remark"), ("reply", "reply"), ("settled", "settled")], max_length=7
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField(blank=True)),
                ("by_name", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="annotations.remark",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ("remark", "reply", "settled"))), name="remark_act"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "remark"), ("answers__isnull", True)),
                            models.Q(models.Q(("act", "remark"), _negated=True), ("answers__isnull", False)),
                            _connector="OR",
                        ),
                        name="remark_answers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("act", "settled"), ("text__length__gte", 1), _connector="OR"),
                        name="remark_text",
                    ),
                ],
            },
        ),
        migrations.RunPython(create(REFUSALS), drop(REFUSALS), elidable=False),
    ]
