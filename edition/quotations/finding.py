"""Finds a quotation in all texts: as it is, folded, in parts, or the words most like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from edition.models import Revision
from edition.quotations import corpus
from edition.texts import quotations, rewording
from edition.texts.matching import Haystack, needles, whole_words
from edition.texts.quotations import Quotation

PLACES_MOST = 50
TEXTS_MOST = 5  # in which the nearest words are looked for
CHANGED_LEAST = 75  # the score from which words count as quoted with changes

EXACT, FOLDED, CHANGED, NOT_FOUND = "exact", "folded", "changed", "not-found"
_ORDER = (EXACT, FOLDED, CHANGED, NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a quotation, `words`, and where it stands: code points `start` to `end`, None where nowhere.

    `status` is exact, folded (by `foldings`), changed (with a score from 0 to 99) or not-found.
    """

    words: str
    status: str
    start: int | None = None
    end: int | None = None
    foldings: tuple[str, ...] = ()
    score: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands in one revision: a part for each of its parts, in their order."""

    revision: Revision
    is_newest: bool
    parts: tuple[Part, ...]
    in_order: bool = True

    @property
    def status(self) -> str:
        """The worst of its parts; changed where parts change places."""
        worst = max((part.status for part in self.parts), key=_ORDER.index)
        if worst == NOT_FOUND:
            return CHANGED if self.score >= CHANGED_LEAST else NOT_FOUND
        return worst if self.in_order else CHANGED

    @property
    def score(self) -> int:
        """From 0 to 100, each part weighed by its length; 100 for equal words, folded or not, in their order."""
        length = sum(len(part.words) for part in self.parts)
        score = sum(part.score * len(part.words) for part in self.parts) // length
        return score if self.in_order else min(score, 99)


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a quotation; `matches` are the best first, of one status but for exact and folded together.

    `without_marks` says that the quote marks around it were left out; `more` that there are more places.
    """

    quotation: Quotation
    status: str
    matches: tuple[Match, ...]
    without_marks: bool = False
    more: bool = False


def find(words: str) -> Found:
    """Find `words` in the newest text of every article and in the older ones; raises QuotationError.

    Each text is folded once in the life of a process, by a third of a millisecond for 10,000 characters. After
    that a request looks once through each (for words found nowhere, 60 times) and reads closely in those that
    hold the words, 50 at most; of words found nowhere in five texts, as far as a few times their length.
    """
    quotation = quotations.read(words)
    witnesses = corpus.witnesses()
    texts = corpus.folded(witnesses)
    for wanted in dict.fromkeys((quotation.words, quotation.bare)):
        if matches := _standing(wanted, witnesses, texts):
            matches.sort(key=lambda match: _ORDER.index(match.status))
            status, more = matches[0].status, len(matches) > PLACES_MOST
            return Found(quotation, status, tuple(matches[:PLACES_MOST]), wanted != quotation.words, more)
    matches = _in_parts(quotation.parts, witnesses, texts) if len(quotation.parts) > 1 else []
    matches = matches or _most_like(quotation.parts, witnesses, texts)
    status = matches[0].status if matches else NOT_FOUND
    return Found(quotation, status, tuple(matches), quotation.bare != quotation.words)


def _standing(words: str, witnesses: Sequence[corpus.Witness], texts: Sequence[str]) -> list[Match]:
    """A match for every place where all the words stand together, one more than are shown at most."""
    matches: list[Match] = []
    for match in _candidates(witnesses, texts, [words]):
        haystack = Haystack(match.revision.text)
        for place in haystack.places(words, PLACES_MOST + 1 - len(matches)):
            part = Part(words, EXACT if place.is_exact else FOLDED, place.start, place.end, place.foldings, 100)
            matches.append(Match(match.revision, match.is_newest, (part,)))
        if len(matches) > PLACES_MOST:
            break
    return matches


def _candidates(
    witnesses: Sequence[corpus.Witness], texts: Sequence[str], parts: Sequence[str], most: int = PLACES_MOST + 1
) -> list[Match]:
    """Revisions that hold every one of `parts`, as matches without parts."""
    wanted = [needles(part) for part in parts]
    held = (
        witness
        for witness, text in zip(witnesses, texts, strict=True)
        if all(any(_holds(text, needle) for needle in either) for either in wanted)
    )
    chosen = [witness for witness, _ in zip(held, range(most), strict=False)]
    revisions = corpus.revisions([witness.pk for witness in chosen])
    return [Match(revision, witness.is_newest, ()) for revision, witness in zip(revisions, chosen, strict=True)]


def _holds(text: str, needle: str) -> bool:
    return next(whole_words(text, needle), None) is not None


def _in_parts(parts: Sequence[str], witnesses: Sequence[corpus.Witness], texts: Sequence[str]) -> list[Match]:
    """A match for each revision in which all parts stand: in their order, or, in no other, in another order."""
    ordered: list[Match] = []
    disordered: list[Match] = []
    for match in _candidates(witnesses, texts, parts):
        haystack = Haystack(match.revision.text)
        places = haystack.in_order(parts)
        chosen = places or [haystack.places(part, 1)[0] for part in parts]
        found = tuple(
            Part(part, EXACT if place.is_exact else FOLDED, place.start, place.end, place.foldings, 100)
            for part, place in zip(parts, chosen, strict=True)
        )
        kind = ordered if places else disordered
        kind.append(Match(match.revision, match.is_newest, found, in_order=bool(places)))
    return sorted(ordered or disordered, key=lambda match: _ORDER.index(match.status))


def _most_like(parts: Sequence[str], witnesses: Sequence[corpus.Witness], texts: Sequence[str]) -> list[Match]:
    """The one best match of the words most like each part, or none where no text holds words like them."""
    words = rewording.telling(" ".join(parts))
    chosen = [witnesses[at] for at in rewording.promising(words, texts, TEXTS_MOST)]
    matches = []
    for revision, witness in zip(corpus.revisions([one.pk for one in chosen]), chosen, strict=True):
        haystack = Haystack(revision.text)
        matches.append(Match(revision, witness.is_newest, tuple(_nearest(haystack, part) for part in parts)))
    best = max(matches, key=lambda match: (match.score, match.is_newest), default=None)
    return [best] if best and best.score else []


def _nearest(haystack: Haystack, part: str) -> Part:
    if places := haystack.places(part, 1):
        place = places[0]
        status = EXACT if place.is_exact else FOLDED
        return Part(part, status, place.start, place.end, place.foldings, 100)
    bounds = rewording.nearest(haystack, part)
    if bounds is None:
        return Part(part, NOT_FOUND)
    score = rewording.score(haystack.text[slice(*bounds)], part)
    return Part(part, CHANGED if score >= CHANGED_LEAST else NOT_FOUND, *bounds, score=score)
