"""Saving what a form holds: each form once, however often it is sent, and all of it or nothing."""

import re
from uuid import uuid4

from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction

from annotations import workflow
from annotations.content import Content
from annotations.models import Annotation
from annotations.vocabulary import Status

REMEMBERED = 50  # forms of a session that are known to have made a note
_TOKEN = re.compile(r"[0-9a-f]{32}")
_MADE = "notes_made"


def new_token() -> str:
    """Return the sign by which one form is known again."""
    return uuid4().hex


@transaction.atomic
def create(session: SessionBase, token: str, content: Content, by: User, *, submit: bool) -> int:
    """Make a note of `content`, and submit it if asked; return its number.

    The form `token` makes one note: sent again, also at the same moment, it returns the number of that one.
    Raises Refused.
    """
    # The row lock (the whole database with SQLite) lets a second sending wait until the first is stored.
    Session.objects.select_for_update().filter(pk=session.session_key).first()
    made: dict[str, int] = type(session)(session.session_key).get(_MADE, {})
    if token in made:
        return made[token]
    note = workflow.start(content, by)
    if submit:
        workflow.take(note, "submit", by, started_from=note.version)
    if _TOKEN.fullmatch(token):
        session[_MADE] = dict([*made.items(), (token, note.number)][-REMEMBERED:])
        session.save()
    return note.number


@transaction.atomic
def change(note: Annotation, content: Content, by: User, *, started_from: int, submit: bool) -> None:
    """Save `content` as a new version of `note`, and submit it if asked; raises Refused.

    A form that is sent twice is no clash with oneself: what is already saved as it is here is not saved again.
    """
    try:
        act = "revise" if note.state == Status.RETURNED else "save"
        saved = workflow.take(note, act, by, started_from=started_from, content=content)
    except workflow.Clash as clash:
        if clash.latest.by_id != by.pk or Content.from_json(clash.latest.fields) != content:
            raise
        saved = clash.latest
    except workflow.WrongState:
        if not (submit and _was_submitted(note, content, by, started_from)):
            raise
        return
    if submit:
        workflow.take(note, "submit", by, started_from=saved.number)


def _was_submitted(note: Annotation, content: Content, by: User, started_from: int) -> bool:
    """Whether the same form, sent before, did already what is asked."""
    latest = note.versions.get(number=note.version)
    return (
        latest.act == "submit"
        and latest.by_id == by.pk
        and note.version == started_from + 2
        and Content.from_json(latest.fields) == content
    )
