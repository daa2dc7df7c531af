"""Rows that say of each thing on an older text where its words are in a newer one: before and after, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import quoting, uses
from annotations.carrying import CARRIED, PROPOSED, UNPLACED, Found
from annotations.models import Annotation, Claim, Topic
from annotations.quoting import Hit
from annotations.reading import Extent
from annotations.rendering import name
from annotations.telling import place_words, reason_words
from annotations.uses import Use
from annotations.vocabulary import Kind
from edition.models import Passage, Revision

WORDS = {
    UNPLACED: gettext_lazy("Without a place"),
    PROPOSED: gettext_lazy("A place is proposed, and an editor has to confirm it"),
    CARRIED: gettext_lazy("Carried: the same words"),
}
SURE = 0.85  # the score from which several proposed places may be confirmed at once


@dataclass(frozen=True, slots=True)
class Target:
    """A newer text, stored or not yet, and its passages in order."""

    revision: Revision
    passages: Sequence[Passage | Extent]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing: what it is, where it stood, where its words are now if anywhere, and why.

    `version` is that of the note, 0 for an entry of the ledger, which is known by its old span.
    """

    use: Use
    title: str
    about: str
    note: Annotation | None
    outcome: str
    stood: str
    before: Hit
    goes: str
    after: Hit | None
    score: float
    reason: str
    version: int

    @property
    def key(self) -> str:
        """What a form names it by."""
        return f"{self.use.kind}:{self.use.key}:{self.use.span.pk}:{self.version}"

    @property
    def is_sure(self) -> bool:
        """Whether its proposed place may be confirmed together with others."""
        return self.outcome in {PROPOSED, CARRIED} and self.score >= SURE


def rows(found: Iterable[Found], targets: Mapping[int, Target]) -> list[Row]:
    """Return a row for each; `targets` holds the newer text by the row key of its article."""
    shown = list(found)
    here = [one.use for one in shown]
    numbers = [int(use.key) for use in here if use.kind in {uses.NOTE, uses.LINK}]
    notes = {str(note.number): note for note in Annotation.objects.filter(number__in=numbers)}
    claims = Claim.objects.filter(slug__in=_keys(here, uses.ACCOUNT)).values_list("slug", "question")
    topics = Topic.objects.filter(slug__in=_keys(here, uses.PASSAGE)).values_list("slug", "title")
    names = {uses.ACCOUNT: dict(claims), uses.PASSAGE: dict(topics)}
    texts = Revision.objects.light().in_bulk({use.span.revision_id for use in here})
    parts = {pk: list(text.passages.order_by("position")) for pk, text in texts.items()}
    olds = {pk: Target(text, parts[pk]) for pk, text in texts.items()}
    return [
        _row(
            one,
            notes.get(one.use.key) if one.use.kind in {uses.NOTE, uses.LINK} else None,
            names.get(one.use.kind, {}).get(one.use.key, ""),
            olds[one.use.span.revision_id],
            targets[one.use.span.revision.article_id],
        )
        for one in shown
    ]


def _keys(here: Iterable[Use], kind: str) -> set[str]:
    return {use.key for use in here if use.kind == kind}


def _row(one: Found, note: Annotation | None, about: str, old: Target, new: Target) -> Row:
    span, place = one.use.span, one.location
    after = quoting.hit(new.revision, new.passages, place.start, place.end) if place else None
    return Row(
        use=one.use,
        title=title(one.use, note),
        about=note.gist if note else about,
        note=note,
        outcome=one.outcome,
        stood=place_words(span),
        before=quoting.hit(old.revision, old.passages, span.start, span.end),
        goes=name(after.anchor) if after else "",
        after=after,
        score=one.score,
        reason=reason_words(one.reason),
        version=note.version if note else 0,
    )


def title(use: Use, note: Annotation | None) -> str:
    """Return what something is called in a list: Note 103 · Fact-check."""
    if use.kind == uses.LINK:
        return _("Words that note %(number)s refers to") % {"number": use.key}
    if use.kind == uses.ACCOUNT:
        return _("What the article says on a claim")
    if use.kind == uses.PASSAGE:
        return _("Words on a topic")
    kind = f" · {Kind(note.kind).label}" if note else ""
    return _("Note %(number)s") % {"number": use.key} + kind
