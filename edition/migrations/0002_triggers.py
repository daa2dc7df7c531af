"""What never changes is guarded in the database too."""

from django.db import migrations

from edition.triggers import Refusal, create, drop, kept, never, never_replaced

REFUSALS = [
    *never("edition_revision", "UPDATE", "DELETE", "TRUNCATE"),
    *never("edition_passage", "DELETE", "TRUNCATE"),
    *never("edition_span", "UPDATE", "DELETE", "TRUNCATE"),
    never_replaced("edition_article", ["slug"], ["number"], ["work_id"]),
    never_replaced("edition_work", ["key"]),
    never_replaced("edition_revision", ["article_id", "number"]),
    never_replaced("edition_passage", ["revision_id", "position"], ["revision_id", "anchor"]),
    never_replaced("edition_span", ["revision_id", "start", "end"]),
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
        serialized="FROM edition_revision r WHERE r.id = NEW.revision_id",
    ),
    Refusal(
        "edition_span_exact",
        "edition_span",
        "INSERT",
        "A span holds the exact words of its text, of a passage of that text, and the words around them.",
        'NEW.exact <> (SELECT substr(r.text, NEW.start + 1, NEW."end" - NEW.start)'
        " FROM edition_revision r WHERE r.id = NEW.revision_id)"
        " OR NOT EXISTS (SELECT 1 FROM edition_passage p WHERE p.id = NEW.passage_id"
        ' AND p.revision_id = NEW.revision_id AND p.start < NEW."end" AND NEW.start < p."end")'
        " OR EXISTS (SELECT 1 FROM edition_revision r WHERE r.id = NEW.revision_id AND ("
        "length(NEW.prefix) > NEW.start OR (length(NEW.prefix) < 32 AND length(NEW.prefix) < NEW.start)"
        ' OR (length(NEW.suffix) < 32 AND length(NEW.suffix) < length(r.text) - NEW."end")'
        " OR NEW.prefix <> substr(r.text, NEW.start - length(NEW.prefix) + 1, length(NEW.prefix))"
        ' OR NEW.suffix <> substr(r.text, NEW."end" + 1, length(NEW.suffix))))',
    ),
]


class Migration(migrations.Migration):
    dependencies = [("edition", "0001_initial")]

    operations = [migrations.RunPython(create(REFUSALS), drop(REFUSALS), elidable=False)]
