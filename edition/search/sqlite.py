"""Search on SQLite: an FTS5 table over the folded words of the entries, kept by triggers.

The words come folded and parted by blanks, so the tokenizer has nothing left to do: `ascii` takes every character
beyond ASCII for part of a word and parts at the blanks. What comes first is FTS5's own rank, BM25.

The kind of an entry can be told from its key, for each kind has a range of keys to itself: entries are counted and
ranked in the index alone.
"""

from zlib import crc32

from edition.search.matching import Matching, Sql
from edition.search.query import Query, Term

_DELETE = (
    "INSERT INTO edition_search_words (edition_search_words, rowid, folded) VALUES ('delete', OLD.id, OLD.folded); "
)
_INSERT = "INSERT INTO edition_search_words (rowid, folded) VALUES (NEW.id, NEW.folded); "

CREATE = (
    "CREATE VIRTUAL TABLE edition_search_words USING fts5("
    "folded, content='edition_searchentry', content_rowid='id', tokenize='ascii')",
    f"CREATE TRIGGER edition_search_insert AFTER INSERT ON edition_searchentry BEGIN {_INSERT}END",
    f"CREATE TRIGGER edition_search_delete AFTER DELETE ON edition_searchentry BEGIN {_DELETE}END",
    f"CREATE TRIGGER edition_search_update AFTER UPDATE ON edition_searchentry BEGIN {_DELETE}{_INSERT}END",
)
DROP = (
    "DROP TRIGGER edition_search_insert",
    "DROP TRIGGER edition_search_delete",
    "DROP TRIGGER edition_search_update",
    "DROP TABLE edition_search_words",
)
# Raises an error of the database where the FTS5 table does not agree with the entries.
CHECK = "INSERT INTO edition_search_words (edition_search_words, rank) VALUES ('integrity-check', 1)"


_RANGE = 1 << 40  # keys of one kind
_NEXT = "SELECT coalesce(max(id) + 1, %s) FROM edition_searchentry WHERE id BETWEEN %s AND %s"


def matching(query: Query) -> Matching:
    """Return how the entries of a query are found."""
    expression = (" OR " if query.any_word else " AND ").join(map(_term, query.terms))
    table = "edition_search_words"
    return Matching(table, f"{table}.rowid", Sql(f"{table} MATCH %s", (expression,)), f"{table}.rank", Sql("c.held"))


def of_kind(kind: str) -> Sql:
    """Return the condition that an entry is of a kind."""
    return Sql("edition_search_words.rowid BETWEEN %s AND %s", _keys(kind))


FEW = 50  # so many are counted and ranked in one statement


def next_key(kind: str) -> Sql:
    """Return the query for the key of the next entry of a kind. SQLite has one writer at a time."""
    first, last = _keys(kind)
    return Sql(_NEXT, (first, first, last))


def _keys(kind: str) -> tuple[int, int]:
    first = (crc32(kind.encode()) >> 10) * _RANGE + 1
    return first, first + _RANGE - 2


def _term(term: Term) -> str:
    """Return a term as an FTS5 phrase; a folded word holds letters, marks and digits only, so nothing to escape."""
    return f'"{" ".join(term.words)}"{"*" if term.is_prefix else ""}'
