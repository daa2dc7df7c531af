"""A text and its other versions: where they differ, and the notes that stand on earlier words only."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from annotations.models import Annotation, FormerPlace
from annotations.rendering import name
from annotations.vocabulary import Status
from edition.models import Revision


@dataclass(frozen=True, slots=True)
class Newer:
    """The newest version of a text that is read in an older one: its number and where the two differ.

    Of the notes that stood in the older one, `moved` stand in a newer one now, and `waiting` have no place there.
    """

    number: int
    changed: list[str]
    added: list[str]
    gone: list[str]
    moved: int = 0
    waiting: int = 0


def newer(revision: Revision) -> Newer | None:
    """Return the newest version of the text; None where `revision` is the newest."""
    newest = Revision.objects.filter(article=revision.article_id).latest("number")
    if newest.pk == revision.pk:
        return None
    here, there = _passages(revision), _passages(newest)
    stood = FormerPlace.objects.filter(span__revision=revision, relation="", annotation__status=Status.PUBLISHED)
    return Newer(
        newest.number,
        changed=[name(anchor) for anchor in here if anchor in there and here[anchor] != there[anchor]],
        added=[name(anchor) for anchor in only(there, here)],
        gone=[name(anchor) for anchor in only(here, there)],
        moved=stood.values("annotation").distinct().count(),
        waiting=Annotation.objects.published().filter(span__revision=revision).count(),
    )


def only(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the anchors of `one`, texts by anchor, that `other` lacks, but for texts that stand there under others."""
    moved = {text for anchor, text in other.items() if anchor not in one}
    return [anchor for anchor, text in one.items() if anchor not in other and text not in moved]


def is_older(revision: Revision) -> bool:
    """Whether there is a newer version of the text."""
    return Revision.objects.filter(article=revision.article_id, number__gt=revision.number).exists()


def _passages(revision: Revision) -> dict[str, str]:
    text = revision.text
    rows = revision.passages.order_by("position").values_list("anchor", "start", "end")
    return {anchor: text[start:end] for anchor, start, end in rows}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A published note that stands on an earlier version of the text and has no place in this one."""

    number: int
    url: str
    version: int
    exact: str
    gist: str


def unplaced(revision: Revision) -> list[Unplaced]:
    """Return the notes on earlier versions of the text of `revision`, by number; a first version has none."""
    if revision.number == 1:
        return []
    notes = Annotation.objects.published().filter(
        span__revision__article=revision.article_id, span__revision__number__lt=revision.number
    )
    rows = notes.order_by("number").values_list("number", "span__revision__number", "span__exact", "gist")
    return [
        Unplaced(number, reverse("note", args=[number]), version, exact, gist) for number, version, exact, gist in rows
    ]
