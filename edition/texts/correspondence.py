"""How two texts correspond: which stretches are shared, and which words were written again or struck out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from edition.texts import stretches
from edition.texts.folding import fold
from edition.texts.pairing import Group, pair
from edition.texts.stretches import Match, Stretch, Words

RUN = 3  # words in a row by which a second writing of the same words is known; `zip` below spells them out

Bounds = Sequence[tuple[int, int]]
Run = tuple[str, ...]


class Unit:
    """Old passages and the new ones they became: their words, and the stretches both have, numbered [first, last)."""

    __slots__ = ("first", "last", "moved", "new", "old")

    def __init__(self, old: Words, new: Words | None, moved: bool) -> None:
        self.old, self.new, self.moved = old, new, moved
        self.first = self.last = 0

    @property
    def is_same(self) -> bool:
        return self.new is not None and not self.moved and self.old.text == self.new.text


class Correspondence:
    """Two texts side by side; `stretches` in the order of the old text, no character in two of them."""

    def __init__(self, old_text: str, new_text: str, old_bounds: Bounds, new_bounds: Bounds) -> None:
        self.old_text, self.new_text = old_text, new_text
        self.old, self.new = fold(old_text), fold(new_text)
        self._bytes = _encoded(self.old), _encoded(self.new)
        olds = [Words(self.old, *bounds) for bounds in old_bounds]
        news = [Words(self.new, *bounds) for bounds in new_bounds]
        self.groups = pair(olds, news)
        self.stretches: list[Stretch] = []
        self.units: list[Unit] = []
        self._written: list[Run] = []  # runs of words in which the new text differs from the old
        self._struck: list[Run] = []  # those of the old one
        self._compare(olds, news)
        self.doubled = _unequal(self._written, self._struck)
        often = Counter(words.text for words in olds)
        self.twins = {unit.old.text for unit in self.units if often[unit.old.text] > 1 and not unit.is_same}
        self.stretch_starts = [stretch.old for stretch in self.stretches]
        self.unit_starts = [unit.old.start for unit in self.units]

    def unit_at(self, offset: int) -> Unit | None:
        """The passages in which an old offset lies."""
        at = bisect_right(self.unit_starts, offset) - 1
        return self.units[at] if at >= 0 and offset < self.units[at].old.end else None

    def stretch_at(self, offset: int) -> int:
        """The number of the last stretch that begins at an old offset or before it; -1 where there is none."""
        return bisect_right(self.stretch_starts, offset) - 1

    def is_doubled(self, start: int, end: int, low: int, high: int) -> bool:
        """Whether words that both texts have were written once more, or struck out where they stood once more.

        They are old[start:end]; few are told from others by those around them in their passage, within old[low:high].
        Of paragraphs that stood twice, all are in doubt once one of them was changed or moved.
        """
        units = self.units[max(0, bisect_right(self.unit_starts, start) - 1) : bisect_right(self.unit_starts, end - 1)]
        if self.twins and any(unit.old.text in self.twins for unit in units):
            return True
        if not self.doubled:
            return False
        told = False
        for words in (unit.old for unit in units):
            runs = list(_runs(words.tokens, *words.within(low, high)))
            told = told or bool(runs)
            if self.doubled.isdisjoint(runs):
                continue
            first, last = words.within(start, end)
            around = (start, end) if last - first > RUN else (low, high)
            if not self._stands_once(words.between(max(around[0], words.start), min(around[1], words.end))):
                return True
        return not told and not self._stands_once(self.old[low:high])

    def _stands_once(self, words: str) -> bool:
        sought = _encoded(words)
        return all(text.find(sought, text.find(sought) + 1) < 0 for text in self._bytes)

    def _compare(self, olds: Sequence[Words], news: Sequence[Words]) -> None:
        gone, kept = 0, set[int]()
        for group in self.groups:
            self._drop(olds[gone : group.first])
            self._keep(olds, news, group)
            gone = group.last
            kept.update(range(group.low, group.high))
        self._drop(olds[gone:])
        for number, words in enumerate(news):
            if number not in kept:
                self._written += _runs(words.tokens, 0, len(words.tokens))
        self.joined = self._joined()

    def _drop(self, olds: Sequence[Words]) -> None:
        """Take passages as gone."""
        for words in olds:
            unit = Unit(words, None, moved=False)
            unit.first = unit.last = len(self.stretches)
            self.units.append(unit)
            self._struck += _runs(words.tokens, 0, len(words.tokens))

    def _keep(self, olds: Sequence[Words], news: Sequence[Words], group: Group) -> None:
        one, other = olds[group.first], news[group.low]
        if group.last - group.first > 1:
            one = Words(self.old, one.start, olds[group.last - 1].end)
        if group.high - group.low > 1:
            other = Words(self.new, other.start, news[group.high - 1].end)
        unit = Unit(one, other, group.moved)
        unit.first = len(self.stretches)
        if one.text == other.text:
            self.stretches.append(Stretch(one.start, other.start, len(one.text)))
        else:
            matches = one.matching(other)
            self.stretches += stretches.stretches(one, other, matches)
            self._written += _touched(other.tokens, matches, 1)
            self._struck += _touched(one.tokens, matches, 0)
        unit.last = len(self.stretches)
        self.units.append(unit)

    def _joined(self) -> list[tuple[int, int]]:
        """For each stretch the old offsets from which and to which it goes on without a break, over passages too."""
        breaks = [0, *(at for at in range(1, len(self.stretches)) if not self._touch(at)), len(self.stretches)]
        found: list[tuple[int, int]] = []
        for first, last in pairwise(breaks):
            if first < last:
                end = self.stretches[last - 1]
                found += [(self.stretches[first].old, end.old + end.size)] * (last - first)
        return found

    def _touch(self, at: int) -> bool:
        """Whether the same white space, or nothing, stands before a stretch and after the one before it."""
        last, first = self.stretches[at - 1], self.stretches[at]
        low, high = last.old + last.size, last.new + last.size
        if first.old - low != first.new - high or high > first.new:
            return False
        gap = self.old[low : first.old]
        return not gap.strip() and gap == self.new[high : first.new]


def _encoded(text: str) -> bytes:
    """The text as it is sought through: UTF-8, where one emoji does not make each letter four bytes wide."""
    return text.encode("utf-8", "surrogatepass")


def _touched(tokens: Sequence[str], matches: Sequence[Match], side: int) -> list[Run]:
    """Each run that holds a word outside the matched ones, or spans a place where words were; `side` 0 old, 1 new."""
    if len(tokens) < RUN:
        return [tuple(tokens)]
    seconds, thirds = tokens[1:], tokens[2:]
    found: list[Run] = []
    last = done = 0
    for match in [*matches, (len(tokens), len(tokens), 0)]:
        at = match[side]
        if at or last:
            first = max(done, last - RUN + 1)
            found += zip(tokens[first:at], seconds[first:at], thirds[first:at], strict=False)
            done = at
        last = at + match[2]
    return found


def _runs(tokens: Sequence[str], first: int, last: int) -> Iterable[Run]:
    """The runs of RUN words within tokens[first:last]; all of the tokens where these are fewer altogether."""
    if len(tokens) < RUN:
        return [tuple(tokens)] if (first, last) == (0, len(tokens)) else []
    return zip(tokens[first:last], tokens[first + 1 : last], tokens[first + 2 : last], strict=False)


def _unequal(written: Iterable[Run], struck: Iterable[Run]) -> set[Run]:
    """The runs of which there are not as many in the one as in the other."""
    numbers = Counter(written)
    numbers.subtract(struck)
    return {run for run, more in numbers.items() if more}
