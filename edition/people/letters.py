"""Letters: where the mail fails, the site goes on, and says so to whom it may."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string

from edition.models import Invitation

logger = logging.getLogger("django")
# What a mail server that is away, full or unwilling raises.
FAILURES = (OSError, SMTPException)


def failed(what: str, error: Exception) -> None:
    """Tell whoever runs the site that a letter was not sent."""
    logger.error("A letter was not sent (%s): %s", what, error)


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link to who is invited, in the language of the page; False where the mail server refuses."""
    context = {"invitation": invitation, "link": link}
    subject = render_to_string("people/email/invitation_subject.txt", context).strip()
    text = render_to_string("people/email/invitation_message.txt", context)
    try:
        send_mail(subject, text, None, [invitation.address])
    except FAILURES as error:
        failed("invitation", error)
        return False
    return True
