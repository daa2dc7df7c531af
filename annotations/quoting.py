"""Finding words that an editor typed: every place where they stand, or the wording that is nearest to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from annotations.rendering import name
from edition.converters import is_anchor
from edition.models import Passage, Revision
from edition.numbers import grouped
from edition.texts import graphemes, selectors

WORDS_LONGEST = selectors.QUOTE_LONGEST
MOST_HITS = 50

_BEFORE = re.compile(r"(?:\S+\s+){0,2}\S*\s*\Z")
_AFTER = re.compile(r"\s*\S*(?:\s+\S+){0,2}")
_REACH = 200  # characters within which three words are looked for


class NotFoundError(ValueError):
    """A passage that does not exist; the message says what does."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where words stand: code points `start` to `end`, and three words before and after."""

    start: int
    end: int
    anchor: str
    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand: in the passages asked for; if nowhere there, elsewhere; if nowhere, the nearest wording."""

    here: list[Hit]
    elsewhere: list[Hit]
    nearest: Hit | None


def passages_named(revision: Revision, anchors: str) -> list[Passage]:
    """Return the passages that `anchors` names: 5, ¶5, p5, t2, or a range p5-p7; raises NotFoundError."""
    bounds = [_anchor(part) for part in anchors.replace("–", "-").split("-")]
    passages = list(revision.passages.order_by("position"))
    places = {passage.anchor: index for index, passage in enumerate(passages)}
    if len(bounds) > 2 or not all(bound in places for bound in bounds):
        raise NotFoundError(_no_passage(anchors, passages))
    first, last = places[bounds[0]], places[bounds[-1]]
    if last < first:
        raise NotFoundError(_no_passage(anchors, passages))
    return passages[first : last + 1]


def _anchor(part: str) -> str:
    part = part.strip().removeprefix("¶").strip()
    bare = f"p{part}"
    return bare if is_anchor(bare) else part


def _no_passage(anchors: str, passages: Sequence[Passage]) -> str:
    numbered = [p.anchor for p in passages if p.anchor.startswith("p")] or [p.anchor for p in passages]
    first, last = name(numbered[0]), name(numbered[-1])
    return _("There is no paragraph “%(anchor)s” in this article. Its paragraphs are %(first)s to %(last)s.") % {
        "anchor": anchors[:20],
        "first": first,
        "last": last,
    }


def find(revision: Revision, words: str, within: Sequence[Passage]) -> Found:
    """Return where `words` stand in `within`, in the rest of the text, or what is nearest to them in `within`.

    Blanks around the words do not count, and line ends are the same however the browser sent them.
    Raises SelectorError for more than WORDS_LONGEST characters.
    """
    if len(words) > WORDS_LONGEST:
        raise selectors.SelectorError(
            _("The words are longer than %(most)s characters. Give fewer: a note stands on a sentence or two.")
            % {"most": grouped(WORDS_LONGEST)}
        )
    start, end = within[0].start, within[-1].end
    passages = list(revision.passages.order_by("position"))
    for low, high in ((start, end), (0, len(revision.text))):
        for wanted in variants(words):
            places = _places(revision.text, wanted, low, high)
            if hits := [hit(revision, passages, *place) for place in islice(places, MOST_HITS)]:
                return Found(hits, [], None) if low == start and high == end else Found([], hits, None)
    near = selectors.nearest(revision.text, words.strip(), start, end)
    return Found([], [], hit(revision, passages, near.start, near.end) if near else None)


def variants(words: str) -> list[str]:
    """Return `words` without blanks around them, with the line ends that a text may have; then as they were typed."""
    plain = words.replace("\r\n", "\n")
    forms = [plain.strip(), plain.strip().replace("\n", "\r\n"), plain, words]
    return [form for form in dict.fromkeys(forms) if form.strip()]


def _places(text: str, wanted: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    for start in selectors.occurrences(text, wanted, low, high):
        end = start + len(wanted)
        if graphemes.is_boundary(text, start) and graphemes.is_boundary(text, end):
            yield start, end


def hit(revision: Revision, passages: Sequence[Any], start: int, end: int) -> Hit:
    """Return the words from `start` to `end` with what stands around them."""
    text = revision.text
    anchor = next((passage.anchor for passage in passages if passage.end > start), passages[-1].anchor)
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    after = _AFTER.match(text[end : end + _REACH])
    return Hit(start, end, anchor, before[0] if before else "", text[start:end], after[0] if after else "")
