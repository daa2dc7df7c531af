"""Search on PostgreSQL: a generated tsvector column over the folded words of the entries, with a GIN index.

The vector holds no positions, for those end at 16,383 and at 256 a word: the words of a phrase are found by the
index, and their order in the folded words themselves. A second column with positions serves ts_rank alone, which may
err where PostgreSQL parts words otherwise. No extension is used.
"""

from edition.search.matching import Matching, Sql
from edition.search.query import Query, Term

CREATE = (
    # A paragraph with its columns stays in one place: to fetch and unpack parts of it would cost more than to rank it.
    "ALTER TABLE edition_searchentry SET (toast_tuple_target = 8160)",
    "ALTER TABLE edition_searchentry ADD COLUMN vector tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(folded, ' '))) STORED",
    "ALTER TABLE edition_searchentry ADD COLUMN ranks tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, left(folded, 100000))) STORED",
    "CREATE INDEX edition_search_vector ON edition_searchentry USING gin (vector) WITH (fastupdate = off)",
)
DROP = (
    "DROP INDEX edition_search_vector",
    "ALTER TABLE edition_searchentry DROP COLUMN ranks",
    "ALTER TABLE edition_searchentry DROP COLUMN vector",
    "ALTER TABLE edition_searchentry RESET (toast_tuple_target)",
)
# The column is generated and the index is the engine's: there is nothing that could disagree.
CHECK = "SELECT 1"
_HOLDS = "e.vector @@ %s::tsquery"
_IN_ORDER = "(' ' || e.folded || ' ') LIKE %s"
_RANK = "-ts_rank(c.held, %s::tsquery, 1)"  # 1: divided by 1 + the logarithm of the length


def matching(query: Query) -> Matching:
    """Return how the entries of a query are found."""
    condition = _any(query) if query.any_word else _all(query)
    rank = Sql(_RANK, ((" | " if query.any_word else " & ").join(f"({_words(term)})" for term in query.terms),))
    return Matching("edition_searchentry e", "e.id", condition, "e.ranks", rank, "e")


def of_kind(kind: str) -> Sql:
    """Return the condition that an entry is of a kind."""
    return Sql("e.kind = %s", (kind,))


FEW = 0  # to count and then to rank costs less here than both in one statement


def next_key(kind: str) -> None:
    """Return nothing: the sequence of the table gives the keys."""


def _all(query: Query) -> Sql:
    """One walk of the index for all words, and the phrases looked for in what it gives."""
    phrases = [_pattern(term) for term in query.terms if _is_phrase(term)]
    condition = " AND ".join([_HOLDS, *[_IN_ORDER] * len(phrases)])
    return Sql(condition, (" & ".join(map(_words, query.terms)), *phrases))


def _any(query: Query) -> Sql:
    conditions, params = [], []
    for term in query.terms:
        conditions.append(f"({_HOLDS} AND {_IN_ORDER})" if _is_phrase(term) else _HOLDS)
        params += [_words(term), _pattern(term)] if _is_phrase(term) else [_words(term)]
    return Sql(f"({' OR '.join(conditions)})", tuple(params))


def _is_phrase(term: Term) -> bool:
    return len(term.words) > 1


def _words(term: Term) -> str:
    """Return the words of a term as a tsquery; they hold letters, marks and digits only, so nothing to escape."""
    quoted = [f"'{word}'" for word in term.words]
    return " & ".join(quoted) + (":*" if term.is_prefix else "")


def _pattern(term: Term) -> str:
    """Return what LIKE finds a phrase by; folded words hold no per cent sign, underscore or backslash."""
    return f"% {' '.join(term.words)}{'' if term.is_prefix else ' '}%"
