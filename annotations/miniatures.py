"""The strip of an article in small, for lists: its passages as blocks, its notes as marks in three lanes.

Coordinates are in thousandths of the length of the text; the picture is stretched to the width it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, GAP, LEAST = 1000, 4, 12
LANES = {"fact-check": 6, "correction": 16, "cross-reference": 26}

Stretch = tuple[int, int]  # start and end, in code points


@dataclass(frozen=True, slots=True)
class Miniature:
    """The paths of a strip, as SVG path data: one of the blocks, and one of the marks of each kind."""

    blocks: str
    fact_checks: str
    corrections: str
    cross_references: str


def miniature(passages: Sequence[Stretch], notes: Iterable[tuple[str, int, int]]) -> Miniature:
    """Return the strip of `passages` in their order with `notes`: kind, start and end of each.

    A note that begins in none of the passages has no mark, as on the reading page.

    >>> miniature([(0, 60), (62, 102)], [("correction", 62, 70)]).corrections
    'M600 16h80'
    """
    total = sum(end - start for start, end in passages) or 1
    blocks, marks, before = [], defaultdict(list), 0
    for start, end in passages:
        width = max(_scaled(end - start, total) - GAP, 1)
        blocks.append(f"M{_scaled(before, total)} 0h{width}v34h-{width}z")
        before += end - start
    for kind, x, width in _placed(passages, notes, total):
        marks[kind].append(f"M{x} {LANES[kind]}h{width}")
    return Miniature("".join(blocks), *("".join(marks[kind]) for kind in LANES))


def _placed(
    passages: Sequence[Stretch], notes: Iterable[tuple[str, int, int]], total: int
) -> Iterable[tuple[str, int, int]]:
    """Return kind, place and width of each mark; `notes` may come in any order."""
    for kind, first, last in sorted(notes, key=lambda note: note[1]):
        before = 0
        for start, end in passages:
            if start <= first < end:
                width = max(_scaled(min(last, end) - first, total), LEAST)
                yield kind, min(_scaled(before + first - start, total), WIDTH - width), width
                break
            before += end - start


def _scaled(length: int, total: int) -> int:
    return round(WIDTH * length / total)
