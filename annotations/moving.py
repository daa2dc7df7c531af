"""Moving what stands on a text to another place: a note keeps its number, its address and its words.

A move is no step of the workflow, for it changes neither what a note says nor its state; but like every step it
appends a version, and where it stood is kept as a FormerPlace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import uses
from annotations.content import Content, LinkItem, Place
from annotations.ledger_desk.claims import ClaimRecord
from annotations.ledger_desk.records import Record
from annotations.ledger_desk.topics import TopicRecord
from annotations.models import Annotation, FormerPlace, Link, Version
from annotations.vocabulary import Status
from annotations.workflow import Refused
from edition import versions
from edition.models import Span
from edition.people import public_name

Moved = Mapping[Place, Span]
Row = TypeVar("Row", Version, FormerPlace)


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


class Occupied(Refused):
    """What was to move stands there already, on the words of another place."""

    def __init__(self) -> None:
        super().__init__(_("These words are there already, for the same note, claim or topic. Choose others."))


def note(found: Annotation, moved: Moved, hand: Hand) -> Version:
    """Put the place of a note and the targets of its links on the spans that `moved` has for them; return its version.

    Call it in a transaction, with the note's row locked. What readers see and a new version under way both move.
    Raises Occupied.
    """
    shown = Content.from_json(found.versions.get(number=found.public_version or found.version).fields)
    latest = Content.from_json(found.versions.get(number=found.version).fields) if found.revising else None
    _move_row(found, shown, moved)
    version = _append(found, moved_content(shown, moved), found.status, hand)
    if found.status == Status.PUBLISHED:
        found.public_version = version.number
    if latest:
        version = _append(found, moved_content(latest, moved), found.revising, hand)
    found.save()
    return version


def _move_row(found: Annotation, content: Content, moved: Moved) -> None:
    is_public = found.status == Status.PUBLISHED
    if span := moved.get(content.place):
        if is_public:
            remember(found.span, annotation=found)
        found.span = span
    for item in content.links:
        if target := moved.get(item.target):
            link = found.links.select_related("target").get(target=item.target.span())
            if found.links.filter(target=target).exists():
                raise Occupied
            if is_public:
                remember(link.target, annotation=found, relation=link.relation)
            Link.objects.filter(pk=link.pk).update(target=target)


def moved_content(content: Content, moved: Moved) -> Content:
    places = {old: Place(old.article, new.revision.number, new.start, new.end) for old, new in moved.items()}
    links = tuple(LinkItem(places.get(item.target, item.target), item.relation) for item in content.links)
    if len({item.target for item in links}) < len(links):
        raise Occupied
    return replace(content, place=places.get(content.place, content.place), links=links)


def _append(found: Annotation, content: Content, status: str, hand: Hand) -> Version:
    """Append a version and count it on the note's row, which the caller saves: a state moves with its version only."""
    found.version += 1
    version = Version(annotation=found, number=found.version, act=hand.act, status=status, fields=content.as_json())
    version.by, version.by_name, version.at, version.why = hand.by, hand.name, hand.at, hand.why
    return _insert(version)


def _insert(row: Row) -> Row:
    """Insert a row that was made here of rows that are there: the database's own checks are left to it."""
    (made,) = QuerySet[Row](type(row)).bulk_create([row])
    return made


def entry(kind: str, key: str, moved: Mapping[Span, Span], hand: Hand) -> None:
    """Put the accounts of the claim `key`, or the passages of that topic, on the spans that `moved` has for theirs.

    Call it in a transaction. A version of the claim or topic is appended. Raises Occupied.
    """
    record: Record[Any] = ClaimRecord() if kind == uses.ACCOUNT else TopicRecord()
    row = record.lock(key)
    before = record.fields(row)
    rows = row.accounts if kind == uses.ACCOUNT else row.passages
    for old, new in moved.items():
        if kind == uses.PASSAGE and rows.filter(span=new).exists():
            raise Occupied
        remember(old, **{"claim" if kind == uses.ACCOUNT else "topic": row})
        rows.filter(span=old).update(span=new)
    versions.append(record.kind, key, record.fields(row), hand.by, hand.why, hand.act, before=before)


def remember(span: Span, **of: Any) -> None:
    """Keep that a note, link, account or passage stood on `span`: once, however often it is said."""
    if not FormerPlace.objects.filter(span=span, **{"relation": "", **of}).exists():
        _insert(FormerPlace(span=span, **of))
