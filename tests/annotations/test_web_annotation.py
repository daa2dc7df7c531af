"""Notes as Web Annotations: what they say, that nothing of them vanishes in JSON-LD, and that they are read back."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from annotations.content import Content
from annotations.exports.web_annotation import as_annotation, as_annotations
from annotations.interchange import contents, placing, web_annotation
from annotations.models import Annotation
from edition.models import Profile, Revision
from tests.support import json_ld
from tests.support.notes import CORRECTION, CROSS_REFERENCE, bring

pytestmark = pytest.mark.usefixtures("edition")
BASE = "https://sic.example"
NPM = Path(__file__).parents[2] / ".venv-tests" / "npm" / "node_modules"


@pytest.fixture
def every(edition: None) -> list[dict[str, Any]]:
    return _every()


@cache
def _every() -> list[dict[str, Any]]:
    return as_annotations(list(Annotation.objects.published().order_by("number")), BASE)


def bodies(data: dict[str, Any], purpose: str) -> list[dict[str, Any]]:
    return [body for body in data["body"] if body["purpose"] == purpose]


def test_a_fact_check() -> None:
    data = as_annotation(Annotation.objects.get(number=1), BASE)
    assert data["@context"] == ["http://www.w3.org/ns/anno.jsonld", f"{BASE}/api/context.jsonld"]
    assert (data["id"], data["type"], data["motivation"]) == (f"{BASE}/api/annotations/1", "Annotation", "assessing")
    assert (data["canonical"], data["via"]) == (data["id"], f"{BASE}/notes/1/")
    assert (data["created"], data["creator"]) == (
        "2026-11-21T12:00:00Z",
        [{"type": "Organization", "name": "The editors"}],
    )
    assert [body.get("value", body.get("source")) for body in bodies(data, "classifying")] == [
        "Disputed",
        f"{BASE}/about/verdicts/#disputed",
        f"{BASE}/topics/end-of-cold-war/",
    ]
    first = bodies(data, "linking")[0]
    assert first["source"] == f"{BASE}/bibliography/dukes-legacy/"
    assert first["citation"].startswith("Paul Dukes. Legacy. Taylor & Francis.")
    assert "bodyValue" not in data


def test_the_target_names_the_stream_and_both_selectors() -> None:
    target = as_annotation(Annotation.objects.get(number=1), BASE)["target"]
    revision = Revision.objects.get(article__slug="article-1", number=1)
    quote, position = target["selector"]
    assert target["source"] == f"{BASE}/articles/article-1/v1/verbatim"
    assert target["scope"] == f"{BASE}/articles/article-1/v1/#p1"
    assert revision.text[position["start"] : position["end"]] == quote["exact"]
    assert (position["start"], position["end"]) == (93, 169)
    assert revision.text.startswith(quote["prefix"] + quote["exact"] + quote["suffix"], 93 - len(quote["prefix"]))
    assert target["state"][1]["sha256"] == revision.text_sha256


def test_editors_have_their_public_names_and_orcids(alice: User, bob: User) -> None:
    Profile.objects.create(user=alice, public_name="A. Abbasi", orcid="0000-0002-1825-0097")
    data = as_annotation(bring("published", alice, bob, CORRECTION), BASE)
    person = {"id": "https://orcid.org/0000-0002-1825-0097", "type": "Person", "name": "A. Abbasi"}
    assert (data["motivation"], data["creator"]) == ("editing", [person])
    (reading,) = bodies(data, "editing")
    assert (reading["value"], reading["language"]) == ("The USSR", "en")
    assert "alice" not in json.dumps(data)


def test_linked_words_are_bodies_with_selectors(alice: User, bob: User) -> None:
    data = as_annotation(bring("published", alice, bob, CROSS_REFERENCE), BASE)
    (linked,) = bodies(data, "linking")
    assert (data["motivation"], linked["relation"]) == ("linking", "same-event")
    assert linked["source"] == f"{BASE}/articles/article-2/v1/verbatim"
    assert linked["selector"][1] == {"type": "TextPositionSelector", "start": 3860, "end": 3954}


def test_nothing_vanishes_in_json_ld(every: list[dict[str, Any]]) -> None:
    chosen = [next(one for one in every if one["kind"] == kind) for kind in ("fact-check", "correction")]
    chosen.append(next(one for one in every if one["kind"] == "cross-reference"))
    for data in chosen:
        assert sorted(json_ld.leaves(json_ld.round_trip(data, BASE))) == sorted(json_ld.leaves(data))


def test_an_unmapped_key_would_be_seen(every: list[dict[str, Any]]) -> None:
    data = {**every[0], "unmapped": "gone"}
    assert sorted(json_ld.leaves(json_ld.round_trip(data, BASE))) == sorted(json_ld.leaves(every[0]))


def test_every_note_is_read_back_as_it_is(every: list[dict[str, Any]]) -> None:
    texts = placing.Texts(BASE)
    read = {}
    for data in every:
        incoming = web_annotation.read(data)
        where = placing.place(incoming.target, texts)
        assert where.place is not None
        assert where.is_exact
        read[data["id"]] = contents.content(incoming, where.place, texts, keeps_related=True)
    assert len(read) == 219
    for note in Annotation.objects.published():
        assert read[f"{BASE}/api/annotations/{note.number}"] == (Content.of(note), [])


@pytest.mark.any_engine
def test_another_program_finds_every_note_valid(every: list[dict[str, Any]], tmp_path: Path) -> None:
    """By validate-web-annotation, which takes days alone where the model has moments."""
    broken = {**every[0], "target": {"selector": []}}
    file = tmp_path / "annotations.json"
    days = [{**one, "created": one["created"][:10], "modified": one["modified"][:10]} for one in (*every, broken)]
    file.write_text(json.dumps(days), encoding="utf-8")
    script = (
        "const valid = require('validate-web-annotation');"
        f"console.log(JSON.stringify(require({json.dumps(str(file))}).map((one) => valid(one))))"
    )
    done = subprocess.run(
        ["node", "-e", script], check=True, capture_output=True, text=True, env={"NODE_PATH": str(NPM)}, cwd="/"
    )
    assert json.loads(done.stdout) == [True] * 219 + [False]
