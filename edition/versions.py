"""Versions of works, articles, topics, claims and tags: appended with every save, and asked for before it.

A record that was never saved at the desk counts as version 0.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from edition.models import RecordVersion, Work
from edition.people import public_name


class Stale(Exception):
    """The record was saved by someone else in between; `latest` is what they saved."""

    def __init__(self, latest: RecordVersion | None) -> None:
        super().__init__(
            _("%(name)s changed this after you opened it. Both versions are shown: choose, and save again.")
            % {"name": latest.name if latest and latest.name else _("Someone")}
        )
        self.latest = latest


def of(kind: str, key: str) -> QuerySet[RecordVersion]:
    """Return the versions of a record, newest first, with who saved them."""
    return RecordVersion.objects.filter(kind=kind, key=key).select_related("by").order_by("-number")


def of_many(kind: str, keys: Iterable[str]) -> dict[str, list[RecordVersion]]:
    """Return the versions of records by their keys, each newest first, in one query; [] for what was never saved."""
    found: dict[str, list[RecordVersion]] = {key: [] for key in keys}
    rows = RecordVersion.objects.filter(kind=kind, key__in=list(found)).select_related("by")
    for version in rows.order_by("-number"):
        found[version.key].append(version)
    return found


def latest(kind: str, key: str) -> RecordVersion | None:
    """Return the newest version of a record; None where it was never saved at the desk."""
    return of(kind, key).first()


def latest_number(kind: str, key: str) -> int:
    """Return the number of the newest version of a record, 0 where there is none."""
    found = of(kind, key).values_list("number", flat=True).first()
    return found or 0


def check(kind: str, key: str, started_from: int) -> None:
    """Raise Stale where the newest version of a record is not the one that a form was opened on.

    Call it in the transaction of the save, with the record's row locked.
    """
    newest = latest(kind, key)
    if (newest.number if newest else 0) != started_from:
        raise Stale(newest)


@transaction.atomic
def append(
    kind: str,
    key: str,
    fields: Mapping[str, Any],
    by: User | None,
    why: str = "",
    act: str = "save",
    *,
    before: Mapping[str, Any] | None = None,
) -> RecordVersion:
    """Append the version that a save of a record makes, and return it.

    `before` are the fields as they stood until now: where no version holds them they become one first, by nobody
    ("load"), so that what was loaded, or changed past the desk, is not lost.
    """
    newest = latest(kind, key)
    number = newest.number if newest else 0
    if before is not None and (newest is None or newest.fields != before):
        number = _store(kind, key, number + 1, "load", before, None, "").number
    return _store(kind, key, number + 1, act, fields, by, why)


def _store(
    kind: str, key: str, number: int, act: str, fields: Mapping[str, Any], by: User | None, why: str
) -> RecordVersion:
    version = RecordVersion(
        kind=kind,
        key=key,
        number=number,
        act=act,
        fields=dict(fields),
        by=by,
        by_name=public_name(by) if by else "",
        at=timezone.now(),
        why=why.strip(),
    )
    version.save()
    return version


def of_work(work: Work) -> dict[str, Any]:
    """Return the fields that a version of a work keeps."""
    days = {name: getattr(work, name) for name in ("archived_on", "unreachable_on")}
    return {
        "csl": work.csl,
        "consulted": work.consulted,
        "quality": work.quality,
        "archived_url": work.archived_url,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }
