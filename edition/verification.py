"""Recompute what must never change, from the stored bytes up.

The rows are read past the models and each text as bytes: a byte that is no UTF-8 is then a sentence about its row,
and not the end of the reading.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connection, transaction

from edition.intake import IntakeError, reread
from edition.models import Article, Carriage, Passage, Revision, Span
from edition.models.texts import out_of_order
from edition.texts import anchors
from edition.texts.segmentation import ROLES, TilingError, check_tiling

NUMBERS = {
    "edition_revision": ("id", "number"),
    "edition_passage": ("id", "position", "start", "end"),
    "edition_span": ("id", "passage_id", "start", "end"),
}
TEXTS = {
    "edition_revision": ("encoding", "original_sha256", "text", "text_sha256", "file_name"),
    "edition_passage": ("anchor", "role", "remark"),
    "edition_span": ("exact", "prefix", "suffix"),
}
OTHERS = {"edition_revision": ("original",)}
SLUG = "(SELECT slug FROM edition_article a WHERE a.id = edition_revision.article_id)"


@dataclass(slots=True)
class _Row:
    """One row: the columns that could be read, and a sentence for each that could not."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def mismatches() -> Iterator[str]:
    """Give a sentence for every text, passage and span that is not what its witnesses say."""
    yield from _strays()
    try:
        keys = [key for (key,) in _fetch("SELECT id FROM edition_revision ORDER BY article_id, number", ())]
    except DatabaseError as error:
        yield f"The database does not list its texts: {error}."
        return
    for key in keys:
        yield from _revision(key)
    for check in CHECKS:
        try:
            yield from check()
        except DatabaseError as error:
            yield f"The database cannot read where words went: {error}."


def carriages() -> Iterator[str]:
    """Give a sentence for everything wrong with what is kept of spans in newer texts."""
    rows = Carriage.objects.select_related("span__revision__article", "to_span__revision", "revision__article")
    texts = [f"{way}__{column}" for way in WAYS for column in ("text", "original")]
    for row in rows.defer(*texts).order_by("pk").iterator():
        yield from row.mismatches()


# What else is verified, after the texts; the notes add their own.
WAYS = ("span__revision", "to_span__revision", "revision")
CHECKS: list[Callable[[], Iterator[str]]] = [carriages]


def _strays() -> Iterator[str]:
    """Passages and spans of a text that is not there."""
    for table, name in (("edition_passage", "Passage"), ("edition_span", "Span")):
        sql = f"SELECT id FROM {table} WHERE revision_id NOT IN (SELECT id FROM edition_revision) ORDER BY id"  # noqa: S608
        try:
            yield from (f"{name} {key}: its text is not there." for (key,) in _fetch(sql, ()))
        except DatabaseError as error:
            yield f"{table}: the database cannot read it: {error}."


def _revision(key: int) -> Iterator[str]:
    name = _name(key)
    (row,) = _rows("edition_revision", "id", key) or [_Row(problems=["the row cannot be read"])]
    yield from (f"{name}: {problem}." for problem in row.problems)
    revision = Revision(pk=key, article=Article(slug=name.rpartition(" v")[0]), number=name.rpartition(" v")[2])
    if "original" not in row.values:
        return
    for column in (*TEXTS["edition_revision"], "original"):
        setattr(revision, column, row.values.get(column, ""))
    if "text" in row.values:
        yield from revision.mismatches()
    elif (text := _decoded(revision)) is not None:
        revision.text = text  # what stood there, to compare the passages and spans with
    else:
        return
    passages: dict[int, Passage] = {}
    yield from _passages(revision, passages)
    yield from _spans(revision, passages)


def _decoded(revision: Revision) -> str | None:
    try:
        return reread(bytes(revision.original), revision.encoding)
    except (UnicodeDecodeError, LookupError, IntakeError):
        return None


def _name(key: int) -> str:
    """Return “article-1 v1”, or what of it can be read."""
    sql = f"SELECT {_as_bytes(SLUG)}, number FROM edition_revision WHERE id = %s"  # noqa: S608
    try:
        slug, number = _fetch(sql, [key])[0]
    except DatabaseError:
        return f"text {key} v?"
    return f"{bytes(slug or b'text').decode(errors='backslashreplace')} v{number}"


def _passages(revision: Revision, passages: dict[int, Passage]) -> Iterator[str]:
    """Check the passages of a text; `passages` is filled with those that can be read, by key."""
    rows = _rows("edition_passage", "revision_id", revision.pk)
    for row in rows:
        name = f"Passage {revision} {row.values.get('anchor', row.values.get('id', '?'))}"
        yield from (f"{name}: {problem}." for problem in row.problems)
        if {*NUMBERS["edition_passage"]} <= set(row.values):
            passages[row.values["id"]] = Passage(revision=revision, **row.values)
    ordered = sorted(passages.values(), key=lambda passage: passage.start)
    if len(ordered) < len(rows):
        return
    try:
        check_tiling(revision.text, [(passage.start, passage.end) for passage in ordered])
    except TilingError as error:
        yield f"{revision}: {error}"
    if [passage.position for passage in ordered] != list(range(1, len(ordered) + 1)):
        yield f"{revision}: the positions of its passages do not count from 1 in the order of the text."
    yield from _anchors(revision, ordered)


def _anchors(revision: Revision, passages: Sequence[Passage]) -> Iterator[str]:
    names = []
    for passage in passages:
        if passage.role and passage.role not in ROLES:
            yield f"Passage {passage}: “{passage.role}” is no role."
        if not passage.anchor:  # unreadable, which was said
            continue
        try:
            anchors.parse(passage.anchor)
            names.append(passage.anchor)
        except ValueError as error:
            yield f"{revision}: {error}"
    for twice in sorted({name for name in names if names.count(name) > 1}):
        yield f"{revision}: the anchor {twice} stands twice."
    if late := out_of_order(dict.fromkeys(names)):
        yield f"{revision}: the anchor {late} stands after a later one of its series."


def _spans(revision: Revision, passages: dict[int, Passage]) -> Iterator[str]:
    for row in _rows("edition_span", "revision_id", revision.pk):
        values = row.values
        name = f"Span {revision} {values.get('start', '?')}–{values.get('end', '?')}"
        yield from (f"{name}: {problem}." for problem in row.problems)
        if row.problems:
            continue
        passage = passages.get(values["passage_id"])
        if passage is None:
            yield f"{name}: its passage is not one of this text, or cannot be read."
        else:
            yield from Span(revision=revision, **{**values, "passage": passage}).mismatches()


def _rows(table: str, column: str, key: int) -> list[_Row]:
    """Return the rows of `table` whose `column` is `key`: at once, or, where that fails, each on its own."""
    columns = _columns(table)
    sql = f"SELECT {', '.join(columns.values())} FROM {table} WHERE {column} = %s ORDER BY id"  # noqa: S608
    try:
        return [_row(table, list(columns), found) for found in _fetch(sql, [key])]
    except DatabaseError:
        return [_alone(table, name) for name in _keys(table, column, key)]


def _keys(table: str, column: str, key: int) -> list[int]:
    sql = f"SELECT id FROM {table} WHERE {column} = %s ORDER BY id"  # noqa: S608
    try:
        return [name for (name,) in _fetch(sql, [key])]
    except DatabaseError:
        return [0]  # no row has it: one sentence says that the table cannot be read


def _alone(table: str, key: int) -> _Row:
    columns = _columns(table)
    sql = f"SELECT {', '.join(columns.values())} FROM {table} WHERE id = %s"  # noqa: S608
    try:
        (found,) = _fetch(sql, [key])
    except (DatabaseError, ValueError) as error:
        return _Row({"id": key}, [f"the database cannot read row {key} of {table}: {error}"])
    return _row(table, list(columns), found)


def _row(table: str, columns: Sequence[str], found: Sequence[Any]) -> _Row:
    row = _Row()
    for column, value in zip(columns, found, strict=True):
        if column in NUMBERS[table] and not isinstance(value, int):
            row.problems.append(f"its {column} is no number")
        elif column in OTHERS.get(table, ()) and not isinstance(value, bytes | memoryview):
            row.problems.append(f"its {column} is no run of bytes")
        elif column in TEXTS[table]:
            try:
                row.values[column] = bytes(value).decode()
            except (UnicodeDecodeError, TypeError) as error:
                row.problems.append(f"its {column} is not UTF-8: {error}")
        else:
            row.values[column] = value
    return row


def _columns(table: str) -> dict[str, str]:
    """Return the columns to read, and how."""
    plain = {name: f'"{name}"' for name in (*NUMBERS[table], *OTHERS.get(table, ()))}
    return plain | {name: _as_bytes(f'"{name}"') for name in TEXTS[table]}


def _as_bytes(expression: str) -> str:
    if connection.vendor == "postgresql":
        return f"convert_to({expression}, 'UTF8')"
    return f"CAST({expression} AS BLOB)"


def _fetch(sql: str, values: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return what a query gives; in a savepoint, for PostgreSQL answers nothing more after a failure."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
