"""`verify` finds one changed character in a text, a passage or a span, even when the triggers were lifted."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from edition.models import Revision, Span
from edition.verification import mismatches

pytestmark = pytest.mark.usefixtures("edition")


def tamper(sql: str, *values: str | int | bytes) -> None:
    """Run one statement with the triggers lifted, as who owns the database can; the test rolls all back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


def revision() -> Revision:
    return Revision.objects.get(article__slug="article-1")


def test_the_edition_verifies() -> None:
    assert list(mismatches()) == []
    said = StringIO()
    call_command("verify", stdout=said)
    assert said.getvalue() == "Every text, passage and span is what it was.\n"


def test_one_flipped_byte_of_the_original_is_found() -> None:
    original = bytearray(revision().original)
    original[2400] ^= 1
    tamper("UPDATE edition_revision SET original = %s WHERE id = %s", bytes(original), revision().pk)
    assert list(mismatches()) == [
        f"article-1 v1: the original bytes do not have the SHA-256 {revision().original_sha256}.",
        "article-1 v1: the text is not the original bytes decoded as utf-8.",
    ]


def test_one_flipped_letter_of_the_text_is_found() -> None:
    text = revision().text
    changed = text[:100] + chr(ord(text[100]) ^ 1) + text[101:]
    tamper("UPDATE edition_revision SET text = %s WHERE id = %s", changed, revision().pk)
    found = list(mismatches())
    assert found[0] == f"article-1 v1: the text does not have the SHA-256 {revision().text_sha256}."
    assert found[1] == "article-1 v1: the text is not the original bytes decoded as utf-8."
    assert found[2].startswith("Span article-1 v1 93–169: the text there is not 'Russia is the past superpower")


@pytest.mark.parametrize("column", ["original_sha256", "text_sha256"])
def test_one_flipped_digit_of_a_checksum_is_found(column: str) -> None:
    digits = getattr(revision(), column)
    changed = digits[:-1] + ("0" if digits[-1] != "0" else "1")
    tamper(f"UPDATE edition_revision SET {column} = %s WHERE id = %s", changed, revision().pk)
    assert len(list(mismatches())) == 1


@pytest.mark.parametrize(
    ("column", "step"), [("start", -2), ("start", -1), ("start", 1), ('"end"', -1), ('"end"', 1), ('"end"', 2)]
)
@pytest.mark.parametrize("anchor", ["t1", "p5", "x1"])
def test_a_moved_edge_of_a_passage_is_found(anchor: str, column: str, step: int) -> None:
    passage = revision().passages.get(anchor=anchor)
    if column == "start" and passage.start + step < 0:
        column, step = '"end"', 3
    tamper(f"UPDATE edition_passage SET {column} = {column} + %s WHERE id = %s", step, passage.pk)
    found = list(mismatches())
    assert found
    assert found[0].startswith("article-1 v1: ")


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("exact", "the end of the Cold War happened in 1989 whilst the USSR remained united.", "the text there is"),
        ("start", 2360, "the text there is not"),
        ('"end"', 2435, "the text there is not"),
        ("prefix", "ztan Steel Mill (PSM) Karachi.\n\n", "the words before it are not"),
        ("suffix", " On 22 December 1991 the dissolu", "the words after it are not"),
    ],
)
def test_one_changed_witness_of_a_span_is_found(column: str, value: str | int, sentence: str) -> None:
    span = Span.objects.get(revision=revision(), start=2361, end=2434)
    if column in {"start", '"end"'}:
        # The database also compares the length of the words, so both have to be forged.
        forged = "x" * (span.end - span.start + 1)
        tamper(f"UPDATE edition_span SET {column} = %s, exact = %s WHERE id = %s", value, forged, span.pk)
    else:
        tamper(f"UPDATE edition_span SET {column} = %s WHERE id = %s", value, span.pk)
    assert sentence in next(mismatches())


def test_a_span_moved_to_another_passage_is_found() -> None:
    span = Span.objects.get(revision=revision(), start=2361, end=2434)
    other = revision().passages.get(anchor="p1")
    tamper("UPDATE edition_span SET passage_id = %s WHERE id = %s", other.pk, span.pk)
    assert list(mismatches()) == ["Span article-1 v1 2361–2434: it does not lie in passage p1."]


def test_the_command_lists_what_fails_and_exits_with_an_error() -> None:
    tamper("UPDATE edition_revision SET text_sha256 = %s WHERE id = %s", "0" * 64, revision().pk)
    said = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify", stdout=said)
    assert error.value.returncode == 1
    assert said.getvalue() == f"article-1 v1: the text does not have the SHA-256 {'0' * 64}.\n"
