"""Anchors of passages: p1 … the text, t1 … the title matter, x1 … the rest of the captured page."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import count, islice

from edition.texts.roles import ROLES

TEXT = frozenset({"heading", "body", "list-item", "summary", "pull-quote"})
TITLE_MATTER = frozenset({"title", "kicker", "deck", "byline", "author-note"})
SERIES = "tpx"  # in the order in which lists show them
ANCHOR = re.compile(r"([ptx])([1-9][0-9]{0,8}|0(?=[a-z]))([a-z]*)")
LETTERS = "zabcdefghijklmnopqrstuvwxy"  # in the order of suffixes: before p5a there is room for p5za


def series(role: str) -> str:
    """'p', 't' or 'x'; ValueError where the role is none of ROLES."""
    if role not in ROLES:
        raise ValueError(f"“{role}” is no role. The roles are: {', '.join(ROLES)}.")
    return "p" if role in TEXT else "t" if role in TITLE_MATTER else "x"


def number(roles: Iterable[str]) -> list[str]:
    """Anchors for passages in text order, each series counted from 1: ['t1', 'p1', 'p2', 'x1']."""
    counts: Counter[str] = Counter()
    anchors = []
    for role in roles:
        letter = series(role)
        counts[letter] += 1
        anchors.append(f"{letter}{counts[letter]}")
    return anchors


def parse(anchor: str) -> tuple[str, int, str]:
    """Series, number and suffix: 'p5' → ('p', 5, ''), 'p5a' → ('p', 5, 'a'); ValueError for others.

    The number 0 has a suffix always: p0a stands before p1.
    """
    match = ANCHOR.fullmatch(anchor)
    if not match:
        raise ValueError(f"“{anchor[:40]}” is no anchor. Anchors look like p5, p5a, t1 or x2.")
    return match[1], int(match[2]), match[3]


def sort_key(anchor: str) -> tuple[int, int, tuple[int, ...]]:
    """Sorts t1, t2 … p0a, p1, p2, p2za, p2a, p2b, p10 … x1; ValueError as `parse`."""
    letter, position, suffix = parse(anchor)
    return SERIES.index(letter), position, tuple(map(LETTERS.index, suffix))


def following(letter: str, wanted: int, used: Collection[str]) -> list[str]:
    """`wanted` new anchors of a series for the end of a text: they count on from the highest ever used."""
    last = max((number for series, number, _ in map(parse, used) if series == letter), default=0)
    return [f"{letter}{last + 1 + at}" for at in range(wanted)]


def between(before: str, after: str, wanted: int, used: Collection[str]) -> list[str]:
    """`wanted` new anchors, ascending, after `before` ('' where there is none) and before `after`; none of `used`.

    Between p5 and p6: p5a, p5b …; between p5 and p5a: p5za …; before p1: p0a ….
    """
    letter, ceiling, high = parse(after)
    _, number, low = parse(before) if before else (letter, max(0, ceiling - 1), "")
    limit = high if number == ceiling else None
    for length in count(1):
        free = (name for suffix in _suffixes(low, limit, length) if (name := f"{letter}{number}{suffix}") not in used)
        if len(found := list(islice(free, wanted))) == wanted:
            return found
    raise AssertionError("There is always a longer suffix.")


def _suffixes(low: str | None, high: str | None, length: int) -> Iterator[str]:
    """Suffixes of a length, ascending, that sort after `low` and before `high` (None: whatever).

    None ends in the lowest letter, so that there is room before each of them for ever.
    """
    if not length:
        if low is None and high != "":
            yield ""
        return
    if high == "":
        return
    for place, letter in enumerate(LETTERS):
        floor, ceiling = _place(low), _place(high)
        if (floor is None or place >= floor) and (ceiling is None or place <= ceiling) and (place or length > 1):
            rest = (low[1:] if low and place == floor else None), (high[1:] if high and place == ceiling else None)
            yield from (letter + suffix for suffix in _suffixes(*rest, length - 1))


def _place(suffix: str | None) -> int | None:
    return LETTERS.index(suffix[0]) if suffix else None
