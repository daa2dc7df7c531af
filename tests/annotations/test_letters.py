"""Letters to those who wish for them, after the step is stored; none is told what a draft says."""

import logging
from smtplib import SMTPException

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from annotations import letters
from annotations.models import Letters
from edition import languages
from tests.support.desk import draft, step, submitted

pytestmark = pytest.mark.usefixtures("edition")


def wish(user: User, *, own: bool = False, review: bool = False) -> None:
    Letters.objects.update_or_create(user=user, defaults={"own_notes": own, "review": review})


def sent() -> list[tuple[str, list[str]]]:
    found = [(str(letter.subject), letter.to) for letter in mail.outbox]
    mail.outbox.clear()
    return found


def test_each_gets_what_they_wished_for(
    as_alice: Client, as_bob: Client, alice: User, carol: User, django_capture_on_commit_callbacks
) -> None:
    wish(alice, own=True, review=True)
    wish(carol, review=True)
    note = draft(alice, gist="A secret line.")
    steps = (
        (as_alice, "submit", [(f"Note {note.number} waits for review", ["carol@example.org"])]),
        (as_bob, "return", [(f"Note {note.number} was returned", ["alice@example.org"])]),
        (as_alice, "submit", [(f"Note {note.number} waits for review", ["carol@example.org"])]),
        (as_bob, "publish", [(f"Note {note.number} was published", ["alice@example.org"])]),
    )
    for client, act, expected in steps:
        note.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            assert step(client, note, act, reason="tone" if act == "return" else "").status_code == 302
        body = mail.outbox[0].body
        assert f"http://testserver/desk/notes/{note.number}/" in body
        assert "secret" not in body
        assert sent() == expected


def test_without_a_wish_there_is_no_letter(as_bob: Client, alice: User, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        step(as_bob, submitted(alice), "publish")
    assert sent() == []


def test_a_remark_is_told_in_the_language_of_the_account(
    as_bob: Client, alice: User, django_capture_on_commit_callbacks
) -> None:
    wish(alice, own=True)
    languages.prefer(alice, "ru")
    note = submitted(alice)
    with django_capture_on_commit_callbacks(execute=True):
        as_bob.post(f"/desk/notes/{note.number}/remarks/", {"text": "Why?"})
    assert f"http://testserver/ru/desk/notes/{note.number}/" in mail.outbox[0].body
    assert "Why?" not in mail.outbox[0].body


def test_a_mail_server_that_is_down_costs_no_step(
    as_bob: Client, alice: User, settings, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks
) -> None:
    wish(alice, own=True)
    settings.EMAIL_BACKEND = "no.such.backend"
    note = submitted(alice)
    with caplog.at_level(logging.CRITICAL), django_capture_on_commit_callbacks(execute=True):
        assert step(as_bob, note, "publish").status_code == 302
    note.refresh_from_db()
    assert note.status == "published"


def test_one_address_that_is_refused_keeps_no_other_letter_and_a_server_that_is_away_is_asked_once(
    as_alice: Client, alice: User, bob: User, carol: User, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    opened: list[bool] = []
    asked: list[str] = []

    def refuse(self: BaseEmailBackend, letters: list[EmailMessage]) -> int:
        asked.extend(letters[0].to)
        raise SMTPException

    def away(self: BaseEmailBackend) -> None:
        opened.append(True)
        raise TimeoutError

    for user in (bob, carol):
        wish(user, review=True)
    for method, act in (("send_messages", refuse), ("open", away)):
        monkeypatch.setattr(EmailBackend, method, act)
        with django_capture_on_commit_callbacks(execute=True):
            assert step(as_alice, draft(alice), "submit").status_code == 302
    assert (asked, opened) == (["bob@example.org", "carol@example.org"], [True])


@pytest.mark.parametrize(("who", "boxes"), [("alice", ["own_notes"]), ("bob", ["own_notes", "review"])])
def test_each_chooses_for_themselves(request: pytest.FixtureRequest, who: str, boxes: list[str]) -> None:
    client, user = request.getfixturevalue(f"as_{who}"), request.getfixturevalue(who)
    html = client.get("/desk/letters/").content.decode()
    assert [name for name in ("own_notes", "review") if f'name="{name}"' in html] == boxes
    assert "checked" not in html
    assert f"{who}@example.org" in html
    assert client.post("/desk/letters/", {"own_notes": "on", "review": "on"}).status_code == 302
    kept = letters.wishes(user)
    assert (kept.own_notes, kept.review) == (True, who == "bob")
    client.post("/desk/letters/", {})
    assert not letters.wishes(user).own_notes
