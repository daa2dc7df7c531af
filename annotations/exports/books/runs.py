"""The words of passages in runs: stretches under the same notes, with the notes whose letters stand behind them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.apparatus import Entry
from edition.texts.weaving import Mark, pieces


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a passage; `covering` (outermost first) are the notes on it, `ending` those that end behind it."""

    text: str
    covering: tuple[Entry, ...] = ()
    ending: tuple[Entry, ...] = ()


def runs(text: str, passages: Sequence[tuple[int, int]], entries: Sequence[Entry]) -> list[list[Run]]:
    """Return the runs of each passage, given by start and end, in order.

    A note over several passages covers words in each, and ends in the last one it touches. Raises ValueError for a
    passage that is empty.
    """
    touching: list[list[tuple[Entry, Mark]]] = [[] for _ in passages]
    starts = [start for start, _ in passages]
    for entry in entries:
        last = max(bisect_left(starts, entry.end) - 1, 0)
        mark = Mark(entry.start, min(entry.end, passages[last][1]), "")
        for index in range(max(bisect_right(starts, entry.start) - 1, 0), last + 1):
            if passages[index][1] > mark.start:
                touching[index].append((entry, mark))
    return [_runs(text, *place, here) for place, here in zip(passages, touching, strict=True)]


def _runs(text: str, start: int, end: int, here: Sequence[tuple[Entry, Mark]]) -> list[Run]:
    entries = [entry for entry, _mark in here]
    return [
        Run(text[piece.start : piece.end], _of(entries, piece.covering), _of(entries, piece.ending))
        for piece in pieces(start, end, [mark for _entry, mark in here])
    ]


def _of(entries: Sequence[Entry], indices: tuple[int, ...]) -> tuple[Entry, ...]:
    return tuple([entries[index] for index in indices])
