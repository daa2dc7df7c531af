"""Two forms at the same moment: one note, one version, and a clash for who came second."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from annotations import saving
from tests.support.cast import log_in
from tests.support.desk import address, counts, draft, form_data, place
from tests.support.notes import FACT_CHECK

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("edition")]


def at_once(*acts: Callable[[], object]) -> None:
    """Run the acts in threads of their own, which begin together."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def twin(client: Client) -> Client:
    """Another client in the same session, as a browser's second request is."""
    other = Client()
    other.cookies = client.cookies
    return other


def test_a_form_sent_twice_at_once_makes_one_note(alice):
    client, where, before = log_in(alice), address(place()), counts()
    answers: list[str] = []

    def send() -> None:
        answers.append(twin(client).post(where, form_data())["Location"])

    at_once(send, send, send)
    assert len(set(answers)) == 1
    assert counts() == (before[0] + 1, before[1] + 1)


def test_two_saves_from_one_version_are_one_save_and_one_clash(alice, bob):
    note = draft(alice)
    where, before = f"/desk/notes/{note.number}/edit/", counts()
    answers: dict[str, int] = {}

    def save(name: str, client: Client) -> None:
        answers[name] = client.post(where, form_data(started_from="1", gist=f"Of {name}.")).status_code

    at_once(*(lambda user=user: save(user.username, log_in(user)) for user in (alice, bob)))
    assert sorted(answers.values()) == [302, 409]
    assert counts() == (before[0], before[1] + 1)
    note.refresh_from_db()
    (winner,) = (name for name, status in answers.items() if status == 302)
    assert note.gist == f"Of {winner}."


def test_two_new_notes_at_once_get_two_numbers(alice, bob):
    before = counts()
    where = address(place())
    at_once(*(lambda user=user: log_in(user).post(where, form_data()) for user in (alice, bob)))
    assert counts() == (before[0] + 2, before[1] + 2)


def test_what_others_wrote_into_the_session_meanwhile_stays(alice):
    as_alice = log_in(alice)
    session = as_alice.session
    assert session.get("said") is None
    other = as_alice.session
    other["said"] = "Meanwhile."
    other.save()
    number = saving.create(session, "0" * 32, FACT_CHECK, alice, submit=False)
    assert session.modified is False
    assert as_alice.session["said"] == "Meanwhile."
    assert saving.create(as_alice.session, "0" * 32, FACT_CHECK, alice, submit=False) == number
