"""Words in context: a piece of the stored words around what was looked for. Pure; nothing in it is folded."""

from collections.abc import Sequence
from dataclasses import dataclass

from edition.search.query import Query, Term
from edition.search.words import words

LENGTH = 240  # characters
BEFORE = 70  # of them before the first that was found
MOST = 200_000  # characters of an entry that are looked through


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of stored characters; `is_found` for those that were looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """Pieces in order; `start` is the code point at which they begin, and the flags say whether words were left out.

    `found` is the range of the first words found in the whole text, or None.
    """

    pieces: tuple[Piece, ...]
    start: int
    is_cut_before: bool
    is_cut_after: bool
    found: tuple[int, int] | None = None


def snippet(text: str, query: Query, length: int = LENGTH) -> Snippet:
    """Return the part of `text` that shows most of what was looked for, in at most about `length` characters."""
    ranges = places(text[:MOST], query)
    first = _densest(ranges, length)
    start = max(0, first - BEFORE) if len(text) > length else 0
    end = min(len(text), start + length)
    if end == len(text):
        start = max(0, end - length)
    start, end = _at_blanks(text, start, end, first)
    inside = [found for found in ranges if start <= found[0] and found[1] <= end]
    return Snippet(_pieces(text, start, end, inside), start, start > 0, end < len(text), inside[0] if inside else None)


def places(text: str, query: Query) -> list[tuple[int, int]]:
    """Return where the terms of `query` stand in `text`: ranges of code points in order that do not overlap."""
    tokens = [(part, word.start, word.end) for word in words(text) for part in word.folded]
    found = sorted({place for term in query.terms for place in _places_of(term, tokens)}, key=lambda p: (p[0], -p[1]))
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _places_of(term: Term, tokens: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    *body, last = term.words
    count = len(term.words)
    found = []
    for at in range(len(tokens) - count + 1):
        if any(tokens[at + step][0] != word for step, word in enumerate(body)):
            continue
        token, _start, end = tokens[at + count - 1]
        if token == last or (term.is_prefix and token.startswith(last)):
            found.append((tokens[at][1], end))
    return found


def _densest(ranges: Sequence[tuple[int, int]], length: int) -> int:
    """Return where the window begins that holds most of the ranges."""
    best, most = 0, 0
    for at, (start, _end) in enumerate(ranges):
        inside = sum(1 for _s, end in ranges[at : at + length] if end <= start + length - BEFORE)
        if inside > most:
            best, most = start, inside
    return best


def _at_blanks(text: str, start: int, end: int, first: int) -> tuple[int, int]:
    """Move the ends to the next blank, where there is one near: words stay whole."""
    if start > 0:
        blank = next((at for at in range(start, min(first, start + 30)) if text[at].isspace()), start - 1)
        start = blank + 1
    if end < len(text):
        end = next((at for at in range(end, max(first, end - 30), -1) if text[at].isspace()), end)
    return start, end


def _pieces(text: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, at = [], start
    for first, last in found:
        pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
        at = last
    pieces.append(Piece(text[at:end], False))
    return tuple(piece for piece in pieces if piece.text)
