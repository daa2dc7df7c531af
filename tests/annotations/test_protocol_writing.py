"""Annotations made, changed and withdrawn by programs: through the workflow, on exact words, from a known state."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations.content import Content
from annotations.models import Annotation
from tests.support.notes import CORRECTION, FACT_CHECK, bring
from tests.support.tokens import JSON_LD, Program, token_of

pytestmark = pytest.mark.usefixtures("edition")
CONTAINER = "/api/annotations/"
SITE = "http://testserver"
ANNO = "http://www.w3.org/ns/anno.jsonld"
STREAM = f"{SITE}/articles/article-1/v1/verbatim"
QUOTE = "Russia is the past superpower (USSR) of the Cold War era since 1947 to 1989."


def selecting(exact: str = QUOTE, start: int | None = 93, source: str = STREAM) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [{"type": "TextQuoteSelector", "exact": exact}]
    if start is not None:
        selectors.append({"type": "TextPositionSelector", "start": start, "end": start + len(exact)})
    return {"type": "SpecificResource", "source": source, "selector": selectors}


def annotation(**parts: Any) -> dict[str, Any]:
    body = {"type": "TextualBody", "value": "Dated from *1947*.", "format": "text/markdown"}
    whole = {"@context": ANNO, "type": "Annotation", "motivation": "assessing", "body": body, "target": selecting()}
    return {name: value for name, value in (whole | parts).items() if value is not None}


@pytest.fixture
def program(alice: User) -> Program:
    return Program(token_of(alice))


@pytest.fixture
def editor(bob: User) -> Program:
    return Program(token_of(bob))


def test_a_program_makes_a_draft(program: Program, alice: User, client: Client) -> None:
    made = program.send("POST", CONTAINER, annotation(id="https://elsewhere.example/7", canonical="urn:example:7"))
    assert made.status_code == 201
    data, note = made.json(), Annotation.objects.latest("number")
    assert made["Location"] == data["id"] == f"{SITE}{CONTAINER}{note.number}"
    assert made["Cache-Control"] == "private, no-cache, no-transform"
    assert (data["status"], data["canonical"]) == ("draft", "urn:example:7")
    assert data["via"] == ["https://elsewhere.example/7", f"{SITE}/notes/{note.number}/"]
    assert (note.status, note.kind, note.finding, list(note.authors.all())) == (
        "draft",
        "fact-check",
        "Dated from *1947*.",
        [alice],
    )
    assert (note.span.start, note.span.end, note.span.exact) == (93, 169, QUOTE)
    assert program.send("GET", data["id"].removeprefix(SITE))["ETag"] == made["ETag"]
    assert client.get(f"{CONTAINER}{note.number}").status_code == 404


def test_a_note_is_changed_through_what_was_got(program: Program, alice: User) -> None:
    number = program.send("POST", CONTAINER, annotation()).json()["id"].rpartition("/")[2]
    deleted = program.send("DELETE", CONTAINER + number, If_Match="*")
    assert (deleted.status_code, "was never published" in deleted.json()["detail"]) == (409, True)
    got = program.send("GET", CONTAINER + number, Accept_Encoding="gzip")
    assert (got["ETag"].startswith('"'), got.has_header("Content-Encoding")) == (True, False)
    weak = program.send("PUT", CONTAINER + number, annotation(confidence="low"), If_Match="W/" + got["ETag"])
    assert weak.status_code == 412
    got = program.send("PUT", CONTAINER + number, annotation(confidence="low"), If_Match=got["ETag"])
    assert got.status_code == 200
    changed = {**got.json(), "verdict": "disputed", "body": [*got.json()["body"]]}
    put = program.send("PUT", CONTAINER + number, changed, If_Match=got["ETag"])
    assert (put.status_code, put.json()["verdict"]) == (200, "disputed")
    assert put["ETag"] != got["ETag"]
    note = Annotation.objects.get(number=number)
    assert (note.version, note.verdict) == (3, "disputed")
    assert program.send("PUT", CONTAINER + number, put.json(), If_Match=put["ETag"])["ETag"] == put["ETag"]
    assert Annotation.objects.get(number=number).version == 3
    stale = program.send("PUT", CONTAINER + number, changed, If_Match=got["ETag"])
    assert (stale.status_code, stale["Content-Type"]) == (412, "application/problem+json")
    assert program.send("PUT", CONTAINER + number, changed).status_code == 428
    moved = {**put.json(), "canonical": "urn:example:8"}
    assert program.send("PUT", CONTAINER + number, moved, If_Match=put["ETag"]).status_code == 409


def test_what_is_published_stays_until_another_editor_publishes(program: Program, alice: User, bob: User) -> None:
    note = bring("published", alice, bob)
    seen = Client().get(f"{CONTAINER}{note.number}")
    changed = {
        **seen.json(),
        "verdict": "disputed",
        "body": [b for b in seen.json()["body"] if b.get("value") != "Lacks context"],
    }
    changed["body"] = [body for body in changed["body"] if "verdicts" not in body.get("source", "")]
    put = program.send("PUT", f"{CONTAINER}{note.number}?submit=1", changed, If_Match=seen["ETag"])
    assert (put.status_code, put.json()["status"], put.json()["verdict"]) == (200, "submitted", "disputed")
    assert Client().get(f"{CONTAINER}{note.number}").json()["verdict"] == "lacks-context"
    note.refresh_from_db()
    assert (note.status, note.revising) == ("published", "submitted")


def test_every_field_comes_back_through_the_protocol(program: Program, alice: User, bob: User) -> None:
    for content in (FACT_CHECK, CORRECTION):
        note = bring("published", alice, bob, content)
        data = Client().get(f"{CONTAINER}{note.number}").json()
        made = program.send("POST", CONTAINER, data)
        assert made.status_code == 201
        copy = Annotation.objects.get(number=int(made.json()["id"].rpartition("/")[2]))
        assert Content.of(copy) == Content.of(note)


def test_only_editors_withdraw_and_only_with_a_reason(
    program: Program, editor: Program, alice: User, bob: User
) -> None:
    note = bring("published", alice, bob)
    address = f"{CONTAINER}{note.number}"
    etag = Client().get(address)["ETag"]
    assert program.send("DELETE", f"{address}?reason=Wrong", If_Match=etag).status_code == 403
    assert editor.send("DELETE", address, If_Match=etag).status_code == 422
    assert editor.send("DELETE", f"{address}?reason=Wrong").status_code == 428
    for bad, status in (("bad%00", 400), ("b%0Bad", 422), ("x" * 2_001, 422)):
        assert editor.send("DELETE", f"{address}?reason={bad}", If_Match=etag).status_code == status, bad[:9]
    done = editor.send("DELETE", address, {"reason": "The source was misread."}, If_Match=etag)
    assert (done.status_code, done.content) == (204, b"")
    gone = Client().get(address)
    assert (gone.status_code, gone.json()["type"]) == (410, "Tombstone")
    assert gone.json()["summary"].endswith("The source was misread.")
    assert editor.send("PUT", address, annotation(), If_Match="*").status_code == 410


def test_who_may_write(program: Program, alice: User, dave: User, as_alice: Client) -> None:
    anonymous = Client().post(CONTAINER, annotation(), content_type=JSON_LD)
    assert (anonymous.status_code, anonymous["WWW-Authenticate"]) == (401, 'Bearer realm="Sic"')
    assert as_alice.post(CONTAINER, annotation(), content_type=JSON_LD).status_code == 401
    dead = Program("sic_dead").send("POST", CONTAINER, annotation())
    assert (dead.status_code, dead["WWW-Authenticate"]) == (401, 'Bearer realm="Sic", error="invalid_token"')
    assert Program("sic_dead").send("GET", CONTAINER).status_code == 401
    reading = Program(token_of(alice, "read")).send("POST", CONTAINER, annotation())
    assert (reading.status_code, 'error="insufficient_scope"' in reading["WWW-Authenticate"]) == (403, True)
    assert Program(token_of(dave)).send("POST", CONTAINER, annotation()).status_code == 403


def body(**parts: Any) -> dict[str, Any]:
    return annotation(body={"type": "TextualBody", "value": "x", **parts})


REFUSED = [
    ("{", 400, "not JSON"),
    ("[" * 5000, 400, "not JSON"),
    ('{"a":' * 40 + "1" + "}" * 40, 400, "nested"),
    (annotation(type="Note"), 422, "no Web Annotation"),
    (annotation(**{"@context": "https://evil.example/context.jsonld"}), 422, "none is fetched"),
    (annotation(**{"@context": [ANNO, {"body": "https://evil.example/"}]}), 422, "none is fetched"),
    (annotation(**{"@context": None}), 422, "Name the context"),
    (annotation(bodyValue="x"), 422, "never both"),
    (annotation(target=None), 422, "no target"),
    (annotation(target="https://example.com/index.html"), 422, "no text of this edition"),
    (annotation(target=f"{SITE}/articles/article-1/"), 422, "no words"),
    (annotation(target=selecting(start=94)), 422, "The best match is 93–169 in ¶1"),
    (annotation(target=selecting("Russia is a past superpower", None)), 422, "The best match is 93–"),
    (annotation(target=selecting("Russia", None)), 422, "times"),
    (annotation(target=selecting("Quetzalcoatl", None)), 422, "do not stand there. Nothing like"),
    (annotation(target={**selecting(), "state": {"type": "TimeState", "sha256": "0" * 64}}), 422, "another checksum"),
    (annotation(target=[selecting(), selecting("x", 1)]), 422, "link is left out"),
    (annotation(stylesheet="https://example.com/a.css"), 422, "stylesheet"),
    (annotation(kind="essay"), 422, "no kind"),
    (annotation(verdict="wrong"), 422, "is not one of"),
    (annotation(verdict=7), 422, "must be a text"),
    (annotation(motivation="editing", verdict="accurate"), 422, "no such field"),
    (body(value="\ud800"), 422, "cannot be stored"),
    (annotation(**{"a\ud800": 1}), 422, "a\\\\ud800” has a character that cannot be stored"),
    (annotation(**{"@context": [ANNO, "\ud800"]}), 422, "cannot be stored"),
    (annotation(**{"@context": {"a": ["\x00"]}}), 422, "cannot be stored"),
    (annotation(canonical="javascript:alert(1)"), 422, "“javascript:alert(1)” has no place"),
    (annotation(id="not an iri <b>"), 422, "“not an iri <b>” has no place"),
    (annotation(motivation="highlighting"), 422, "“highlighting” has no place"),
    (annotation(motivation="linking"), 422, "“linking” has no place"),
    (body(purpose="editing"), 422, "“editing” has no place"),
    (annotation(target=selecting("Pakistan", None)), 422, "times"),
    (body(format="text/html"), 422, "HTML"),
    (body(language="ur"), 422, "in English"),
    (body(format="text/markdown", value="a\n" * 20_000), 422, "bytes"),
    (annotation(body={"type": "SpecificResource", "purpose": "linking", "source": "/bibliography/none/"}), 422, "none"),
]


@pytest.mark.any_engine
def test_what_is_refused(program: Program) -> None:
    before = Annotation.objects.count()
    for data, status, words in REFUSED:
        answer = program.send("POST", CONTAINER, data)
        said = str(answer.json())
        assert (answer.status_code, words in said) == (status, True), (data, said)
        assert answer["Content-Type"] == "application/problem+json"
    assert program.send("POST", CONTAINER, annotation(), Content_Type="text/turtle").status_code == 415
    assert program.send("POST", CONTAINER, " " * (2 * 1024 * 1024 + 1)).status_code == 413
    assert program.send("PATCH", f"{CONTAINER}2", {}).status_code == 405
    to_page = program.send("POST", f"{CONTAINER}?page=0", annotation())
    assert (to_page.status_code, to_page["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert program.send("POST", f"{CONTAINER}?submit=2", annotation()).status_code == 400
    # Submitted at once it lacks a line, a verdict: nothing of it is kept.
    lacking = program.send("POST", f"{CONTAINER}?submit=1", annotation())
    assert (lacking.status_code, "verdict" in lacking.json()["problems"]) == (422, True)
    assert Annotation.objects.count() == before


@pytest.mark.any_engine
@pytest.mark.parametrize(
    "target",
    [
        selecting(),
        selecting(start=None),
        {**selecting(source=f"{SITE}/ru/articles/article-1/v1/")},
        {**selecting(start=12345, source=f"{SITE}/articles/article-1/#p1")},
    ],
)
def test_exact_words_are_taken_wherever_they_are_named(program: Program, target: dict[str, Any]) -> None:
    made = program.send("POST", CONTAINER, annotation(target=target))
    assert made.status_code == 201
    assert made.json()["target"]["selector"][1] == {"type": "TextPositionSelector", "start": 93, "end": 169}


def test_the_content_api_takes_tokens_and_sessions_with_the_token_of_forms(program: Program, alice: User) -> None:
    number = program.send("POST", CONTAINER, annotation()).json()["id"].rpartition("/")[2]
    address = f"/desk/notes/{number}/content"
    got = program.send("GET", address)
    assert (got.status_code, got["ETag"]) == (200, '"1"')
    assert program.send("PUT", address, {**got.json(), "gist": "Another."}, If_Match='"1"').status_code == 200
    session = Client(enforce_csrf_checks=True)
    session.force_login(alice)
    forged = session.put(address, got.json(), content_type="application/json", headers={"If-Match": '"2"'})
    assert (forged.status_code, forged["Content-Type"]) == (403, "application/problem+json")
    reading = Program(token_of(alice, "read"))
    assert reading.send("GET", address).status_code == 200
    assert reading.send("PUT", address, got.json(), If_Match='"2"').status_code == 403
    assert Program("sic_dead").send("GET", address)["WWW-Authenticate"].endswith('error="invalid_token"')
