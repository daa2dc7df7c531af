"""Anchors of passages: p1 … the text, t1 … the title matter, x1 … the rest of the captured page."""

import re
from collections import Counter
from collections.abc import Iterable

from edition.texts.roles import ROLES

TEXT = frozenset({"heading", "body", "list-item", "summary", "pull-quote"})
TITLE_MATTER = frozenset({"title", "kicker", "deck", "byline", "author-note"})
SERIES = "tpx"  # in the order in which lists show them
ANCHOR = re.compile(r"([ptx])([1-9][0-9]{0,8})([a-z]*)")


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
    """Series, number and suffix: 'p5' → ('p', 5, ''), 'p5a' → ('p', 5, 'a'); ValueError for others."""
    match = ANCHOR.fullmatch(anchor)
    if not match:
        raise ValueError(f"“{anchor[:40]}” is no anchor. Anchors look like p5, p5a, t1 or x2.")
    return match[1], int(match[2]), match[3]


def sort_key(anchor: str) -> tuple[int, int, str]:
    """Sorts t1, t2 … p1, p2, p2a, p10 … x1; ValueError as `parse`."""
    letter, position, suffix = parse(anchor)
    return SERIES.index(letter), position, suffix
