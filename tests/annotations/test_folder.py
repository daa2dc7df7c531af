"""Load, dump and load again changes nothing: in one process, and through the commands on a fresh site."""

import filecmp
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from annotations import folder, workflow
from annotations.models import Annotation
from edition.capture import Block, Capture, capture
from edition.intake import plain
from edition.models import Article, Passage, Revision
from edition.verification import mismatches
from tests.support import small_folder
from tests.support.fixture_edition import FOLDER
from tests.support.fresh_site import FreshSite
from tests.support.notes import CORRECTION, FACT_CHECK, bring
from tests.support.rows import rows


def differences(one: Path, other: Path) -> list[str]:
    """Return the names of files that are not the same, byte for byte; what a folder says of itself is left out."""
    names = {str(path.relative_to(base)) for base in (one, other) for path in base.rglob("*") if path.is_file()}
    names.discard("README.md")
    same, *_ = filecmp.cmpfiles(one, other, names, shallow=False)
    return sorted(names - set(same))


def test_the_edition_is_what_it_says(edition: None) -> None:
    kinds = [Annotation.objects.filter(kind=kind).count() for kind in ("fact-check", "correction", "cross-reference")]
    assert (Article.objects.count(), sum(kinds[:2]), kinds[2]) == (5, 163, 56)
    note = Annotation.objects.get(key="a1-fc02")
    assert (note.number, note.verdict, note.span.passage.anchor) == (2, "disputed", "p5")
    assert note.span.exact == "The end of the Cold War happened in 1989 whilst the USSR remained united."
    assert list(note.topics.values_list("slug", flat=True)) == ["end-of-cold-war"]


def test_a_dump_is_the_folder_it_came_from(edition: None, tmp_path: Path) -> None:
    folder.dump(tmp_path / "dumped")
    assert differences(FOLDER, tmp_path / "dumped") == []
    assert len(list((tmp_path / "dumped").rglob("*.*"))) == 11


def test_a_second_load_changes_nothing(edition: None, tmp_path: Path) -> None:
    before = rows()
    report = folder.load(FOLDER)
    assert (sum(report.new.values()), sum(report.kept.values())) == (0, 420)
    assert rows() == before
    assert report.differing == []
    folder.dump(tmp_path)
    assert differences(FOLDER, tmp_path) == []


def test_a_dump_replaces_the_one_before(edition: None, tmp_path: Path) -> None:
    small_folder.make(tmp_path / "edition")
    folder.dump(tmp_path / "edition")
    assert differences(FOLDER, tmp_path / "edition") == []


def test_what_is_not_public_stays_on_the_site(edition: None, tmp_path: Path, alice: User, bob: User) -> None:
    draft = workflow.start(CORRECTION, alice)
    bring("redrafted", alice, bob, replace(FACT_CHECK, related=(draft.number,)))
    folder.dump(tmp_path)
    notes = json.loads((tmp_path / "notes.json").read_text(encoding="utf-8"))["notes"]
    last = notes[-1]
    assert (len(notes), last["id"], last["gist"], last["by"]) == (164, "note-221", FACT_CHECK.gist, "Alice Abbasi")
    assert "relatedNotes" not in last


def test_a_new_entry_may_name_a_note_that_is_only_on_the_site(edition: None, tmp_path: Path) -> None:
    def relate(data: Any) -> None:
        data["notes"][0]["relatedNotes"] = ["a1-fc02"]

    small_folder.change(small_folder.make(tmp_path / "edition"), "notes", relate)
    folder.load(tmp_path / "edition")
    assert list(Annotation.objects.get(key="small-fc").related.values_list("key", flat=True)) == ["a1-fc02"]


def test_two_revisions_of_one_file_name_are_both_dumped(edition: None, tmp_path: Path) -> None:
    article = Article.objects.get(slug="article-1")
    blocks = [Block(0, 5, "body")]
    for name in (article.current.file_name, "", "../outside.txt"):
        capture(article, plain.read(b"Again"), blocks, Capture(name))
    folder.dump(tmp_path / "edition")
    written = json.loads((tmp_path / "edition" / "articles.json").read_text(encoding="utf-8"))["articles"][0]
    further = [one["file"] for one in written["furtherRevisions"]]
    assert further == ["article-1-v2.txt", "article-1-v3.txt", "article-1-v4.txt"]
    assert [(tmp_path / "edition" / "articles" / name).read_bytes() for name in further] == [b"Again"] * 3
    assert len((tmp_path / "edition" / "articles" / written["file"]).read_bytes()) == 4125


KIND_OF_ROLE = {"deck": "subtitle", "summary": "summary-bullet", "comment": "reader-comment"}


def plain_folder(folder: Path) -> Path:
    """Write the edition as somebody writes it by hand: without works, anchors, roles and numbers."""
    (folder / "articles").mkdir(parents=True)
    for path in (FOLDER / "articles").iterdir():
        (folder / "articles" / path.name).write_bytes(path.read_bytes())
    for name in small_folder.NAMES:
        data = small_folder.real(name)
        entries = data if isinstance(data, list) else next(iter(v for v in data.values() if isinstance(v[0], dict)))
        for entry in entries:
            entry.pop("number", None)
            entry.pop("work", None)
            for block in entry.get("blocks", []):
                role = block.pop("role")
                block["kind"] = KIND_OF_ROLE.get(role, role)
                del block["anchor"]
        small_folder.write(folder, name, data)
    return folder


def test_a_folder_without_numbers_and_anchors_is_given_the_same(transactional_db: None, tmp_path: Path) -> None:
    assert not Article.objects.exists()
    folder.load(plain_folder(tmp_path / "plain"))
    assert folder.load(tmp_path / "plain").differing == []
    assert (Revision.objects.count(), Passage.objects.count()) == (5, 100)
    assert list(mismatches()) == []
    folder.dump(tmp_path / "dumped")
    assert differences(FOLDER, tmp_path / "dumped") == ["articles.json"]
    dumped = json.loads((tmp_path / "dumped" / "articles.json").read_text(encoding="utf-8"))["articles"]
    assert [without_work(one) for one in dumped] == [
        without_work(one) for one in small_folder.real("articles")["articles"]
    ]
    assert [one["work"]["type"] for one in dumped] == ["webpage", "document", "webpage", "document", "webpage"]
    assert dumped[1]["work"]["author"] == [{"family": "Soherwordi", "given": "Syed Hussain Shaheed"}]
    assert dumped[4]["work"] == {
        "type": "webpage",
        "title": "From Mistrust to Mutual Interests: The Saga of Pak-Russia Relations",
        "container-title": "Spine Times",
        "URL": "https://spinetimes.pk/?p=14694",
        "language": "en",
    }


def without_work(article: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of an article but for its record, which says no more than is certain."""
    return {name: value for name, value in article.items() if name != "work"}


# Each engine loads the edition and dumps it in tests of their own; the commands are the same.
@pytest.mark.any_engine
def test_the_commands_bring_the_edition_to_a_fresh_site_and_back(fresh_site: FreshSite, tmp_path: Path) -> None:
    fresh_site.run("migrate", "-v0")
    first = fresh_site.run("load_edition", str(FOLDER))
    assert "articles.json: 5 loaded, 0 already there" in first.stdout
    fresh_site.run("dump_edition", str(tmp_path / "dumped"))
    assert differences(FOLDER, tmp_path / "dumped") == []
    second = fresh_site.run("load_edition", str(tmp_path / "dumped"))
    assert "notes.json: 0 loaded, 163 already there" in second.stdout
    assert fresh_site.run("verify").stdout == "Every text, passage and span is what it was.\n"
    broken = fresh_site.run("load_edition", str(tmp_path), fails=True)
    assert (broken.returncode, broken.stderr) == (
        1,
        "CommandError: bibliography.json: the file is missing from the folder.\nNothing was loaded.\n",
    )
