"""What a reader typed, as terms to look for. Pure.

All words have to stand in what is found. Words in quotation marks have to stand together, in that order; so have
words that were typed together (Soviet–Afghan). A star after a word finds what begins so. There are no operators:
AND, OR and NEAR are words as any others, and other signs are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.search import words
from edition.texts.folding import fold

LENGTH = 1_000  # characters
MOST = 32  # words
_PIECES = re.compile(r'"([^"]*)"|([^"\s()\[\]{}<>,;:!?|&]+)|"')


class QueryError(ValueError):
    """The query is too long; `length` and `count` are of what was typed, in characters and in words."""

    def __init__(self, length: int, count: int) -> None:
        super().__init__(f"{length} characters, {count} words")
        self.length, self.count = length, count


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand together; the last may be the beginning of a word. `shown` is what was typed."""

    words: tuple[str, ...]
    is_prefix: bool
    shown: str


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that all have to be found, or any of them."""

    terms: tuple[Term, ...]
    any_word: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def shown(self) -> str:
        """The terms as they were typed, without quotation marks."""
        return " ".join(term.shown for term in self.terms)


def parse(text: str, *, any_word: bool = False) -> Query:
    """Return the query in `text`; one without a word is false. Raises QueryError where it is too long.

    A quotation mark without its partner is as if it were not there.

    >>> [(term.words, term.is_prefix) for term in parse('Brezh* “Cold  War”').terms]
    [(('brezh',), True), (('cold', 'war'), False)]
    """
    if len(text) > LENGTH:
        raise QueryError(len(text), len(text.split()))
    found = dict.fromkeys(term for piece in _PIECES.finditer(fold(text)) if (term := _term(text, piece)))
    if (count := sum(len(term.words) for term in found)) > MOST:
        raise QueryError(len(text), count)
    return Query(tuple(found), any_word)


def _term(text: str, piece: re.Match[str]) -> Term | None:
    """Return the term of a piece: `fold` keeps the length, so its place in the text is the piece's."""
    start, end = piece.span(piece.lastindex or 0)
    typed = text[start:end].strip()
    folded = tuple(words.fold(typed))
    if not folded:
        return None
    bare = typed.rstrip("*")
    at_word = bool(words.fold(bare[-1:]))
    return Term(folded, bare != typed and at_word, " ".join(bare.split()))
