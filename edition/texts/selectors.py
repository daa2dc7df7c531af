"""Describes a span by its place, words and surroundings, and finds it again in a changed text.

Offsets are code points, half-open. After the Web Annotation Data Model, 4.2.4 (quote) and 4.2.5 (position).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from edition.texts import approximate, graphemes
from edition.texts.folding import fold, fold_case

CONTEXT = 32  # characters of prefix and suffix, at least
QUOTE_LONGEST = 10_000  # characters `nearest` looks for
NEAREST_LOWEST = 0.6  # less is chance: short words of one language are alike by half
QUOTE_SHARE = (0.5, 0.9)  # the quotation's part of a score, at least and at most


@dataclass(frozen=True, slots=True)
class Selector:
    """The witnesses of a span: text[start:end] is `exact`, between `prefix` and `suffix`."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where words were found; score 0 … 1 of words and surroundings; how: offset, exact, context or fuzzy."""

    start: int
    end: int
    score: float
    how: str


class SelectorError(ValueError):
    """A span or quotation that cannot be used; the message says why."""


def describe(text: str, start: int, end: int) -> Selector:
    """The selector of text[start:end]; prefix and suffix grow until the three together are unique.

    Raises SelectorError for a span out of bounds, without characters, or through a grapheme cluster.
    """
    _check_span(text, start, end)
    exact = text[start:end]
    size = CONTEXT
    while True:
        left = max(0, start - size)
        context = text[left : end + size]
        whole = len(context) == len(text)
        if whole or (text.find(context) == left and text.find(context, left + 1) < 0):
            return Selector(start, end, exact, text[left:start], text[end : end + size])
        size *= 2


def _check_span(text: str, start: int, end: int) -> None:
    if not 0 <= start <= end <= len(text):
        raise SelectorError(f"The span {start}–{end} is out of bounds: give a start and an end from 0 to {len(text)}.")
    if start == end:
        raise SelectorError(f"The span at offset {start} is empty: choose one character or more.")
    for offset in (start, end):
        if not graphemes.is_boundary(text, offset):
            whole = text[graphemes.before(text, offset) : graphemes.after(text, offset)]
            raise SelectorError(f"Offset {offset} splits the character {whole[:20]!r}: choose all of it or none.")


def occurrences(text: str, exact: str, start: int = 0, end: int | None = None) -> list[int]:
    """Offsets of every occurrence within text[start:end], overlapping ones too; none for ''."""
    return list(_each(text, exact, start, end))


def _each(text: str, exact: str, start: int, end: int | None) -> Iterator[int]:
    position = text.find(exact, start, end) if exact else -1
    while position >= 0:
        yield position
        position = text.find(exact, position + 1, end)


def _whole(text: str, start: int, end: int) -> bool:
    return graphemes.is_boundary(text, start) and graphemes.is_boundary(text, end)


def locate(text: str, selector: Selector, *, threshold: float = 0.75) -> Location | None:
    """Find a span again: at its offsets, by its exact words, by their surroundings, by likeness.

    An exact find keeps its score, however little the surroundings agree; `threshold` bounds likeness alone.
    None where nothing is like it, or where two places are equally good.
    """
    if not selector.exact:
        return None
    if _unmoved(text, selector):
        return Location(selector.start, selector.end, 1.0, "offset")
    length = len(selector.exact)
    spans = [(at, at + length) for at in occurrences(text, selector.exact) if _whole(text, at, at + length)]
    if spans:
        return _exact(text, selector, spans)
    return _fuzzy(text, selector, threshold)


def _unmoved(text: str, selector: Selector) -> bool:
    """Whether words and surroundings stand at the old offsets."""
    left = selector.start - len(selector.prefix)
    context = selector.prefix + selector.exact + selector.suffix
    return left >= 0 and text.startswith(context, left) and _whole(text, selector.start, selector.end)


def _exact(text: str, selector: Selector, spans: list[tuple[int, int]]) -> Location | None:
    """The one place, or the one whose surroundings agree best; of equal ones that at the old offsets."""
    scored = [(_score(text, selector, start, end), start, end) for start, end in spans]
    best = max(score for score, _, _ in scored)
    winners = [found for found in scored if found[0] == best]
    score, start, end = next((found for found in winners if found[1] == selector.start), winners[0])
    if start == selector.start:
        return Location(start, end, score, "offset")
    if len(winners) > 1:
        return None
    return Location(start, end, score, "exact" if len(spans) == 1 else "context")


def _score(text: str, selector: Selector, start: int, end: int) -> float:
    """Likeness of quotation and surroundings, typography folded, weighed by their lengths."""
    left = text[max(0, start - len(selector.prefix)) : start]
    right = text[end : end + len(selector.suffix)]
    around = len(selector.prefix) + len(selector.suffix)
    share = len(selector.exact) / (len(selector.exact) + around)
    share = min(max(share, QUOTE_SHARE[0]), QUOTE_SHARE[1])
    context = (_alike(selector.prefix, left) + _alike(selector.suffix, right)) / 2
    return share * _alike(selector.exact, text[start:end]) + (1 - share) * context


def _alike(one: str, other: str) -> float:
    return approximate.similarity(fold(one), fold(other))


@lru_cache(maxsize=4)  # the notes of one revision are looked for in one text
def _folded(text: str) -> str:
    return fold(text)


def _fuzzy(text: str, selector: Selector, threshold: float) -> Location | None:
    """The most similar stretch at or above the threshold; None where two are equally similar."""
    found = approximate.search(_folded(text), fold(selector.exact), fold(selector.prefix), fold(selector.suffix))
    spans = dict.fromkeys((graphemes.before(text, start), graphemes.after(text, end)) for start, end in found)
    scored = sorted(((_score(text, selector, *span), *span) for span in spans), reverse=True)
    if not scored or scored[0][0] < threshold:
        return None
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        return None
    score, start, end = scored[0]
    return Location(start, end, score, "fuzzy")


def nearest(text: str, quote: str, start: int, end: int) -> Location | None:
    """The wording within text[start:end] most like `quote`; None where nothing is at all like it.

    Typography and capitals are folded to find it; the bounds never split a grapheme cluster. Raises
    SelectorError for bounds outside the text and for quotations of more than QUOTE_LONGEST characters.
    """
    if not 0 <= start <= end <= len(text):
        raise SelectorError(f"The range {start}–{end} is out of bounds: the text ends at {len(text)}.")
    if len(quote) > QUOTE_LONGEST:
        raise SelectorError(
            f"The quotation has {len(quote):,} characters; at most {QUOTE_LONGEST:,} can be looked for."
        )
    for position in _each(text, quote, start, end):
        if _whole(text, position, position + len(quote)):
            return Location(position, position + len(quote), 1.0, "exact")
    wanted = fold_case(quote.strip())
    if not wanted:
        return None
    scored = sorted(_likely(text, wanted, start, end), key=lambda found: (-found.score, found.start))
    return scored[0] if scored and scored[0].score >= NEAREST_LOWEST else None


def _likely(text: str, wanted: str, start: int, end: int) -> Iterator[Location]:
    """Stretches of text[start:end] that may be the folded quotation."""
    folded = fold_case(text[start:end])
    for low, high in approximate.search(folded, wanted):
        first, last = graphemes.before(text, start + low), graphemes.after(text, start + high)
        first = first if first >= start else graphemes.after(text, start)
        last = last if last <= end else graphemes.before(text, end)
        if first < last:
            score = approximate.similarity(wanted, folded[first - start : last - start])
            yield Location(first, last, score, "fuzzy")
