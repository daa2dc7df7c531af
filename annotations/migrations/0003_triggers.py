"""Versions are append-only in the database too, and a note keeps its number."""

from django.db import migrations

from edition.triggers import create, drop, kept, never

REFUSALS = [
    *never("annotations_version", "UPDATE", "DELETE"),
    *never("annotations_annotation", "DELETE"),
    kept("annotations_annotation", "id", "number", "key"),
    kept("annotations_topic", "id", "slug"),
    kept("annotations_claim", "id", "slug"),
]


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_initial"), ("edition", "0002_triggers")]

    operations = [migrations.RunPython(create(REFUSALS), drop(REFUSALS), elidable=False)]
