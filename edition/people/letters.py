"""Letters: where the mail fails, the site goes on, and says so to whom it may."""

import logging
from concurrent.futures import ThreadPoolExecutor, wait
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from edition.models import Invitation

logger = logging.getLogger("django")
# What a mail server that is away, full or unwilling raises.
FAILURES = (OSError, SMTPException)
# Its thread starts with the first letter, and the process waits for it before it ends.
_later = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")


def send(what: str, letter: EmailMessage) -> bool:
    """Send a letter; where the mail server refuses, tell whoever runs the site what was not sent, and return False."""
    try:
        letter.send()
    except FAILURES as error:
        logger.error("A letter was not sent (%s): %s", what, error)
        return False
    return True


def send_later(what: str, letter: EmailMessage) -> None:
    """Send a letter as `send` does, in a thread: whoever waits for the page does not learn that there is one."""
    _later.submit(_send_or_log, what, letter)


def _send_or_log(what: str, letter: EmailMessage) -> None:
    try:
        send(what, letter)
    except Exception:
        # Nobody waits for this thread: what goes wrong in it is told here or never.
        logger.exception("A letter was not sent (%s)", what)


def wait_until_sent() -> None:
    """Wait until the letters that `send_later` took so far were sent, or failed."""
    wait([_later.submit(lambda: None)])


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link to who is invited, in the language of the page; False where the mail server refuses."""
    context = {"invitation": invitation, "link": link}
    subject = render_to_string("people/email/invitation_subject.txt", context).strip()
    text = render_to_string("people/email/invitation_message.txt", context)
    return send("invitation", EmailMessage(subject, text, None, [invitation.address]))
