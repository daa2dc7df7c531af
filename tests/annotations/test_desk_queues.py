"""The queues of the desk, the desk page of a note, and who may open them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations import workflow
from annotations.content import Content
from annotations.models import Annotation
from tests.support.desk import KEY, draft, form_data, published, step, submitted

pytestmark = pytest.mark.usefixtures("edition")


def take(note: Annotation, act: str, by, why: str = "") -> None:
    note.refresh_from_db()
    workflow.take(note, act, by, started_from=note.version, why=why)


def numbers(client: Client, tab: str) -> list[int]:
    return [row.note.number for row in client.get(f"/desk/?tab={tab}").context["rows"]]


# --- who may come in --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/desk/", "/desk/new/?a=1&p=5", "/desk/notes/2/", "/desk/notes/2/edit/"])
def test_visitors_log_in_and_come_back(client, bob, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    back = client.post(response["Location"], {"login": "bob", "password": "correct horse battery"})
    assert back["Location"] == address


@pytest.mark.parametrize("address", ["/desk/", "/desk/new/?a=1&p=5", "/desk/notes/2/", "/desk/notes/2/edit/"])
def test_an_account_without_a_role_is_told_whom_to_ask(as_dave, address):
    response = as_dave.get(address)
    assert response.status_code == 403
    assert "Ask an administrator to make you a contributor." in response.content.decode()


def test_a_form_of_someone_logged_out_is_not_lost_in_a_redirect(client):
    response = client.post("/desk/notes/2/edit/", form_data())
    assert response.status_code == 403
    html = response.content.decode()
    assert "You are logged out, and nothing was saved." in html
    sent = form_data()
    shown = [html.count(f"\n{sent[name]}</textarea>") for name in ("gist", "finding", "token", "verdict")]
    assert shown == [1, 1, 0, 0]


def test_contributors_open_their_own_notes_only(as_alice, alice, bob):
    own, other = draft(alice), draft(bob)
    assert as_alice.get(f"/desk/notes/{own.number}/").status_code == 200
    response = as_alice.get(f"/desk/notes/{other.number}/")
    assert response.status_code == 403
    assert "another author" in response.content.decode()


# --- queues -----------------------------------------------------------------------------------------


def test_an_empty_desk_says_what_to_do_next(as_alice):
    html = as_alice.get("/desk/").content.decode()
    assert "You have not written a note yet." in html
    assert 'href="/articles/"' in html
    assert 'The fewest notes (20) are on <a href="/articles/article-5/">' in html
    assert "To review" not in html


def test_each_note_is_in_the_queue_of_its_state(as_alice, as_bob, alice, bob):
    mine, waiting, back = draft(alice), submitted(alice), submitted(alice)
    take(back, "return", bob, "A source, please.")
    assert numbers(as_alice, "drafts") == [mine.number]
    assert numbers(as_alice, "returned") == [back.number]
    assert numbers(as_alice, "mine") == [mine.number, waiting.number, back.number]
    assert numbers(as_bob, "review") == [waiting.number]
    assert numbers(as_bob, "drafts") == []


def test_the_longest_wait_comes_first(as_bob, alice):
    one, two = draft(alice), submitted(alice)
    take(one, "submit", alice)
    assert numbers(as_bob, "review") == [two.number, one.number]


def test_a_new_version_is_a_draft_of_whoever_began_it(as_alice, as_carol, alice, bob, carol):
    note = published(alice, bob)
    workflow.take(note, "save", carol, started_from=note.version, content=Content.of(note))
    assert numbers(as_carol, "drafts") == [note.number]
    assert numbers(as_alice, "drafts") == []
    assert "new version of a published note" in as_carol.get("/desk/").content.decode()


def test_ones_own_note_is_marked_in_review(as_bob, bob):
    submitted(bob)
    assert "yours: another editor has to review it" in as_bob.get("/desk/?tab=review").content.decode()


def test_a_row_names_words_place_author_and_what_is_missing(as_alice, alice):
    note = draft(alice, verdict="", gist="")
    html = as_alice.get("/desk/").content.decode()
    assert f'<a href="/desk/notes/{note.number}/">Note {note.number}</a>' in html
    assert "“On 21 December 1991 the dissolution of the USSR happened.”" in html
    assert "Article 1 ¶5 · <bdi>Alice Abbasi</bdi>" in html
    assert '<span class="missing">no verdict</span>' in html
    assert '<span class="missing">no line</span>' in html
    assert "no source" not in html


def test_a_queue_costs_no_query_more_for_each_note_of_others(as_bob, alice):
    counts = []
    for more in (2, 6):
        for _ in range(more):
            take(draft(alice, tags=("cold war",)), "submit", alice)
        with CaptureQueriesContext(connection) as asked:
            response = as_bob.get("/desk/?tab=review")
        assert response.status_code == 200
        counts.append((len(response.context["rows"]), len(asked)))
    assert [rows for rows, _queries in counts] == [2, 8]
    assert counts[0][1] == counts[1][1]


@pytest.mark.parametrize(("client_name", "tab"), [("as_alice", "review"), ("as_bob", "nothing")])
def test_a_queue_that_is_none_is_not_there(request, client_name, tab):
    response = request.getfixturevalue(client_name).get(f"/desk/?tab={tab}")
    assert response.status_code == 404
    assert "The desk has no queue" in response.content.decode()


# --- the page of a note -----------------------------------------------------------------------------


def test_the_page_shows_the_note_as_readers_will_see_it(as_bob, alice):
    note = submitted(alice)
    html = as_bob.get(f"/desk/notes/{note.number}/").content.decode()
    assert "As readers will see it" in html
    assert 'data-n="a">On 21 December 1991 the dissolution of the USSR happened.</span>' in html
    assert "What is the case." in html
    assert f'/desk/notes/{note.number}/publish/"' in html
    assert f'/desk/notes/{note.number}/withdraw/"' not in html


def test_the_page_lists_what_is_missing(as_alice, alice):
    note = draft(alice, verdict="")
    assert "Choose a verdict." in as_alice.get(f"/desk/notes/{note.number}/").content.decode()


def test_a_new_version_stands_beside_what_readers_see(as_carol, alice, bob):
    note = published(alice, bob)
    as_carol.post(f"/desk/notes/{note.number}/edit/", form_data(started_from="3", verdict="disputed"))
    html = as_carol.get(f"/desk/notes/{note.number}/").content.decode()
    assert "What readers see now (version 3)" in html
    assert "<del>Inaccurate</del> → <ins>Disputed</ins>" in html
    assert "Under way, as readers will see it" in html


def test_versions_can_be_compared(as_alice, alice):
    note = draft(alice)
    as_alice.post(f"/desk/notes/{note.number}/edit/", form_data(started_from="1", gist="In two lines."))
    html = as_alice.get(f"/desk/notes/{note.number}/?from=2&to=1").content.decode()
    assert "From version 1 to version 2" in html
    assert "In <del>one line.</del><ins>two lines.</ins>" in html
    assert f"<ins>{KEY}" not in html


@pytest.mark.parametrize("query", ["from=1&to=9", "from=x&to=1", "from=&to="])
def test_versions_that_are_none_are_not_there(as_alice, alice, query):
    response = as_alice.get(f"/desk/notes/{draft(alice).number}/?{query}")
    assert response.status_code == 404
    assert "This note has the versions 1 to 1." in response.content.decode()


def test_a_returned_note_says_who_and_why(as_alice, as_bob, alice):
    note = submitted(alice)
    step(as_bob, note, "return", reason="tone", why="Say what is the case.")
    assert "returned it: " in as_alice.get(f"/desk/notes/{note.number}/edit/").content.decode()
    html = as_alice.get(f"/desk/notes/{note.number}/").content.decode()
    assert "Bob Baranov returned it: The wording is not neutral. Say what is the case." in html
