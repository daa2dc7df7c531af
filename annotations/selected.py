"""From what a page says was selected to the one place in the stored text, or to the places among which to choose.

The page sends where the words stand and the words themselves. Where both agree with the stored text that is the place.
Where they do not (the text has a newer version, the page is old, something rewrote it) nothing is guessed: every place
of the words is offered, those with the same words around them first, then the nearest to where they were selected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice

import regex
from django.http import QueryDict
from django.utils.translation import gettext as _

from annotations import quoting
from annotations.quoting import Hit
from edition.models import Passage, Revision
from edition.numbers import grouped
from edition.texts import graphemes, selectors

MOST_OFFERED = 10
MOST_COMPARED = 500
CONTEXT_LONGEST = 200
_POINT = re.compile(r"([a-z][0-9]{1,5}[a-z]{0,3}):([0-9]{1,7})")
_LINE_ENDS = re.compile(r"\r\n?")
ASIDE = "x"


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected words as a page tells of them: from `start` to `end`, as "p5:12", code points in a passage as shown.

    `pieces` are the words by passage, `prefix` and `suffix` what its first and last passage have around them.
    """

    start: str
    end: str
    pieces: tuple[str, ...]
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def read(cls, sent: QueryDict) -> Selection:
        """Return the selection that a page sent; what it left out is empty."""
        pieces = tuple(piece for piece in map(_shown, sent.getlist("exact")) if piece.strip())
        prefix, suffix = (_shown(sent.get(name, "")) for name in ("prefix", "suffix"))
        return cls(
            sent.get("start", ""), sent.get("end", ""), pieces, prefix[-CONTEXT_LONGEST:], suffix[:CONTEXT_LONGEST]
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The place of a selection as code points of the text; or the sentence that says why not, and places to choose."""

    place: tuple[int, int] | None = None
    sentence: str = ""
    offered: list[Hit] = field(default_factory=list)


def find(revision: Revision, selection: Selection, *, is_newest: bool = True) -> Answer:
    """Return where the selection stands in `revision`; with `is_newest` False it was made in an older text."""
    if not selection.pieces:
        return Answer(sentence=_("Nothing is selected. Select one word or more of the article’s text."))
    if sum(map(len, selection.pieces)) > quoting.WORDS_LONGEST:
        return Answer(
            sentence=_("These are more than %(most)s characters. Select fewer: a note stands on a sentence or two.")
            % {"most": grouped(quoting.WORDS_LONGEST)}
        )
    passages = list(revision.passages.order_by("position"))
    start, end = (_offset(revision.text, passages, point) for point in (selection.start, selection.end))
    if is_newest and start is not None and end is not None and _agrees(revision.text, passages, selection, start, end):
        return Answer(whole(revision.text, start, end))
    return _offer(revision, passages, selection, start, is_newest=is_newest)


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without blanks at its ends, and with the whole of a character that it would cut in two."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    return graphemes.before(text, start), graphemes.after(text, end)


def _shown(text: str) -> str:
    """Return stored text as a page has it: HTML knows one kind of line end."""
    return _LINE_ENDS.sub("\n", text)


def _offset(text: str, passages: Sequence[Passage], point: str) -> int | None:
    """Return the code point of the text that "p5:12" names; None where the text has no such place."""
    parts = _POINT.fullmatch(point)
    passage = next((one for one in passages if parts and one.anchor == parts[1]), None)
    if parts is None or passage is None:
        return None
    stored = text[passage.start : passage.end]
    wanted, offset = int(parts[2]), 0
    if "\r" not in stored:
        return passage.start + wanted if wanted <= len(stored) else None
    while wanted and offset < len(stored):
        offset += 2 if stored.startswith("\r\n", offset) else 1
        wanted -= 1
    return None if wanted else passage.start + offset


def _agrees(text: str, passages: Sequence[Passage], selection: Selection, start: int, end: int) -> bool:
    """Whether the words between two places, and those around them, are what the page says."""
    touched = [one for one in passages if one.end > start and one.start < end]
    if start >= end or not touched:
        return False
    # What the captured page has besides its text stands below it: a selection that runs past does not hold it.
    if not any(one.anchor.startswith(ASIDE) for one in (touched[0], touched[-1])):
        touched = [one for one in touched if not one.anchor.startswith(ASIDE)]
    stored = [_shown(text[max(one.start, start) : min(one.end, end)]) for one in touched]
    words = [words for words in stored if words.strip()]
    before, after = _shown(text[touched[0].start : start]), _shown(text[end : touched[-1].end])
    agree = [one.strip() for one in words] == [one.strip() for one in selection.pieces]
    return agree and before.endswith(selection.prefix) and after.startswith(selection.suffix)


def _offer(
    revision: Revision, passages: Sequence[Passage], selection: Selection, start: int | None, *, is_newest: bool
) -> Answer:
    found = _places(revision.text, selection, start)
    if not found:
        near = selectors.nearest(revision.text, "\n".join(selection.pieces), 0, len(revision.text))
        found = [(near.start, near.end)] if near else []
    offered = [quoting.hit(revision, passages, *place) for place in found]
    return Answer(sentence=_sentence(revision, offered, is_newest=is_newest), offered=offered)


def _places(text: str, selection: Selection, start: int | None) -> list[tuple[int, int]]:
    """Return where the words stand, the likeliest first: by what is around them, then by how near they are."""
    pieces = [r"\r?\n".join(map(regex.escape, piece.strip().split("\n"))) for piece in selection.pieces]
    each = regex.finditer(r"\s+".join(pieces), text, overlapped=True)
    places = (found.span() for found in islice(each, MOST_COMPARED))
    fitting = [place for place in places if all(graphemes.is_boundary(text, offset) for offset in place)]
    near = 0 if start is None else start

    def rank(place: tuple[int, int]) -> tuple[int, int]:
        before = _shown(text[max(0, place[0] - 2 * CONTEXT_LONGEST) : place[0]])
        after = _shown(text[place[1] : place[1] + 2 * CONTEXT_LONGEST])
        alike = _common(selection.prefix[::-1], before[::-1]) + _common(selection.suffix, after)
        return -alike, abs(place[0] - near)

    return nsmallest(MOST_OFFERED, fitting, key=rank)


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common from their beginnings."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (this, that) in pairs if this != that), min(len(one), len(other)))


def _sentence(revision: Revision, offered: Sequence[Hit], *, is_newest: bool) -> str:
    if not offered:
        return _("The article’s text does not have these words, nor any like them. Reload the page and select again.")
    if not is_newest:
        sentence = _("The article has a newer text, version %(number)d: notes stand on that. Choose the place there.")
        return sentence % {"number": revision.number}
    return _("The words on your page are not those of the stored text. Choose the place that you mean.")
