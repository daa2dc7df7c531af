"""What never changes is guarded in the database too."""

from django.db import migrations

from edition.triggers import Refusal, create, drop, kept, never

REFUSALS = [
    *never("edition_revision", "UPDATE", "DELETE"),
    *never("edition_passage", "DELETE"),
    *never("edition_span", "UPDATE", "DELETE"),
    kept("edition_passage", "id", "revision_id", "position", "anchor", "start", "end"),
    kept("edition_article", "id", "slug"),
    kept("edition_work", "id", "key"),
    Refusal(
        "edition_passage_within",
        "edition_passage",
        "INSERT",
        "A passage lies within its text and overlaps no other.",
        'NEW."end" > (SELECT length(r.text) FROM edition_revision r WHERE r.id = NEW.revision_id)'
        " OR EXISTS (SELECT 1 FROM edition_passage p WHERE p.revision_id = NEW.revision_id"
        ' AND p.start < NEW."end" AND NEW.start < p."end")',
    ),
    Refusal(
        "edition_span_exact",
        "edition_span",
        "INSERT",
        "A span holds the exact words of its text, and of a passage of that text.",
        'NEW.exact <> (SELECT substr(r.text, NEW.start + 1, NEW."end" - NEW.start)'
        " FROM edition_revision r WHERE r.id = NEW.revision_id)"
        " OR NOT EXISTS (SELECT 1 FROM edition_passage p WHERE p.id = NEW.passage_id"
        ' AND p.revision_id = NEW.revision_id AND p.start < NEW."end" AND NEW.start < p."end")',
    ),
]


class Migration(migrations.Migration):
    dependencies = [("edition", "0001_initial")]

    operations = [migrations.RunPython(create(REFUSALS), drop(REFUSALS), elidable=False)]
