"""What never changes is refused by the database itself, whoever comes past the models."""

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from edition.models import Article, Passage, Revision, Span, Work
from edition.models.texts import sha256

COLUMNS_OF_A_SPAN = 'revision_id, passage_id, start, "end", exact, prefix, suffix'


def run(sql: str, *values: str | int) -> int:
    """Run one statement past the models, inside a savepoint; return how many rows it touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(sql: str, *values: str | int) -> str:
    """Return the message with which the database refuses the statement."""
    with pytest.raises(DatabaseError) as error:
        run(sql, *values)
    return str(error.value)


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE edition_revision SET text = 'Other'", "A row of edition_revision is never changed."),
        ("UPDATE edition_revision SET quirks = '[]'", "A row of edition_revision is never changed."),
        ("DELETE FROM edition_revision", "A row of edition_revision is never deleted."),
        ("UPDATE edition_span SET exact = 'Other'", "A row of edition_span is never changed."),
        ("UPDATE edition_span SET start = start + 1", "A row of edition_span is never changed."),
        ("DELETE FROM edition_span", "A row of edition_span is never deleted."),
        ("DELETE FROM edition_passage", "A row of edition_passage is never deleted."),
        ("UPDATE edition_passage SET anchor = 'p99'", "these never change: id, revision_id, position, anchor"),
        ('UPDATE edition_passage SET "end" = "end" + 1', "these never change: id, revision_id, position"),
        ("UPDATE edition_passage SET start = start + 1", "these never change: id, revision_id, position"),
        ("UPDATE edition_article SET slug = slug || '-x'", "these never change: id, slug"),
        ("UPDATE edition_work SET key = key || '-x'", "these never change: id, key"),
        ("DELETE FROM edition_work", "A row of edition_work is never deleted."),
        ("DELETE FROM edition_article", "A row of edition_article is never deleted."),
        ("DELETE FROM annotations_topic", "A row of annotations_topic is never deleted."),
        ("DELETE FROM annotations_claim", "A row of annotations_claim is never deleted."),
        (
            "INSERT INTO annotations_topic SELECT * FROM annotations_topic",
            "A row of annotations_topic is never replaced",
        ),
        (
            "INSERT INTO annotations_claim SELECT * FROM annotations_claim",
            "A row of annotations_claim is never replaced",
        ),
        ("UPDATE annotations_version SET why = 'forged'", "A row of annotations_version is never changed."),
        ("DELETE FROM annotations_version", "A row of annotations_version is never deleted."),
        ("DELETE FROM annotations_annotation", "A row of annotations_annotation is never deleted."),
        ("UPDATE annotations_annotation SET number = number + 1000", "these never change: id, number, key"),
        ("UPDATE annotations_annotation SET key = key || '-x'", "these never change: id, number, key"),
        ("UPDATE annotations_topic SET slug = slug || '-x'", "these never change: id, slug"),
        ("UPDATE annotations_claim SET slug = slug || '-x'", "these never change: id, slug"),
    ],
)
def test_the_database_refuses(sql: str, message: str) -> None:
    assert message in refused(sql)


def test_a_role_may_be_changed(edition: None) -> None:
    assert run("UPDATE edition_passage SET role = 'summary' WHERE anchor = 'p5'") == 5
    assert Passage.objects.filter(anchor="p5", role="summary").count() == 5


def test_a_record_may_be_corrected_under_its_key(edition: None) -> None:
    assert run("UPDATE edition_work SET title = 'Other' WHERE key = 'dukes-legacy'") == 1
    assert Work.objects.get(key="dukes-legacy").title == "Other"


@pytest.fixture
def revision(edition: None) -> Revision:
    return Revision.objects.get(article__slug="article-1")


def insert_span(
    revision: Revision, passage: Passage, start: int, end: int, exact: str, around: tuple[str, str] | None = None
) -> int:
    marks = ", ".join(["%s"] * 7)
    sql = f"INSERT INTO edition_span ({COLUMNS_OF_A_SPAN}) VALUES ({marks})"
    before, after = around or (revision.text[start - 32 : start], revision.text[end : end + 32])
    return run(sql, revision.pk, passage.pk, start, end, exact, before, after)


def test_a_span_of_the_exact_words_is_taken(revision: Revision) -> None:
    passage = revision.passages.get(anchor="p1")
    assert insert_span(revision, passage, 93, 99, "Russia") == 1
    assert Span.objects.get(revision=revision, start=93, end=99).exact == "Russia"


@pytest.mark.parametrize(
    ("anchor", "start", "end", "exact"),
    [("p1", 93, 99, "russia"), ("p1", 92, 98, "Russia"), ("p2", 93, 99, "Russia")],
)
def test_a_span_of_other_words_or_of_another_passage_is_refused(
    revision: Revision, anchor: str, start: int, end: int, exact: str
) -> None:
    with pytest.raises(DatabaseError) as error:
        insert_span(revision, revision.passages.get(anchor=anchor), start, end, exact)
    assert "A span holds the exact words of its text" in str(error.value)


BEFORE, AFTER = "yed Hussain Shaheed Soherwordi\n\n", " is the past superpower of the w"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", AFTER),
        (BEFORE, ""),
        (BEFORE[1:], AFTER),
        (BEFORE, AFTER[:-1]),
        (BEFORE.upper(), AFTER),
        (BEFORE, AFTER[::-1]),
    ],
)
def test_a_span_between_other_words_is_refused(revision: Revision, before: str, after: str) -> None:
    with pytest.raises(DatabaseError) as error:
        insert_span(revision, revision.passages.get(anchor="p1"), 93, 99, "Russia", (before, after))
    assert "and the words around them." in str(error.value)


def test_a_span_at_the_edge_of_its_text_has_less_around_it(revision: Revision) -> None:
    assert insert_span(revision, revision.passages.get(anchor="t1"), 0, 8, "Pakistan", ("", revision.text[8:40])) == 1
    prefix = revision.text[:48]
    with pytest.raises(DatabaseError):
        insert_span(revision, revision.passages.get(anchor="t1"), 9, 15, revision.text[9:15], (prefix, AFTER))


def test_a_span_in_a_passage_of_another_article_is_refused(revision: Revision) -> None:
    stranger = Passage.objects.get(revision__article__slug="article-2", anchor="p1")
    with pytest.raises(DatabaseError) as error:
        insert_span(revision, stranger, 93, 99, "Russia")
    assert "of a passage of that text" in str(error.value)


@pytest.mark.parametrize(("start", "end"), [(93, 99), (380, 400), (0, 4115), (4115, 4116), (5000, 5001)])
def test_a_passage_over_another_or_outside_the_text_is_refused(revision: Revision, start: int, end: int) -> None:
    sql = (
        'INSERT INTO edition_passage (revision_id, position, anchor, start, "end", role, remark, quirks)'
        " VALUES (%s, 99, 'p99', %s, %s, 'body', '', '[]')"
    )
    assert "A passage lies within its text and overlaps no other." in refused(sql, revision.pk, start, end)


TABLES = {
    "edition_article": ["slug", "number", "work_id"],
    "edition_work": ["key"],
    "edition_revision": ["article_id, number"],
    "edition_passage": ["revision_id, position", "revision_id, anchor"],
    "edition_span": ['revision_id, start, "end"'],
}
KEYS = [(table, key) for table, keys in TABLES.items() for key in ("id", *keys)]


# What the copy of a row says, where that is not of its key: something new, and for a passage a place without words.
CHANGED = {
    "number": "number + 1000",
    "position": "position + 1000",
    "slug": "slug || '0'",
    "key": "key || '0'",
    "anchor": "anchor || 'a'",
}
WITHOUT_WORDS = {"start": '"end"', "end": '"end" + 1'}


def copied(table: str, key: str) -> tuple[str, str]:
    """Return the columns of `table`, and what to select for a row that has its `key` from an old one."""
    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    kept = [name.strip('"') for name in key.split(", ")]
    columns = [name for name in names if name != "id" or "id" in kept]
    changed = CHANGED | (WITHOUT_WORDS if table == "edition_passage" else {})
    values = [f'"{name}"' if name in kept else changed.get(name, f'"{name}"') for name in columns]
    return ", ".join(f'"{name}"' for name in columns), ", ".join(values)


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(("table", "key"), KEYS)
def test_a_row_is_not_replaced(table: str, key: str) -> None:
    columns, values = copied(table, key)
    rows = f"INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = (SELECT MIN(id) FROM {table})"
    changed = columns.split(", ")[-1]
    upsert = f"INSERT {rows} ON CONFLICT ({key}) DO UPDATE SET {changed} = EXCLUDED.{changed}"
    attempts = (
        [upsert] if connection.vendor == "postgresql" else [upsert, f"REPLACE {rows}", f"INSERT OR REPLACE {rows}"]
    )
    for sql in attempts:
        assert f"A row of {table} is never replaced." in refused(sql)


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("table", ["edition_revision", "edition_passage", "edition_span"])
def test_a_table_is_not_emptied(table: str) -> None:
    if connection.vendor == "postgresql":
        assert "is never deleted." in refused(f"TRUNCATE {table} CASCADE")
    else:  # SQLite has no TRUNCATE: it is a DELETE
        assert "is never deleted." in refused(f"DELETE FROM {table}")


def test_two_writers_do_not_lay_passages_over_one_another(transactional_db: None, edition: None) -> None:
    text = "One.\n"
    sums = {"original_sha256": sha256(text.encode()), "text_sha256": sha256(text.encode())}
    article = Article.objects.get(slug="article-1")
    new = Revision.objects.create(article=article, number=2, original=text.encode(), text=text, **sums)
    other = connection.copy()
    wait = "SET lock_timeout = 50" if connection.vendor == "postgresql" else "PRAGMA busy_timeout = 50"
    sql = (
        'INSERT INTO edition_passage (revision_id, position, anchor, start, "end", role, remark, quirks)'
        " VALUES (%s, %s, %s, 0, 4, 'body', '', '[]')"
    )
    try:
        with transaction.atomic():
            run(sql, new.pk, 1, "p1")
            with other.cursor() as cursor:
                cursor.execute(wait)
                with pytest.raises(OperationalError):
                    cursor.execute(sql, [new.pk, 2, "p2"])
    finally:
        other.close()
    assert new.passages.count() == 1
