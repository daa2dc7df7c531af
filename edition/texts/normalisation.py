"""Folds away, by name, what differs between a text and a quotation of it without a word being another.

Character by character, so that every place of what is folded leads back to a place of the text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

from edition.texts.folding import fold

# In the order in which they are named to readers.
FOLDINGS = ("quotes", "dashes", "spaces", "ellipses", "hidden", "ligatures", "case", "accents")
COMPOSITION = "composition"  # one code point or two for the same letter: folded always, Unicode calls them equal

_BLANKS = re.compile(" {2,}")
_QUOTES, _DASHES = "'\"", "-"
# Soft hyphen, zero-width space, word joiner, byte order mark, and the marks of writing direction.
_HIDDEN = frozenset("\u00ad\u200b\u200e\u200f\u2060\ufeff\u061c" + "".join(map(chr, range(0x202A, 0x202F))))
_ISOLATES = frozenset(map(chr, range(0x2066, 0x206A)))
_LIGATURES = range(0xFB00, 0xFB07)
_ACCENT_LOWEST = 200  # canonical combining classes of marks above and below letters
_VOWEL_POINTS = range(10, 36)  # those of Hebrew and Arabic vowel points


class _Table(dict[int, str]):
    """What each code point becomes; filled as it is asked for, as `str.translate` allows."""

    def __init__(self, foldings: frozenset[str]) -> None:
        self.foldings = foldings
        super().__init__()

    def __missing__(self, code: int) -> str:
        folded = "".join(map(self._mark, unicodedata.normalize("NFD", self._plain(chr(code)))))
        if "case" in self.foldings and code not in _LIGATURES:  # case folding would part them too
            folded = folded.casefold()
        if code < 0x10000:  # the rest is too much to keep
            self[code] = folded
        return folded

    def _plain(self, letter: str) -> str:
        if letter in _HIDDEN or letter in _ISOLATES:
            return "" if "hidden" in self.foldings else letter
        if letter == "…" and "ellipses" in self.foldings:
            return "..."
        if ord(letter) in _LIGATURES and "ligatures" in self.foldings:
            return unicodedata.normalize("NFKD", letter)
        plain = fold(letter)
        kind = "quotes" if plain in _QUOTES else "dashes" if plain in _DASHES else "spaces" if plain == " " else ""
        return plain if kind in self.foldings else letter

    def _mark(self, letter: str) -> str:
        """Nothing for an accent or a vowel point, which is folded away; marks that make another letter stay."""
        rank = unicodedata.combining(letter)
        return "" if "accents" in self.foldings and (rank >= _ACCENT_LOWEST or rank in _VOWEL_POINTS) else letter


@lru_cache(maxsize=16)
def _table(foldings: frozenset[str]) -> _Table:
    return _Table(foldings)


ALL = frozenset(FOLDINGS)


def normalise(text: str, foldings: frozenset[str] = ALL) -> str:
    """Return `text` folded: canonically decomposed (NFD), and without what `foldings` name.

    Runs of blanks and line breaks become one blank where "spaces" are folded. 10,000 characters take a third of a
    millisecond.
    """
    folded = text.translate(_table(foldings))
    return _BLANKS.sub(" ", folded) if "spaces" in foldings else folded


@dataclass(frozen=True, slots=True)
class Normalised:
    """A folded text, and for each of its characters the offset of the one it came from."""

    text: str
    offsets: array[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text that text[start:end] came from; start < end."""
        return self.offsets[start], self.offsets[end - 1] + 1


def mapped(text: str) -> Normalised:
    """Return `normalise(text)` with its offsets; four times slower."""
    table = _table(ALL)
    pieces: list[str] = []
    offsets = array("I")
    blank = False
    for offset, letter in enumerate(text):
        for piece in table[ord(letter)]:
            if not (blank and piece == " "):
                pieces.append(piece)
                offsets.append(offset)
            blank = piece == " "
    return Normalised("".join(pieces), offsets)


def differing(one: str, other: str) -> list[str]:
    """Return which foldings it takes to make two texts equal that are equal when folded: their names, in order."""
    if one == other:
        return []
    named = [name for name in FOLDINGS if normalise(one, ALL - {name}) != normalise(other, ALL - {name})]
    return named or [COMPOSITION]
