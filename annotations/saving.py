"""Saving what a form holds: each form once, however often it is sent, and all of it or nothing."""

import re
from collections.abc import Sequence
from uuid import UUID, uuid4, uuid5

from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

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

    The form `token` makes one note: sent again, also at the same moment, it returns the number of that one. What
    was changed in it meanwhile is saved as that note's next version. Raises Refused.
    """
    # The row lock (the whole database with SQLite) lets a second sending wait until the first is stored.
    row = Session.objects.select_for_update().filter(pk=session.session_key).first()
    made: dict[str, int] = row.get_decoded().get(_MADE, {}) if row else {}
    if token in made:
        _again(made[token], content, by, submit=submit)
        return made[token]
    note = workflow.start(content, by)
    if submit:
        workflow.take(note, "submit", by, started_from=note.version)
    if _TOKEN.fullmatch(token):
        _remember(session, row, dict([*made.items(), (token, note.number)][-REMEMBERED:]))
    return note.number


def _remember(session: SessionBase, row: Session | None, made: dict[str, int]) -> None:
    """Keep which forms made notes, beside what other requests wrote into the session since this one read it."""
    was_modified = session.modified
    session[_MADE] = made
    if row is None:
        session.save()
        return
    row.session_data = session.encode({**row.get_decoded(), _MADE: made})
    row.save(update_fields=["session_data"])
    session.modified = was_modified


def _again(number: int, content: Content, by: User, *, submit: bool) -> None:
    """Save what was changed in a form that made a note already, and whose answer was lost or gone back from."""
    note = Annotation.objects.get(number=number)
    latest = note.versions.get(number=note.version)
    known = [Content.from_json(version.fields) for version in (note.versions.get(number=1), latest)]
    if content in known and not (submit and note.state == Status.DRAFT):
        return
    try:
        if content == known[-1]:
            workflow.take(note, "submit", by, started_from=note.version)
        else:
            change(note, content, by, started_from=1, submit=submit)
    except workflow.Clash:
        raise workflow.Refused(
            _("This form made note %(number)d, which was changed since. Open that note and put in what is new here.")
            % {"number": number}
        ) from None


@transaction.atomic
def create_all(session: SessionBase, token: str, each: Sequence[Content], by: User, *, submit: bool) -> list[int]:
    """Make a note of each content, all of them or none; the first is submitted if asked, the others stay drafts.

    As `create`, sent again it returns the numbers of the notes that were made. Raises Refused.
    """
    first, *others = each
    numbers = [create(session, token, first, by, submit=submit)]
    for content in others:
        where = f"{content.place}"
        own = uuid5(UUID(token), where).hex if _TOKEN.fullmatch(token) else ""
        numbers.append(create(session, own, content, by, submit=False))
    return numbers


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
