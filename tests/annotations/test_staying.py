"""A save moves no words that readers have seen, and chooses new ones in the newest text alone."""

import json
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations import workflow
from annotations.content import Content, LinkItem, Place
from annotations.models import Annotation
from tests.support import captures
from tests.support.notes import CROSS_REFERENCE, FACT_CHECK, OTHER_WORDS, WORDS, bring, take

pytestmark = pytest.mark.usefixtures("edition")


def saved(note: Annotation, by: User, **changes: object) -> dict[str, list[str]]:
    """What is wrong with a save of the newest content with these changes; nothing is wrong with what was saved."""
    content = Content.from_json(note.versions.get(number=note.version).fields)
    try:
        take(note, "save", by, replace(content, **changes))  # type: ignore[arg-type]
    except workflow.Incomplete as refused:
        return refused.problems
    return {}


def test_a_published_note_stays_on_its_words(as_alice: Client, alice: User, bob: User) -> None:
    note = bring("published", alice, bob)
    address = f"/desk/notes/{note.number}/content"
    content = Content.of(note).as_json() | {"place": Content.as_json(CROSS_REFERENCE)["links"][0]["target"]}
    headers = {"If-Match": '"3"'}
    answer = as_alice.put(address, json.dumps(content), content_type="application/json", headers=headers)
    assert answer.status_code == 422
    sentence = "Readers have seen this note, so it stays on its words. Write a new note on the others."
    assert answer.json()["problems"] == {"place": [sentence]}
    assert note.versions.count() == 3
    assert "place" in saved(bring("redrafted", alice, bob), alice, place=OTHER_WORDS)


def test_a_draft_may_choose_other_words_of_a_newest_text(alice: User) -> None:
    revision = captures.capture_plainly()
    note = workflow.start(FACT_CHECK, alice)
    assert saved(note, alice, gist="Where it is.") == {}
    sentence = "The article has a newer text, version 2: notes stand on that. Choose the place there."
    assert saved(note, alice, place=replace(WORDS, end=100)) == {"place": [sentence]}
    assert saved(note, alice, place=OTHER_WORDS) == {}
    start = revision.text.index(captures.ADDED)
    assert saved(note, alice, place=Place(captures.SLUG, 2, start, start + len(captures.ADDED))) == {}


def test_a_link_to_an_older_text_is_kept_and_none_is_made(alice: User, bob: User) -> None:
    there = LinkItem(WORDS, "same-event")
    note = bring("published", alice, bob, replace(CROSS_REFERENCE, place=OTHER_WORDS, links=(there,)))
    captures.capture_plainly()
    other = LinkItem(replace(WORDS, end=100), "same-event")
    assert saved(note, alice, finding="Both do.") == {}
    assert list(saved(note, alice, links=(there, other))) == ["links"]
    assert saved(note, alice, links=(replace(there, relation="contradicts"),)) == {}


def test_a_restored_version_stands_where_its_words_went(as_bob: Client, alice: User, bob: User) -> None:
    content = replace(CROSS_REFERENCE, place=OTHER_WORDS, links=(LinkItem(WORDS, "same-event"),))
    note = bring("published", alice, bob, content)
    captures.publish(bob)
    note.refresh_from_db()
    (carried,) = Content.of(note).links
    assert carried.target.revision == 2
    sent = {"version": "1", "started_from": note.version}
    assert as_bob.post(f"/desk/notes/{note.number}/restore/", sent).status_code == 302
    latest = Content.from_json(note.versions.latest("number").fields)
    assert (latest.place, latest.links, latest.finding) == (OTHER_WORDS, (carried,), content.finding)
