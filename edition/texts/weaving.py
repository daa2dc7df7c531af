"""Weaves marks into passages: pieces of text, each wrapped in every mark that covers it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from sys import maxsize

NEVER = maxsize  # an offset beyond every text


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
    order = [index for index in _outermost_first(marks) if marks[index].start < end and marks[index].end > start]
    starts = [marks[index].start for index in order]
    ends = sorted((marks[index].end, rank) for rank, index in enumerate(order))
    found = []
    for low, high, covering, ending in _sweep([(start, end)], starts, ends):
        outer_first = tuple(order[rank] for rank in covering)
        found.append(Piece(low, high, outer_first, tuple(sorted(order[rank] for rank in ending))))
    return found


def weave(text: str, passages: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[str]:
    """The HTML of each passage: escaped pieces, nested in the marks that cover them.

    A mark across passages is wrapped in each; its `after` stands once, in the last one it touches. Raises
    ValueError for passages that are empty, out of bounds or out of order, and for a mark that is empty, out
    of bounds or in no passage.
    """
    _check_passages(passages, len(text))
    order = _outermost_first(marks)
    ends = _visible_ends(len(text), passages, marks, order)
    starts = [marks[index].start for index in order]
    opens = [marks[index].open for index in order]
    closes = [marks[index].close for index in order]
    woven: list[str] = []
    out: list[str] = []
    for low, high, covering, ending in _sweep(passages, starts, ends):
        out += [opens[rank] for rank in covering]
        out.append(escape(text[low:high], quote=False))
        out += [closes[rank] for rank in reversed(covering)]
        if ending:
            out += [marks[index].after for index in sorted([order[rank] for rank in ending])]
        if high == passages[len(woven)][1]:
            woven.append("".join(out))
            out.clear()
    return woven


def _outermost_first(marks: Sequence[Mark]) -> list[int]:
    return [index for _, _, index in sorted([(mark.start, -mark.end, at) for at, mark in enumerate(marks)])]


def _visible_ends(
    length: int, passages: Sequence[tuple[int, int]], marks: Sequence[Mark], order: Sequence[int]
) -> list[tuple[int, int]]:
    """(end of the last visible character, rank) of each mark, sorted."""
    begins = [start for start, _ in passages]
    stops = [stop for _, stop in passages]
    ends = []
    for rank, index in enumerate(order):
        mark = marks[index]
        start, end = mark.start, mark.end
        last = bisect_left(begins, end) - 1
        visible = 0 if last < 0 else stops[last]
        if end < visible:
            visible = end
        if visible <= start or start < 0 or end > length:
            raise _error(index, mark)
        ends.append((visible, rank))
    ends.sort()
    return ends


def _sweep(
    passages: Sequence[tuple[int, int]], starts: Sequence[int], ends: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, list[int], list[int]]]:
    """Start, end, ranks covering and ranks ending of each piece, in one pass over the text.

    `starts` is by rank, ascending; `ends` is sorted and none stands in a gap. The list of covering ranks is
    the sweep's own: it changes with the next piece.
    """
    covering: list[int] = []
    openings, closings = iter(starts), iter(ends)
    rank, next_start = -1, next(openings, NEVER)
    next_end, ending_rank = next(closings, (NEVER, 0))
    for low, stop in passages:
        while low < stop:
            while next_start <= low:
                rank += 1
                covering.append(rank)
                next_start = next(openings, NEVER)
            high = next_start if next_start < stop else stop
            if next_end < high:
                high = next_end
            ending: list[int] = []
            while next_end == high:
                ending.append(ending_rank)
                next_end, ending_rank = next(closings, (NEVER, 0))
            yield low, high, covering, ending
            for ended in ending:
                covering.remove(ended)
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
