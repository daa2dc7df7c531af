"""`verify` finds one changed character in a text, a passage or a span, even when the triggers were lifted."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DataError, OperationalError, connection, transaction

from edition import verification
from edition.models import Revision, Span
from edition.verification import mismatches

pytestmark = pytest.mark.usefixtures("edition")


def tamper(sql: str, *values: str | int | bytes) -> None:
    """Run one statement with the triggers lifted, as who owns the database can; the test rolls all back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("ALTER TABLE edition_passage DROP CONSTRAINT IF EXISTS passage_role")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(sql, values)
        assert cursor.rowcount == 1
        if connection.vendor == "sqlite":  # a setting of the connection: no rollback takes it back
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


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


def flipped(words: str, index: int = 0, mask: int = 0x80) -> bytes:
    data = bytearray(words.encode())
    data[index] ^= mask
    return bytes(data)


def put_bytes(table: str, column: str, data: bytes, key: int) -> None:
    """Put bytes in a column of text, as a damaged disk does; only SQLite takes what is no UTF-8."""
    if connection.vendor == "postgresql":
        tamper(f"UPDATE {table} SET {column} = convert_from(%s, 'UTF8') WHERE id = %s", data, key)
    else:
        tamper(f"UPDATE {table} SET {column} = CAST(%s AS TEXT) WHERE id = %s", data, key)


def found_after(table: str, column: str, data: bytes, key: int) -> list[str]:
    """Return what `mismatches` says after the bytes were put; PostgreSQL takes no text that is not UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        if connection.vendor == "postgresql":
            with pytest.raises(DataError, match="invalid byte sequence"), transaction.atomic():
                put_bytes(table, column, data, key)
            return []
    put_bytes(table, column, data, key)
    return list(mismatches())


def test_a_byte_of_the_text_that_is_no_utf_8_is_found_and_the_rest_is_read() -> None:
    other = Revision.objects.get(article__slug="article-2")
    tamper("UPDATE edition_revision SET text_sha256 = %s WHERE id = %s", "0" * 64, other.pk)
    found = found_after("edition_revision", "text", flipped(revision().text, 100), revision_key())
    if connection.vendor == "sqlite":
        assert found[0].startswith("article-1 v1: its text is not UTF-8: 'utf-8' codec can't decode byte 0x")
        assert found[1:] == [f"article-2 v1: the text does not have the SHA-256 {'0' * 64}."]
    assert f"article-2 v1: the text does not have the SHA-256 {'0' * 64}." in list(mismatches())


def revision_key() -> int:
    return Revision.objects.values_list("pk", flat=True).get(article__slug="article-1")


@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_one_flipped_bit_of_the_original_is_found(mask: int) -> None:
    original = bytearray(revision().original)
    original[2400] ^= mask
    tamper("UPDATE edition_revision SET original = %s WHERE id = %s", bytes(original), revision_key())
    found = list(mismatches())
    assert found[0].startswith("article-1 v1: the original bytes do not have the SHA-256 ")
    assert found[1].startswith("article-1 v1: the ")
    assert len(found) == 2


@pytest.mark.parametrize("mask", [0x01, 0x80])
@pytest.mark.parametrize("column", ["exact", "prefix", "suffix"])
def test_one_flipped_bit_of_a_witness_is_found(column: str, mask: int) -> None:
    span = Span.objects.get(revision=revision(), start=2361, end=2434)
    found = found_after("edition_span", column, flipped(getattr(span, column), 1, mask), span.pk)
    if mask == 0x80:
        said = [line.partition(": 'utf-8'")[0] for line in found]
        assert said == [f"Span article-1 v1 2361–2434: its {column} is not UTF-8"] * (connection.vendor == "sqlite")
    else:
        assert len(found) == 1
        assert found[0].startswith("Span article-1 v1 2361–2434: the ")


@pytest.mark.parametrize("witness", ["prefix", "suffix"])
def test_a_witness_that_was_emptied_is_found(witness: str) -> None:
    span = Span.objects.get(revision=revision(), start=2361, end=2434)
    tamper(f"UPDATE edition_span SET {witness} = '' WHERE id = %s", span.pk)
    assert len(list(mismatches())) == 1


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("anchor", "q5", "article-1 v1: “q5” is no anchor. Anchors look like p5, p5a, t1 or x2."),
        ("anchor", "p50", "article-1 v1: the anchor p6 stands after a later one of its series."),
        ("anchor", "p4a", None),
        ("role", "cody", "Passage article-1 v1 p5: “cody” is no role."),
        ("position", 99, "article-1 v1: the positions of its passages do not count from 1 in the order of the text."),
    ],
)
def test_a_damaged_passage_is_found(column: str, value: str | int, sentence: str | None) -> None:
    passage = revision().passages.get(anchor="p5")
    tamper(f"UPDATE edition_passage SET {column} = %s WHERE id = %s", value, passage.pk)
    assert list(mismatches()) == [sentence] * (sentence is not None)


@pytest.mark.parametrize("column", ["anchor", "role", "remark"])
def test_a_byte_of_a_passage_that_is_no_utf_8_is_found(column: str) -> None:
    passage = revision().passages.get(anchor="p5")
    found = found_after("edition_passage", column, b"p\xb5", passage.pk)
    if connection.vendor == "sqlite":
        assert any(f" its {column} is not UTF-8: " in line for line in found)


def test_a_row_of_a_text_that_is_not_there_is_found() -> None:
    span = Span.objects.get(revision=revision(), start=2361, end=2434)
    tamper("UPDATE edition_span SET revision_id = %s WHERE id = %s", 10_000, span.pk)
    assert list(mismatches()) == [f"Span {span.pk}: its text is not there."]
    tamper("UPDATE edition_span SET revision_id = %s WHERE id = %s", revision_key(), span.pk)


def test_what_the_database_cannot_read_is_listed_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    key, fetch = revision_key(), verification._fetch

    def failing(sql: str, values: Sequence[int]) -> list[tuple[Any, ...]]:
        if "text_sha256" in sql and list(values) == [key]:
            raise OperationalError("database disk image is malformed")
        return fetch(sql, values)

    monkeypatch.setattr(verification, "_fetch", failing)
    reason = f"the database cannot read row {key} of edition_revision: database disk image is malformed"
    assert list(mismatches()) == [f"article-1 v1: {reason}."]


def test_the_command_lists_what_fails_and_exits_with_an_error() -> None:
    tamper("UPDATE edition_revision SET text_sha256 = %s WHERE id = %s", "0" * 64, revision().pk)
    said = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify", stdout=said)
    assert error.value.returncode == 1
    assert said.getvalue() == f"article-1 v1: the text does not have the SHA-256 {'0' * 64}.\n"
