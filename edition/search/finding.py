"""search(): what is found, how much of each kind, and the best of it first.

The counts are always true. At most RANKED entries of a kind are ranked, the first of those found in the order of the
index; what is found beyond them follows in that order. A word that stands in a third of all passages therefore costs
little more than to count it, while a word of which there are up to RANKED is ranked in full. What is few for an engine
is counted and ranked in one reading.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from edition.search.engines import engine
from edition.search.matching import Matching, Sql
from edition.search.providers import PROVIDERS
from edition.search.query import Query

RANKED = 2_000
Filters = Mapping[str, str]
_FACET = "IN (SELECT f.entry_id FROM edition_searchfacet f WHERE f.name = %s AND f.value = %s)"


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found; `words` are its words as they are stored."""

    kind: str
    key: str
    article: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """How many entries of each kind were found, and a stretch of them by kind, the best first."""

    counts: Mapping[str, int]
    hits: Mapping[str, list[Hit]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def search(
    query: Query, kinds: Sequence[str], filters: Filters | None = None, first: int = 0, count: int = 20
) -> Found:
    """Return the counts of all kinds, and of each of `kinds` at most `count` entries from `first` (0 is the best) on.

    `filters` are facets that all have to hold, by name. A query without words finds nothing.
    """
    if not query:
        return Found({})
    found: Matching = engine().matching(query)
    conditions = _conditions(found, filters or {})
    if engine().FEW and (few := _few(found, found.narrowed(*conditions), kinds, first, count)):
        return few
    counts = _counts(found, conditions, [*PROVIDERS, *kinds])
    hits = {kind: _stretch(found, [*conditions, engine().of_kind(kind)], counts[kind], first, count) for kind in kinds}
    return Found(counts, hits)


def count(query: Query, filters: Filters | None = None) -> Counter[str]:
    """Return how many entries of each kind are found."""
    if not query:
        return Counter()
    found: Matching = engine().matching(query)
    return _counts(found, _conditions(found, filters or {}), PROVIDERS)


def tally(query: Query, filters: Filters, kind: str = "") -> dict[str, Counter[str]]:
    """Return, by name of the facet, how many entries would be found with each of its values chosen.

    The facets chosen in `filters` stay chosen, but for the one that is counted. With `kind` its entries count alone.
    """
    if not query:
        return {}
    counted: dict[str, Counter[str]] = {}
    for name, value, number in _facets(query, filters, kind, ""):
        if name not in filters:
            counted.setdefault(name, Counter())[value] = number
    for name in filters:
        others = {other: value for other, value in filters.items() if other != name}
        counted[name] = Counter({value: number for _name, value, number in _facets(query, others, kind, name)})
    return counted


def _conditions(found: Matching, filters: Filters) -> list[Sql]:
    return [Sql(f"{found.key} {_FACET}", pair) for pair in filters.items()]


def _counts(found: Matching, conditions: Sequence[Sql], kinds: Iterable[str]) -> Counter[str]:
    """Return how many entries there are of each of `kinds`, without those of which there are none, in one query."""
    names = list(dict.fromkeys(kinds))
    of_kinds = [engine().of_kind(kind) for kind in names]
    columns = ", ".join(f"count(*) FILTER (WHERE {of_kind.text})" for of_kind in of_kinds)
    condition = found.narrowed(*conditions)
    # All text of the SQL is the engines' own, made of constants: what a reader typed is a parameter.
    sql = f"SELECT {columns} FROM {found.tables} WHERE {condition.text}"  # noqa: S608
    ((*numbers,),) = _rows(sql, [*(param for of_kind in of_kinds for param in of_kind.params), *condition.params])
    return Counter({kind: number for kind, number in zip(names, numbers, strict=True) if number})


_COLUMNS = "h.kind, h.key, h.article, h.anchor, h.words"


def _few(found: Matching, condition: Sql, kinds: Sequence[str], first: int, count: int) -> Found | None:
    """Return what is found, in one reading; None where it is more than is FEW for the engine."""
    sql = (
        f"SELECT {_COLUMNS} FROM (SELECT {found.key} AS id, {found.held} AS held FROM {found.tables} "  # noqa: S608
        f"WHERE {condition.text} LIMIT %s) c JOIN edition_searchentry h ON h.id = c.id "
        f"ORDER BY {found.weight.text}, c.id"
    )
    few = engine().FEW
    rows = _rows(sql, [*condition.params, few + 1, *found.weight.params])
    if len(rows) > few:
        return None
    hits = {kind: [Hit(*row) for row in rows if row[0] == kind][first : first + count] for kind in kinds}
    return Found(Counter(row[0] for row in rows), hits)


def _stretch(found: Matching, conditions: Sequence[Sql], total: int, first: int, count: int) -> list[Hit]:
    """Return a stretch of the entries of one kind: ranked as far as ranks go, then as the index has it."""
    if first >= total:
        return []
    condition = found.narrowed(*conditions)
    within = min(count, RANKED - first)
    best = _all_ranked if total <= RANKED else _best
    hits = best(found, condition, first, within) if within > 0 else []
    if len(hits) < count and total > RANKED:
        hits += _unranked(found, condition, max(first, RANKED), count - len(hits))
    return hits


def _all_ranked(found: Matching, condition: Sql, first: int, count: int) -> list[Hit]:
    """Return the best of all, in the words of the engine that it knows best."""
    weight = found.weight.text.replace("c.held", found.held)
    where = f"FROM {found.tables} WHERE {condition.text} ORDER BY {weight}"
    if found.entries:
        columns = _COLUMNS.replace("h.", f"{found.entries}.")
        sql = f"SELECT {columns} {where}, {found.key} LIMIT %s OFFSET %s"
    else:
        best = f"SELECT {found.key} AS id, {weight} AS weight {where} LIMIT %s OFFSET %s"
        sql = f"SELECT {_COLUMNS} FROM ({best}) c JOIN edition_searchentry h ON h.id = c.id ORDER BY c.weight, c.id"  # noqa: S608
    return [Hit(*row) for row in _rows(sql, [*condition.params, *found.weight.params, count, first])]


def _best(found: Matching, condition: Sql, first: int, count: int) -> list[Hit]:
    sql = (
        f"SELECT {_COLUMNS} FROM (SELECT c.id, {found.weight.text} AS weight FROM "  # noqa: S608
        f"(SELECT {found.key} AS id, {found.held} AS held FROM {found.tables} WHERE {condition.text} "
        f"ORDER BY {found.key} LIMIT %s) c ORDER BY 2, 1 LIMIT %s OFFSET %s) best "
        "JOIN edition_searchentry h ON h.id = best.id ORDER BY best.weight, best.id"
    )
    params = [*found.weight.params, *condition.params, RANKED, count, first]
    return [Hit(*row) for row in _rows(sql, params)]


def _unranked(found: Matching, condition: Sql, first: int, count: int) -> list[Hit]:
    sql = (
        f"SELECT {_COLUMNS} FROM (SELECT {found.key} AS id FROM {found.tables} WHERE {condition.text} "  # noqa: S608
        f"ORDER BY {found.key} LIMIT %s OFFSET %s) c JOIN edition_searchentry h ON h.id = c.id ORDER BY h.id"
    )
    return [Hit(*row) for row in _rows(sql, [*condition.params, count, first])]


def _facets(query: Query, filters: Filters, kind: str, name: str) -> list[tuple[str, str, int]]:
    found: Matching = engine().matching(query)
    narrower = [engine().of_kind(kind)] if kind else []
    condition = found.narrowed(
        *_conditions(found, filters), *narrower, *([Sql("v.name = %s", (name,))] if name else [])
    )
    sql = (
        f"SELECT v.name, v.value, count(*) FROM {found.tables} JOIN edition_searchfacet v "  # noqa: S608
        f"ON v.entry_id = {found.key} WHERE {condition.text} GROUP BY v.name, v.value"
    )
    return _rows(sql, condition.params)


def _rows(sql: str, params: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[Any] = cursor.fetchall()
    return rows
