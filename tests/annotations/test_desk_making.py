"""Topics and points of the ledger, made and answered from within a note's form."""

import pytest

from annotations import workflow
from annotations.models import Account, Claim, Topic
from edition import versions
from tests.support.desk import KEY, address, draft, form_data, place

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]

TOPIC = {"topic-title": "A new topic", "topic-question": "Was it so?", "topic-record": f"It was.[@{KEY}]"}
POINT = {
    "claim-topic": "end-of-cold-war",
    "claim-question": "On which day did it end?",
    "claim-value": "26 December 1991",
    "claim-finding": f"On the 26th.[@{KEY}]",
}


def test_a_topic_is_made_and_ticked(as_bob, bob):
    page = as_bob.post(address(place()), form_data("make-topic", finding="Typed before.") | TOPIC)
    html = page.content.decode()
    topic = Topic.objects.get(title="A new topic")
    assert page.status_code == 200
    assert f'value="{topic.slug}" id="id_topics_' in html
    assert "Typed before." in html
    assert topic.sources.get().work.key == KEY
    assert versions.of("topic", topic.slug).get().by == bob


def test_a_point_is_made_and_answered_by_a_draft(as_bob, bob, as_carol, carol):
    note = draft(bob)
    edit = f"/desk/notes/{note.number}/edit/"
    data = form_data("make-claim", started_from=str(note.version)) | POINT
    page = as_bob.post(edit, data)
    claim = Claim.objects.get(question="On which day did it end?")
    assert (page.status_code, claim.topic.slug) == (200, "end-of-cold-war")
    assert f'value="{claim.slug}" selected' in page.content.decode()
    answer = {"answer-claim": claim.slug, "answer-asserts": "21 December", "answer-verdict": "inaccurate"}
    assert as_bob.post(edit, form_data("make-answer") | answer).status_code == 200
    account = Account.objects.get(claim=claim)
    assert (account.annotation, account.verdict, account.shown_verdict) == (note, "inaccurate", "")
    workflow.take(note, "submit", bob, started_from=note.version)
    workflow.take(note, "publish", carol, started_from=note.version)
    assert Account.objects.get(claim=claim).shown_verdict == "inaccurate"


@pytest.mark.parametrize(
    ("do", "typed", "sentence"),
    [
        ("make-topic", TOPIC | {"topic-question": ""}, "Fill in every field of it."),
        ("make-topic", TOPIC | {"topic-title": "x" * 201}, "at most 200 characters"),
        ("make-topic", TOPIC | {"topic-title": "a\x01b"}, "U+0001"),
        ("make-topic", TOPIC | {"topic-record": "It was.[@nowhere]"}, "names no source"),
        ("make-claim", POINT | {"claim-topic": "weather"}, "Choose the topic that the point belongs to."),
        ("make-answer", {"answer-claim": "weather"}, "Choose the question that the note answers."),
    ],
)
def test_what_cannot_be_made(as_bob, do, typed, sentence):
    before = Topic.objects.count(), Claim.objects.count()
    page = as_bob.post(address(place()), form_data(do) | typed)
    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert (Topic.objects.count(), Claim.objects.count()) == before


def test_contributors_make_none(as_alice):
    page = as_alice.post(address(place()), form_data("make-topic") | TOPIC)
    assert page.status_code == 403
