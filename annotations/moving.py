"""Moving what stands on a text to another place: a note keeps its number, its address and its words.

A move is no step of the workflow, for it changes neither what a note says nor its state; but like every step it
appends a version, and where it stood is kept as a FormerPlace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from annotations import uses
from annotations.content import Content, LinkItem, Place
from annotations.ledger_desk.claims import ClaimRecord
from annotations.ledger_desk.records import Record
from annotations.ledger_desk.topics import TopicRecord
from annotations.models import Annotation, FormerPlace, Link, Version
from annotations.vocabulary import Status
from edition import versions
from edition.models import Span
from edition.people import public_name

Moved = Mapping[Place, Span]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who moves things, by which act (CARRY or ATTACH), why and when; `name` is the one that may be published."""

    by: User
    act: str
    why: str
    name: str
    at: datetime

    @classmethod
    def of(cls, by: User, act: str, why: str = "") -> Hand:
        """Return the hand of `by`, now."""
        return cls(by, act, why.strip(), public_name(by), timezone.now())


def notes(found: Sequence[Annotation], moved: Mapping[int, Moved], hand: Hand) -> None:
    """Put the places of notes and the targets of their links on the spans that `moved` has for them, by row keys.

    Call it in a transaction, with the notes' rows locked. What readers see and new versions under way both move. A
    link to words that the same note has a link to already is left out. The queries are as many for many notes as for
    one, but for their links.
    """
    newest = Q(number=F("annotation__version")) | Q(number=F("annotation__public_version"))
    kept = Version.objects.filter(newest, annotation__in=found).values_list("annotation", "number", "fields")
    contents = {(key, number): Content.from_json(fields) for key, number, fields in kept}
    shown = {one.pk: contents[one.pk, one.public_version or one.version] for one in found}
    latest = {one.pk: contents[one.pk, one.version] for one in found if one.revising}
    _remember_all([one for one in found if one.status == Status.PUBLISHED and shown[one.pk].place in moved[one.pk]])
    versions = []
    for one in found:
        _move_row(one, shown[one.pk], moved[one.pk])
        versions.append(_next(one, moved_content(shown[one.pk], moved[one.pk]), one.status, hand))
        if one.status == Status.PUBLISHED:
            one.public_version = one.version
    QuerySet[Version](Version).bulk_create(versions)
    QuerySet[Version](Version).bulk_create(
        _next(one, moved_content(latest[one.pk], moved[one.pk]), one.revising, hand) for one in found if one.revising
    )
    QuerySet[Annotation](Annotation).bulk_update(found, ["span", "version", "public_version"])


def _remember_all(found: Sequence[Annotation]) -> None:
    """Keep where the words of published notes stood."""
    there = set(FormerPlace.objects.filter(annotation__in=found, relation="").values_list("annotation", "span"))
    QuerySet[FormerPlace](FormerPlace).bulk_create(
        FormerPlace(span_id=one.span_id, annotation=one) for one in found if (one.pk, one.span_id) not in there
    )


def _move_row(found: Annotation, content: Content, moved: Moved) -> None:
    is_public = found.status == Status.PUBLISHED
    if span := moved.get(content.place):
        found.span = span
    for item in content.links:
        if target := moved.get(item.target):
            link = found.links.select_related("target").get(target=item.target.span())
            if is_public:
                remember(link.target, annotation=found, relation=link.relation)
            if found.links.filter(target=target).exists():
                link.delete()
            else:
                Link.objects.filter(pk=link.pk).update(target=target)


def moved_content(content: Content, moved: Moved) -> Content:
    """Return `content` on the words that it is moved to; of links to the same words the one that stood there stays."""
    places = {old: Place(old.article, new.revision.number, new.start, new.end) for old, new in moved.items()}
    links: dict[Place, LinkItem] = {}
    there = {item.target for item in content.links}
    for item in content.links:
        target = places.get(item.target, item.target)
        if target == item.target or target not in there:
            links.setdefault(target, LinkItem(target, item.relation))
    place = places.get(content.place, content.place)
    return replace(content, place=place, links=tuple(links.values()))


def _next(found: Annotation, content: Content, status: str, hand: Hand) -> Version:
    """Return the next version, counted on the note's row: the caller saves both, for a state moves with its version."""
    found.version += 1
    version = Version(annotation=found, number=found.version, act=hand.act, status=status, fields=content.as_json())
    version.by, version.by_name, version.at, version.why = hand.by, hand.name, hand.at, hand.why
    return version


def entry(kind: str, key: str, moved: Mapping[Span, Span], hand: Hand) -> None:
    """Put the accounts of the claim `key`, or the passages of that topic, on the spans that `moved` has for theirs.

    Call it in a transaction. A version of the claim or topic is appended. A topic has the same words once: where they
    are among its passages already, the older passage is kept as a FormerPlace alone.
    """
    record: Record[Any] = ClaimRecord() if kind == uses.ACCOUNT else TopicRecord()
    row = record.lock(key)
    before = record.fields(row)
    rows = row.accounts if kind == uses.ACCOUNT else row.passages
    for old, new in moved.items():
        remember(old, **{"claim" if kind == uses.ACCOUNT else "topic": row})
        if kind == uses.PASSAGE and rows.filter(span=new).exists():
            rows.filter(span=old).delete()
        else:
            rows.filter(span=old).update(span=new)
    versions.append(record.kind, key, record.fields(row), hand.by, hand.why, hand.act, before=before)


def leave_out(kind: str, key: str, span: Span, hand: Hand) -> None:
    """Take the accounts of the claim `key`, or the passage of that topic, on `span` out; that they stood there is kept.

    Call it in a transaction. A version of the claim or topic is appended.
    """
    record: Record[Any] = ClaimRecord() if kind == uses.ACCOUNT else TopicRecord()
    row = record.lock(key)
    before = record.fields(row)
    remember(span, **{"claim" if kind == uses.ACCOUNT else "topic": row})
    (row.accounts if kind == uses.ACCOUNT else row.passages).filter(span=span).delete()
    versions.append(record.kind, key, record.fields(row), hand.by, hand.why, hand.act, before=before)
    record.refresh(row)


def remember(span: Span, **of: Any) -> None:
    """Keep that a note, link, account or passage stood on `span`: once, however often it is said."""
    if not FormerPlace.objects.filter(span=span, **{"relation": "", **of}).exists():
        # Made of rows that are there: the database's own checks suffice.
        QuerySet[FormerPlace](FormerPlace).bulk_create([FormerPlace(span=span, **of)])
