"""A verdict that changed after publication: told on the note's page, in the margin and in the public history."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations import notices, workflow
from annotations.bylines import publications
from annotations.models import Annotation
from tests.support.notes import FACT_CHECK, bring, take

pytestmark = pytest.mark.usefixtures("edition")
WRONG = replace(FACT_CHECK, verdict="inaccurate", finding="It was *not* one of fifteen. [@dukes-legacy, p. 3]")


def publish(note: Annotation, author: User, editor: User, content: object, why: str = "") -> None:
    take(note, "save", author, content)  # type: ignore[arg-type]
    take(note, "submit", author)
    workflow.take(note, "publish", editor, started_from=note.version, why=why)


@pytest.fixture
def changed(alice: User, bob: User) -> Annotation:
    note = bring("published", alice, bob)
    publish(note, alice, bob, WRONG, "The <treaty> was found.")
    return note


def test_readers_are_told_where_they_read_it(changed: Annotation, client: Client) -> None:
    told = f"Verdict changed on {changed.versions.latest('number').at:%-d %b %Y}: Lacks context → Inaccurate"
    for address in (f"/notes/{changed.number}/", "/articles/article-1/"):
        html = client.get(address).content.decode()
        assert f'<p class="verdict-changed">{told} <bdi>(The &lt;treaty&gt; was found.)</bdi></p>' in html


def test_the_history_tells_it_in_words_and_what_else_changed(changed: Annotation, client: Client) -> None:
    html = client.get(f"/notes/{changed.number}/history/").content.decode()
    assert (
        '<strong>Verdict changed:</strong> <span class="diff"><del>Lacks context</del> → <ins>Inaccurate</ins>' in html
    )
    assert "Changed: Verdict, Finding" in html
    assert "The &lt;treaty&gt; was found." in html
    assert "Russia was <del>*one* </del>" not in html
    assert "<ins>*not* one </ins>" in html


def test_the_last_change_is_the_one_that_is_told(changed: Annotation, alice: User, bob: User) -> None:
    publish(changed, alice, bob, replace(WRONG, gist="Another line."))
    publish(changed, alice, bob, replace(WRONG, verdict="disputed"))
    kept = notices.read(Annotation.objects.get(pk=changed.pk).verdict_changed or "")
    versions = publications(Annotation.objects.get(pk=changed.pk))
    assert [(change.was, change.now) for change in notices.changes(versions)] == [
        ("lacks-context", "inaccurate"),
        ("inaccurate", "disputed"),
    ]
    assert (kept.was, kept.now, kept.why) == ("inaccurate", "disputed", "")


def test_no_verdict_no_notice(alice: User, bob: User) -> None:
    note = bring("published", alice, bob)
    publish(
        note,
        alice,
        bob,
        replace(FACT_CHECK, kind="correction", verdict="", claim_reviewed="", correction_type="name", reading="USSR"),
    )
    assert Annotation.objects.get(pk=note.pk).verdict_changed is None


def test_a_change_under_way_is_told_nobody(alice: User, bob: User, client: Client) -> None:
    note = bring("published", alice, bob)
    take(note, "save", alice, WRONG)
    workflow.take(note, "submit", alice, started_from=note.version, why="The secret treaty.")
    for address in (f"/notes/{note.number}/", f"/notes/{note.number}/history/?from=3&to=5", "/articles/article-1/"):
        html = client.get(address).content.decode()
        assert "Verdict changed" not in html
        assert "secret treaty" not in html


def test_the_notice_costs_the_reading_page_no_query(
    changed: Annotation, client: Client, django_assert_num_queries
) -> None:
    address = "/articles/article-1/"
    client.get(address)
    with django_assert_num_queries(11):
        client.get(address)
