"""Pure helpers of the pictures: how wide words are, where lines break, how room is divided.

All lengths are units of a view box. No font is known here, so widths are estimates on the wide side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FONT = 12
NARROW, WIDE = frozenset("iljtfrI.,:;'’|!()[] "), frozenset("mwMW—@%…")


def _share(character: str) -> float:
    """Return the width of a character in ems, on the wide side."""
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in NARROW:
        return 0.36
    if character in WIDE:
        return 0.98
    return 0.72 if character.isupper() else 0.6


def width_of(words: str, size: int = FONT) -> int:
    """Return how much room `words` take on one line in letters of `size`, rounded up."""
    return int(sum(map(_share, words)) * size) + 1


def wrap(words: str, room: int, size: int = FONT) -> list[str]:
    """Break `words` at blanks, not at no-break spaces, into lines that fit `room`; at least one.

    A word that is wider than the room is cut.
    """
    lines = [""]
    for word in filter(None, re.split("[ \t\r\n]+", words)):
        for part in _cut(word, room, size):
            longer = f"{lines[-1]} {part}" if lines[-1] else part
            if lines[-1] and width_of(longer, size) > room:
                lines.append(part)
            else:
                lines[-1] = longer
    return lines


def _cut(word: str, room: int, size: int) -> list[str]:
    parts, rest = [], word
    while width_of(rest, size) > room and len(rest) > 1:
        length = next((n for n in range(len(rest) - 1, 1, -1) if width_of(rest[:n], size) <= room), 1)
        parts.append(rest[:length])
        rest = rest[length:]
    return [*parts, rest]


def shares(counts: Iterable[int], room: int, least: int) -> list[int]:
    """Divide `room` by `counts`, no part below `least`; the parts fill `room` exactly where it holds them all.

    What the small parts are given is taken from the larger ones in proportion.
    """
    counts = list(counts)
    room = max(room, least * len(counts))
    widths = [0] * len(counts)
    small = {index for index, count in enumerate(counts) if count <= 0}
    while True:
        rest = room - least * len(small)
        total = sum(count for index, count in enumerate(counts) if index not in small)
        found = {i for i, n in enumerate(counts) if i not in small and n * rest < least * total}
        if not found:
            break
        small |= found
    for index, count in enumerate(counts):
        widths[index] = least if index in small else count * rest // total
    if widths:
        widths[max(range(len(counts)), key=counts.__getitem__)] += room - sum(widths)
    return widths
