"""Two records of one work: all that rests on the one follows to the other, whose key stays; nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.ledger_desk import rewriting
from annotations.ledger_desk.claims import ClaimRecord
from annotations.ledger_desk.records import Record, store
from annotations.ledger_desk.topics import TopicRecord
from annotations.models import Annotation, Claim, Topic
from edition import versions
from edition.models import Article, MergedWork, RecordVersion, Work
from edition.people import public_name
from edition.search.providers import refresh, refresh_work
from edition.search.texts import WORK

Row = Topic | Claim


class MergeRefused(Exception):
    """The two cannot be merged; the message says why."""


@dataclass(frozen=True, slots=True)
class Following:
    """What rests on a work, and follows when it is merged."""

    notes: list[Annotation]
    topics: list[Topic]
    claims: list[Claim]

    @property
    def count(self) -> int:
        return len(self.notes) + len(self.topics) + len(self.claims)


def following(work: Work) -> Following:
    """Return what rests on `work`: notes in any state, topics with their timelines, claims."""
    under_way = rewriting.under_way("evidence", work.key)
    notes = Annotation.objects.with_place().filter(Q(evidence__work=work) | Q(number__in=under_way))
    topics = Topic.objects.filter(Q(sources__work=work) | Q(timeline__work=work)).distinct()
    claims = Claim.objects.filter(sources__work=work).select_related("topic").distinct()
    return Following(list(notes.distinct().order_by("number")), list(topics), list(claims))


def problem(old: Work, new: Work) -> str:
    """Return why `old` cannot be merged into `new`, in a sentence, or ''."""
    if old.pk == new.pk:
        return _("This is the same source. Choose another.")
    if Article.objects.filter(work=old).exists():
        return _("This is the record of an article of this edition. Merge the other one into it.")
    for work in (old, new):
        if MergedWork.objects.filter(work=work).exists():
            names = {"key": work.key, "into": work.standing.key}
            return _("The source “%(key)s” was merged into “%(into)s”. Name that one.") % names
    return ""


@transaction.atomic
def merge(old: Work, new: Work, by: User, why: str = "", *, started_from: tuple[int, int] | None = None) -> Following:
    """Make all that rests on `old` rest on `new`; return what followed.

    `started_from` are the versions of the two that were looked at. Raises MergeRefused, versions.Stale.
    """
    list(Work.objects.select_for_update().filter(pk__in=[old.pk, new.pk]).order_by("pk"))
    for work, number in zip((old, new), started_from or (), strict=False):
        versions.check(RecordVersion.Kind.WORK, work.key, number)
    if sentence := problem(old, new):
        raise MergeRefused(sentence)
    found = following(old)
    reason = " ".join(filter(None, [_reason(old, new), why.strip()]))
    rewriting.notes([n.number for n in found.notes], lambda c: rewriting.source(c, old.key, new.key), by, reason)
    for topic in found.topics:
        _rewrite(TopicRecord(), topic, old.key, new.key, by, reason)
    for claim in found.claims:
        _rewrite(ClaimRecord(), claim, old.key, new.key, by, reason)
    MergedWork(work=old, into=new, by=by, by_name=public_name(by), at=timezone.now()).save()
    for work in (old, new):
        fields = versions.of_work(work)
        versions.append(RecordVersion.Kind.WORK, work.key, fields, by, reason, "merge", before=fields)
    refresh(WORK, [old.key])
    refresh_work(new.key)
    Article.objects.touch()
    return found


def _reason(old: Work, new: Work) -> str:
    # Kept in a version for ever, so in the edition's own language.
    return f"The source {old.key} was merged into {new.key}."


def _rewrite(record: Record[Any], row: Row, old: str, new: str, by: User, why: str) -> None:
    row = record.lock(row.slug)
    before = record.fields(row)
    store(record, row, row.slug, rewriting.of_record(before, old, new), by, why, "merge", before)
