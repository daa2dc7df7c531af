"""A step is taken back for half a minute by whoever took it: one version more, and everything as it was."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from annotations import bylines, undoing, workflow
from annotations.content import Content, EvidenceItem
from annotations.ledger_desk.merging_works import merge
from annotations.models import Annotation, Version
from annotations.searching import NOTE
from edition.models import Article, Work
from edition.search.finding import search
from edition.search.query import parse
from tests.support.desk import submitted
from tests.support.ledger import NEW, OLD
from tests.support.notes import FACT_CHECK, bring, take

pytestmark = pytest.mark.usefixtures("edition")
KEPT = (
    "status",
    "revising",
    "public_version",
    "gist",
    "published_at",
    "reviewed_at",
    "withdrawn_because",
    "verdict_changed",
)
DISPUTED = replace(FACT_CHECK, verdict="disputed", gist="A second gist.")


def row(note: Annotation) -> dict[str, Any]:
    found = Annotation.objects.filter(pk=note.pk).values(*KEPT).get()
    return found | {"authors": sorted(note.authors.values_list("username", flat=True)), "content": Content.of(note)}


# By the step: the state it is taken in, and who takes it.
STEPS = [
    ("submit", "draft", "alice"),
    ("submit", "rereturned", "alice"),
    ("return", "submitted", "bob"),
    ("return", "resubmitted", "bob"),
    ("publish", "submitted", "bob"),
    ("publish", "resubmitted", "bob"),
    ("withdraw", "published", "bob"),
    ("withdraw", "resubmitted", "bob"),
    ("discard", "redrafted", "alice"),
]


@pytest.mark.parametrize(("act", "state", "who"), STEPS)
def test_everything_is_as_it_was(alice: User, bob: User, act: str, state: str, who: str) -> None:
    note, by = bring(state, alice, bob), {"alice": alice, "bob": bob}[who]
    before, under_way = row(note), set(note.versions.under_way())
    acts = workflow.allowed(note, alice), workflow.allowed(note, bob)
    take(note, act, by)
    undone = note.version
    version = undoing.undo(note, by, started_from=undone)
    note = Annotation.objects.get(pk=note.pk)
    assert row(note) == before
    assert (version.act, version.number, version.by, note.version) == ("undo", undone + 1, by, undone + 1)
    assert note.versions.get(act="undo").fields == note.versions.get(number=undone - 1).fields
    assert set(note.versions.under_way()) == under_way
    assert (workflow.allowed(note, alice), workflow.allowed(note, bob)) == acts


def test_a_publication_that_was_undone_is_seen_nowhere(alice: User, bob: User, carol: User, client: Client) -> None:
    note = bring("published", alice, bob)
    take(note, "save", carol, DISPUTED)
    take(note, "submit", carol)
    version = Article.objects.get(slug="article-1").apparatus_version
    take(note, "publish", bob)
    assert Annotation.objects.get(pk=note.pk).verdict_changed is not None
    undoing.undo(note, bob, started_from=note.version)
    assert Article.objects.get(slug="article-1").apparatus_version == version + 2
    assert list(note.authors.all()) == [alice]
    for address in (f"/notes/{note.number}/", f"/notes/{note.number}/history/?from=3&to=6", "/articles/article-1/"):
        html = client.get(address).content.decode()
        assert "A second gist." not in html
        assert "Carol" not in html
    assert [line.version.number for line in bylines.publications(note)] == [3]
    take(note, "publish", bob)
    assert [line.version.number for line in bylines.publications(note)] == [3, 8]


def test_a_source_that_was_merged_in_between_stays_merged(alice: User, bob: User, carol: User) -> None:
    note = bring(
        "published", alice, bob, replace(FACT_CHECK, finding="As the source says.", evidence=(EvidenceItem(OLD),))
    )
    take(note, "save", carol, replace(DISPUTED, finding="As it says.", evidence=(EvidenceItem(OLD),)))
    merge(Work.objects.get(key=OLD), Work.objects.get(key=NEW), bob)
    note.refresh_from_db()
    before = row(note)
    take(note, "submit", carol)
    take(note, "publish", bob)
    undoing.undo(note, bob, started_from=note.version)
    after = row(Annotation.objects.get(pk=note.pk))
    assert [item.source for item in after["content"].evidence] == [NEW]
    assert after | {"revising": ""} == before | {"revising": ""}


def test_the_search_follows(alice: User, bob: User) -> None:
    gist = "Zanzibar quagga."
    note = bring("submitted", alice, bob, replace(FACT_CHECK, gist=gist))
    found = []
    for step in (lambda: take(note, "publish", bob), lambda: undoing.undo(note, bob, started_from=note.version)):
        step()
        found.append(len(search(parse("quagga"), [NOTE]).hits.get(NOTE, [])))
    assert found == [1, 0]


@pytest.mark.parametrize(
    ("who", "seconds", "back", "sentence"),
    [
        ("bob", 31, 0, "A step can be undone for 30 seconds."),
        ("carol", 0, 0, "Only who took this step may undo it."),
        ("bob", 0, 1, "changed this note after you opened it"),
    ],
)
def test_what_cannot_be_undone(
    alice: User, bob: User, carol: User, who: str, seconds: int, back: int, sentence: str
) -> None:
    note = bring("published", alice, bob)
    before = row(note)
    later = mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(seconds=seconds))
    with later, pytest.raises(workflow.Refused, match=sentence):
        undoing.undo(note, {"bob": bob, "carol": carol}[who], started_from=note.version - back)
    assert (row(note), note.versions.count()) == (before, 3)


def test_a_save_and_an_undo_are_not_undone(alice: User, bob: User) -> None:
    note = bring("submitted", alice, bob)
    undoing.undo(note, alice, started_from=2)
    for _again in range(2):
        with pytest.raises(workflow.WrongState, match="There is nothing to undo"):
            undoing.undo(note, alice, started_from=note.version)
    assert list(note.versions.values_list("act", flat=True)) == ["save", "submit", "undo"]


def test_who_lost_the_right_undoes_nothing(alice: User, bob: User) -> None:
    note = bring("published", alice, bob)
    bob.groups.clear()
    with pytest.raises(workflow.Forbidden):
        undoing.undo(note, User.objects.get(pk=bob.pk), started_from=note.version)


# --- by the button ----------------------------------------------------------------------------------


def test_the_button_stands_where_the_step_led_and_goes_after_half_a_minute(as_bob: Client, alice: User) -> None:
    note = submitted(alice)
    response = as_bob.post(f"/desk/notes/{note.number}/publish/", {"started_from": 2}, follow=True)
    html = response.content.decode()
    assert response.redirect_chain == [("/desk/?tab=review", 302)]
    assert html.count(f"Note {note.number} published.") == 1
    assert f'action="/desk/notes/{note.number}/undo/"' in html
    later = timezone.now() + timedelta(seconds=31)
    with mock.patch.object(timezone, "now", return_value=later):
        assert "/undo/" not in as_bob.get("/desk/").content.decode()
    undone = as_bob.post(f"/desk/notes/{note.number}/undo/", {"started_from": 3}, follow=True)
    assert f"Undone. Note {note.number} is submitted again." in undone.content.decode()
    assert Annotation.objects.get(pk=note.pk).status == "submitted"
    assert "/undo/" not in undone.content.decode()


@pytest.mark.parametrize(
    ("who", "started_from", "status"),
    [("as_carol", "3", 403), ("as_alice", "3", 403), ("as_bob", "2", 409), ("as_bob", "", 400), ("as_bob", "x", 400)],
)
def test_an_undo_that_is_refused(
    request: pytest.FixtureRequest, alice: User, bob: User, who: str, started_from: str, status: int
) -> None:
    note = bring("published", alice, bob)
    client = request.getfixturevalue(who)
    assert client.post(f"/desk/notes/{note.number}/undo/", {"started_from": started_from}).status_code == status
    assert Version.objects.filter(annotation=note).count() == 3
