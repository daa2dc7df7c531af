"""Saving a record of the desk: one transaction with its version, its search entry and the cached pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations import following
from annotations.differences import words
from annotations.ledger_desk.joining import joined
from edition import versions
from edition.models import Article, RecordVersion

Fields = dict[str, Any]
Row = TypeVar("Row", bound=models.Model)


class Clash(Exception):
    """Someone saved in between, and both changed the same fields.

    `latest` is what they saved; `whole` the typed fields with what only they changed; `fields` those both changed.
    """

    def __init__(self, latest: RecordVersion | None, theirs: Fields, whole: Fields, fields: list[str]) -> None:
        super().__init__(str(versions.Stale(latest)))
        self.latest, self.theirs, self.whole, self.fields = latest, theirs, whole, fields


class Record(ABC, Generic[Row]):
    """One kind of record: how its fields are read, written and told to readers of its history.

    Fields are plain JSON: what a version keeps.
    """

    kind: RecordVersion.Kind
    model: type[Row]
    column = "slug"
    kept: tuple[str, ...] = ()  # what saving and restoring leave as it is

    def get(self, key: str) -> Row | None:
        """Return the row of this key; None where there is none."""
        return self.model._default_manager.filter(**{self.column: key}).first()

    def lock(self, key: str) -> Row:
        """Return the row, held until the transaction ends."""
        return self.model._default_manager.select_for_update().get(**{self.column: key})

    @abstractmethod
    def fields(self, row: Row) -> Fields:
        """Return the fields as they stand."""

    def check(self, row: Row) -> None:
        """Raise ValidationError where the row is no longer changed, whatever is asked for."""

    @abstractmethod
    def write(self, row: Row, fields: Fields) -> None:
        """Make `fields` what stands; raises ValidationError with sentences by field."""

    @abstractmethod
    def described(self, fields: Fields) -> dict[str, str]:
        """Return the fields under the labels that editors know, as text."""

    @abstractmethod
    def refresh(self, row: Row) -> None:
        """Make the search index say what the record says now."""


@transaction.atomic
def save(
    record: Record[Any], key: str, fields: Fields, by: User, *, started_from: int, why: str = "", act: str = "save"
) -> RecordVersion | None:
    """Save `fields`, begun from version number `started_from`; return the version, None where nothing changed.

    What others changed in the meantime in other fields stays. Raises Clash, ValidationError.
    """
    row = record.lock(key)
    record.check(row)
    before = record.fields(row)
    fields = {**fields, **{name: before[name] for name in record.kept}}
    newest = versions.latest(record.kind, key)
    base = _base(record, key, started_from, newest, before)
    if base != before:
        if newest and newest.by_id == by.pk and newest.fields == fields:
            return newest  # the same form, sent twice
        fields, collisions = joined(base, before, fields)
        if collisions:
            raise Clash(newest, before, fields, collisions)
    if fields == before:
        return None
    return store(record, row, key, fields, by, why, act, before)


@transaction.atomic
def create(record: Record[Any], row: Any, fields: Fields, by: User, why: str = "") -> RecordVersion:
    """Store a new row with its first version; raises ValidationError."""
    key = getattr(row, record.column)
    return store(record, row, key, fields, by, why, "create", None)


def store(
    record: Record[Any], row: Any, key: str, fields: Fields, by: User, why: str, act: str, before: Fields | None
) -> RecordVersion:
    """Write `fields` to a locked row and append the version; raises ValidationError."""
    record.write(row, fields)
    version = versions.append(record.kind, key, record.fields(row), by, why, act, before=before)
    record.refresh(row)
    Article.objects.touch()
    return version


def _base(
    record: Record[Any], key: str, started_from: int, newest: RecordVersion | None, before: Fields
) -> Mapping[str, Any]:
    """Return the fields from which a form was begun; nothing is known of those of a version that is none."""
    if newest is None:
        return before if started_from == 0 else {}
    opened = versions.of(record.kind, key).filter(number=max(started_from, 1)).first()
    known = opened is not None and (started_from > 0 or opened.act == "load")
    return opened.fields if opened and known else {}


@transaction.atomic
def restore(record: Record[Any], key: str, number: int, by: User, *, started_from: int, why: str = "") -> None:
    """Make an earlier version the newest, as a version of its own; raises Stale, ValidationError, DoesNotExist."""
    record.lock(key)
    versions.check(record.kind, key, started_from)
    chosen = versions.of(record.kind, key).get(number=number)
    fields, merged = following.fields(chosen.fields)
    save(record, key, fields, by, started_from=started_from, why=" ".join([*merged, why]).strip(), act="restore")


def differences(record: Record[Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, SafeString]]:
    """Return the label of every field that differs, with its words: what went in `del`, what came in `ins`."""
    before, after = record.described(dict(old)), record.described(dict(new))
    labels = dict.fromkeys([*before, *after])
    pairs = [(label, before.get(label, ""), after.get(label, "")) for label in labels]
    return [(label, words(one, other)) for label, one, other in pairs if one != other]


def refused(field: str, sentence: str) -> ValidationError:
    """Return the error that says `sentence` at `field`."""
    return ValidationError({field: [sentence]})


def yes(value: bool | None) -> str:
    """Return a switch as a word; nothing for what is not known."""
    return "" if value is None else _("yes") if value else _("no")
