"""New works of the bibliography: one that was typed, or all that a file holds, each with its first version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from edition import duplicates, versions
from edition.citations import identity
from edition.citations.intake import Batch, Incoming
from edition.citations.record import validate_key
from edition.duplicates import Duplicate
from edition.models import Article, Work
from edition.references import fill
from edition.search.providers import refresh, refresh_work
from edition.search.texts import WORK

KEY_LENGTH = 100
WORK_KIND = "work"


@dataclass(slots=True)
class Proposal:
    """One entry of a file: the key it would get, and the works it may be the same as.

    `same` may also name an earlier entry of the same file, by the key that was proposed for it.
    """

    incoming: Incoming
    key: str
    same: list[Duplicate] = field(default_factory=list)

    @property
    def state(self) -> str:
        """`new`, `there` for what may be in the bibliography, `broken` for what cannot be kept."""
        if not self.incoming.is_whole:
            return "broken"
        return "there" if self.same else "new"


def proposals(batch: Batch) -> list[Proposal]:
    """Return what would become of every record of a batch, in its order."""
    known, taken = duplicates.index(), set(Work.objects.values_list("key", flat=True))
    found = []
    for incoming in batch.records:
        key = own_key(incoming.key, incoming.csl, taken)
        proposal = Proposal(incoming, key, known.find(incoming.csl))
        found.append(proposal)
        if proposal.state == "new":
            taken.add(key)
            known.add(key, incoming.csl)
    return found


def own_key(key: str, csl: Mapping[str, Any], taken: Iterable[str]) -> str:
    """Return the key that a record brings, where it is one of ours and free, or one made of its author and title."""
    used = taken if isinstance(taken, set) else set(taken)
    if not validate_key(key) and len(key) <= KEY_LENGTH and key not in used:
        return key
    return identity.propose_key(csl, used)


def free_key(csl: Mapping[str, Any], key: str = "") -> str:
    """Return a key for a new record that no work has."""
    return own_key(key, csl, set(Work.objects.values_list("key", flat=True)))


@transaction.atomic
def add(
    key: str,
    csl: Mapping[str, Any],
    by: User | None,
    *,
    archived_url: str = "",
    archived_on: date | None = None,
    own: Mapping[str, str] | None = None,
    why: str = "",
) -> Work:
    """Store a new work with its first version; raises ValidationError for a record or a key that is none."""
    work = Work(key=key, csl=dict(csl), archived_url=archived_url, archived_on=archived_on, **_own(own or {}))
    work.save()
    versions.append(WORK_KIND, key, versions.of_work(work), by, why, "create")
    refresh(WORK, [key])
    Article.objects.none().touch()
    return work


@transaction.atomic
def add_all(chosen: Sequence[Proposal], by: User | None, why: str = "") -> list[Work]:
    """Store the records of `chosen` under their keys, all or none; raises ValidationError or IntegrityError."""
    works = []
    for proposal in chosen:
        work = Work(key=proposal.key, csl=dict(proposal.incoming.csl), **_own(proposal.incoming.own))
        work.derive()
        work.full_clean(validate_unique=False, validate_constraints=False)
        work.edits = 1
        works.append(work)
    Work.objects.bulk_create(works, batch_size=500)
    for work in works:
        versions.append(WORK_KIND, work.key, versions.of_work(work), by, why, "create")
    refresh(WORK, [work.key for work in works])
    Article.objects.none().touch()
    return works


@transaction.atomic
def archive(key: str, url: str, on: date | None, by: User) -> Work:
    """Keep where a copy of a work is, as a new version; raises ValidationError or Work.DoesNotExist."""
    work = Work.objects.select_for_update().get(key=key)
    check_stands(work)
    before = versions.of_work(work)
    work.archived_url, work.archived_on = url, on
    if versions.of_work(work) != before:
        work.save()
        versions.append(WORK_KIND, key, versions.of_work(work), by, before=before)
        fill([work])
        refresh_work(key)
        Article.objects.none().touch()
    return work


def check_stands(work: Work) -> None:
    """Raise ValidationError where `work` was merged into another: what it said then is kept as it was."""
    if work.standing != work:
        names = {"key": work.key, "into": work.standing.key}
        raise ValidationError(_("The source “%(key)s” was merged into “%(into)s” and is no longer changed.") % names)


def _own(remarks: Mapping[str, str]) -> dict[str, Any]:
    """Return the edition's own remarks as the columns they stand in; what is none of their values is left out."""
    found: dict[str, Any] = {}
    if remarks.get("quality") in Work.Quality.values:
        found["quality"] = remarks["quality"]
    if remarks.get("consulted") in {"true", "false"}:
        found["consulted"] = json.loads(remarks["consulted"])
    return found
