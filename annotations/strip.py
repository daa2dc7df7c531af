"""The overview strip of a reading page as HTML: a block a passage, and a mark a note.

It is built in code for the reason that the notes are: a thousand turns of a template loop cost more than the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotations.apparatus import Entry

if TYPE_CHECKING:
    from annotations.reading import Shown

SIDE = 3.0  # per cent of the strip for the title matter, and as much for the rest of the captured page


class Stretch(NamedTuple):
    """A passage on the strip: where it lies in the text, in characters, and on the strip, in per cent."""

    start: int
    end: int
    x: float
    width: float
    name: str
    css: str


def stretches(head: Sequence[Shown], body: Sequence[Shown], aside: Sequence[Shown]) -> list[Stretch]:
    """Return the passages on the strip, in the order of the text.

    The text has the strip to itself but for a narrow block before it for title matter that has notes, and one behind
    it for the rest of the captured page where that has any: so every note has a mark.
    """
    sides = [SIDE if any(one.entries for one in side) else 0.0 for side in (head, aside)]
    found = _along(head, 0.0, sides[0], "s-head")
    found += _along(body, sides[0], 100 - sum(sides), "")
    found += _along(aside, 100 - sides[1], sides[1], "s-also")
    return sorted(found)


def _along(passages: Sequence[Shown], x: float, room: float, css: str) -> list[Stretch]:
    total, found = sum(one.length for one in passages) or 1, []
    for one in passages:
        width = room * one.length / total
        found.append(Stretch(one.start, one.start + one.length, x, width, one.name, css))
        x += width
    return found


def blocks(found: Sequence[Stretch]) -> str:
    """Return the blocks of the strip: one a passage of the text, and one for all the title matter or all the rest."""
    parts = []
    for one in sorted(found, key=lambda one: one.x):
        if not one.css:
            parts.append(_block("s-par", one.x, one.width))
    for css, x in (("s-head", 0.0), ("s-also", 100 - SIDE)):
        if any(one.css == css and one.width for one in found):
            parts.append(_block(f"s-par {css}", x, SIDE))
    return "".join(parts)


def _block(css: str, x: float, width: float) -> str:
    return f'<span class="{css}" style="--x:{x:.2f}%;--w:{width:.2f}%"></span>'


def marks(found: Sequence[Stretch], entries: Iterable[Entry]) -> list[str]:
    """Return the marks of the strip: each begins where its words do, in the passage that they begin in."""
    starts, parts = [one.start for one in found], []
    for entry in entries:
        start, end, x, width, name, _css = found[bisect_right(starts, entry.start) - 1]
        share = width / (end - start)
        at = x + share * (entry.start - start)
        parts.append(_mark(at, share * (min(entry.end, end) - entry.start), entry, name))
    return parts


def _mark(x: float, width: float, entry: Entry, name: str) -> str:
    return (
        f'<li style="--x:{x:.1f}%;--w:{width:.1f}%"><a class="{entry.css}" href="#note-{entry.letter}" '
        f'aria-label="{entry.spoken}, {name}"></a></li>'
    )
