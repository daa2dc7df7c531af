"""Annotations from elsewhere as drafts: on exact words, proposed, doubled or skipped with a reason; all or nothing."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from annotations import folder
from annotations.content import Content
from annotations.exports.web_annotation import as_annotations
from annotations.interchange import batch, placing
from annotations.models import Annotation
from edition.models import Article, Origin
from tests.support import small_folder

pytestmark = pytest.mark.usefixtures("edition")
ANNO = "http://www.w3.org/ns/anno.jsonld"
PUBLISHER = "https://thefrontierpost.com/pakistan-russia-relations-in-the-post-cold-war-era/"


def row(exact: str = "The end of the Cold War happened in 1989", **parts: Any) -> dict[str, Any]:
    """Return a row as the API of Hypothesis gives it."""
    selectors = [
        {"type": "RangeSelector", "startContainer": "/div[1]/p[5]", "endContainer": "/div[1]/p[5]"},
        {"type": "TextPositionSelector", "start": 7000, "end": 7040},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": parts.pop("prefix", ""), "suffix": ""},
    ]
    whole = {
        "id": "x" + str(abs(hash(exact))),
        "created": "2026-01-02T03:04:05.678901+00:00",
        "user": "acct:reader@hypothes.is",
        "uri": PUBLISHER,
        "text": "Not **1989**.",
        "tags": ["inaccurate", "dates"],
        "references": [],
        "target": [{"source": PUBLISHER, "selector": selectors}],
    }
    return whole | parts


FATES = ["taken", "proposed", "proposed", "taken", "doubled", "skipped", "skipped", "skipped", "skipped"]


@pytest.fixture
def publisher() -> str:
    """The address at which the first article was published."""
    address: str = Article.objects.get(number=1).work.csl["URL"]
    return address


@pytest.fixture
def rows(publisher: str) -> list[dict[str, Any]]:
    """One row of each fate."""
    here = {"uri": publisher.replace("https://", "http://www.").rstrip("/") + "?utm=1#here"}
    return [
        row(**here),
        row("The end of the Cold War hapened in 1989", id="typo", text="Earlier.", **here),
        row("Russia", id="often", **here),
        row("Russia", id="once", prefix="Asif Manzoor ", **here),
        row(id="again", **here),
        row("Nothing of the sort stands here at all", id="none", **here),
        row(id="elsewhere", uri="https://example.org/"),
        row(id="reply", references=["x1"], **here),
        row(id="page", target=[{"source": publisher}], **here),
    ]


def test_each_row_has_its_fate(rows: list[dict[str, Any]]) -> None:
    found = batch.examine(json.dumps({"total": len(rows), "rows": rows}))
    assert [(one.state, one.exact) for one in found.rows[:2]] == [
        ("taken", "The end of the Cold War happened in 1989"),
        ("proposed", "The end of the Cold War happened in 1989"),
    ]
    assert [one.state for one in found.rows] == FATES
    assert found.rows[3].content is not None
    assert found.rows[3].content.place.start == 93
    why = [one.why for one in found.rows]
    assert "stand there" in why[2]
    assert why[4:] == [
        "Entry 1 of this file says it.",
        "These words do not stand there. Nothing like them was found.",
        "https://example.org/ is no text of this edition.",
        "It answers another annotation and stands on no words of its own.",
        "It stands on no words. Give a TextQuoteSelector, or the address of a passage.",
    ]
    assert not Annotation.objects.filter(status="draft").exists()


def test_a_row_becomes_a_draft_with_its_origin(rows: list[dict[str, Any]], bob: User) -> None:
    found = batch.examine(json.dumps(rows[:1]))
    (number,) = batch.save(batch.chosen(found, set()), bob)
    note = Annotation.objects.get(number=number)
    assert (note.kind, note.verdict, note.finding) == ("fact-check", "inaccurate", "Not **1989**.")
    assert (list(note.tags.names()), note.status, list(note.authors.all())) == (["dates"], "draft", [bob])
    assert note.span.exact == "The end of the Cold War happened in 1989"
    kept = Origin.objects.get(kind="note", key=str(number))
    assert (kept.creator, kept.address) == ("reader", rows[0]["id"])
    assert [one.state for one in batch.examine(json.dumps(rows[:1])).rows] == ["doubled"]
    for sql in ("UPDATE edition_origin SET creator = 'x'", "DELETE FROM edition_origin"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_an_export_read_again_says_nothing_new() -> None:
    notes = list(Annotation.objects.published().order_by("number")[:20])
    page = {"@context": ANNO, "type": "AnnotationPage", "items": as_annotations(notes, "https://other.example")}
    found = batch.examine(json.dumps(page))
    assert [(one.state, one.why) for one in found.rows] == [
        ("doubled", f"Note {note.number} says this already.") for note in notes
    ]


def test_an_export_on_the_same_text_elsewhere_makes_the_same_notes(tmp_path: Path, bob: User) -> None:
    folder.load(small_folder.make(tmp_path / "small"))
    every = list(Annotation.objects.published().filter(span__revision__article__slug="article-1").order_by("number"))
    notes = [*every[:6], *every[-3:]]
    assert {note.kind for note in notes} >= {"fact-check", "cross-reference"}
    exported = json.dumps(as_annotations(notes, "https://other.example"))
    found = batch.examine(exported.replace("/article-1/", "/small-article/"))
    assert {one.state for one in found.rows} == {"taken"}
    numbers = batch.save(batch.chosen(found, set()), bob)
    for note, number in zip(notes, numbers, strict=True):
        same, copy = Content.of(note), Content.of(Annotation.objects.get(number=number))
        assert (copy.place.start, copy.place.end) == (same.place.start, same.place.end)
        assert copy.place.article == "small-article"
        for name in ("kind", "gist", "finding", "verdict", "reading", "evidence", "tags", "topics", "confidence"):
            assert getattr(copy, name) == getattr(same, name)


def w3c(**parts: Any) -> dict[str, Any]:
    target = {"source": "/articles/article-1/p5/"}
    body = [{"type": "TextualBody", "value": "1. A [plain] text", "format": "text/plain"}]
    return {"@context": ANNO, "type": "Annotation", "target": target, "body": body} | parts


SHAPES = [
    (w3c(), "taken", "fact-check", ""),
    (w3c(motivation="editing"), "taken", "correction", ""),
    (w3c(motivation="oa:linking"), "taken", "fact-check", ""),
    (w3c(body="http://x/bibliography/none/"), "taken", "fact-check", "not in the bibliography"),
    (w3c(body={"source": "/topics/none/"}), "taken", "fact-check", "no topic"),
    (w3c(audience={"type": "Audience"}), "taken", "fact-check", "audience"),
    (
        w3c(body={"type": "TextualBody", "value": "<p>A <b>b</b></p>", "format": "text/html"}),
        "taken",
        "fact-check",
        "marks",
    ),
    (w3c(**{"@context": "https://evil.example/"}), "skipped", "", "none is fetched"),
    (w3c(id="javascript:alert(1)"), "taken", "fact-check", "“javascript:alert(1)” has no place"),
    (w3c(**{"\ud800": 1}), "skipped", "", "cannot be stored"),
    (w3c(body={"type": "TextualBody", "value": "a, b", "purpose": "tagging"}), "taken", "fact-check", "A comma"),
    ("https://example.org/anno1", "skipped", "", "none is fetched"),
    (7, "skipped", "", "no Web Annotation"),
]


@pytest.mark.any_engine
def test_shapes_of_web_annotations() -> None:
    for data, state, kind, words in SHAPES:
        (found,) = batch.examine(json.dumps([data])).rows
        assert (found.state, found.content.kind if found.content else "") == (state, kind), found
        assert words in " ".join([found.why, *found.left]), found
    (plain,) = batch.examine(json.dumps(w3c())).rows
    assert plain.content is not None
    assert (plain.content.finding, plain.exact[:31]) == ("1\\. A \\[plain\\] text", "The end of the Cold War happene")
    html = batch.examine(json.dumps(SHAPES[6][0])).rows[0]
    assert html.content is not None
    assert html.content.finding == "A b"


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "not JSON"),
        ("[]", "no annotation"),
        ("7", "neither an annotation nor a list"),
        ('{"type": "AnnotationCollection", "first": "https://example.org/?page=0"}', "names its pages"),
        (" " * (5 * 1024 * 1024 + 1), "too large"),
    ],
)
def test_files_that_are_none(data: str, words: str) -> None:
    assert words in batch.examine(data).problem


@pytest.mark.any_engine
def test_likeness_is_looked_for_once_and_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(placing, "EFFORT", 3_000_000)
    monkeypatch.setattr(placing, "_likest", lambda _text, words: asked.append(words.exact))
    entries = [row("Nothing of the sort" + "x" * size, id=str(at)) for at, size in enumerate((0, 0, 2_000, 0, 1))]
    why = [one.why.removeprefix("These words do not stand there. ") for one in batch.examine(json.dumps(entries)).rows]
    found, not_asked = "Nothing like them was found.", "Nothing like them was looked for."
    assert why == [found, found, not_asked, found, not_asked]
    assert asked == ["Nothing of the sort"]


# --- the command ------------------------------------------------------------------------------------


def run(file: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_annotations", str(file), "--by", "bob", *options, stdout=out)
    return out.getvalue()


def test_the_command_reports_and_saves(tmp_path: Path, rows: list[dict[str, Any]], bob: User) -> None:
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    before = Annotation.objects.count()
    report = run(file, "--dry-run")
    assert "article-1 v1 2361–2401" in report
    assert report.splitlines()[-1].endswith("would be saved as drafts.")
    assert Annotation.objects.count() == before
    assert run(file, "--proposed").endswith("2 taken, 2 proposed, 1 doubled, 4 skipped; 4 saved as drafts.\n")
    assert Annotation.objects.count() - before == 4
    with pytest.raises(CommandError, match="no account"):
        call_command("import_annotations", str(file), "--by", "nobody")
    with pytest.raises(CommandError, match=r"No such file"):
        run(tmp_path / "none.json")


def test_nothing_is_half_saved(tmp_path: Path, rows: list[dict[str, Any]], dave: User) -> None:
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    before = Annotation.objects.count()
    with pytest.raises(CommandError, match="Nothing was saved"):
        call_command("import_annotations", str(file), "--by", "dave")
    assert Annotation.objects.count() == before


# --- the page ---------------------------------------------------------------------------------------

PAGE = "/desk/annotations/import/"


def test_the_page_shows_and_saves_what_is_chosen(as_bob: Client, rows: list[dict[str, Any]], bob: User) -> None:
    file = io.BytesIO(json.dumps(rows).encode())
    file.name = "rows.json"
    shown = as_bob.post(PAGE, {"file": file, "do": "read"})
    html = shown.content.decode()
    assert shown.status_code == 200
    assert "The end of the Cold War happened in 1989" in html
    assert "Entry 1 of this file says it." in html
    packed = html.split('name="packed" value="')[1].split('"')[0]
    before = Annotation.objects.count()
    done = as_bob.post(PAGE, {"packed": packed, "other": ["2", "4"], "do": "save"})
    assert (done.status_code, done["Location"]) == (302, "/desk/?tab=drafts")
    # The second was proposed and is ticked; the fourth was found exactly and is ticked to be left out.
    assert Annotation.objects.count() - before == 2


def test_words_are_found_from_a_page_in_any_language(as_bob: Client) -> None:
    shown = as_bob.post(f"/ur{PAGE}", {"pasted": json.dumps(w3c()), "do": "read"}).content.decode()
    assert 'class="is-taken"' in shown


def test_the_page_is_for_editors_and_says_what_is_wrong(as_alice: Client, as_bob: Client) -> None:
    assert as_alice.get(PAGE).status_code == 403
    wrong = as_bob.post(PAGE, {"pasted": "{", "do": "read"})
    assert (wrong.status_code, "This is not JSON in UTF-8." in wrong.content.decode()) == (422, True)
    assert as_bob.post(PAGE, {"packed": "!", "do": "save"}).status_code == 422
