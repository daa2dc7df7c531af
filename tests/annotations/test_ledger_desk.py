"""The desk's pages of sources, articles, topics and points: saved with a version, beside others' saves, restored."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations.ledger_desk.records import save
from annotations.models import Claim, Topic
from annotations.views.ledger.common import DESKS
from edition import versions
from edition.models import Article, SearchEntry, Work
from tests.support.ledger import NEW, opened, typed, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]
ADDRESSES = {
    "work": f"/desk/works/{NEW}/",
    "article": "/desk/articles/article-2/",
    "topic": "/desk/topics/end-of-cold-war/",
    "claim": "/desk/claims/cl01/",
}
LISTS = ("/desk/works/", "/desk/articles/", "/desk/topics/", "/desk/topics/new/", "/desk/tags/", "/desk/tags/visit/")
KEYS = {kind: address.split("/")[3] for kind, address in ADDRESSES.items()}


def fields(kind: str) -> dict:
    record = DESKS[kind].record
    return record.fields(record.get(KEYS[kind]))


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_form_that_is_saved_as_it_was_opened_changes_nothing(as_bob: Client, kind: str) -> None:
    before = fields(kind)
    posted = as_bob.post(ADDRESSES[kind], opened(as_bob, ADDRESSES[kind]), follow=True)
    assert "Nothing was changed, so nothing was saved." in posted.content.decode()
    assert fields(kind) == before
    assert versions.latest_number(kind, KEYS[kind]) == 0


@pytest.mark.parametrize(
    ("kind", "name", "value", "where"),
    [
        ("work", "title", "Echoes, Revised", f"/bibliography/{NEW}/"),
        ("article", "headnote", "Read *this* first.", "/articles/article-2/"),
        ("topic", "title", "How the Cold War Ended", "/topics/end-of-cold-war/"),
        ("claim", "checked_value", "Twice, and then no more", "/claims/cl01/"),
    ],
)
def test_a_change_is_seen_by_readers_and_keeps_what_stood_before(
    as_bob: Client, client: Client, bob: User, kind: str, name: str, value: str, where: str
) -> None:
    before, moved = fields(kind), Article.objects.get(slug="article-1").apparatus_version
    form = {**opened(as_bob, ADDRESSES[kind]), name: value, "why": "It reads better."}
    posted = as_bob.post(ADDRESSES[kind], form)
    assert (posted.status_code, posted["Location"]) == (302, ADDRESSES[kind])
    newest, first = versions.of(kind, KEYS[kind])
    assert (first.act, first.by, first.fields) == ("load", None, before)
    assert (newest.act, newest.by, newest.why, newest.fields) == ("save", bob, "It reads better.", fields(kind))
    assert value.replace("*", "") in words_of(client.get(where))
    assert Article.objects.get(slug="article-1").apparatus_version == moved + 1


def test_the_search_follows(as_bob: Client) -> None:
    form = {**opened(as_bob, ADDRESSES["claim"]), "question": "Who zigzagged?"}
    as_bob.post(ADDRESSES["claim"], form)
    assert "zigzagged" in SearchEntry.objects.get(kind="ledger", key="claims/cl01").words


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_preview_stores_nothing(as_bob: Client, kind: str) -> None:
    before = fields(kind)
    names = {"work": "title", "article": "headnote", "topic": "record", "claim": "finding"}
    form = {**opened(as_bob, ADDRESSES[kind]), "do": "preview", names[kind]: "Quite **another** thing"}
    page = as_bob.post(ADDRESSES[kind], form)
    assert page.status_code == 200
    shown = words_of(page).partition("Nothing is saved yet.")[2][:600]
    assert "Quite **another** thing" in shown if kind == "work" else "Quite another thing" in shown
    assert fields(kind) == before
    assert versions.latest_number(kind, KEYS[kind]) == 0


def test_two_editors_who_changed_different_fields_both_keep_theirs(as_bob: Client, carol: User) -> None:
    form = {**opened(as_bob, ADDRESSES["claim"]), "checked_value": "Bob's value"}
    record = DESKS["claim"].record
    save(record, "cl01", {**fields("claim"), "question": "Carol's question?"}, carol, started_from=0)
    assert as_bob.post(ADDRESSES["claim"], form).status_code == 302
    assert (fields("claim")["question"], fields("claim")["checked_value"]) == ("Carol's question?", "Bob's value")
    assert versions.latest_number("claim", "cl01") == 3


def test_two_editors_who_changed_the_same_field_see_both(as_bob: Client, carol: User) -> None:
    form = {**opened(as_bob, ADDRESSES["work"]), "title": "Bob's title", "note": "Bob's note", "why": "Mine."}
    record = DESKS["work"].record
    theirs = fields("work")
    theirs["csl"] = {**theirs["csl"], "title": "Carol's title", "publisher": "Carol's publisher"}
    save(record, NEW, theirs, carol, started_from=0)
    page = as_bob.post(ADDRESSES["work"], form)
    assert page.status_code == 409
    assert "Carol Chaudhry saved this after you opened it" in words_of(page)
    again = typed(page)
    assert (again["title"], again["note"], again["publisher"]) == ("Bob's title", "Bob's note", "Carol's publisher")
    assert (again["why"], again["started_from"]) == ("Mine.", "2")
    assert "Carol's title" in words_of(page)
    assert as_bob.post(ADDRESSES["work"], {**again, "do": "save"}).status_code == 302
    assert fields("work")["csl"]["title"] == "Bob's title"
    assert [v.number for v in versions.of("work", NEW)] == [3, 2, 1]


def test_the_same_form_sent_twice_is_saved_once(as_bob: Client) -> None:
    form = {**opened(as_bob, ADDRESSES["topic"]), "title": "Another"}
    assert [as_bob.post(ADDRESSES["topic"], form).status_code for _time in range(2)] == [302, 302]
    assert versions.latest_number("topic", "end-of-cold-war") == 2


def test_a_form_that_does_not_say_where_it_began_is_a_clash(as_bob: Client) -> None:
    form = {**opened(as_bob, ADDRESSES["topic"]), "title": "Another", "started_from": ""}
    assert as_bob.post(ADDRESSES["topic"], form).status_code == 409
    assert Topic.objects.get(slug="end-of-cold-war").title != "Another"


def test_an_earlier_version_stands_again_as_a_new_one(as_bob: Client, client: Client) -> None:
    before = fields("claim")
    as_bob.post(ADDRESSES["claim"], {**opened(as_bob, ADDRESSES["claim"]), "question": "Another?", "sources": NEW})
    history = f"{ADDRESSES['claim']}history/"
    page = words_of(as_bob.get(f"{history}?from=1&to=2"))
    assert "From version 1 to version 2" in page
    assert "Make version 1 stand again" in page
    assert as_bob.post(history, {"restore": "1", "started_from": "2", "why": "Back."}).status_code == 302
    assert fields("claim") == before
    newest = versions.latest("claim", "cl01")
    assert newest is not None
    assert (newest.number, newest.act, newest.why) == (3, "restore", "Back.")
    assert before["question"] in words_of(client.get("/claims/cl01/"))


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"restore": "9", "started_from": "3"}, 404, "There is no version 9."),
        ({"restore": "x", "started_from": "0"}, 422, "The form is incomplete."),
        ({"restore": "1", "started_from": "1"}, 409, "changed this after you opened it"),
    ],
)
def test_a_restore_that_cannot_be(as_bob: Client, form: dict, status: int, sentence: str) -> None:
    for question in ("Another?", "Yet another?"):
        as_bob.post(ADDRESSES["claim"], {**opened(as_bob, ADDRESSES["claim"]), "question": question})
    page = as_bob.post(f"{ADDRESSES['claim']}history/", form)
    assert (page.status_code, sentence in words_of(page)) == (status, True)
    assert Claim.objects.get(slug="cl01").question == "Yet another?"


@pytest.mark.any_engine
@pytest.mark.parametrize("address", [*ADDRESSES.values(), *LISTS[1:]])
def test_only_editors_come_in(as_alice: Client, client: Client, address: str) -> None:
    assert as_alice.get(address).status_code == 403
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
    lists = ("/desk/tags/", "/desk/articles/")
    assert as_alice.post(address, {"do": "save"}).status_code == (405 if address in lists else 403)


@pytest.mark.any_engine
def test_contributors_see_the_sources(as_alice: Client) -> None:
    assert as_alice.get("/desk/works/").status_code == 200


@pytest.mark.any_engine
@pytest.mark.parametrize("kind", [*ADDRESSES, "tag"])
def test_what_is_not_there(as_bob: Client, kind: str) -> None:
    address = f"/desk/{kind}s/no-such-thing/"
    for page in (as_bob.get(address), as_bob.get(f"{address}history/")):
        assert (page.status_code, "There is no “no-such-thing” here." in words_of(page)) == (404, True)


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("query", "count", "has"),
    [
        ("", 139, NEW),
        ("?q=fatemi+echoes", 1, NEW),
        ("?q=%00zzzz", 0, "No such source."),
        ("?only=unreachable", Work.objects.none, ""),
        ("?only=nonsense", 139, NEW),
    ],
)
def test_the_list_of_sources(as_bob: Client, query: str, count: object, has: str) -> None:
    if callable(count):
        Work.objects.filter(key=NEW).update(unreachable_on="2026-11-21")
        count, has = 1, NEW
    page = as_bob.get(f"/desk/works/{query}")
    assert page.context["total"] == count
    assert count == 139 or has in words_of(page)
