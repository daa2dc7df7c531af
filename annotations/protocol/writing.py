"""Annotations made, changed and withdrawn by programs, through the workflow that the desk goes through."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from annotations import saving, workflow
from annotations.content import Content, Problems
from annotations.exports.web_annotation import address, as_annotation
from annotations.interchange import batch, placing, shapes, web_annotation
from annotations.interchange.contents import content as content_of
from annotations.interchange.incoming import Incoming, UnreadableError
from annotations.interchange.placing import Texts
from annotations.models import Annotation
from annotations.protocol.answers import ProblemError
from annotations.vocabulary import PUBLIC

STATUSES = {workflow.Forbidden: 403, workflow.Incomplete: 422, workflow.Clash: 412}


def read(data: bytes) -> Incoming:
    """Return the annotation in the body of a request; raises ProblemError."""
    try:
        value = shapes.parse(data)
    except UnreadableError as error:
        raise ProblemError(400, str(error)) from None
    try:
        found = web_annotation.read(value)
        web_annotation.check_context(value)
    except UnreadableError as error:
        raise ProblemError(422, str(error)) from None
    return found


def content(incoming: Incoming, base: str) -> Content:
    """Return the content of a note; raises ProblemError where a word of the annotation would not be kept."""
    texts = Texts(base)
    where = placing.place(incoming.target, texts)
    if where.place is None or not where.is_exact:
        raise ProblemError(422, where.sentence)
    found, left = content_of(incoming, where.place, texts, keeps_related=True)
    if left:
        raise ProblemError(422, _("Not all of this can be kept in a note, so nothing was saved."), problems={"": left})
    return found


@transaction.atomic
def create(incoming: Incoming, base: str, by: User, *, submit: bool) -> Annotation:
    """Make a draft of `by`, submitted where that is asked; raises ProblemError."""
    wanted = content(incoming, base)
    try:
        note = workflow.start(wanted, by)
        batch.keep(note.number, incoming)
        if submit:
            workflow.take(note, "submit", by, started_from=note.version)
    except workflow.Refused as refusal:
        raise _problem(refusal) from None
    return note


@transaction.atomic
def change(note: Annotation, incoming: Incoming, base: str, by: User, *, submit: bool) -> None:
    """Save a new version of `note`, begun from its newest; raises ProblemError."""
    if incoming.address not in {"", base + address(note.number)}:
        raise ProblemError(409, _("The id of an annotation is its address here and never changes."))
    if incoming.canonical not in {"", as_annotation(note, base)["canonical"]}:
        raise ProblemError(409, _("The canonical address of an annotation never changes."))
    wanted = content(incoming, base)
    latest = Content.from_json(note.versions.get(number=note.version).fields)
    if latest == wanted and not submit:
        return
    try:
        if latest == wanted:
            workflow.take(note, "submit", by, started_from=note.version)
        else:
            saving.change(note, wanted, by, started_from=note.version, submit=submit)
    except workflow.Refused as refusal:
        raise _problem(refusal) from None


def withdraw(note: Annotation, by: User, why: str) -> None:
    """Withdraw a published note with a reason; raises ProblemError."""
    if note.status not in PUBLIC:
        sentence = _("Note %(number)d was never published, so there is nothing to withdraw.")
        raise ProblemError(409, sentence % {"number": note.number})
    if not why.strip():
        raise ProblemError(422, _('Give a reason: it is shown with the note. Send ?reason=… or {"reason": "…"}.'))
    try:
        workflow.take(note, "withdraw", by, started_from=note.version, why=why)
    except workflow.Refused as refusal:
        raise _problem(refusal) from None


def _problem(refusal: workflow.Refused) -> ProblemError:
    problems: Problems = refusal.problems if isinstance(refusal, workflow.Incomplete) else {}
    return ProblemError(STATUSES.get(type(refusal), 409), str(refusal), problems=problems)
