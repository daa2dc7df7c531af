"""Letters about notes, by e-mail, to those who wish for them: plain text, with a link and no word of a draft."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from annotations import workflow
from annotations.models import Annotation, Letters
from edition.languages import preferred
from edition.views.cite import base

LOG = logging.getLogger(__name__)
REMARKED = "remark"
SUBJECTS = {
    "submit": gettext_lazy("Note %(number)d waits for review"),
    "return": gettext_lazy("Note %(number)d was returned"),
    "publish": gettext_lazy("Note %(number)d was published"),
    REMARKED: gettext_lazy("A remark on note %(number)d"),
}


def wishes(user: User) -> Letters:
    """Return what `user` wishes to be written about; nothing, before anything was chosen."""
    return Letters.objects.filter(user=user).first() or Letters(user=user)


def tell(request: HttpRequest, note: Annotation, act: str, by: User) -> None:
    """Write, once the transaction is done, to everyone who wishes to hear that `by` took the step `act`.

    A letter that cannot be sent is logged; nothing of the step is lost by it.
    """
    if act in SUBJECTS:
        site = base(request)
        transaction.on_commit(lambda: _send_all(site, note, act, by), robust=True)


def _send_all(site: str, note: Annotation, act: str, by: User) -> None:
    """Send every letter over one connection: a mail server that is away is waited for once."""
    readers = _reviewers(note, by) if act == "submit" else _hands(note, by)
    if not (letters := [_letter(site, note, act, user) for user in readers]):
        return
    try:
        with get_connection() as connection:
            for letter in letters:
                _send(connection, letter, note)
    except Exception:  # whatever the mail server does, the step was taken
        LOG.exception("%d letters about note %d could not be sent.", len(letters), note.number)


def _send(connection: BaseEmailBackend, letter: EmailMessage, note: Annotation) -> None:
    """Send one letter; an address that is refused keeps none of the others."""
    try:
        connection.send_messages([letter])
    except SMTPException:
        LOG.exception("A letter about note %d could not be sent.", note.number)


def _hands(note: Annotation, by: User) -> Iterable[User]:
    """Return those who wrote in the note or remarked on it, and wish to hear of their own notes."""
    wrote = Q(annotations=note) | Q(pk__in=note.versions.under_way().values("by"))
    spoke = Q(pk__in=note.remarks.values("by"))
    return _reached().filter(wrote | spoke, letters__own_notes=True).exclude(pk=by.pk).distinct()


def _reviewers(note: Annotation, by: User) -> Iterable[User]:
    """Return those who may review the note, had no hand in it, and wish to hear of it."""
    wishing = _reached().filter(letters__review=True).exclude(pk=by.pk)
    return [user for user in wishing if user.has_perm(workflow.REVIEW) and not workflow.is_own(note, user)]


def _reached() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(email="").order_by("pk")


def _letter(site: str, note: Annotation, act: str, to: User) -> EmailMessage:
    """Return the letter in the language of the account."""
    with override(preferred(to)):
        subject = SUBJECTS[act] % {"number": note.number}
        lines = [
            f"{subject}.",
            f"{site}{reverse('desk_note', args=[note.number])}",
            _("You get this letter because you asked for it. To stop such letters:"),
            f"{site}{reverse('letters')}",
        ]
        return EmailMessage(subject, "\n\n".join(lines) + "\n", None, [to.email])
