"""TEI of the edition's articles: the words exactly, a whole TEI file, every pointer led somewhere, and back again."""

from datetime import date
from itertools import starmap
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from lxml import etree

from annotations import folder, tei_import
from annotations.exports import tei
from annotations.models import Annotation
from edition import intake
from edition.capture import Block, Capture, capture
from edition.models import Article, Revision
from edition.publishing import tei_text
from edition.verification import mismatches
from tests.annotations.test_folder import differences
from tests.support import hard_text, small_folder
from tests.support import tei as files
from tests.support.notes import take

PAGE = Path(__file__).parents[1] / "data/weblog.html"
BASE = "https://sic.example.org"


def exported() -> dict[str, bytes]:
    """Return the TEI file of each text of the edition, by slug and version."""
    revisions = Revision.objects.select_related("article__work")
    return {f"{one.article.slug}-v{one.number}.xml": tei.document(one, BASE) for one in revisions}


def whole(slug: str) -> etree._Element:
    return etree.fromstring(tei.document(Revision.objects.get(article__slug=slug), BASE))


@pytest.mark.any_engine
def test_every_file_is_tei_and_has_the_stored_words(edition: None) -> None:
    for revision in Revision.objects.select_related("article__work"):
        data = tei.document(revision, BASE)
        root = etree.fromstring(data)
        assert files.errors(root) == []
        assert files.dangling(root) == []
        assert tei_text.read(data) == revision.text
        assert tei_text.passages(tei_text.text_of(root)) == tei.passages(revision)


@pytest.mark.any_engine
def test_the_schema_is_not_blind(edition: None) -> None:
    root = whole("article-4")
    files.find(root, "//t:annotation")[0].set("motivation", "checking")
    files.find(root, "//t:text/t:body")[0].append(etree.Element("{http://www.tei-c.org/ns/1.0}titleStmt"))
    assert len(files.errors(root)) >= 2
    files.find(root, "//t:annotation")[1].set("target", "#p99")
    assert files.dangling(root) == ["#p99"]


@pytest.mark.any_engine
def test_a_note_stands_on_its_words_with_all_it_says(edition: None) -> None:
    root = whole("article-1")
    (note,) = files.find(root, "//t:annotation[@xml:id = 'note-2']")
    assert files.words(root, note.get("target")) == (
        "The end of the Cold War happened in 1989 whilst the USSR remained united."
    )
    assert (note.get("motivation"), note.get("ana")) == ("assessing", "#kind.fact-check #verdict.disputed")
    stored = Annotation.objects.get(number=2)
    assert files.find(note, "t:note[@type = 'gist']/text()") == [stored.gist]
    assert files.find(note, "t:note[@type = 'claim']/text()") == [stored.claim_reviewed]
    keys = [f"#work-{key}" for key in stored.evidence.values_list("work__key", flat=True)]
    assert files.find(note, "t:note[@type = 'evidence']//t:bibl/t:ptr/@target") == keys
    assert files.find(note, "t:ptr[@type = 'claim']/@target") == [f"{BASE}/claims/cl01/"]
    assert files.find(note, "t:respStmt/t:persName/text()") == ["The editors"]
    all_notes = Annotation.objects.filter(span__revision__article__slug="article-1").count()
    assert len(files.find(root, "//t:annotation[not(t:ref/@subtype = 'from')]")) == all_notes


@pytest.mark.any_engine
def test_a_cross_reference_leads_to_the_fixed_address_of_the_other_text(edition: None) -> None:
    (link,) = files.find(whole("article-1"), "//t:annotation[@xml:id = 'note-164']/t:ref")
    assert link.get("target") == f"{BASE}/articles/article-2/v1/p8/"
    assert (link.get("ana"), link.get("subtype")) == ("#relation.contradicts", "to")
    (back,) = files.find(whole("article-2"), "//t:annotation[@xml:id = 'note-164-end-1']/t:ref")
    assert back.get("target") == f"{BASE}/articles/article-1/v1/p5/"
    assert back.get("subtype") == "from"


@pytest.mark.any_engine
def test_a_withdrawn_note_leaves_its_place_and_the_reason(edition: None, bob: User) -> None:
    note = Annotation.objects.get(number=2)
    take(note, "withdraw", bob, why="The source was misread.")
    root = whole("article-1")
    (stone,) = files.find(root, "//t:annotation[@xml:id = 'note-2']")
    assert [child.get("type") for child in stone] == ["withdrawn"]
    assert files.find(stone, "t:note/text()") == ["The source was misread."]
    assert (files.errors(root), files.dangling(root)) == ([], [])


def rich(target: Path) -> None:
    """Load two articles: one captured again as a page of the web, one of hard words with notes over one another."""
    folder.load(small_folder.make(target / "small"))
    page = intake.read(PAGE.read_bytes(), PAGE.name)
    blocks = [Block(one.start, one.end, one.role) for one in intake.propose(page)]
    capture(
        Article.objects.get(slug="small-article"), page, blocks, Capture("page.html", date(2026, 11, 21), ["A page."])
    )
    made = hard_text.make(target / "hard", with_newer=True)
    start = hard_text.offset(1, hard_text.FAMILY)
    places = [(start, start + 5), (start, start + 14), (hard_text.offset(2, "The same"), hard_text.offset(3, "Then"))]
    notes = [*starmap(hard_note, enumerate(places, 1)), moved_note(*places[0])]
    small_folder.change(made, "notes", lambda data: data["notes"].extend(notes))
    folder.load(made)


def hard_note(number: int, place: tuple[int, int]) -> dict[str, Any]:
    """Return a correction of the hard text; the second was withdrawn."""
    start, end = place
    data: dict[str, Any] = {"id": f"hard-{number}", "number": 2000 + number, "kind": "correction", "tags": ["small"]}
    data |= {"passage": {"article": hard_text.KEY, "quote": hard_text.TEXT[start:end], "start": start, "end": end}}
    data |= {
        "correction": {"type": "name", "reading": "a\r\nfamily & <more>", "sic": True},
        "gist": "Gist \u0001 & <gist>",
    }
    finding = "One *word*, `code`:\n\n> quoted [@small-source, p. 12]\n\n1. first\n2. [link](/notes/1/)\\\nnext"
    evidence = {
        "source": "small-source",
        "locator": "p. 12",
        "stance": "context",
        "quotation": "Words.",
        "supports": "It.",
    }
    data |= {"finding": finding, "evidence": [evidence], "by": "Maria Khan", "published": "2026-11-20T10:00:00Z"}
    withdrawn = {"withdrawnBecause": "It was wrong."} if number == 2 else {"confidence": "low"}
    return {**data, "reviewed": "2026-11-21T10:00:00Z", "relatedNotes": ["small-fc"], **withdrawn}


def moved_note(start: int, end: int) -> dict[str, Any]:
    """Return a note of the newer text that stood on words of the older before."""
    here = {"article": hard_text.KEY, "revision": 2, "quote": "beginning", "start": 6, "end": 15}
    there = {"article": hard_text.KEY, "quote": hard_text.TEXT[start:end], "start": start, "end": end}
    return {**hard_note(4, (start, end)), "passage": here, "formerly": [there]}


def empty() -> None:
    """Take all articles out of the database of a committing test."""
    connection.creation.deserialize_db_from_string(getattr(connection, "_test_serialized_contents"))  # noqa: B009


def test_exported_imported_and_exported_again_is_the_same(transactional_db: None, tmp_path: Path) -> None:
    rich(tmp_path)
    before = exported()
    for data in before.values():
        root = etree.fromstring(data)
        assert (files.errors(root), files.dangling(root)) == ([], [])
    older = etree.fromstring(before["hard-text-v1.xml"])
    assert files.find(older, "//t:choice/t:corr/text()") == ["a\r\nfamily & <more>"]
    assert files.find(older, "//t:annotation/@xml:id") == ["note-2001", "note-2004", "note-2003", "note-2002"]
    folder.dump(tmp_path / "before")
    empty()
    assert not Article.objects.exists()
    assert tei_import.load([*before.items()], dry_run=True).report.new.total() == 12
    assert not Article.objects.exists()
    assert tei_import.load([*before.items()]).left == []
    assert exported() == before
    folder.dump(tmp_path / "after")
    assert differences(tmp_path / "before", tmp_path / "after") == []
    assert list(mismatches()) == []


def test_one_file_alone_leaves_out_what_leads_out_of_it(transactional_db: None, tmp_path: Path) -> None:
    rich(tmp_path)
    before = exported()
    empty()
    with pytest.raises(
        tei_import.TEIError, match=r"hard-text-v2.xml: of this article there is v2\. Give the file of each"
    ):
        tei_import.load([("hard-text-v2.xml", before["hard-text-v2.xml"])])
    outcome = tei_import.load([("hard-text-v1.xml", before["hard-text-v1.xml"])])
    assert outcome.left == [f"hard-{number}: related to small-fc, not there. Left out." for number in (1, 2, 3)]
    assert Article.objects.get().current.text == hard_text.TEXT


def test_a_file_written_here_is_captured_with_its_exact_words(edition: None) -> None:
    revision = Revision.objects.get(article__slug="article-4")
    data = tei.document(revision, BASE)
    reading = intake.read(data, "article-4.xml")
    assert (reading.text, reading.encoding) == (revision.text, "tei/1")
    assert intake.reread(data, "tei/1") == revision.text
    assert [(one.start, one.end, one.role) for one in reading.blocks] == [
        (*one[2:], one.role) for one in tei.passages(revision)
    ]
    assert reading.metadata["title"] == revision.article.title


CHANGES = [
    (b"Cold War happened", b"Cold War began", "its words are not those that were captured"),
    (b'ident="Sic"', b'ident="Else"', "this is TEI of another hand"),
    (b'"version": 1,', b'"version": 99,', "it was written by a newer program"),
    (b'"topics": [', b'"topics": [7, ', "the entries in its xenoData are not whole"),
    (b'type="edition-folder">{', b'type="edition-folder">{{', "its xenoData holds no entries in JSON"),
    (b"<TEI ", b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI ', "DTD"),
    (b"</TEI>", b"", "no well-formed XML"),
]


@pytest.mark.any_engine
def test_a_changed_file_is_refused_with_a_reason(edition: None, tmp_path: Path) -> None:
    data = tei.document(Revision.objects.get(article__slug="article-1"), BASE)
    for old, new, sentence in CHANGES:
        assert old in data
        path = tmp_path / "changed.xml"
        path.write_bytes(data.replace(old, new))
        with pytest.raises(CommandError, match=r"(?i)changed.xml: .*" + sentence + r"[\s\S]*Nothing was imported"):
            call_command("import_tei", str(path))
    with pytest.raises(CommandError, match=r"cannot be read: No such file"):
        call_command("import_tei", str(tmp_path / "absent.xml"))


@pytest.mark.any_engine
def test_what_is_there_already_is_left_as_it_is(
    edition: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_bytes(tei.document(Revision.objects.get(article__slug="article-1"), BASE))
    call_command("import_tei", "--dry-run", str(tmp_path / "a.xml"))
    said = capsys.readouterr().out
    assert "articles.json: 0 could be imported, 1 already there" in said
    assert "article-1: differs" not in said


@pytest.mark.any_engine
def test_the_download_is_the_file(edition: None, client: Client) -> None:
    response = client.get("/articles/article-1/v1/download/tei")
    assert response.headers["Content-Type"] == "application/tei+xml"
    assert tei_text.read(response.content) == Revision.objects.get(article__slug="article-1").text
