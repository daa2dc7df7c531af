"""The content of a note for programs: saved only when it was begun from the newest version."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations.content import Content
from annotations.models import Annotation
from tests.support.desk import draft, submitted

pytestmark = pytest.mark.usefixtures("edition")


def address(note: Annotation) -> str:
    return f"/desk/notes/{note.number}/content"


def put(client: Client, note: Annotation, data: Any, version: str | None = '"1"') -> Any:
    headers = {} if version is None else {"If-Match": version}
    body = data if isinstance(data, str | bytes) else json.dumps(data)
    return client.put(address(note), body, content_type="application/json", headers=headers)


def test_what_is_got_is_changed_and_put_back(as_alice: Client, alice: User) -> None:
    note = draft(alice)
    got = as_alice.get(address(note))
    assert (got["ETag"], got["Cache-Control"]) == ('"1"', "private, no-store, no-transform")
    assert Content.from_json(got.json()) == Content.of(note)
    same = put(as_alice, note, got.json())
    assert (same.status_code, same["ETag"]) == (200, '"1"')
    assert put(as_alice, note, got.json(), '"99"').status_code == 412  # a version that never was
    packed = as_alice.get(address(note), headers={"Accept-Encoding": "gzip"})
    assert (packed["ETag"], packed.has_header("Content-Encoding")) == ('"1"', False)
    answer = put(as_alice, note, got.json() | {"gist": "Another 😀 line.", "tags": ["ussr"]}, got["ETag"])
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    assert answer.json()["gist"] == "Another 😀 line."
    note.refresh_from_db()
    assert (note.gist, list(note.tags.names()), note.version) == ("Another 😀 line.", ["ussr"], 2)


@pytest.mark.parametrize("version", [None, "", "*", '"x"', 'W/"1"', '"1", "2"', '"' + "9" * 30 + '"'])
def test_the_version_one_started_from_is_needed(as_alice: Client, alice: User, version: str | None) -> None:
    note = draft(alice)
    response = put(as_alice, note, {}, version)
    assert (response.status_code, response["Content-Type"]) == (428, "application/problem+json")
    assert "If-Match" in response.json()["detail"]


def test_a_stale_version_gets_both(as_alice: Client, as_bob: Client, alice: User) -> None:
    note = draft(alice)
    whole = as_alice.get(address(note)).json()
    put(as_bob, note, whole | {"gist": "Bob's."})
    response = put(as_alice, note, whole | {"gist": "Alice's."})
    problem = response.json()
    assert (response.status_code, problem["version"]) == (412, 2)
    assert (problem["yours"]["gist"], problem["theirs"]["gist"]) == ("Alice's.", "Bob's.")
    assert problem["detail"].startswith("Bob Baranov changed this note after you opened it.")
    assert Annotation.objects.get(pk=note.pk).gist == "Bob's."


PLACE = {"article": "article-1", "revision": 1, "start": 93, "end": 99}
BAD = [
    ("{", 400, ""),
    (b"\xff\xfe", 400, ""),
    ("[" * 100_000, 400, ""),
    ([], 422, ""),
    ({"kind": "fact-check"}, 422, "place"),
    ({"colour": "red"}, 422, "colour"),
    ({"kind": 5}, 422, "kind"),
    ({"tags": ["a,b"]}, 422, "tags"),
    ({"tags": ["a،b"]}, 422, "tags"),
    ({"kind": "poem"}, 422, "kind"),
    ({"gist": "a\x00b"}, 422, "gist"),
    ({"gist": "\ud800"}, 422, "gist"),
    ({"sic": "yes"}, 422, "sic"),
    ({"place": {**PLACE, "start": 99}}, 422, "place"),
    ({"place": {**PLACE, "end": 99_999}}, 422, "place"),
    ({"place": {**PLACE, "revision": 9}}, 422, "place"),
    ({"place": {**PLACE, "start": True}}, 422, "place"),
    ({"place": {**PLACE, "start": 25, "end": 27}}, 422, "place"),
    ({"place": {"article": "article-1"}}, 422, "place"),
    ({"evidence": [{"source": "nothing"}]}, 422, "evidence"),
    ({"evidence": [{"locator": "p. 1"}]}, 422, "evidence"),
    ({"evidence": [{}] * 1_001}, 422, "evidence"),
    ({"links": [{"target": PLACE, "relation": "likes"}]}, 422, "links"),
    ({"related": [9999]}, 422, "related"),
    ({"related": ["2"]}, 422, "related"),
    ({"related": [2**40]}, 422, "related"),
    ({"topics": ["nothing"]}, 422, "topics"),
    ({"finding": "[a](javascript:x)"}, 422, "finding"),
    (" " * 3_000_000, 413, ""),
]


@pytest.mark.parametrize(("data", "status", "field"), BAD)
def test_what_is_no_content_is_told_by_field(as_alice: Client, alice: User, data: Any, status: int, field: str) -> None:
    note = draft(alice)
    if isinstance(data, dict):
        data = {"kind": "fact-check", **({} if field == "place" else {"place": PLACE}), **data}
    response = put(as_alice, note, data)
    problem = response.json()
    assert (response.status_code, problem["status"], bool(problem["detail"])) == (status, status, True)
    assert not field or field in problem["problems"]
    assert note.versions.count() == 1


@pytest.mark.parametrize(("who", "status"), [("client", 401), ("as_dave", 403), ("as_alice", 403), ("as_bob", 409)])
def test_who_may_not(request: pytest.FixtureRequest, carol: User, who: str, status: int) -> None:
    note = submitted(carol)
    content = Content.of(note).as_json() | {"gist": "Forged."}
    response = put(request.getfixturevalue(who), note, content, '"2"')
    assert (response.status_code, note.versions.count()) == (status, 2)


def test_other_methods_and_a_note_that_is_none(as_alice: Client) -> None:
    response = as_alice.post("/desk/notes/2/content")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, PUT")
    assert as_alice.get("/desk/notes/9999/content").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="alice"))
    assert strict.put("/desk/notes/2/content", "{}", headers={"If-Match": '"1"'}).status_code == 403
