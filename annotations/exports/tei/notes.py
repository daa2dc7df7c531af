"""The notes of one text, gathered for its TEI file: its apparatus, and what of each note a page does not show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Prefetch

from annotations import apparatus, bylines
from annotations.apparatus import Apparatus, Entry
from annotations.models import Account, Annotation
from annotations.vocabulary import Status
from edition.models import Revision, Work


@dataclass(frozen=True, slots=True)
class Item:
    """One annotation of the file: an entry of the apparatus, its note, and the xml:id that it has there.

    A cross-reference shows at both ends: `incoming` is that end which another text's note, or another place, leads to.
    """

    entry: Entry
    note: Annotation
    xml_id: str
    incoming: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """The notes of a text in the order of their letters, and those withdrawn from it by number.

    `works` are the sources by row, `claims` the slugs of those that a note is on, by the row of the note.
    """

    revision: Revision
    items: list[Item]
    withdrawn: list[Annotation]
    works: dict[int, Work]
    claims: dict[int, list[str]]

    def newest(self) -> datetime | None:
        """Return the time of the last publication among the notes."""
        notes = [item.note for item in self.items] + self.withdrawn
        return max((note.reviewed_at for note in notes if note.reviewed_at), default=None)

    def editors(self) -> dict[str, str]:
        """Return the names of those who wrote the notes, each with the address of an ORCID iD or ''."""
        found: dict[str, str] = {}
        for item in sorted(self.items, key=lambda item: item.note.number):
            known = bylines.orcids(item.note)
            for name in bylines.byline(item.note):
                found[name] = found.get(name) or known.get(name, "")
        return found


def gather(revision: Revision) -> Gathered:
    """Return the public notes of a text: of an older one also those that have moved to a newer."""
    found = apparatus.build(revision, former=_is_older(revision))
    notes = _notes(entry.id for entry in found.entries)
    return Gathered(revision, list(_items(found, notes)), _withdrawn(revision), _works(found), _claims(notes))


def _is_older(revision: Revision) -> bool:
    newest = revision.article.revisions.aggregate(newest=Max("number"))["newest"]
    return bool(newest and newest > revision.number)


def _items(found: Apparatus, notes: dict[int, Annotation]) -> Iterable[Item]:
    ends: dict[int, int] = {}
    for entry in found.entries:
        incoming = any(target.incoming for target in entry.targets)
        suffix = ""
        if incoming:
            ends[entry.number] = ends.get(entry.number, 0) + 1
            suffix = f"-end-{ends[entry.number]}"
        yield Item(entry, notes[entry.id], f"note-{entry.number}{suffix}", incoming)


def _notes(keys: Iterable[int]) -> dict[int, Annotation]:
    related = Prefetch("related", Annotation.objects.public().order_by("number"))
    found = Annotation.objects.filter(pk__in=set(keys)).prefetch_related("versions", "tags", related)  # type: ignore[misc]  # taggit carries no types
    return {note.pk: note for note in found}


def _withdrawn(revision: Revision) -> list[Annotation]:
    stood = Annotation.objects.filter(span__revision=revision, status=Status.WITHDRAWN).select_related("span")
    return list(stood.order_by("number").prefetch_related("versions"))


def _claims(notes: Iterable[int]) -> dict[int, list[str]]:
    accounts = Account.objects.filter(annotation__in=list(notes)).order_by("claim__topic__position", "claim__position")
    claims: dict[int, list[str]] = {}
    for note, slug in accounts.values_list("annotation_id", "claim__slug"):
        claims.setdefault(note, []).append(slug)
    return claims


def _works(found: Apparatus) -> dict[int, Work]:
    used = {ground.work for entry in found.entries for ground in entry.evidence}
    return Work.objects.in_bulk(list(used))
