"""Aligns a new text of an article with the one before: which anchors stay, which are new, and where spans went."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from edition.texts import anchors, approximate, lines
from edition.texts.carrying import Carried, Carrier
from edition.texts.correspondence import Correspondence
from edition.texts.pairing import Group
from edition.texts.selectors import Selector

__all__ = ["Alignment", "Carried", "Pair", "Part", "align", "carry"]

NewPart = tuple[int, int, str]  # start, end, role


class Part(NamedTuple):
    """A passage of the old text."""

    anchor: str
    start: int
    end: int
    role: str


class Pair(NamedTuple):
    """An old and a new passage by their anchors; `kind` is same, edited, moved, split, joined, new or gone.

    One of a split passage or of joined ones stands in several pairs. The score is the likeness of the two, 0 … 1.
    """

    old: str | None
    new: str | None
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """`anchors` one for each new passage; `pairs` in the order of the new text, those that are gone at the end."""

    anchors: list[str]
    pairs: list[Pair]
    texts: Correspondence = field(repr=False, compare=False)


def align(
    old_text: str,
    old_parts: Sequence[Part],
    new_text: str,
    new_parts: Sequence[NewPart],
    *,
    used: Collection[str] = (),
) -> Alignment:
    """Compare the passages of two texts and name those of the new one.

    The same or an edited passage keeps its anchor, whatever its role is now; one that would stand out of order gets
    a new one, and so do new passages, by their roles: p5a after p5, p0a before p1, at the end the next number. No
    anchor of `used`, those of all earlier texts, is given again. Parts are in the order of their texts.
    """
    texts = Correspondence(
        old_text,
        new_text,
        [(part.start, part.end) for part in old_parts],
        [(start, end) for start, end, _ in new_parts],
    )
    kept = _kept(texts.groups, [part.anchor for part in old_parts])
    names = _named([role for _, _, role in new_parts], kept, {*used, *(part.anchor for part in old_parts)})
    pairs = [*_pairs(texts, old_parts, new_parts, names)]
    return Alignment(names, pairs, texts)


def carry(
    old_text: str, new_text: str, selectors: Sequence[Selector], alignment: Alignment | None = None
) -> list[Carried]:
    """Carry spans of the old text to the new one, one result for each selector.

    Without an alignment the paragraphs of the two texts are compared. Raises SelectorError for words that are not
    those of the old text, ValueError for an alignment of other texts.
    """
    if alignment is None:
        texts = Correspondence(old_text, new_text, lines.paragraphs(old_text), lines.paragraphs(new_text))
    else:
        texts = alignment.texts
        if (texts.old_text, texts.new_text) != (old_text, new_text):
            raise ValueError("The alignment is one of other texts: align these.")
    carrier = Carrier(texts)
    return [carrier.carry(selector) for selector in selectors]


def _kept(groups: Sequence[Group], old: Sequence[str]) -> dict[int, str]:
    """Anchors that stay, by the number of the new passage: all that are in order, then each moved one that fits."""
    kept: dict[int, str] = {}
    for group in sorted(groups, key=lambda group: (group.moved, group.low)):
        at, to = group.chief
        if not group.moved or _fits(old[at], to, kept):
            kept[to] = old[at]
    return kept


def _fits(anchor: str, place: int, kept: dict[int, str]) -> bool:
    """Whether the anchors of its series ascend with `anchor` at a place."""
    key = anchors.sort_key(anchor)
    return all((to < place) == (anchors.sort_key(name) < key) for to, name in kept.items() if name[0] == anchor[0])


def _named(roles: Sequence[str], kept: dict[int, str], used: set[str]) -> list[str]:
    """An anchor for each new passage; `used` grows by those that are given."""
    names = dict(kept)
    letters = [kept[at][0] if at in kept else anchors.series(role) for at, role in enumerate(roles)]
    for letter in set(letters):
        places = [at for at in range(len(roles)) if letters[at] == letter]
        before = ""
        for is_kept, run in groupby(places, key=kept.__contains__):
            group = list(run)
            if is_kept:
                before = kept[group[-1]]
                continue
            after = next((kept[at] for at in places if at > group[-1] and at in kept), "")
            wanted = len(group)
            given = anchors.between(before, after, wanted, used) if after else anchors.following(letter, wanted, used)
            names.update(zip(group, given, strict=True))
            used.update(given)
    return [names[at] for at in range(len(roles))]


def _pairs(
    texts: Correspondence, old_parts: Sequence[Part], new_parts: Sequence[NewPart], names: Sequence[str]
) -> list[Pair]:
    old = [texts.old_text[part.start : part.end] for part in old_parts]
    new = [texts.new_text[start:end] for start, end, _ in new_parts]
    found: list[tuple[int, Pair]] = []
    for group in texts.groups:
        for at in range(group.first, group.last):
            for to in range(group.low, group.high):
                if at == group.chief[0] or to == group.chief[1]:
                    score = 1.0 if old[at] == new[to] else approximate.similarity(old[at], new[to])
                    pair = Pair(old_parts[at].anchor, names[to], _kind(group, old[at] == new[to]), score)
                    found.append((to, pair))
    met = {to for to, _ in found}
    found += [(to, Pair(None, name, "new", 0.0)) for to, name in enumerate(names) if to not in met]
    left = {part.anchor for part in old_parts} - {pair.old for _, pair in found}
    gone = [Pair(part.anchor, None, "gone", 0.0) for part in old_parts if part.anchor in left]
    return [*(pair for _, pair in sorted(found, key=lambda each: each[0])), *gone]


def _kind(group: Group, same: bool) -> str:
    if group.last - group.first > 1:
        return "joined"
    if group.high - group.low > 1:
        return "split"
    return "moved" if group.moved else "same" if same else "edited"
