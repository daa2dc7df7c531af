"""The order of topics, and of the claims of a topic: each that moves gets a version."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from annotations.ledger_desk.claims import ClaimRecord
from annotations.ledger_desk.records import Record
from annotations.ledger_desk.topics import TopicRecord
from annotations.models import Claim, Topic
from edition import versions
from edition.models import Article

_ASIDE = 1_000_000  # no two claims of a topic have one place, not even for a moment


@transaction.atomic
def move(row: Topic | Claim, up: bool, by: User) -> bool:
    """Let `row` and its neighbour change places; False where it is the first or the last already."""
    siblings = list(_siblings(row).select_for_update())
    here = next(index for index, one in enumerate(siblings) if one.pk == row.pk)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(siblings):
        return False
    record: Record[Any] = TopicRecord() if isinstance(row, Topic) else ClaimRecord()
    before = {one.pk: record.fields(one) for one in siblings}
    siblings[here], siblings[there] = siblings[there], siblings[here]
    changed = [(one, n) for n, one in enumerate(siblings, 1) if one.position != n]
    for aside in (_ASIDE, 0):
        for one, number in changed:
            type(one)._default_manager.filter(pk=one.pk).update(position=number + aside)
    for one, number in changed:
        fields = {**before[one.pk], "position": number}
        versions.append(record.kind, one.slug, fields, by, act="move", before=before[one.pk])
    Article.objects.touch()
    return True


def _siblings(row: Topic | Claim) -> Any:
    rows: Any = Topic.objects.all() if isinstance(row, Topic) else Claim.objects.filter(topic=row.topic_id)
    return rows.order_by("position", "pk")


def last(topic: Topic | None = None) -> int:
    """Return the place behind all others: of claims of `topic`, or of topics."""
    rows: Any = Claim.objects.filter(topic=topic) if topic else Topic.objects.all()
    positions = rows.order_by("-position").values_list("position", flat=True)
    return (positions.first() or 0) + 1
