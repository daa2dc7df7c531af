"""Which passages of a new text are those of an old one: the same, edited, moved, split or joined."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from edition.texts import stretches
from edition.texts.stretches import Words

ALIKE = 0.5  # share of the letters in common words that makes a passage the edited other
CERTAIN = 0.8  # so alike that passages at the same place in the order need no look at others
HELD = 0.8  # share of a passage's words that stand in a longer one of which it may be a piece
HELD_WORDS = 5  # fewer are no piece
LIKELY_MOST = 4  # passages a passage is compared with
COMMON_MOST = 8  # a word in more passages tells none of them
ALL_MOST = 400  # pairs that are compared all where no words tell
REPEATED_MOST = 64  # pairs of equal passages that are all weighed


@dataclass(slots=True)
class Group:
    """Old passages [first, last) that became new passages [low, high); the numbers of the chief ones among them."""

    first: int
    last: int
    low: int
    high: int
    moved: bool = False
    chief: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.chief = self.first, self.low


@dataclass(frozen=True, slots=True)
class _Candidate:
    old: int
    new: int
    weight: float  # letters in common, times likeness
    alike: float


def pair(old: Sequence[Words], new: Sequence[Words]) -> list[Group]:
    """The groups of passages that belong together, in the order of the old text; every passage is in one at most."""
    return _Pairing(old, new).groups()


def likeness(one: Words, other: Words) -> tuple[float, float]:
    """Share of both that stands in common words, and the share of the shorter one; letters count where words do not."""
    if one.text == other.text:
        return 1.0, 1.0
    matches = one.matching(other)
    common = stretches.shared_letters(one, other, matches)
    alike = 2 * common / (len(one.text) + len(other.text))
    held = common / min(len(one.text), len(other.text))
    if alike < ALIKE and stretches.by_letters(one, other, matches):
        alike = Indel.normalized_similarity(one.text, other.text)
    return alike, held if min(len(one.tokens), len(other.tokens)) >= HELD_WORDS else alike


class _Pairing:
    """One comparison of two lists of passages."""

    def __init__(self, old: Sequence[Words], new: Sequence[Words]) -> None:
        self.old, self.new = old, new
        self.old_keys = [words.text.strip() for words in old]
        self.new_keys = [words.text.strip() for words in new]
        self.exact = self._single()
        self.taken = set(self.exact.values())

    def _single(self) -> dict[int, int]:
        """Passages that stand once in each text, old number → new number."""
        there = stretches.once(self.new_keys)
        return {at: there[key] for key, at in stretches.once(self.old_keys).items() if key in there}

    def groups(self) -> list[Group]:
        head, tail = self._head(), 0
        most = min(len(self.old), len(self.new)) - head
        while tail < most and self._certain(len(self.old) - 1 - tail, len(self.new) - 1 - tail):
            tail += 1
        sure = [(at, at) for at in range(head)]
        sure += [(len(self.old) - at, len(self.new) - at) for at in range(tail, 0, -1)]
        olds, news = range(head, len(self.old) - tail), range(head, len(self.new) - tail)
        candidates = [*self._equal(olds, news), *self._similar(olds, news)]
        chain = _heaviest(candidates)
        found = [Group(at, at + 1, to, to + 1) for at, to in [*sure, *chain]]
        found += _moved(candidates, chain)
        return _Pieces(self.old, self.new, sorted(found, key=lambda group: group.first)).joined()

    def _head(self) -> int:
        head = 0
        while head < min(len(self.old), len(self.new)) and self._certain(head, head):
            head += 1
        return head

    def _certain(self, at: int, to: int) -> bool:
        """Whether two passages at the same place in the order are the same, and nothing else could be meant."""
        if self.old_keys[at] == self.new_keys[to]:
            return True
        if at in self.exact or to in self.taken:
            return False
        return likeness(self.old[at], self.new[to])[0] >= CERTAIN

    def _equal(self, olds: range, news: range) -> Iterator[_Candidate]:
        places = defaultdict(list)
        for to in news:
            places[self.new_keys[to]].append(to)
        number: Counter[str] = Counter()
        often = Counter(self.old_keys[at] for at in olds)
        for at in olds:
            key = self.old_keys[at]
            there = places.get(key, [])
            if often[key] * len(there) > REPEATED_MOST:
                there = there[number[key] : number[key] + 1]
            number[key] += 1
            yield from (_Candidate(at, to, len(key), 1.0) for to in there)

    def _similar(self, olds: range, news: range) -> Iterator[_Candidate]:
        left = [at for at in olds if at not in self.exact]
        right = [to for to in news if to not in self.taken]
        for at, to in self._likely(left, right):
            if self.old_keys[at] == self.new_keys[to]:
                continue
            alike, held = likeness(self.old[at], self.new[to])
            if alike >= ALIKE or held >= HELD:
                size = (len(self.old_keys[at]) + len(self.new_keys[to])) / 2
                yield _Candidate(at, to, alike * size * alike, alike)

    def _likely(self, left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pairs that may be alike: those that share words which stand in few passages, or all where there are few."""
        if len(left) * len(right) <= ALL_MOST:
            yield from ((at, to) for at in left for to in right)
            return
        places = defaultdict(list)
        for at in left:
            for word in set(self.old[at].tokens):
                places[word].append(at)
        for to in right:
            votes: Counter[int] = Counter()
            for word in set(self.new[to].tokens):
                if len(there := places.get(word, ())) <= COMMON_MOST:
                    votes.update(there)
            yield from ((at, to) for at, _ in votes.most_common(LIKELY_MOST))


def _heaviest(candidates: Sequence[_Candidate]) -> list[tuple[int, int]]:
    """The pairs that ascend in both texts and weigh most together."""
    ordered = sorted(candidates, key=lambda pair: (pair.old, -pair.new))
    columns = sorted({pair.new for pair in ordered})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(columns) + 1)  # a Fenwick tree of maxima
    before: list[int] = []
    for number, pair in enumerate(ordered):
        column = bisect_left(columns, pair.new)
        weight, last = max((best[at] for at in _below(column)), default=(0.0, -1))
        before.append(last)
        for at in _above(column + 1, len(columns)):
            if weight + pair.weight > best[at][0]:
                best[at] = weight + pair.weight, number
    number = max((best[at] for at in _below(len(columns))), default=(0.0, -1))[1]
    chosen = []
    while number >= 0:
        chosen.append((ordered[number].old, ordered[number].new))
        number = before[number]
    return chosen[::-1]


def _below(at: int) -> Iterator[int]:
    while at > 0:
        yield at
        at -= at & -at


def _above(at: int, most: int) -> Iterator[int]:
    while at <= most:
        yield at
        at += at & -at


def _moved(candidates: Sequence[_Candidate], chain: Sequence[tuple[int, int]]) -> Iterator[Group]:
    """Passages that stand elsewhere in the order, the weightiest first."""
    olds, news = {at for at, _ in chain}, {to for _, to in chain}
    for found in sorted(candidates, key=lambda pair: (-pair.weight, pair.old, pair.new)):
        if found.alike >= ALIKE and found.old not in olds and found.new not in news:
            olds.add(found.old)
            news.add(found.new)
            yield Group(found.old, found.old + 1, found.new, found.new + 1, moved=True)


class _Pieces:
    """Looks for the pieces of split and joined passages beside the chief ones."""

    def __init__(self, old: Sequence[Words], new: Sequence[Words], groups: list[Group]) -> None:
        self.old, self.new, self.found = old, new, groups
        self.olds = {group.first for group in groups}
        self.news = {group.low for group in groups}

    def joined(self) -> list[Group]:
        if len(self.olds) == len(self.old) and len(self.news) == len(self.new):
            return self.found
        for group in self.found:
            if self.old[group.first].text != self.new[group.low].text:
                self._widen(group)
        return self.found

    def _widen(self, group: Group) -> None:
        """Take in the passages beside the group whose words are what it lacks."""
        grown = True
        while grown:
            grown = (
                self._take(group, old=group.first - 1)
                or self._take(group, old=group.last)
                or self._take(group, new=group.low - 1)
                or self._take(group, new=group.high)
            )

    def _take(self, group: Group, old: int = -1, new: int = -1) -> bool:
        free_old = 0 <= old < len(self.old) and old not in self.olds
        free_new = 0 <= new < len(self.new) and new not in self.news
        if not (free_old or free_new) or not self._completes(group, old, new):
            return False
        if free_old:
            self.olds.add(old)
            group.first, group.last = min(group.first, old), max(group.last, old + 1)
        else:
            self.news.add(new)
            group.low, group.high = min(group.low, new), max(group.high, new + 1)
        self._choose(group)
        return True

    def _completes(self, group: Group, old: int, new: int) -> bool:
        """Whether the words of the passage stand in the group's other half and not yet in its own."""
        one = [token for at in range(group.first, group.last) for token in self.old[at].tokens]
        other = [token for to in range(group.low, group.high) for token in self.new[to].tokens]
        piece = self.old[old].tokens if old >= 0 else self.new[new].tokens
        if len(piece) < 2:
            return False
        before = _common(one, other)
        if old >= 0:
            one = [*piece, *one] if old < group.first else [*one, *piece]
        else:
            other = [*piece, *other] if new < group.low else [*other, *piece]
        return _common(one, other) - before >= HELD * (len(piece) - 1)

    def _choose(self, group: Group) -> None:
        """The chief passages are those that have most in common."""
        pairs = [(at, to) for at in range(group.first, group.last) for to in range(group.low, group.high)]
        group.chief = max(pairs, key=lambda pair: _common(self.old[pair[0]].tokens, self.new[pair[1]].tokens))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(size for _, _, size in stretches.matching(one, other))
