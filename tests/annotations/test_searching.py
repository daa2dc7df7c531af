"""What of the notes and the ledger is found, and when."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from annotations import folder
from annotations.apps import index_what_is_there
from annotations.models import Annotation, Claim
from annotations.searching import LEDGER, NOTE, plain, refresh_ledger
from edition.models import SearchEntry, SearchFacet
from edition.search.finding import search
from edition.search.indexing import clear
from edition.search.providers import disagreements
from edition.search.query import parse
from edition.search.texts import PASSAGE, WORK
from tests.support.ledger import opened
from tests.support.notes import FACT_CHECK, bring, take
from tests.support.small_folder import make

pytestmark = pytest.mark.usefixtures("edition")
ZYX = replace(FACT_CHECK, gist="Zyxwvut is the gist.", finding="It was *Qponmlk*. [@dukes-legacy, p. 3]")


def keys(text: str, kind: str = NOTE) -> list[str]:
    return sorted(hit.key for hit in search(parse(text), [kind]).hits.get(kind, []))


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "withdrawn"])
def test_what_is_not_published_is_not_found(alice: User, bob: User, state: str) -> None:
    bring(state, alice, bob, ZYX)
    assert keys("zyxwvut") == []
    assert list(disagreements()) == []


def test_a_published_note_is_found_until_it_is_withdrawn(alice: User, bob: User) -> None:
    note = bring("published", alice, bob, ZYX)
    for text in ("zyxwvut gist", "qponmlk", '"it was qponmlk"'):
        assert keys(text) == [str(note.number)]
    assert keys("dukes-legacy qponmlk") == []
    facets = set(SearchFacet.objects.filter(entry__kind=NOTE, entry__key=note.number).values_list("name", "value"))
    assert facets == {
        ("article", "article-1"),
        ("kind", "fact-check"),
        ("verdict", "lacks-context"),
        ("tag", "ussr"),
        ("person", "Dukes, Paul"),
    }
    take(note, "withdraw", bob)
    assert keys("zyxwvut") == []
    assert list(disagreements()) == []


def test_a_verdict_in_the_ledger_goes_with_its_note(bob: User) -> None:
    filters = {"verdict": "disputed"}
    found = search(parse("cold war"), [LEDGER], filters).hits[LEDGER]
    assert "claims/cl01" in {hit.key for hit in found}
    take(Annotation.objects.get(number=2), "withdraw", bob)
    rest = search(parse("cold war"), [LEDGER], filters).hits.get(LEDGER, [])
    assert {hit.key for hit in found} - {hit.key for hit in rest} == {"claims/cl01"}
    assert list(disagreements()) == []


def test_of_a_note_under_change_the_published_words_are_found(alice: User, bob: User) -> None:
    note = bring("published", alice, bob, ZYX)
    take(note, "save", alice, replace(ZYX, gist="Hgfedcb is the gist."))
    take(note, "submit", alice)
    assert (keys("zyxwvut"), keys("hgfedcb")) == ([str(note.number)], [])
    take(note, "publish", bob)
    assert (keys("zyxwvut"), keys("hgfedcb")) == ([], [str(note.number)])


def test_a_publication_that_is_rolled_back_is_not_found(alice: User, bob: User) -> None:
    note = bring("submitted", alice, bob, ZYX)
    with transaction.atomic():
        take(note, "publish", bob)
        assert keys("zyxwvut") == [str(note.number)]
        transaction.set_rollback(True)
    assert keys("zyxwvut") == []


def test_a_folder_that_is_loaded_is_found(tmp_path: Path) -> None:
    folder.load(make(tmp_path / "small"))
    assert keys('"a small book"', WORK) == ["small-source"]
    assert keys("then*", LEDGER).count("claims/small-claim") == 1
    assert "topics/small-topic" in keys("very", LEDGER)
    assert {"1001", "1002", "1003"} & {hit.key for hit in search(parse("finding"), [NOTE], {"tag": "small"}).hits[NOTE]}
    assert "small-article/p1" in keys("superpower", PASSAGE)
    assert list(disagreements()) == []


def test_a_topic_and_its_claims_are_found_by_what_they_say() -> None:
    assert "topics/end-of-cold-war" in keys("cold war", LEDGER)
    claim = Claim.objects.get(slug="cl01")
    Claim.objects.filter(pk=claim.pk).update(checked_value="Zyxwvut")
    refresh_ledger(Claim.objects.get(pk=claim.pk))
    assert keys("zyxwvut", LEDGER) == ["claims/cl01"]
    assert list(disagreements()) == []


def test_a_topic_saved_at_the_desk_is_found_by_its_new_words(as_bob: Client) -> None:
    address = "/desk/topics/end-of-cold-war/"
    form = opened(as_bob, address) | {"title": "Zyxwvut", "question": "Qponmlk?", "record": "A *hgfedcb* record."}
    assert as_bob.post(address, form).status_code == 302
    assert keys("zyxwvut qponmlk hgfedcb", LEDGER) == ["topics/end-of-cold-war"]
    assert list(disagreements()) == []


def test_a_source_saved_at_the_desk_renames_the_persons_of_its_notes(as_bob: Client) -> None:
    address = "/desk/works/dukes-legacy/"
    form = opened(as_bob, address)
    assert form["author"].startswith("Dukes, ")
    assert as_bob.post(address, form | {"author": "Zyxwvut, Qp"}).status_code == 302
    assert keys("zyxwvut", WORK) == ["dukes-legacy"]
    resting = Annotation.objects.published().filter(evidence__work__key="dukes-legacy").distinct().count()
    found = SearchFacet.objects.filter(name="person", value="Zyxwvut, Qp")
    assert found.filter(entry__kind=NOTE).count() == resting > 0
    assert list(disagreements()) == []


def test_rendered_markdown_is_found_as_plain_words() -> None:
    html = '<p>A &amp; <em>b</em> c<cite data-key="k" data-locator=""></cite></p><ul><li>d</li><li>e</li></ul>'
    assert plain(html) == "A & b c\nd\ne"


def test_an_edition_from_before_the_index_is_indexed_after_the_migrations() -> None:
    count = SearchEntry.objects.count()
    clear()
    index_what_is_there()
    assert SearchEntry.objects.count() == count == 515
    SearchEntry.objects.filter(kind=WORK).delete()
    index_what_is_there()
    assert SearchEntry.objects.count() == count - 139
