"""Remarks in the margin of a note, between those who wrote it and those who review it; readers never see them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.differences import labels
from annotations.models import Annotation, Remark
from annotations.models.review import REMARK, REPLY, SETTLED
from edition.people.names import public_name

LONGEST = 5_000


@dataclass(slots=True)
class Thread:
    """A remark with its answers in their order; `settled` is the row that settled it, if one did."""

    remark: Remark
    label: str
    replies: list[Remark] = field(default_factory=list)
    settled: Remark | None = None


def threads(note: Annotation) -> list[Thread]:
    """Return the remarks on `note`: open ones first, each group in the order in which they were made."""
    names, found = labels(), dict[int, Thread]()
    for row in note.remarks.select_related("by").order_by("id"):
        if row.answers_id is None:
            found[row.pk] = Thread(row, names.get(row.field, _("The whole note")))
        elif thread := found.get(row.answers_id):
            _answered(thread, row)
    return sorted(found.values(), key=lambda thread: thread.settled is not None)


def _answered(thread: Thread, row: Remark) -> None:
    if row.act == SETTLED:
        thread.settled = row
    else:
        thread.replies.append(row)
        thread.settled = None  # an answer opens it again


def counts(notes: list[Annotation]) -> dict[int, int]:
    """Return how many remarks are not settled, by the key of the note."""
    closing = Remark.objects.filter(answers=OuterRef("pk"), act=SETTLED)
    later = Remark.objects.filter(answers=OuterRef("answers"), act=REPLY, pk__gt=OuterRef("pk"))
    still = closing.filter(~Exists(later))
    found = Remark.objects.filter(~Exists(still), annotation__in=notes, act=REMARK).order_by()
    rows: QuerySet[Remark, tuple[int, int]] = found.values_list("annotation").annotate(many=Count("pk"))
    return dict(rows)


def remark(note: Annotation, by: User, text: str, *, field: str = "") -> Remark:
    """Append a remark on the newest version of `note`, about one of its fields or the whole; raises Refused."""
    if field and field not in labels():
        raise workflow.Incomplete({"field": [_("A note has no field “%(name)s”.") % {"name": field[:30]}]})
    return _append(note, by, REMARK, text, field=field)


def reply(to: Remark, by: User, text: str) -> Remark:
    """Append an answer to a remark; what was settled is open again. Raises Refused."""
    return _append(to.annotation, by, REPLY, text, answers=to)


def settle(which: Remark, by: User, text: str = "") -> Remark:
    """Append that a remark is settled, perhaps with a word of how; raises Refused."""
    return _append(which.annotation, by, SETTLED, text, answers=which)


def _append(
    note: Annotation, by: User, act: str, text: str, *, field: str = "", answers: Remark | None = None
) -> Remark:
    text = text.strip()
    if not (by.has_perm(workflow.REVIEW) or workflow.is_own(note, by)):
        raise workflow.Forbidden(_("This note is another author's. Only its authors and editors may remark on it."))
    if not text and act != SETTLED:
        raise workflow.Incomplete({"text": [_("Write what is to be said.")]})
    if len(text) > LONGEST:
        raise workflow.Incomplete({"text": [_("At most %(length)d characters.") % {"length": LONGEST}]})
    row = Remark(annotation=note, version=note.version, act=act, answers=answers, field=field, text=text, by=by)
    row.by_name, row.at = public_name(by), timezone.now()
    row.save()
    return row
