"""The acts of the workflow by the buttons of the desk."""

import pytest

from annotations.models import Annotation
from edition.models import Article
from tests.support.desk import counts, draft, form_data, published, step, submitted

pytestmark = pytest.mark.usefixtures("edition")


def state(note: Annotation) -> tuple[str, str, int]:
    note.refresh_from_db()
    return note.status, note.revising, note.version


def test_the_whole_way_of_a_note(as_alice, as_bob, as_carol, alice):
    note = draft(alice)
    assert step(as_alice, note, "submit")["Location"] == f"/desk/notes/{note.number}/"
    assert state(note) == ("submitted", "", 2)
    assert step(as_bob, note, "return", why="A source, please.").status_code == 302
    assert state(note) == ("returned", "", 3)
    as_alice.post(f"/desk/notes/{note.number}/edit/", form_data("submit", started_from="3"))
    assert state(note) == ("submitted", "", 5)
    response = step(as_carol, note, "publish")
    assert state(note) == ("published", "", 6)
    assert f"Note {note.number} published." in as_carol.get(response["Location"]).content.decode()
    public = as_carol.get(f"/notes/{note.number}/").content.decode()
    assert "The Union ended on 26 December 1991." in public
    step(as_bob, note, "withdraw", why="The source was retracted.")
    assert state(note) == ("withdrawn", "", 7)
    assert note.withdrawn_because == "The source was retracted."


def test_publishing_moves_the_version_of_the_article(as_bob, alice):
    note = submitted(alice)
    before = Article.objects.get(number=1).apparatus_version
    step(as_bob, note, "publish")
    assert Article.objects.get(number=1).apparatus_version == before + 1


def test_a_reviewer_goes_on_to_the_next_note_that_is_not_theirs(as_bob, alice, bob):
    one, _own, two = submitted(alice), submitted(bob), submitted(alice)
    assert step(as_bob, one, "publish")["Location"] == f"/desk/notes/{two.number}/"
    assert step(as_bob, two, "publish")["Location"] == "/desk/?tab=review"


def test_a_reason_may_come_from_the_list_alone(as_bob, alice):
    note = submitted(alice)
    step(as_bob, note, "return", reason="source")
    assert note.versions.latest("number").why == "A source is needed, or a better one."


@pytest.mark.parametrize(
    ("who", "make", "act", "status", "sentence"),
    [
        ("as_alice", "submitted", "publish", 403, "Your account may not do this."),
        ("as_alice", "submitted", "return", 403, "Your account may not do this."),
        ("as_alice", "published", "withdraw", 403, "Your account may not do this."),
        ("as_bob", "own", "publish", 403, "This is your own note. Another editor has to review it."),
        ("as_bob", "draft", "publish", 409, "is draft now"),
        ("as_bob", "published", "publish", 409, "is published now"),
        ("as_bob", "submitted", "submit", 409, "is submitted now"),
        ("as_bob", "submitted", "return", 422, "Give a reason: it is shown with the note."),
        ("as_bob", "published", "withdraw", 422, "Give a reason: it is shown with the note."),
        ("as_alice", "unfinished", "submit", 422, "Choose a verdict."),
        ("as_bob", "draft", "submit", 403, "Only those who wrote in it may submit it."),
        ("as_bob", "submitted", "save", 404, "There is no step “save”."),
        ("as_bob", "submitted", "delete", 404, "There is no step “delete”."),
        ("as_dave", "submitted", "publish", 403, "Ask an administrator to make you a contributor."),
        ("client", "submitted", "publish", 403, "You are logged out, and nothing was saved."),
    ],
)
def test_a_step_that_is_refused(request, alice, bob, carol, who, make, act, status, sentence):
    makers = {
        "draft": lambda: draft(alice),
        "unfinished": lambda: draft(alice, verdict=""),
        "submitted": lambda: submitted(alice),
        "own": lambda: submitted(bob),
        "published": lambda: published(alice, carol),
    }
    note = makers[make]()
    before, was = counts(), state(note)
    response = step(request.getfixturevalue(who), note, act)
    assert (response.status_code, sentence in response.content.decode()) == (status, True)
    assert (counts(), state(note)) == (before, was)


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"started_from": "1"}, 409, "Alice Abbasi changed this note after you opened it."),
        ({"started_from": ""}, 400, "The form is incomplete."),
        ({"started_from": "x"}, 400, "The form is incomplete."),
        ({"started_from": "-1"}, 400, "The form is incomplete."),
        ({"started_from": "9" * 40}, 400, "The form is incomplete."),
        ({"why": "a\x00b"}, 422, "Null characters are not allowed."),
        ({"why": "a" * 2_001}, 422, "at most 2000 are kept"),
        ({"reason": "whim", "why": "x"}, 422, "whim"),
    ],
)
def test_a_step_with_bad_fields_is_refused(as_bob, alice, fields, status, sentence):
    note = submitted(alice)
    before = counts()
    response = step(as_bob, note, "return", **fields)
    assert (response.status_code, sentence in response.content.decode()) == (status, True)
    assert (counts(), state(note)) == (before, ("submitted", "", 2))


def test_a_reason_typed_for_a_note_that_was_published_meanwhile_is_still_there(as_bob, as_carol, alice):
    note = submitted(alice)
    step(as_carol, note, "publish")
    response = step(as_bob, note, "return", reason="tone", why="The second sentence is <too> sharp.")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Not saved. What you typed is still here." in page
    assert "is published now, so it cannot be changed in this way" in page
    assert "The wording is not neutral." in page
    assert "The second sentence is &lt;too&gt; sharp." in page
    assert state(note) == ("published", "", 3)


@pytest.mark.parametrize("act", ["submit", "return", "publish", "withdraw"])
def test_a_step_is_never_taken_by_opening_a_page(as_bob, alice, act):
    note = submitted(alice)
    response = as_bob.get(f"/desk/notes/{note.number}/{act}/?started_from=2&why=x")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Open the note there and use its buttons." in response.content.decode()
    assert state(note) == ("submitted", "", 2)


def test_an_expired_form_says_that_the_text_is_still_there(alice, bob):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bob)
    note = submitted(alice)
    response = step(strict, note, "publish")
    assert response.status_code == 403
    assert "Go back: your text should still be in the form." in response.content.decode()
    assert state(note) == ("submitted", "", 2)
