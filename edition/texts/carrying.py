"""Carries a span to where its words stand in a changed text, or says why that is in doubt.

What is carried is certain; what is likely is proposed, for a person to confirm; the rest has no place.

Reasons of what is carried: `unmoved` (same offsets), `same-words`. Of what is proposed: `surroundings` (the same words,
but what stands beside them differs), `repeated` (the same words, which were written once more or struck out once),
`typography` (other quotes, dashes or blanks), `edited-words`, `replaced-words` (few words, of which none is left,
while what stands beside them is), `same-words-elsewhere` and `similar-words` (not where the passage is). Of what has no
place: `gone`, and `repeated` where several places are equally likely.
"""

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import Postfix, Prefix

from edition.texts import approximate, graphemes
from edition.texts.correspondence import Correspondence, Unit
from edition.texts.selectors import CONTEXT, QUOTE_SHARE, Location, Selector, SelectorError, occurrences
from edition.texts.stretches import ALIKE_LETTERS, Stretch, Words, shared_letters

LIKELY = 0.75  # score from which another place is proposed
FEW_LIKELY = 0.9  # the same for few words, which may stand anywhere
LOWEST = 0.5  # score from which the place of edited words is proposed
LEFT_LEAST = 0.3  # share of the letters of a span whose words are left, below which another place is chance
PLACES_MOST = 50  # places of the same words that are weighed
LONGER_MOST = 3  # times the length of the quotation that a place may have


class Carried(NamedTuple):
    """What became of a span: `outcome` is carried, proposed or unplaced, `score` 0 … 1, `reason` a code as above."""

    outcome: str
    location: Location | None
    score: float
    reason: str


GONE = Carried("unplaced", None, 0.0, "gone")


class Carrier:
    """Carries spans from the old text of a correspondence to the new one."""

    def __init__(self, texts: Correspondence) -> None:
        self.texts = texts

    def carry(self, selector: Selector) -> Carried:
        """Find the place of a span; raises SelectorError for words that are not those of the old text."""
        start, end = selector.start, selector.end
        texts = self.texts
        if not selector.exact or texts.old_text[start:end] != selector.exact:
            raise SelectorError(f"The words at {start}–{end} are not those of the span: describe it again.")
        number = texts.stretch_at(start)
        if number >= 0 and end <= texts.joined[number][1]:
            old, new, _ = texts.stretches[number]
            return self._same(selector, start + new - old, *texts.joined[number])
        return self._changed(selector)

    # --- the words are where they were, typography aside ------------------------------------------------

    def _same(self, selector: Selector, start: int, low: int, high: int) -> Carried:
        """`start` is the new place; old[low:high] is the same without a break around the span."""
        texts, length = self.texts, selector.end - selector.start
        end = start + length
        if not (graphemes.is_boundary(texts.new_text, start) and graphemes.is_boundary(texts.new_text, end)):
            return self._proposed(selector, start, end, "edited-words", "fuzzy")
        if texts.new_text[start:end] != selector.exact:
            return self._proposed(selector, start, end, "typography", "fuzzy")
        if self._is_doubled(selector, low, high):
            return self._proposed(selector, start, end, "repeated", "context")
        before, after = min(selector.start - low, CONTEXT), min(high - selector.end, CONTEXT)
        if before < CONTEXT or after < CONTEXT:
            slides = self._slides(low, high, start - selector.start)
            return self._near(selector, start, before, after, before >= slides[0] and after >= slides[1])
        return _carried(selector, start, 1.0)

    def _is_doubled(self, selector: Selector, low: int, high: int) -> bool:
        """Whether the span with its surroundings, as far as they are the same, stands or stood elsewhere too."""
        first, last = self.texts.unit_at(low), self.texts.unit_at(high - 1)
        inner = low + (first is None or first.old.start < low)  # half of a word that was changed is no word
        outer = high - (last is None or high < last.old.end)
        low, high = max(inner, selector.start - CONTEXT), min(outer, selector.end + CONTEXT)
        return self.texts.is_doubled(selector.start, selector.end, low, high)

    def _near(self, selector: Selector, start: int, before: int, after: int, sure: bool) -> Carried:
        """The same words, of whose surroundings less than CONTEXT characters are the same on one side.

        They are not `sure` where what was struck out or written beside them ends or begins with the same words.
        """
        texts, end = self.texts, start + selector.end - selector.start
        unit, last = texts.unit_at(selector.start), texts.unit_at(selector.end - 1)
        score = self._score(selector, start, end)
        edges = (
            before or selector.start == 0 == start or _begins(unit, selector.start, start),
            after or _ends(last, selector.end, end) or (selector.end, end) == (len(texts.old), len(texts.new)),
        )
        enough = before + after >= CONTEXT or before + after == len(texts.old) - len(selector.exact)
        if unit is last and unit and unit.new and unit.old.text == unit.new.text:
            enough = enough or before + after + len(selector.exact) >= CONTEXT
        if sure and enough and all(edges) and self._single(selector, unit, last):
            return _carried(selector, start, score)
        return self._found(selector, start, end, score, "surroundings", "context")

    def _slides(self, low: int, high: int, shift: int) -> tuple[int, int]:
        """How many characters at either end of old[low:high] may as well be those of the change beside it."""
        texts = self.texts
        first, last = texts.stretch_at(low), texts.stretch_at(high - 1)
        before = texts.stretches[first - 1] if first > 0 else Stretch(0, 0, 0)
        after = (
            texts.stretches[last + 1] if last + 1 < len(texts.stretches) else Stretch(len(texts.old), len(texts.new), 0)
        )
        words = texts.old[low:high]
        left = (texts.old[before.old + before.size : low], texts.new[before.new + before.size : low + shift])
        right = (texts.old[high : after.old], texts.new[high + shift : after.new])
        return (
            max(Prefix.similarity(words, changed) for changed in left),
            max(Postfix.similarity(words, changed) for changed in right),
        )

    def _single(self, selector: Selector, unit: Unit | None, last: Unit | None) -> bool:
        """Whether the words stand once in their passages, then and now."""
        if not (unit and last and unit.new and last.new):
            return False
        old = self.texts.old_text[unit.old.start : last.old.end]
        new = self.texts.new_text[min(unit.new.start, last.new.start) : max(unit.new.end, last.new.end)]
        return len(occurrences(old, selector.exact)) == 1 == len(occurrences(new, selector.exact))

    # --- the words were edited, or are gone -------------------------------------------------------------

    def _changed(self, selector: Selector) -> Carried:
        here = self._edited(selector)
        if here.score >= LIKELY:
            return here
        there = self._elsewhere(selector)
        if there.outcome == "proposed" and there.score > here.score:
            return there
        if here.score >= LOWEST:
            return here
        return there if there.outcome == "unplaced" else GONE

    def _edited(self, selector: Selector) -> Carried:
        """The place between what was kept on either side, whatever its score."""
        start = self._image(selector.start, at_end=False)
        end = self._image(selector.end, at_end=True)
        length = selector.end - selector.start
        if start is None or end is None or not start < end <= start + LONGER_MOST * length + CONTEXT:
            return GONE
        found = self._proposed(selector, start, end, "edited-words", "fuzzy")
        if found.score >= FEW_LIKELY:
            return found
        left = self._left(selector, start, end)
        if left < LEFT_LEAST and length >= CONTEXT:
            return GONE
        return found if left else found._replace(reason="replaced-words")

    def _left(self, selector: Selector, start: int, end: int) -> float:
        """The share of the letters whose words are left in new[start:end]; 1.0 where it is alike letter by letter."""
        texts = self.texts
        likeness = approximate.similarity(texts.old[selector.start : selector.end], texts.new[start:end])
        if likeness >= ALIKE_LETTERS:
            return 1.0
        one, other = Words(texts.old, selector.start, selector.end), Words(texts.new, start, end)
        if len(one.tokens) == 1:  # a word, or a script without blanks
            return likeness if likeness >= LEFT_LEAST else 0.0
        return shared_letters(one, other, one.matching(other)) / len(one.text)

    def _image(self, offset: int, at_end: bool) -> int | None:
        """Where a bound of edited words is now: beside what was kept, or as far into what was replaced."""
        texts, inside = self.texts, offset - at_end
        unit = texts.unit_at(inside)
        if unit is None or unit.new is None:
            return None
        number = texts.stretch_at(inside)
        stretches, low, high = texts.stretches, (unit.old.start, unit.new.start), (unit.old.end, unit.new.end)
        if unit.first <= number < unit.last:
            old, new, size = stretches[number]
            if inside < old + size:
                return new + offset - old
            low = old + size, new + size
        if number + 1 < unit.last:
            high = stretches[number + 1][:2]
        return _within(offset, low, high, texts.new)

    def _elsewhere(self, selector: Selector) -> Carried:
        """The best place anywhere; `unplaced` where there is none or where two are equally good."""
        length = selector.end - selector.start
        text = self.texts.new_text
        spans: Iterable[tuple[int, int]]
        spans = [(at, at + length) for at in occurrences(text, selector.exact)[:PLACES_MOST]]
        reason = "same-words-elsewhere"
        if not spans:
            reason = "similar-words"
            prefix, exact, suffix = _around(selector, self.texts.old)
            spans = approximate.search(self.texts.new, exact, prefix, suffix, thorough=False)
        widened = {(graphemes.before(text, start), graphemes.after(text, end)) for start, end in spans}
        like = (span for span in widened if self._left(selector, *span) >= LEFT_LEAST)
        scored = sorted(((self._score(selector, *span), *span) for span in like), reverse=True)
        if not scored or scored[0][0] < (LIKELY if length >= CONTEXT else FEW_LIKELY):
            return GONE
        if len(scored) > 1 and scored[0][0] == scored[1][0]:
            return Carried("unplaced", None, scored[0][0], "repeated")
        score, start, end = scored[0]
        return self._found(selector, start, end, score, reason, "exact" if len(scored) == 1 else "context")

    # --- scores -----------------------------------------------------------------------------------------

    def _proposed(self, selector: Selector, start: int, end: int, reason: str, how: str) -> Carried:
        start, end = graphemes.before(self.texts.new_text, start), graphemes.after(self.texts.new_text, end)
        return self._found(selector, start, end, self._score(selector, start, end), reason, how)

    def _found(self, selector: Selector, start: int, end: int, score: float, reason: str, how: str) -> Carried:
        how = how if self.texts.new_text[start:end] == selector.exact else "fuzzy"
        return Carried("proposed", Location(start, end, score, how), score, reason)

    def _score(self, selector: Selector, start: int, end: int) -> float:
        """Likeness weighed as `selectors.locate` weighs it; surroundings are folded, the words are not."""
        prefix, words, suffix = _around(selector, self.texts.old)
        new, length = self.texts.new, len(words)
        before, after = new[max(0, start - len(prefix)) : start], new[end : end + len(suffix)]
        share = min(max(length / (length + len(prefix) + len(suffix)), QUOTE_SHARE[0]), QUOTE_SHARE[1])
        alike = approximate.similarity
        context = (alike(prefix, before) + alike(suffix, after)) / 2
        return share * alike(selector.exact, self.texts.new_text[start:end]) + (1 - share) * context


def _carried(selector: Selector, start: int, score: float) -> Carried:
    unmoved = start == selector.start
    location = Location(start, start + selector.end - selector.start, score, "offset" if unmoved else "context")
    return Carried("carried", location, score, "unmoved" if unmoved else "same-words")


def _around(selector: Selector, text: str) -> tuple[str, str, str]:
    """The words before, of the span, and after it."""
    start, end = selector.start, selector.end
    return text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT]


def _begins(unit: Unit | None, old: int, new: int) -> bool:
    return bool(unit and unit.new and unit.old.start == old and unit.new.start == new)


def _ends(unit: Unit | None, old: int, new: int) -> bool:
    return bool(unit and unit.new and unit.old.end == old and unit.new.end == new)


def _within(offset: int, low: tuple[int, int], high: tuple[int, int], text: str) -> int:
    """A place in what replaced old[low:high]: as far in as `offset` was, at the nearest edge of a word."""
    if offset <= low[0]:
        return low[1]
    if offset >= high[0]:
        return high[1]
    wanted = low[1] + round((high[1] - low[1]) * (offset - low[0]) / (high[0] - low[0]))
    inner = (at for at in range(low[1] + 1, high[1]) if text[at - 1].isspace() != text[at].isspace())
    edges = [low[1], *inner, high[1]]
    return min(edges, key=lambda at: abs(at - wanted))
