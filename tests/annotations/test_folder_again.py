"""Loading into a site that has some of it, and dumping over a folder: what is told, what moves, what stays whole."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from annotations import folder
from annotations.folder import FolderError, forms
from annotations.models import Annotation
from edition.capture import Block, capture
from edition.intake import plain
from edition.models import Article, Work
from tests.support import small_folder


@pytest.fixture
def small(edition: None, tmp_path: Path) -> Path:
    made = small_folder.make(tmp_path / "edition")
    folder.load(made)
    return made


def versions() -> dict[str, int]:
    return dict(Article.objects.values_list("slug", "apparatus_version"))


def test_what_is_loaded_is_shown_at_once(edition: None, tmp_path: Path) -> None:
    before = versions()
    made = small_folder.make(tmp_path / "edition")
    small_folder.change(made, "crossrefs", lambda data: data["crossReferences"][0]["to"].update(article="article-1"))
    folder.load(made)
    after = versions()
    assert all(after[slug] > version for slug, version in before.items())
    folder.load(made)
    assert versions() == after


def test_the_same_folder_again_differs_in_nothing(small: Path) -> None:
    assert folder.load(small).differing == []


DIFFERENCES = [
    ("notes", lambda data: data["notes"][0].update(gist="Another gist."), "notes.json, small-fc"),
    ("notes", lambda data: data["notes"][0].pop("topics"), "notes.json, small-fc"),
    ("notes", lambda data: data["notes"][0].update(published="2001-01-01T00:00:00Z"), "notes.json, small-fc"),
    ("crossrefs", lambda data: data["crossReferences"][0].update(why="Neither."), "crossrefs.json, small-xr"),
    ("bibliography", lambda data: data[0].update(title="A large book"), "bibliography.json, small-source"),
    ("bibliography", lambda data: data[0].update(custom={"consulted": False}), "bibliography.json, small-source"),
    ("articles", lambda data: data["articles"][0].update(rights="None."), "articles.json, small-article"),
    (
        "articles",
        lambda data: data["articles"][0].update(furtherRevisions=[{"file": "b"}]),
        "articles.json, small-article",
    ),
    ("articles", lambda data: data["articles"][0]["blocks"][4].update(role="summary"), "articles.json, small-article"),
    ("topics", lambda data: data["topics"][0].update(accounts=[]), "topics.json, small-topic"),
    ("claims", lambda data: data["claims"][0].update(finding="Now."), "claims.json, small-claim"),
]


@pytest.mark.parametrize(("name", "change", "where"), DIFFERENCES)
def test_what_differs_is_told_and_left_as_it_is(small: Path, name: str, change: Any, where: str) -> None:
    small_folder.change(small, name, change)
    said = StringIO()
    call_command("load_edition", str(small), stdout=said)
    told = [line for line in said.getvalue().splitlines() if "differs" in line]
    assert told == [f"{where}: differs from what is on the site, left as it is"]
    assert Annotation.objects.get(key="small-fc").gist != "Another gist."


def test_a_revision_that_only_the_site_has_is_told(small: Path) -> None:
    capture(Article.objects.get(slug="small-article"), plain.read(b"Two"), [Block(0, 3, "body")])
    assert folder.load(small).differing == [("articles.json", "small-article")]


def test_an_article_without_a_text_is_told(small: Path) -> None:
    record = Work.objects.create(key="textless", csl={"type": "book", "title": "A"})
    Article.objects.create(slug="textless", number=10, work=record)
    small_folder.change(small, "articles", lambda data: data["articles"][0].update(key="textless"))
    with pytest.raises(FolderError, match=r"without a text\. Capture its text on the site first\."):
        folder.load(small)


def test_the_record_of_an_article_keeps_what_the_editors_say_of_it(small: Path, tmp_path: Path) -> None:
    record = Work.objects.get(key="small-article")
    record.consulted, record.quality = True, "press"
    record.archived_url, record.archived_on = "https://a.example/1", date(2020, 5, 1)
    record.unreachable_on = date(2026, 11, 3)
    record.save()
    folder.dump(tmp_path / "dumped")
    read = json.loads((tmp_path / "dumped" / "articles.json").read_text(encoding="utf-8"))["articles"]
    entry = next(one for one in read if one["key"] == "small-article")
    assert entry["work"]["custom"] == {
        "consulted": True,
        "quality": "press",
        "archivedUrl": "https://a.example/1",
        "archivedOn": "2020-05-01",
        "unreachableOn": "2026-11-03",
    }
    entry = {**entry, "key": "again", "number": 77, "file": small_folder.real("articles")["articles"][0]["file"]}
    small_folder.change(small, "articles", lambda data: data["articles"].append(entry))
    folder.load(small)
    loaded = Work.objects.get(key="again")
    assert (loaded.consulted, loaded.quality, loaded.csl) == (True, "press", record.csl)
    assert (loaded.archived_url, loaded.archived_on) == (record.archived_url, record.archived_on)
    assert loaded.unreachable_on == record.unreachable_on


@pytest.mark.parametrize(
    ("work", "sentence"),
    [({"id": "other"}, "Leave out “id”: the site gives it."), ({"custom": {"seen": 1}}, "“custom” holds seen;")],
)
def test_a_record_of_an_article_without_what_the_site_gives(small: Path, work: Any, sentence: str) -> None:
    entry = {**small_folder.real("articles")["articles"][0], "key": "again", "number": 77}
    entry["work"] = {**entry["work"], **work}
    small_folder.change(small, "articles", lambda data: data["articles"].append(entry))
    with pytest.raises(FolderError) as error:
        folder.load(small)
    assert sentence in error.value.reason


@pytest.mark.parametrize("names", [["articles.json"], ["notes.json"], ["articles", "a.txt"]])
def test_a_folder_that_is_not_wholly_an_edition_is_not_replaced(
    edition: None, tmp_path: Path, names: list[str]
) -> None:
    for name in names:
        (tmp_path / name).write_text("[]", encoding="utf-8")
    with pytest.raises(FolderError, match="this is no edition folder and not empty"):
        folder.dump(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def contents(base: Path) -> dict[str, bytes]:
    return {str(path.relative_to(base)): path.read_bytes() for path in base.rglob("*") if path.is_file()}


def test_a_dump_keeps_what_else_lies_in_the_folder(small: Path) -> None:
    (small / "README.md").write_text("Ours.", encoding="utf-8")
    folder.dump(small)
    assert (small / "README.md").read_text(encoding="utf-8") == "Ours."
    assert len(contents(small)) == 6 + 6 + 1
    assert [path.name for path in small.parent.iterdir()] == [small.name]


def test_a_dump_that_fails_leaves_the_folder_before(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, rename = contents(small), Path.rename

    def failing(path: Path, target: Path) -> Path:
        if ".dump-" in str(path):
            raise OSError("the disk is full")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="the disk is full"):
        folder.dump(small)
    assert contents(small) == before
    assert [path.name for path in small.parent.iterdir()] == [small.name]


def test_a_dump_that_was_cut_off_leaves_the_edition_before_aside(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, rename = contents(small), Path.rename

    def cut_off(path: Path, target: Path) -> Path:
        if path != small:
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", cut_off)
        with pytest.raises(KeyboardInterrupt):
            folder.dump(small)
    assert contents(small.with_name("edition.before-dump")) == before
    with pytest.raises(FolderError, match="a dump was cut off and left the edition as it was before it here"):
        folder.dump(small)


def test_a_dump_sees_one_moment(transactional_db: None, edition: None, tmp_path: Path, monkeypatch: Any) -> None:
    """SQLite lets no other writer in meanwhile; PostgreSQL shows the database as it was at the first look."""
    said = []

    def look(names: dict[int, str]) -> dict[str, Any]:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SHOW transaction_isolation")
                said.extend(cursor.fetchone())
        return {"articles.json": connection.in_atomic_block}

    monkeypatch.setattr(forms, "files", look)
    folder.dump(tmp_path / "dumped")
    assert said == (["repeatable read"] if connection.vendor == "postgresql" else [])
    assert (tmp_path / "dumped" / "articles.json").read_text(encoding="utf-8") == "true\n"
