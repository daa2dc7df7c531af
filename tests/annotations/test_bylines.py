"""Whose names readers see: those who wrote what they read, and apart from them who published it."""

import json
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from annotations import workflow
from annotations.bylines import byline, orcids, publications, publisher
from annotations.models import Annotation
from edition.citations.registry import FORMATS
from edition.models import Profile
from tests.annotations.html_page import read
from tests.support.notes import FACT_CHECK, bring, take

pytestmark = pytest.mark.usefixtures("edition")


def rewritten(note: Annotation, writer: User, reviewer: User) -> None:
    take(note, "save", writer, replace(FACT_CHECK, gist="Rewritten."))
    take(note, "submit", writer)
    take(note, "publish", reviewer)


def test_those_who_wrote_what_readers_see_are_named_in_order(alice: User, bob: User, carol: User) -> None:
    note = bring("published", alice, bob)
    assert (byline(note), publisher(note)) == (["Alice Abbasi"], "Bob Baranov")
    take(note, "save", carol, replace(FACT_CHECK, gist="Carol's."))
    assert byline(note) == ["Alice Abbasi"]
    take(note, "submit", carol)
    take(note, "publish", bob)
    assert byline(note) == ["Alice Abbasi", "Carol Chaudhry"]


@pytest.mark.parametrize("act", ["discard", "withdraw"])
def test_words_that_were_dropped_name_nobody(alice: User, bob: User, carol: User, act: str) -> None:
    note = bring("published", alice, bob)
    take(note, "save", carol, replace(FACT_CHECK, gist="Carol's."))
    take(note, act, bob)
    if act == "discard":
        rewritten(note, alice, bob)
    assert byline(note) == ["Alice Abbasi"]
    assert all("Carol Chaudhry" not in one.writers for one in publications(note))


def test_the_byline_of_an_edition_folder_stays_before_later_writers(alice: User, bob: User) -> None:
    now = timezone.now()
    note = workflow.enter(FACT_CHECK, workflow.Publication(300, "a1-x", now, now, "Zia Zafar"))
    assert (byline(note), publisher(note)) == (["Zia Zafar"], "")
    rewritten(note, alice, bob)
    assert byline(note) == ["Zia Zafar", "Alice Abbasi"]


@pytest.fixture
def nameless(alice: User, bob: User) -> Annotation:
    """A note whose author and whose reviewer have no names but those they log in with."""
    for user in (alice, bob):
        User.objects.filter(pk=user.pk).update(first_name="", last_name="", username=f"{user.username}-secret-login")
    return bring("published", User.objects.get(pk=alice.pk), User.objects.get(pk=bob.pk))


def test_a_login_name_is_never_published(nameless: Annotation, client: Client) -> None:
    assert (byline(nameless), publisher(nameless)) == (["An editor"], "An editor")
    own = f"/notes/{nameless.number}/"
    pages = [own, f"{own}history/", f"{own}cite/", *(f"{own}cite/{form}" for form in FORMATS)]
    for address in pages:
        response = client.get(address)
        assert (response.status_code, "secret-login" in response.content.decode()) == (200, False)


def test_editors_see_each_other_s_login_names(nameless: Annotation, as_carol: Client) -> None:
    assert "alice-secret-login" in as_carol.get(f"/desk/notes/{nameless.number}/").content.decode()


def test_all_pages_name_the_same(alice: User, bob: User, carol: User, client: Client) -> None:
    note = bring("published", alice, bob)
    rewritten(note, carol, bob)
    own = f"/notes/{note.number}/"
    page = read(client.get(own).content.decode())
    assert "Alice Abbasi, Carol Chaudhry; published by Bob Baranov" in page.text
    csl = json.loads(client.get(f"{own}cite/csl-json").content)[0]
    assert csl["author"] == [{"literal": "Alice Abbasi"}, {"literal": "Carol Chaudhry"}]
    rows = read(client.get(f"{own}history/").content.decode()).one("tbody").find("tr")
    assert [row.find("td")[4].words for row in rows] == [
        "Carol Chaudhry; published by Bob Baranov",
        "Alice Abbasi; published by Bob Baranov",
    ]


def test_every_citation_of_a_withdrawn_note_says_so(alice: User, bob: User, client: Client) -> None:
    note = bring("published", alice, bob)
    own = f"/notes/{note.number}/cite/"
    assert "ithdrawn" not in client.get(own).content.decode()
    take(note, "withdraw", bob, why="The source was retracted.")
    day = timezone.localtime(note.versions.get(act="withdraw").at)
    sentence = f"Withdrawn on {day.day} {day:%B %Y}: The source was retracted."
    assert read(client.get(own).content.decode()).one("p", css="withdrawn").words == sentence
    for form in FORMATS:
        assert "withdrawn" in client.get(own + form).content.decode().lower()
    for form in ("bibtex", "biblatex", "ris", "csl-json"):
        assert sentence in client.get(own + form).content.decode()
    csl = json.loads(client.get(f"{own}csl-json").content)[0]
    assert (csl["status"], csl["note"].startswith(f"{sentence} Editors’ note")) == ("withdrawn", True)


def test_a_note_that_came_withdrawn_says_why_without_a_day(client: Client) -> None:
    now = timezone.now()
    workflow.enter(FACT_CHECK, workflow.Publication(300, "a1-x", now, now, "The editors", "It was wrong."))
    assert read(client.get("/notes/300/cite/").content.decode()).one("p", css="withdrawn").words == (
        "Withdrawn: It was wrong."
    )


def test_a_name_leads_to_its_orcid_where_it_has_one(alice: User, bob: User, client: Client) -> None:
    Profile.objects.create(user=alice, public_name="A. Abbasi", orcid="0000-0002-1825-0097")
    note = bring("published", alice, bob)
    link = '<bdi>A. Abbasi</bdi> <a class="orcid" href="https://orcid.org/0000-0002-1825-0097"'
    for page in (note.get_absolute_url(), f"{note.get_absolute_url()}history/"):
        html = client.get(page).content.decode()
        assert link in html
        assert "published by <bdi>Bob Baranov</bdi>" in html
        assert html.count('class="orcid"') == 1


def test_a_note_keeps_the_name_it_was_written_under(alice: User, bob: User) -> None:
    note = bring("published", alice, bob)
    Profile.objects.create(user=alice, public_name="Alice Abbasi-Noor")
    assert byline(note) == ["Alice Abbasi"]


def test_a_name_that_two_bear_leads_to_neither(alice: User, bob: User) -> None:
    for user, orcid in ((alice, "0000-0002-1825-0097"), (bob, "")):
        Profile.objects.create(user=user, public_name="N. Noor", orcid=orcid)
    assert orcids(bring("published", alice, bob)) == {}
