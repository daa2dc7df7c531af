"""How many queries a save takes: all that the transaction of the save sends, from its first to its last.

Counted are also the look at the session that knows a form sent twice, and its update. Not counted are savepoints, and
what is asked before the transaction: who is logged in, and what the form offers to choose from.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import saving, workflow
from annotations.content import Content, EvidenceItem
from annotations.models import Annotation
from annotations.vocabulary import Kind
from edition.models import Span, Work
from tests.support.desk import form_data, place

pytestmark = pytest.mark.usefixtures("edition")

MOST = 15


def asked(queries):
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    return [query["sql"] for query in queries.captured_queries if not query["sql"].startswith(control)]


def content(words, **fields):
    keys = Work.objects.sources().order_by("key").values_list("key", flat=True)[:3]
    given = {"gist": "In one line.", "finding": "What is the case.", "verdict": "inaccurate"} | fields
    return Content(Kind.FACT_CHECK.value, place(words), evidence=tuple(map(EvidenceItem, list(keys))), **given)


def saved(client, user, given):
    """The queries of saving a new note, by someone whose session and rights the request has read."""
    session = client.session
    assert user.has_perm(workflow.WRITE)
    assert session.get("_auth_user_id") == str(user.pk)
    with CaptureQueriesContext(connection) as queries:
        saving.create_all(session, "0" * 32, [given], user, submit=False)
    return asked(queries)


def known_words():
    return Annotation.objects.published().filter(span__revision__article__number=1)[0].span.exact


def new_words():
    return "the post-Cold War era"


@pytest.mark.parametrize("words", [known_words, new_words])
def test_a_new_note_with_three_sources(as_alice, alice, words):
    spans = Span.objects.count()
    queries = saved(as_alice, alice, content(words()))
    assert len(queries) <= MOST, "\n".join(queries)
    assert Annotation.objects.latest("number").evidence.count() == 3
    assert Span.objects.count() == spans + (words is new_words)


def test_a_new_note_with_tags_and_topics_besides(as_alice, alice):
    given = content(known_words(), topics=("end-of-cold-war",), tags=tuple(_tags()))
    queries = saved(as_alice, alice, given)
    assert len(queries) <= MOST, "\n".join(queries)
    note = Annotation.objects.latest("number")
    assert (set(note.tags.names()), note.topics.get().slug) == (set(given.tags), "end-of-cold-war")


def _tags():
    return Annotation.objects.published().filter(tags__isnull=False)[0].tags.names()[:2]


def test_another_version_of_a_note(alice):
    note = workflow.start(content(known_words()), alice)
    given = content(known_words(), gist="In another.")
    with CaptureQueriesContext(connection) as queries:
        saving.change(note, given, alice, started_from=1, submit=False)
    assert len(asked(queries)) <= MOST, "\n".join(asked(queries))
    assert (note.version, note.gist, note.evidence.count()) == (2, "In another.", 3)


def test_one_transaction(as_alice, monkeypatch):
    """What fails at the last step leaves nothing of the note behind."""

    def fail(*args, **kwargs):
        raise workflow.Refused("No.")

    monkeypatch.setattr(workflow, "append", fail)
    before = Annotation.objects.count()
    where = place()
    page = as_alice.post(f"/desk/new/write/?a=1&v=1&start={where.start}&end={where.end}", form_data())
    assert page.status_code == 409
    assert Annotation.objects.count() == before
