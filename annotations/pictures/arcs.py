"""Arcs between the rows of a list: a badge at the crown of each, no two badges on the same spot.

The crown of an arc over n rows stands n steps to the side, half-way between its rows: that place belongs to no
other two rows. An arc within one row is a loop on the other side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Ends = tuple[int, int, Any]

ROW = 44  # from one node to the next
TOP = 24  # above the first
NODE = 13  # the radius of a node, and of a badge
LOOP = 44  # the room for loops before the nodes
STEP = 48  # from crown to crown at most
LEAST = 27  # and at least: a badge and a hair
WIDTH = 320
SPREAD = 9  # how far from the middle of a node its outermost arc begins


@dataclass(frozen=True, slots=True)
class Arc:
    """One arc: its path, the path of a second line within it, and the middle of its badge."""

    path: str
    inner: str
    x: int
    y: int
    edge: Any


@dataclass(frozen=True, slots=True)
class Dot:
    """One node: its middle and its number."""

    x: int
    y: int
    number: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in a view box of `width` by `height`; `is_wide` when it is wider than a phone and scrolls."""

    width: int
    height: int
    dots: list[Dot]
    arcs: list[Arc]

    @property
    def is_wide(self) -> bool:
        return self.width > WIDTH


def draw(numbers: Sequence[int], ends: Sequence[Ends], *, loops: bool = False) -> Drawing:
    """Return the arcs between nodes with these numbers; ends are places in `numbers`, the upper first, and an edge.

    `loops` leaves room for arcs within one node. A map of many nodes grows wider than WIDTH rather than closer.
    """
    across, column = max(1, len(numbers) - 1), (LOOP if loops else 0) + 2 * NODE + 2
    step = min(STEP, max(LEAST, (WIDTH - column - 2 * NODE - 2) // across))
    dots = [Dot(column - NODE, TOP + ROW * row, number) for row, number in enumerate(numbers)]
    ports = _ports(ends)
    arcs = [_arc(one, column, step, ports[index]) for index, one in enumerate(ends)]
    width = max(WIDTH, column + NODE + step * across + NODE + 2)
    return Drawing(width, TOP * 2 + ROW * max(0, len(numbers) - 1), dots, arcs)


def _arc(ends: Ends, column: int, step: int, ports: tuple[int, int]) -> Arc:
    upper, lower, edge = ends
    middle = TOP + ROW * (upper + lower) // 2
    if upper == lower:
        back = column - 2 * NODE
        paths = [_path(back, middle - size, middle + size, back - LOOP + NODE + 2, 0) for size in (8, 5)]
        return Arc(paths[0], paths[1], back - LOOP + NODE + 2, middle, edge)
    start, end = TOP + ROW * upper + ports[0], TOP + ROW * lower - ports[1]
    crown = column + NODE + step * (lower - upper)
    return Arc(_path(column, start, end, crown), _path(column, start + 3, end - 3, crown - 3), crown, middle, edge)


def _ports(ends: Sequence[Ends]) -> list[tuple[int, int]]:
    """Return how far below its upper node and above its lower node each arc begins: the shorter, the farther."""
    beside: defaultdict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for index, (upper, lower, _edge) in enumerate(ends):
        if upper != lower:
            beside[upper, "below"].append((lower - upper, index))
            beside[lower, "above"].append((lower - upper, index))
    found = {}
    for (_node, side), arcs in beside.items():
        for place, (_length, index) in enumerate(sorted(arcs)):
            found[index, side] = SPREAD - place * (SPREAD - 1) // max(1, len(arcs) - 1)
    return [(found.get((index, "below"), 0), found.get((index, "above"), 0)) for index in range(len(ends))]


def _path(x: int, start: int, end: int, crown: int, sweep: int = 1) -> str:
    """Return half an ellipse from `start` down to `end` at x, its crown at `crown`; sweep 0 goes to the left."""
    height = (end - start) // 2  # rounded down: an ellipse that is too high would not reach its crown
    return f"M{x} {start}A{abs(crown - x)} {height} 0 0 {sweep} {x} {end}"
