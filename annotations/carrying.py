"""Notes to a new revision: what stands on the earlier texts of an article, and where it goes in a newer one.

What stands there exactly as it stood is carried; what is like it waits for an editor (`annotations.waiting`).
Nothing moves silently: each span in use has a Carriage with score and reason, each thing that moves a FormerPlace.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext as _

from annotations import moving, uses
from annotations.content import place_of
from annotations.models import Annotation
from annotations.moving import Hand
from annotations.telling import told as told
from annotations.uses import Use
from annotations.vocabulary import CARRY
from edition.capture import Block, Capture, capture
from edition.intake import Reading
from edition.models import Article, Carriage, Passage, Revision, Span
from edition.texts import alignment, segmentation
from edition.texts.alignment import Alignment, Part
from edition.texts.selectors import Location, Selector

HOW = {"offset": "unmoved"}
CARRIED, PROPOSED, UNPLACED = Carriage.Outcome.CARRIED, Carriage.Outcome.PROPOSED, Carriage.Outcome.UNPLACED
SHARED = "shared"  # the reason where two spans would be carried to the same words


class Outdated(Exception):
    """A newer text was published since the comparison was shown."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Text version %(number)d was published in the meantime. Look at the comparison again.")
            % {"number": number}
        )
        self.number = number


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words of one use are in the new text: an outcome, a place unless there is none, a score and why."""

    use: Use
    outcome: str
    location: Location | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new text does to an article's passages, and to what stands on its earlier texts."""

    base: Revision
    text: str
    blocks: list[Block]
    alignment: Alignment
    found: list[Found]

    def counts(self) -> Counter[str]:
        """Return how many things are carried, proposed and without a place."""
        return Counter(one.outcome for one in self.found)


def plan(article: Article, text: str, blocks: Sequence[segmentation.Block]) -> Plan:
    """Return what `text` in `blocks` would do as the next text of `article`; nothing is stored."""
    base = article.current
    aligned = align(base, text, blocks)
    named = [
        Block(block.start, block.end, block.role, anchor) for block, anchor in zip(blocks, aligned.anchors, strict=True)
    ]
    found = _look(article, base, text, aligned)
    return Plan(base, text, named, aligned, found)


def align(base: Revision, text: str, blocks: Sequence[segmentation.Block]) -> Alignment:
    """Return the passages of `base` beside the blocks of a newer text, with the anchors that these get."""
    parts = [Part(*row) for row in base.passages.order_by("position").values_list("anchor", "start", "end", "role")]
    used = set(Passage.objects.filter(revision__article=base.article_id).values_list("anchor", flat=True))
    return alignment.align(base.text, parts, text, [(one.start, one.end, one.role) for one in blocks], used=used)


def _look(article: Article, base: Revision, text: str, aligned: Alignment) -> list[Found]:
    standing = uses.on(article.revisions.values_list("pk", flat=True))
    found: dict[int, Found] = {}
    for revision in Revision.objects.light().filter(pk__in={use.span.revision_id for use in standing}):
        here = [use for use in standing if use.span.revision_id == revision.pk]
        looked = look(here, revision.text, text, aligned if revision.pk == base.pk else None)
        found |= {one.use.span.pk: one for one in looked}
    return _apart([replace(found[use.span.pk], use=use) for use in standing])


def _apart(found: Sequence[Found]) -> list[Found]:
    """Where two places of one thing, on texts of different age, would become one, an editor decides on both."""
    spans: dict[tuple[str, str, int, int], set[int]] = defaultdict(set)
    for one in found:
        if one.location and one.outcome == CARRIED:
            spans[one.use.kind, one.use.key, one.location.start, one.location.end].add(one.use.span.pk)
    twice = {span for group in spans.values() if len(group) > 1 for span in group}
    return [replace(one, outcome=PROPOSED, reason=SHARED) if one.use.span.pk in twice else one for one in found]


def look(here: Sequence[Use], old: str, new: str, aligned: Alignment | None = None) -> list[Found]:
    """Return where the words of uses of one text are in another, one for each span.

    Where two spans would be carried to the same words an editor has to decide: one of them is not meant.
    """
    by_span = {use.span.pk: use for use in here}
    selectors = [selector(use.span) for use in by_span.values()]
    carried = alignment.carry(old, new, selectors, aligned)
    found = [
        Found(use, one.outcome, one.location, one.score, one.reason)
        for use, one in zip(by_span.values(), carried, strict=True)
    ]
    taken = Counter((one.location.start, one.location.end) for one in found if one.location and one.outcome == CARRIED)
    shared = {place for place, times in taken.items() if times > 1}
    return [
        replace(one, outcome=PROPOSED, reason=SHARED)
        if one.outcome == CARRIED and one.location and (one.location.start, one.location.end) in shared
        else one
        for one in found
    ]


def kept(here: Sequence[Use], texts: Mapping[int, Revision], newest: Mapping[int, Revision]) -> list[Found]:
    """Return what was found for uses when the newest text was published; looked for now where they came later.

    `texts` holds the older texts by row key, `newest` the newest by the row key of their article.
    """
    spans, targets = {use.span.pk for use in here}, [one.pk for one in newest.values()]
    rows = Carriage.objects.filter(span__in=spans, revision__in=targets).select_related("to_span")
    known = {row.span_id: row for row in rows}
    return [
        _kept(use, known[use.span.pk])
        if use.span.pk in known
        else look([use], texts[use.span.revision_id].text, newest[use.span.revision.article_id].text)[0]
        for use in here
    ]


def _kept(use: Use, row: Carriage) -> Found:
    place = Location(row.to_span.start, row.to_span.end, row.score, row.how) if row.to_span else None
    return Found(use, row.outcome, place, row.score, row.reason)


def keep(found: Iterable[Found], revision: Revision, spans: Mapping[tuple[int, int], Span]) -> None:
    """Keep where each span was found in `revision`; `spans` are those of the places there."""
    by_span = {one.use.span.pk: one for one in found}
    models.QuerySet[Carriage](Carriage).bulk_create(
        Carriage(
            span=one.use.span,
            revision=revision,
            to_span=_target(one, spans),
            outcome=one.outcome,
            how=HOW.get(one.location.how, one.location.how) if one.location else "none",
            score=one.score,
            reason=one.reason,
        )
        for one in by_span.values()
    )


def selector(span: Span) -> Selector:
    """Return the witnesses of a span."""
    return Selector(span.start, span.end, span.exact, span.prefix, span.suffix)


@transaction.atomic
def publish(
    article: Article,
    reading: Reading,
    blocks: Sequence[segmentation.Block],
    by: User,
    *,
    base: int,
    about: Capture | None = None,
) -> Revision:
    """Store `reading` as the next text of `article` and carry what stands on the earlier ones; all or nothing.

    `base` is the number of the newest text as the editor saw it. Raises Outdated, and what `capture` raises.
    """
    Article.objects.select_for_update().get(pk=article.pk)
    _make_drafted_spans(article)
    decided = plan(article, reading.text, blocks)
    if decided.base.number != base:
        raise Outdated(decided.base.number)
    revision = capture(article, reading, decided.blocks, about)
    spans = places(revision, decided.found)
    keep(decided.found, revision, spans)
    _carry([one for one in decided.found if one.outcome == CARRIED], spans, by)
    return revision


def _make_drafted_spans(article: Article) -> None:
    """Make the spans of links in versions under way, so that these are looked for as well."""
    for _number, item in uses.drafted_links():
        if item.target.article == article.slug:
            item.target.span()


def places(revision: Revision, found: Iterable[Found]) -> dict[tuple[int, int], Span]:
    """Return the span of every place in the new text that something is carried to, or proposed for."""
    return Span.objects.at_all(revision, {(one.location.start, one.location.end) for one in found if one.location})


def _target(one: Found, spans: Mapping[tuple[int, int], Span]) -> Span | None:
    return spans[one.location.start, one.location.end] if one.location else None


def _carry(found: Sequence[Found], spans: Mapping[tuple[int, int], Span], by: User) -> None:
    """Move what was found word for word: each note once, with its links, and each claim and topic once."""
    notes: dict[str, dict[Span, Span]] = defaultdict(dict)
    ledger: dict[tuple[str, str], dict[Span, Span]] = defaultdict(dict)
    for one in found:
        if span := _target(one, spans):
            group = notes[one.use.key] if one.use.kind in {uses.NOTE, uses.LINK} else ledger[one.use.kind, one.use.key]
            group[one.use.span] = span
    hand = Hand.of(by, CARRY)
    locked = list(Annotation.objects.select_for_update().filter(number__in=notes).order_by("number"))
    moved_notes = {note.pk: {place_of(old): new for old, new in notes[str(note.number)].items()} for note in locked}
    moving.notes(locked, moved_notes, hand)
    touched = _articles(locked)
    for (kind, key), moved in ledger.items():
        moving.entry(kind, key, moved, hand)
    Article.objects.filter(pk__in=touched).touch()


def _articles(notes: Sequence[Annotation]) -> set[int]:
    """Return the keys of the articles on whose pages these notes are seen."""
    stand = Revision.objects.filter(spans__annotations__in=notes).values_list("article_id", flat=True)
    linked = Revision.objects.filter(spans__links__annotation__in=notes).values_list("article_id", flat=True)
    return {*stand.distinct(), *linked.distinct()}


def waiting_count() -> int:
    """Return how many things have no place in the newest text; one query where every article has one text."""
    return uses.count(uses.older())
