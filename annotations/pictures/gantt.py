"""Rows of words with their dates on one axis: beside the words on a wide page, below them on a narrow one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotations.pictures import axis as axes
from annotations.pictures.axis import Axis, Tick
from annotations.pictures.dating import Extent
from annotations.pictures.placing import Label, place
from annotations.pictures.svg import FONT, width_of, wrap

if TYPE_CHECKING:
    from annotations.listing import Sign

Dated = tuple[Extent, str]

ISOLATE, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"  # around the date of a label

LINE = 16  # from one line of words to the next
POINT = 10  # what is shorter than this on the axis is a point
ABOVE = 16  # between the axis and the lowest label
INSET = 6  # before the first moment of an axis: half a point
QUERY = 16  # after the last: half a point, or the mark of doubt


@dataclass(frozen=True, slots=True)
class Line:
    """What one voice says on a point. `language` is set where the words are an author's own."""

    lead: str
    words: str
    extents: Sequence[Extent]
    url: str
    place: str = ""
    verdict: Sign | None = None
    article: int = 0
    language: str = ""
    is_record: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One point: its question, what is said on it with a date, and in sentences what is said without."""

    heading: str
    url: str
    lines: Sequence[Line]
    undated: Sequence[str]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words: where its first letter stands on its base line."""

    x: int
    y: int
    words: str

    @property
    def date(self) -> str:
        """Return the date that a label begins with, in its isolate; "" where the line begins with none.

        Dates are in the language of the page, the words after them in that of the edition.
        """
        found = self.words.partition(POP)
        return found[0] + POP if self.words.startswith(ISOLATE) else ""

    @property
    def rest(self) -> str:
        """Return what stands after the date."""
        return self.words.removeprefix(self.date)


@dataclass(frozen=True, slots=True)
class Mark:
    """A date as it is drawn: a bar from x on, or a point at x where `width` is 0; y is its middle."""

    x: int
    y: int
    width: int
    is_record: bool
    is_uncertain: bool

    @property
    def end(self) -> int:
        return self.x + max(self.width, POINT // 2)


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the record above the axis: its mark, its words, and its leader up to them."""

    mark: Mark
    texts: Sequence[Text]
    at: int
    leader: int
    ends_at_its_leader: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is drawn; without `line` it is a heading or a sentence."""

    top: int
    height: int
    texts: Sequence[Text]
    marks: Sequence[Mark] = ()
    line: Line | None = None
    url: str = ""
    is_heading: bool = False
    strip: int = 0

    @property
    def is_editors(self) -> bool:
        """Whether the row holds editors' words, and not the interface's: a question, or what a line says."""
        return bool(self.line or self.url)


@dataclass(slots=True)
class Picture:
    """A drawing in a view box of `width` by `height`, its axis at `base`."""

    width: int
    height: int
    base: int
    axis: Axis
    ticks: Sequence[Tick]
    events: Sequence[Event] = ()
    rows: list[Row] = field(default_factory=list)


def all_extents(events: Iterable[Dated], groups: Iterable[Group]) -> list[Extent]:
    """Return every extent that a picture of these holds."""
    said = [extent for group in groups for line in group.lines for extent in line.extents]
    return [*(extent for extent, _words in events), *said]


def mark(axis: Axis, extent: Extent, y: int, is_record: bool) -> Mark:
    """Return how an extent is drawn: what is too short for a bar is a point in its middle."""
    start, end = axis.between(extent)
    if end - start < POINT:
        return Mark((start + end) // 2, y, 0, is_record, extent.is_uncertain)
    return Mark(start, y, end - start, is_record, extent.is_uncertain)


def wide(events: Sequence[Dated], groups: Sequence[Group]) -> Picture:
    """Return the picture for wide pages: the record in labels above the axis, the words beside their dates."""
    width, column = 760, 276
    axis = axes.of_extents(all_extents(events, groups), column + 16, width - QUERY)
    labels = [_label(axis, extent, words, column) for extent, words in events]
    placed = place([label for label, _lines in labels], 0, width)
    base = max((one.top for one in placed), default=0) + (ABOVE + 6 if placed else 6)
    drawn = []
    for (extent, _words), (_size, lines), one in zip(events, labels, placed, strict=True):
        bottom = base - ABOVE - one.base
        x = one.at - 5 if one.ends_at_its_leader else one.x
        texts = [Text(x, bottom - LINE * (len(lines) - 1 - i) - 4, text) for i, text in enumerate(lines)]
        drawn.append(Event(mark(axis, extent, base, True), texts, one.at, bottom - 8, one.ends_at_its_leader))
    picture = Picture(width, base, base, axis, axis.ticks(), drawn)
    return _with_rows(picture, groups, column, beside=True)


def narrow(events: Sequence[Dated], groups: Sequence[Group], heading: str) -> Picture:
    """Return the picture for narrow pages: every event, under `heading`, and every account.

    The dates stand on a line below the words.
    """
    width = 320
    axis = axes.of_extents(all_extents(events, groups), INSET, width - QUERY)
    picture = Picture(width, 0, 0, axis, axis.ticks())
    record = [Line(lead="", words=words, extents=[extent], url="", is_record=True) for extent, words in events]
    with_record = [Group(heading, "", record, []), *groups] if record else groups
    return _with_rows(picture, with_record, width, beside=False)


def _label(axis: Axis, extent: Extent, words: str, room: int) -> tuple[Label, list[str]]:
    """Return the size of an event's label, and its words in lines."""
    lines = wrap(words, room)
    start, end = axis.between(extent)
    at = (start + end) // 2 if end - start < POINT else start
    return Label(at, max(map(width_of, lines)), LINE * len(lines)), lines


def _with_rows(picture: Picture, groups: Iterable[Group], room: int, *, beside: bool) -> Picture:
    """Add the rows of all groups below what the picture holds, and make it as high as they need."""
    y = picture.base + 22
    for group in groups:
        y = _add_words(picture, group.heading, y + 10, picture.width, group.url)
        for line in group.lines:
            y = _add_line(picture, line, y, room, beside)
        for sentence in group.undated:
            y = _add_words(picture, sentence, y, room, "", is_heading=False)
    picture.height = y + 4
    return picture


def _add_words(picture: Picture, words: str, top: int, room: int, url: str, *, is_heading: bool = True) -> int:
    """Add a heading or a sentence and return where the next row begins."""
    lines = wrap(words, room - 4, FONT + 1 if is_heading else FONT)
    height = max(LINE * len(lines) + 8, 24)
    texts = [Text(0, top + LINE * (index + 1), text) for index, text in enumerate(lines)]
    picture.rows.append(Row(top, height, texts, url=url, is_heading=is_heading))
    return top + height


def _add_line(picture: Picture, line: Line, top: int, room: int, beside: bool) -> int:
    """Add what one voice says, with its marks beside it or below, and return where the next row begins."""
    lines = [*([line.lead] if line.lead else []), *wrap(line.words, room - 4)]
    texts = [Text(0, top + LINE * (index + 1) - 2, text) for index, text in enumerate(lines)]
    below = top + LINE * len(lines) + 4
    strip = top + LINE if beside else below + 8
    marks = [mark(picture.axis, extent, strip, line.is_record) for extent in line.extents]
    bottom = below + 6 if beside else strip + 14
    height = max(bottom - top, 24)
    picture.rows.append(Row(top, height, texts, marks, line, line.url, strip=0 if beside else strip))
    return top + height
