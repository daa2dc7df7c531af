"""Where notes stood in earlier texts."""

import django.db.models.deletion
from django.db import migrations, models

from edition.triggers import create, drop, never, never_replaced

REFUSALS = [
    *never("annotations_formerplace", "UPDATE", "DELETE", "TRUNCATE"),
    never_replaced(
        "annotations_formerplace",
        ["span_id", "annotation_id", "relation"],
        ["span_id", "claim_id"],
        ["span_id", "topic_id"],
    ),
]


class Migration(migrations.Migration):
    dependencies = [("annotations", "0005_review"), ("edition", "0009_intake")]

    operations = [
        migrations.CreateModel(
            name="FormerPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agrees", "Agrees"),
                            ("contradicts", "Contradicts"),
                            ("elaborates", "Adds detail"),
                            ("same-event", "Same event"),
                        ],
                        max_length=11,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "annotation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_places",
                        to="annotations.annotation",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_places",
                        to="annotations.claim",
                    ),
                ),
                (
                    "span",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="former_places", to="edition.span"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_places",
                        to="annotations.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "former place",
                "verbose_name_plural": "former places",
                "ordering": ("span", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("span", "annotation", "relation"), name="former_place_of_note"),
                    models.UniqueConstraint(fields=("span", "claim"), name="former_place_of_account"),
                    models.UniqueConstraint(fields=("span", "topic"), name="former_place_of_topic"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("annotation__isnull", False), ("claim__isnull", True), ("topic__isnull", True)),
                            models.Q(
                                ("annotation__isnull", True),
                                ("claim__isnull", False),
                                ("relation", ""),
                                ("topic__isnull", True),
                            ),
                            models.Q(
                                ("annotation__isnull", True),
                                ("claim__isnull", True),
                                ("relation", ""),
                                ("topic__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="former_place_of_one",
                    ),
                ],
            },
        ),
        migrations.RunPython(create(REFUSALS), drop(REFUSALS), elidable=False),
    ]
