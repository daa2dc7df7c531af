"""Labels above an axis: no two meet, and no leader runs through words where that can be helped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BESIDE = 5  # between a leader and its words
APART = 6  # between two labels side by side


@dataclass(frozen=True, slots=True)
class Label:
    """A label before it is placed: the place on the axis it belongs to, its width and its height."""

    at: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands: its left edge, and its lower edge as a height above the axis."""

    label: Label
    x: int
    base: int

    @property
    def at(self) -> int:
        return self.label.at

    @property
    def right(self) -> int:
        return self.x + self.label.width

    @property
    def top(self) -> int:
        return self.base + self.label.height

    @property
    def ends_at_its_leader(self) -> bool:
        """Whether the words end at their leader rather than begin there."""
        return self.right <= self.at


def place(labels: Sequence[Label], start: int, end: int) -> list[Placed]:
    """Return a place for each label between `start` and `end`, as low as it can stand; they come from left to right.

    One that is wider than the room begins at `start`.
    """
    placed: list[Placed] = []
    for label in labels:
        placed.append(_best(label, placed, start, end))
    return placed


def _best(label: Label, placed: Sequence[Placed], start: int, end: int) -> Placed:
    """Return the first place that is free of words and of leaders, else the first that is free of words."""
    free = (one for one in _choices(label, placed, start, end) if not any(_meet(one, other) for other in placed))
    first = next(free)  # above all others there is room
    if not any(_crossed(first, other) for other in placed):
        return first
    return next((one for one in free if not any(_crossed(one, other) for other in placed)), first)


def _choices(label: Label, placed: Sequence[Placed], start: int, end: int) -> Iterator[Placed]:
    """Yield the places of a label from the lowest: words before their leader, else after it, else where they fit.

    Labels come from left to right, so words before their leader never stand in the way of the next leader.
    """
    before, after = label.at - BESIDE - label.width, label.at + BESIDE
    fitting = [x for x in (before, after) if x >= start and x + label.width <= end]
    for x in fitting or [max(start, min(before, end - label.width))]:
        for base in sorted({0, *(one.top for one in placed)}):
            yield Placed(label, x, base)


def _meet(one: Placed, other: Placed) -> bool:
    beside = one.x < other.right + APART and other.x < one.right + APART
    return beside and one.base < other.top and other.base < one.top


def _crossed(one: Placed, other: Placed) -> bool:
    """Whether the leader of the higher runs through the words of the lower: it goes from the axis up to its label."""
    low, high = sorted((one, other), key=lambda placed: placed.base)
    return low.base < high.base and low.x <= high.at <= low.right
