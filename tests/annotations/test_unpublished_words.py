"""What is under way stays at the desk: no page for readers shows it, and it can be dropped."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations import workflow
from annotations.content import Content
from annotations.models import Annotation
from edition.models import Article
from tests.support.desk import draft, form_data, published, step
from tests.support.notes import FACT_CHECK, bring, take

pytestmark = pytest.mark.usefixtures("edition")
UNDER_WAY = ["redrafted", "resubmitted", "rereturned"]


@pytest.mark.parametrize("state", UNDER_WAY)
def test_a_withdrawal_shows_no_words_that_were_under_way(alice: User, bob: User, client: Client, state: str) -> None:
    note = bring(state, alice, bob)
    take(note, "withdraw", bob, why="Superseded.")
    assert Content.from_json(note.versions.get(number=note.version).fields) == FACT_CHECK
    for query in ("", f"?from=3&to={note.version}", f"?from={note.version}&to=3", "?from=3&to=4"):
        html = client.get(f"/notes/{note.number}/history/{query}").content.decode()
        assert "second gist" not in html
        assert "<ins>" not in html
    assert f'value="{note.version}"' not in html
    assert 'value="3"' in html


@pytest.mark.parametrize("state", ["redrafted", "rereturned"])
def test_a_version_under_way_is_discarded(alice: User, bob: User, state: str) -> None:
    note = bring(state, alice, bob)
    before = Article.objects.get(slug="article-1").apparatus_version
    take(note, "discard", alice)
    note = Annotation.objects.get(pk=note.pk)
    last = note.versions.get(number=note.version)
    assert (note.status, note.revising, note.public_version) == ("published", "", 3)
    assert (last.act, last.status, Content.from_json(last.fields)) == ("discard", "published", FACT_CHECK)
    assert Content.of(note) == FACT_CHECK
    assert Article.objects.get(slug="article-1").apparatus_version == before
    assert "A second gist." in [version.fields["gist"] for version in note.versions.all()]
    take(note, "save", alice, replace(FACT_CHECK, gist="A third gist."))
    assert note.state == "draft"


def test_an_author_of_the_note_discards_no_version_of_others(alice: User, bob: User) -> None:
    note = bring("published", alice, bob)
    take(note, "save", bob, replace(FACT_CHECK, gist="Bob's."))
    with pytest.raises(workflow.Forbidden, match="Only those who wrote in it and editors may discard it"):
        take(note, "discard", alice)
    assert note.revising == "draft"


def test_the_button_discards_and_leads_to_the_desk(as_alice: Client, alice: User, bob: User, carol: User) -> None:
    note = published(bob, carol)
    changed = form_data("save", started_from="3", gist="Alice's second version.")
    as_alice.post(f"/desk/notes/{note.number}/edit/", changed)
    note.refresh_from_db()
    page = as_alice.get(f"/desk/notes/{note.number}/").content.decode()
    assert "Discard the new version" in page
    assert "readers go on seeing the published one" in page
    response = step(as_alice, note, "discard")
    html = as_alice.get(response["Location"]).content.decode()
    assert f"New version of note {note.number} discarded. Readers see what they saw before." in html
    note.refresh_from_db()
    assert (note.state, note.version) == ("published", 5)


def test_who_discarded_a_version_had_no_hand_in_the_next(alice: User, bob: User, carol: User) -> None:
    note = bring("published", alice, bob)
    take(note, "save", bob, replace(FACT_CHECK, gist="Bob's."))
    assert workflow.is_own(note, bob)
    take(note, "discard", bob)
    assert not workflow.is_own(note, bob)
    take(note, "save", carol, replace(FACT_CHECK, gist="Carol's."))
    take(note, "submit", carol)
    assert "publish" not in workflow.allowed(note, carol)
    take(note, "publish", bob)
    assert set(note.authors.all()) == {alice, carol}


def test_who_changes_a_published_note_is_its_author_once_that_is_published(alice: User, bob: User, carol: User) -> None:
    note = bring("published", alice, bob)
    take(note, "save", carol, replace(FACT_CHECK, gist="Carol's."))
    take(note, "submit", carol)
    assert list(note.authors.all()) == [alice]
    assert workflow.is_own(note, carol)
    take(note, "publish", bob)
    assert set(note.authors.all()) == {alice, carol}


def test_a_version_under_way_is_among_mine(as_carol: Client, alice: User, bob: User, carol: User) -> None:
    note = bring("published", alice, bob)
    take(note, "save", carol, replace(FACT_CHECK, gist="Carol's."))
    take(note, "submit", carol)
    for tab, own in (("mine", True), ("review", True)):
        rows = as_carol.get(f"/desk/?tab={tab}").context["rows"]
        assert [(row.note.number, row.own, row.authors) for row in rows] == [
            (note.number, own, "Alice Abbasi, Carol Chaudhry")
        ]


@pytest.mark.parametrize("do", ["find", "preview", "save", "submit", "more-evidence"])
def test_a_draft_of_another_is_opened_by_no_method(as_alice: Client, bob: User, do: str) -> None:
    note = draft(bob, gist="Bob's secret.")
    address = f"/desk/notes/{note.number}/edit/"
    answers = [as_alice.get(address), as_alice.head(address), as_alice.post(address, form_data(do))]
    answers.append(as_alice.post(address, form_data(do, use="dukes-legacy")))
    for answer in answers:
        assert answer.status_code == 403
        assert "Bob's secret." not in answer.content.decode()
        assert "<mark>" not in answer.content.decode()
    assert "This note is another author" in answers[-1].content.decode()
    assert note.versions.count() == 1
