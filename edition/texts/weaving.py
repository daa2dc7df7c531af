"""Weaves marks into passages: pieces of text, each wrapped in every mark that covers it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A span text[start:end] and its ready, trusted HTML: before, behind, and once after its end."""

    start: int
    end: int
    open: str
    close: str = "</span>"
    after: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch under the same marks; `covering` (outermost first) and `ending` are indices into the marks.

    Outer is what starts earlier, then what is longer, then what is given first. `ending` names the marks
    whose last visible character is the piece's last, in given order.
    """

    start: int
    end: int
    covering: tuple[int, ...]
    ending: tuple[int, ...]


def pieces(start: int, end: int, marks: Sequence[Mark]) -> list[Piece]:
    """The pieces of one passage, in order; marks are clipped to it, and those outside it cover nothing.

    Raises ValueError for an empty passage and for an empty mark.
    """
    _check_passages([(start, end)])
    for index, mark in enumerate(marks):
        if mark.start >= mark.end:
            raise _error(index, mark)
    order = _outermost_first(
        marks, [index for index, mark in enumerate(marks) if mark.start < end and mark.end > start]
    )
    starts = [marks[index].start for index in order]
    ends = sorted((marks[index].end, rank) for rank, index in enumerate(order))
    return [
        Piece(
            low, high, tuple(map(order.__getitem__, covering)), tuple(sorted(map(order.__getitem__, ending)))
        )
        for _, low, high, covering, ending in _sweep([(start, end)], starts, ends)
    ]


def weave(text: str, passages: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[str]:
    """The HTML of each passage: escaped pieces, nested in the marks that cover them.

    A mark across passages is wrapped in each; its `after` stands once, in the last one it touches. Raises
    ValueError for passages that are empty, out of bounds or out of order, and for a mark that is empty, out
    of bounds or in no passage.
    """
    _check_passages(passages, len(text))
    order = _outermost_first(marks, range(len(marks)))
    ends = _visible_ends(len(text), passages, marks, order)
    starts = [marks[index].start for index in order]
    opens = [marks[index].open for index in order]
    closes = [marks[index].close for index in order]
    woven: list[list[str]] = [[] for _ in passages]
    for number, low, high, covering, ending in _sweep(passages, starts, ends):
        out = woven[number]
        out += [opens[rank] for rank in covering]
        out.append(escape(text[low:high], quote=False))
        out += [closes[rank] for rank in reversed(covering)]
        if ending:
            out += [marks[index].after for index in sorted([order[rank] for rank in ending])]
    return ["".join(out) for out in woven]


def _outermost_first(marks: Sequence[Mark], indices: Iterable[int]) -> list[int]:
    return sorted(indices, key=lambda index: (marks[index].start, -marks[index].end, index))


def _visible_ends(
    length: int, passages: Sequence[tuple[int, int]], marks: Sequence[Mark], order: Sequence[int]
) -> list[tuple[int, int]]:
    """(end of the last visible character, rank) of each mark, sorted."""
    begins = [start for start, _ in passages]
    ends = []
    for rank, index in enumerate(order):
        mark = marks[index]
        last = bisect_left(begins, mark.end) - 1
        end = min(mark.end, passages[last][1]) if last >= 0 else 0
        if end <= mark.start or mark.start < 0 or mark.end > length:
            raise _error(index, mark)
        ends.append((end, rank))
    ends.sort()
    return ends


def _sweep(
    passages: Sequence[tuple[int, int]], starts: Sequence[int], ends: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int, list[int], list[int]]]:
    """Passage number, start, end, ranks covering and ranks ending of each piece, in one pass over the text.

    `starts` is by rank, ascending; `ends` is sorted and none stands in a gap. The list of covering ranks is
    the sweep's own: it changes with the next piece.
    """
    covering: list[int] = []
    opened = closed = 0
    count = len(starts)
    for number, (low, stop) in enumerate(passages):
        while low < stop:
            while opened < count and starts[opened] <= low:
                covering.append(opened)
                opened += 1
            high = starts[opened] if opened < count and starts[opened] < stop else stop
            if closed < count and ends[closed][0] < high:
                high = ends[closed][0]
            ending = []
            while closed < count and ends[closed][0] == high:
                ending.append(ends[closed][1])
                closed += 1
            yield number, low, high, covering, ending
            for rank in ending:
                covering.remove(rank)
            low = high


def _check_passages(passages: Sequence[tuple[int, int]], length: int | None = None) -> None:
    previous = 0
    for number, (start, end) in enumerate(passages, 1):
        if start >= end:
            raise ValueError(f"Passage {number} ({start}–{end}) is empty: leave it out.")
        if start < previous:
            raise ValueError(f"Passage {number} ({start}–{end}) is out of order: sort the passages.")
        previous = end
    if length is not None and previous > length:
        raise ValueError(f"The last passage ends at {previous}, beyond the text, which ends at {length}.")


def _error(index: int, mark: Mark) -> ValueError:
    problem = "is empty" if mark.start >= mark.end else "shows in no passage or leaves the text"
    return ValueError(f"Mark {index} ({mark.start}–{mark.end}) {problem}: choose words of a passage.")
