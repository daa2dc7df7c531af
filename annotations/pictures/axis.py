"""An axis of years: long stretches in which nothing happens are cut out, and the cut is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from annotations.pictures.dating import Extent
from annotations.pictures.svg import FONT, shares, width_of

CUT = 22  # how wide a cut is drawn
LEAST = 46  # how wide a stretch is at least: it must hold the number of its first year
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Years drawn without a cut, from the start of `first` to the start of `last`, between `start` and `end`."""

    first: int
    last: int
    start: int
    end: int

    def at(self, year: float) -> int:
        """Return the place of a moment, given as a year and its fraction; the nearer end for one outside."""
        share = (min(max(year, self.first), self.last) - self.first) / (self.last - self.first)
        return self.start + round(share * (self.end - self.start))


@dataclass(frozen=True, slots=True)
class Tick:
    """The start of a year on the axis; `words` is its number."""

    x: int
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Stretches of years from left to right, with a cut between every two."""

    stretches: tuple[Stretch, ...]

    @property
    def start(self) -> int:
        return self.stretches[0].start

    @property
    def end(self) -> int:
        return self.stretches[-1].end

    @property
    def cuts(self) -> list[int]:
        """The middles of the cuts."""
        return [(before.end + after.start) // 2 for before, after in pairwise(self.stretches)]

    def between(self, extent: Extent) -> tuple[int, int]:
        """Return where an extent begins and ends, its last day included."""
        return self._at(_moment(extent.first)), self._at(_moment(extent.last, 1))

    def _at(self, year: float) -> int:
        stretch = next((one for one in self.stretches if year <= one.last), self.stretches[-1])
        return stretch.at(year)

    def ticks(self) -> list[Tick]:
        """Return the years to name: round ones, as many as stand side by side; in every stretch at least one."""
        return [tick for stretch in self.stretches for tick in _ticks(stretch)]


def of_extents(extents: Iterable[Extent], start: int, end: int) -> Axis:
    """Return an axis between `start` and `end` that holds all `extents`; ValueError where there is none."""
    years = sorted({year for extent in extents for year in (extent.first.year, extent.last.year)})
    if not years:
        raise ValueError("An axis needs a date.")
    groups = _groups(years, (end - start) // (LEAST + CUT))
    lengths = [last + 1 - first for first, last in groups]
    widths = shares(lengths, end - start - CUT * (len(groups) - 1), LEAST)
    stretches, x = [], start
    for (first, last), width in zip(groups, widths, strict=True):
        stretches.append(Stretch(first, last + 1, x, x + width))
        x += width + CUT
    return Axis(tuple(stretches))


def _groups(years: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Return first and last year of each stretch, at most `most` of them: cut are the longest empty times.

    Empty is what is longer than four years and than a seventh of the whole.
    """
    long = max(4.0, (years[-1] - years[0]) / 7)
    gaps = sorted((two - one, one) for one, two in pairwise(years) if two - one > long)
    cuts = {one for _length, one in gaps[max(0, len(gaps) - most + 1) :]}
    groups = [[years[0], years[0]]]
    for before, year in pairwise(years):
        if before in cuts:
            groups.append([year, year])
        groups[-1][1] = year
    return [(first, last) for first, last in groups]


def _ticks(stretch: Stretch) -> list[Tick]:
    room = width_of(str(stretch.last), FONT) + 4
    per_year = (stretch.end - stretch.start) / (stretch.last - stretch.first)
    step = next((step for step in STEPS if step * per_year >= room), STEPS[-1])
    first = -(-stretch.first // step) * step
    if first >= stretch.last or step * per_year < room:
        return [Tick(stretch.start, str(stretch.first))]
    marks = [Tick(stretch.at(year), str(year)) for year in range(first, stretch.last, step)]
    return [tick for tick in marks if tick.x + room <= stretch.end + CUT]


def _moment(day: date, after: int = 0) -> float:
    """Return a day as its year and the fraction that has passed before it, or `after` days later."""
    start = date(day.year, 1, 1).toordinal()
    length = 366 if day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0) else 365
    return day.year + (day.toordinal() - start + after) / length
