"""The stretches that two texts share, word by word: the ground on which anchors and spans are carried.

Texts are compared with their typography folded, character for character, so offsets are those of the texts.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

TABLE_LARGEST = 4_000_000  # words of one text × words of the other that are compared in one table
ALIKE_LETTERS = 0.75  # likeness by which texts without a word in common are compared letter by letter
LETTERS_LONGEST = 2_000  # characters that are compared letter by letter
FEW_WORDS = 0.5

Match = tuple[int, int, int]  # place in the one, place in the other, size


class Stretch(NamedTuple):
    """`size` characters that are the same from `old` in the one text and from `new` in the other."""

    old: int
    new: int
    size: int


class Words:
    """Folded text[start:end] cut at its blanks; word n begins at letters[n] + n, for n blanks stand before it."""

    __slots__ = ("_compared", "end", "letters", "start", "text", "tokens")

    def __init__(self, folded: str, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.text = folded[start:end]
        self.tokens = self.text.split(" ")
        self.letters = list(accumulate(map(len, self.tokens), initial=start))
        self._compared: tuple[Words, list[Match]] | None = None

    def matching(self, other: "Words") -> list[Match]:
        """The runs that both have; kept until the next comparison, for those that are alike are compared again."""
        if self._compared is None or self._compared[0] is not other:
            self._compared = other, matching(self.tokens, other.tokens)
        return self._compared[1]

    def between(self, start: int, end: int) -> str:
        return self.text[start - self.start : end - self.start]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The first of the words that lie in text[start:end], and the one after the last; start < end of the words."""
        first = 1 + self.text.count(" ", 0, start - 1 - self.start) if start > self.start else 0
        return first, self.text.count(" ", 0, end + 1 - self.start) if end < self.end else len(self.tokens)


def matching(one: Sequence[str], other: Sequence[str]) -> list[Match]:
    """Runs that both have, in order in both and as long together as can be; less thorough for very long texts."""
    if len(one) * len(other) <= TABLE_LARGEST:
        blocks = Indel.opcodes(one, other).as_matching_blocks()
        return [(block.a, block.b, block.size) for block in blocks if block.size]
    return _joined(list(_divided(one, other)))


def _divided(one: Sequence[str], other: Sequence[str]) -> Iterator[Match]:
    """The same for long texts, parted at the words that stand once in each."""
    ends = [(-1, -1), *_ascending(_single(one, other)), (len(one), len(other))]
    for (low, below), (high, above) in pairwise(ends):
        if low >= 0:
            yield low, below, 1
        if 0 < (high - low - 1) * (above - below - 1) <= TABLE_LARGEST:
            inside = matching(one[low + 1 : high], other[below + 1 : above])
            yield from ((at + low + 1, to + below + 1, size) for at, to, size in inside)


def _single(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    there = once(other)
    return [(at, there[word]) for word, at in once(one).items() if word in there]


def once(words: Sequence[str]) -> dict[str, int]:
    """The words that stand once, in order, with their places."""
    places: dict[str, int] = {}
    for at, word in enumerate(words):
        places[word] = -1 if word in places else at
    return {word: at for word, at in places.items() if at >= 0}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, given in order of their first places, that ascends in the second too."""
    tops: list[int] = []
    ends: list[int] = []  # numbers of the pairs
    before: list[int] = []
    for number, (_, to) in enumerate(pairs):
        length = bisect_left(tops, to)
        before.append(ends[length - 1] if length else -1)
        tops[length:], ends[length:] = [to, *tops[length + 1 :]], [number, *ends[length + 1 :]]
    chosen, number = [], ends[-1] if ends else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _joined(matches: Sequence[Match]) -> list[Match]:
    """Matches that touch in both, made one."""
    found: list[Match] = []
    for at, to, size in matches:
        if found and found[-1][0] + found[-1][2] == at and found[-1][1] + found[-1][2] == to:
            at, to, size = found[-1][0], found[-1][1], found.pop()[2] + size
        found.append((at, to, size))
    return found


def shared_letters(one: Words, other: Words, matches: Sequence[Match]) -> int:
    """How many characters of the first the matched words have."""
    letters = one.letters
    return sum(letters[at + size] - letters[at] + size - 1 for at, _, size in matches)


def by_letters(one: Words, other: Words, matches: Sequence[Match]) -> bool:
    """Whether the two differ in many words and few letters: other spaces, a spelling, a script without blanks."""
    if max(len(one.text), len(other.text)) > LETTERS_LONGEST:
        return False
    if 2 * shared_letters(one, other, matches) >= FEW_WORDS * (len(one.text) + len(other.text)):
        return False
    return Indel.normalized_similarity(one.text, other.text) >= ALIKE_LETTERS


def stretches(one: Words, other: Words, matches: Sequence[Match]) -> list[Stretch]:
    """The stretches of matched words, and what of the words beside them is the same; offsets in the whole texts."""
    if by_letters(one, other, matches):
        blocks = Indel.opcodes(one.text, other.text).as_matching_blocks()
        return [Stretch(one.start + block.a, other.start + block.b, block.size) for block in blocks if block.size]
    found: list[Stretch] = []
    first, second = last, below = one.start, other.start  # where the stretch at hand begins, and where it ends
    for at, to, size in [*matches, (len(one.tokens), len(other.tokens), 0)]:
        low, high = min(one.letters[at] + at, one.end), min(other.letters[to] + to, other.end)
        lead, trail = _edges(one.between(last, low), other.between(below, high))
        last += lead
        if last != low - trail or below + lead != high - trail:
            found.append(Stretch(first, second, last - first))
            first, second = low - trail, high - trail
        last, below = one.letters[at + size] + at + size - 1, other.letters[to + size] + to + size - 1
    found.append(Stretch(first, second, last - first))
    return [stretch for stretch in found if stretch.size]


def _edges(one: str, other: str) -> tuple[int, int]:
    """How many characters at the beginning and at the end of what differs are the same nevertheless."""
    if not one or not other:
        return 0, 0
    lead = Prefix.similarity(one, other)
    return lead, Postfix.similarity(one[lead:], other[lead:])
