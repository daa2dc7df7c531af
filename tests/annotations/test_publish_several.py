"""Several notes published at once: each by itself, with a report of what was and what was not."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations import workflow
from annotations.models import Annotation
from tests.support.desk import submitted

pytestmark = pytest.mark.usefixtures("edition")


def test_the_chosen_are_shown_once_more_and_each_is_published_by_itself(as_bob: Client, alice: User, bob: User) -> None:
    one, two, own = submitted(alice), submitted(alice), submitted(bob)
    queue = as_bob.get("/desk/?tab=review").content.decode()
    assert queue.count('type="checkbox" name="note"') == 2
    html = as_bob.get("/desk/publish/", {"note": [note.number for note in (one, two, own)]}).content.decode()
    assert f'name="note" value="{one.number}:2" checked' in html
    assert f'value="{own.number}:2"' not in html
    assert "This is your own note. Another editor has to review it." in html
    workflow.take(two, "return", User.objects.get(username="bob"), started_from=2, why="A source.")
    chosen = [f"{note.number}:2" for note in (two, own, one)] + ["9999:1"]
    response = as_bob.post("/desk/publish/", {"note": chosen}, follow=True)
    html = response.content.decode()
    assert response.redirect_chain == [("/desk/?tab=review", 302)]
    assert f"Published: {one.number}." in html
    assert f"Note {two.number} was not published: Note {two.number} is returned now" in html
    assert f"Note {own.number} was not published: This is your own note." in html
    assert "There is no note 9999." in html
    states = Annotation.objects.filter(number__gte=one.number).order_by("number").values_list("status", flat=True)
    assert list(states) == ["published", "returned", "submitted"]


def test_a_version_that_nobody_was_shown_is_not_published(as_bob: Client, alice: User) -> None:
    note = submitted(alice)
    response = as_bob.post("/desk/publish/", {"note": [f"{note.number}:1", f"{note.number}"]}, follow=True)
    assert "Open it again, read it, and decide anew." in response.content.decode()
    assert Annotation.objects.get(pk=note.pk).status == "submitted"


@pytest.mark.parametrize("named", [[], ["x"], ["1:x"], ["-1"], ["9" * 30], ["1:2:3"]])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_chosen_says_so(as_bob: Client, named: list[str], method: str) -> None:
    response = getattr(as_bob, method)("/desk/publish/", {"note": named})
    assert (response.status_code, "No note is chosen." in response.content.decode()) == (422, True)


def test_contributors_publish_nothing(as_alice: Client, bob: User) -> None:
    note = submitted(bob)
    assert as_alice.post("/desk/publish/", {"note": f"{note.number}:2"}).status_code == 403
    assert Annotation.objects.get(pk=note.pk).status == "submitted"
