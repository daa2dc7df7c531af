"""In the database too, versions are append-only and without a gap, a note keeps its number and moves by versions."""

from django.db import migrations

from edition.triggers import Refusal, create, drop, kept, never, never_replaced

REFUSALS = [
    *never("annotations_version", "UPDATE", "DELETE", "TRUNCATE"),
    never_replaced("annotations_version", ["annotation_id", "number"]),
    *never("annotations_annotation", "DELETE"),
    never_replaced("annotations_annotation", ["number"], ["key"]),
    kept("annotations_annotation", "id", "number", "key"),
    Refusal(
        "annotations_version_next",
        "annotations_version",
        "INSERT",
        "A version has the number after the newest of its note.",
        "NEW.number <> (SELECT 1 + COALESCE(MAX(number), 0) FROM annotations_version"
        " WHERE annotation_id = NEW.annotation_id)",
    ),
    Refusal(
        "annotations_annotation_moves",
        "annotations_annotation",
        "UPDATE",
        "The state of a note changes with a new version only.",
        "NEW.version < OLD.version OR (NEW.version = OLD.version AND (NEW.status <> OLD.status"
        " OR NEW.revising <> OLD.revising OR NEW.public_version <> OLD.public_version))",
    ),
    kept("annotations_topic", "id", "slug"),
    kept("annotations_claim", "id", "slug"),
]


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_initial"), ("edition", "0002_triggers")]

    operations = [migrations.RunPython(create(REFUSALS), drop(REFUSALS), elidable=False)]
