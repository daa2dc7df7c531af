"""What never changes is refused by the database itself, whoever comes past the models."""

import pytest
from django.db import DatabaseError, connection, transaction

from edition.models import Passage, Revision, Span, Work

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


def insert_span(revision: Revision, passage: Passage, start: int, end: int, exact: str) -> int:
    marks = ", ".join(["%s"] * 7)
    sql = f"INSERT INTO edition_span ({COLUMNS_OF_A_SPAN}) VALUES ({marks})"
    return run(sql, revision.pk, passage.pk, start, end, exact, "", "")


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
