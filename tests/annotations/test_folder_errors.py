"""A broken edition folder: the error names file, entry and reason, and the database is as before."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations import folder
from annotations.folder import FolderError
from tests.support import small_folder
from tests.support.rows import rows

Break = Callable[[Path], object]


def at(name: str, *path: str | int, value: Any = None, drop: bool = False) -> Break:
    """Return what sets the value at `path` in the file `name`, or takes it out."""

    def act(data: Any) -> None:
        for part in path[:-1]:
            data = data[part]
        if drop:
            del data[path[-1]]
        else:
            data[path[-1]] = value

    return lambda folder: small_folder.change(folder, name, act)


def raw(name: str, data: bytes) -> Break:
    return lambda folder: (folder / name).write_bytes(data)


def a_folder_instead(folder: Path) -> None:
    (folder / "topics.json").unlink()
    (folder / "topics.json").mkdir()


def text_file(folder: Path) -> Path:
    return next((folder / "articles").iterdir())


def as_text(data: bytes, *, told: bool = True) -> Break:
    """Return what replaces the article's text, and tells the folder its SHA-256."""

    def act(folder: Path) -> None:
        text_file(folder).write_bytes(data)
        if told:
            at("articles", "articles", 0, "sha256", value=hashlib.sha256(data).hexdigest())(folder)

    return act


IN_ARTICLE, IN_NOTE = "articles.json, small-article", "notes.json, small-fc"
IN_TOPIC, IN_CLAIM = "topics.json, small-topic", "claims.json, small-claim"
NOTE, LINK, ARTICLE = ("notes", 0), ("crossReferences", 0), ("articles", 0)
BLOCK = (*ARTICLE, "blocks", 4)

BROKEN: list[tuple[Break, str, str]] = [
    (raw("notes.json", b'{"notes": ["\xff"]}'), "notes.json", "the file is not UTF-8 at byte 13."),
    (raw("notes.json", b'{"notes": [}'), "notes.json, line 1, column 12", "no JSON: Expecting value."),
    (raw("notes.json", b""), "notes.json, line 1, column 1", "no JSON: Expecting value."),
    (raw("notes.json", b"[" * 10_000), "notes.json", "nested too deeply"),
    (raw("notes.json", b'{"notes": [{"id": "a", "b": ' + b"[" * 10_000), "notes.json", "nested too deeply"),
    (raw("notes.json", b'{"notes": [NaN]}'), "notes.json", "no JSON: NaN is no JSON number."),
    (raw("notes.json", b'{"notes": [' + b"9" * 5_000 + b"]}"), "notes.json", "no JSON: Exceeds the limit"),
    (raw("notes.json", b"null"), "notes.json", "the file does not hold a list under “notes”."),
    (raw("notes.json", b'{"notes": [7]}'), "notes.json, entry 1", "this is not an object."),
    (lambda f: (f / "topics.json").unlink(), "topics.json", "the file is missing from the folder."),
    (
        a_folder_instead,
        "topics.json",
        "the file cannot be read: Is a directory.",
    ),
    (at("notes", *NOTE, "id", drop=True), "notes.json, entry 1", "“id” is missing. Give text."),
    (at("notes", *NOTE, "id", value="small-co"), "notes.json, small-co", "this id stands twice."),
    (at("notes", *NOTE, "gist", value="a\0b"), "notes.json, entry 1", "it holds a NUL character."),
    (at("notes", *NOTE, "tags", value=["a\0b"]), "notes.json, entry 1", "it holds a NUL character."),
    (raw("bibliography.json", b'[{"id": "a\\ud800"}]'), "bibliography.json, entry 1", "“\\ud800” is half a character."),
    (at("notes", *NOTE, "gist", value=7), IN_NOTE, "“gist” is not text."),
    (at("notes", *NOTE, "tags", value=[7]), IN_NOTE, "“tags” holds something that is not text."),
    (at("notes", *NOTE, "evidence", value=[7]), IN_NOTE, "item 1 of “evidence” is not an object."),
    (at("notes", *NOTE, "kind", value="remark"), IN_NOTE, "neither fact-check nor correction"),
    (at("notes", *NOTE, "verdict", value="true"), IN_NOTE, "'true' is not one of: accurate,"),
    (at("notes", *NOTE, "evidence", value=[]), IN_NOTE, "names no source of this note"),
    (
        at("notes", *NOTE, "evidence", 0, "source", value="nobody"),
        IN_NOTE,
        "There is no source “nobody” in the bibliography.",
    ),
    (at("notes", *NOTE, "topics", value=["weather"]), IN_NOTE, "There is no topic “weather”."),
    (at("notes", *NOTE, "relatedNotes", value=["no"]), IN_NOTE, "it names the note “no”"),
    (at("notes", *NOTE, "number", value=1), IN_NOTE, "the number 1 belongs to another note."),
    (at("notes", *NOTE, "number", value=10**30), IN_NOTE, "less than or equal to"),
    (at("notes", *NOTE, "published", value="yesterday"), IN_NOTE, "“published” is no time"),
    (
        at("notes", *NOTE, "passage", "quote", value="Rossiya"),
        IN_NOTE,
        "not “Rossiya”. The quote stands nowhere",
    ),
    (at("notes", *NOTE, "passage", "start", value=94), IN_NOTE, "The quote stands at 93."),
    (at("notes", *NOTE, "passage", "end", value=10**30), IN_NOTE, "The quote stands at 93."),
    (at("notes", *NOTE, "passage", "prefix", value="No "), IN_NOTE, "are not the prefix and suffix."),
    (
        at("notes", *NOTE, "passage", "article", value="no"),
        IN_NOTE,
        "there is no article “no” with a revision 1.",
    ),
    (at("notes", *NOTE, "passage", "revision", value=2), IN_NOTE, "with a revision 2."),
    (at("crossrefs", *LINK, "relation", value="near"), "crossrefs.json, small-xr", "A relation is one of:"),
    (at("crossrefs", *LINK, "to", drop=True), "crossrefs.json, small-xr", "“to” is missing. Give an object."),
    (as_text(b"Other.", told=False), IN_ARTICLE, "does not have the SHA-256 that is given"),
    (lambda f: text_file(f).unlink(), IN_ARTICLE, "is missing from the folder."),
    (as_text(b"caf\xe9"), IN_ARTICLE, "The file is not UTF-8: byte 4 in line 1 is 0xe9."),
    (as_text(b"a\0b"), IN_ARTICLE, "Line 1 holds a NUL character"),
    (as_text(b""), IN_ARTICLE, "The file holds no words."),
    (as_text(b"a" * 5_242_881), IN_ARTICLE, "has more than 5,242,880 bytes."),
    (
        at("articles", *ARTICLE, "file", value="../articles.json"),
        IN_ARTICLE,
        "is missing from the folder.",
    ),
    (
        at("articles", *ARTICLE, "file", value="x" * 300),
        IN_ARTICLE,
        "cannot be read: File name too long.",
    ),
    (at("articles", *ARTICLE, "key", value="Small Article"), "articles.json, Small Article", "small letters"),
    (at("articles", *ARTICLE, "number", value=1), IN_ARTICLE, "Number already exists."),
    (
        at("articles", *ARTICLE, "work", "type", value="leaflet"),
        IN_ARTICLE,
        "“leaflet” is not a type",
    ),
    (at("articles", *ARTICLE, "metadata", value=[]), IN_ARTICLE, "“metadata” is not an object."),
    (
        at("articles", *ARTICLE, "capturedOn", value="May"),
        IN_ARTICLE,
        "is no date such as 2026-11-21.",
    ),
    (at("articles", *BLOCK, "anchor", value="q5"), IN_ARTICLE, "“q5” is no anchor."),
    (at("articles", *BLOCK, "anchor", value="p1"), IN_ARTICLE, "The anchor p1 is given twice."),
    (at("articles", *BLOCK, "role", value="footnote"), IN_ARTICLE, "footnote"),
    (
        at("articles", *BLOCK, "start", value=390),
        IN_ARTICLE,
        "Block 5 overlaps the block before it",
    ),
    (at("articles", *BLOCK, "start", value=392), IN_ARTICLE, "begins with a line break"),
    (at("articles", *BLOCK, "start", value="0"), IN_ARTICLE, "“start” is not a whole number."),
    (at("articles", *BLOCK, drop=True), IN_ARTICLE, "lies in no block."),
    (at("bibliography", 0, "colour", value="red"), "bibliography.json, small-source", "“colour” is not a variable"),
    (at("bibliography", 0, "custom", value={"seen": True}), "bibliography.json, small-source", "“custom” holds seen;"),
    (at("bibliography", 0, "custom", value={"consulted": "so"}), "bibliography.json, small-source", "“so”"),
    (at("topics", "topics", 0, "sources", value=["nobody"]), IN_TOPIC, "there is no source “nobody”"),
    (at("topics", "topics", 0, "sources", value=["small-source"] * 2), IN_TOPIC, "twice"),
    (at("topics", "topics", 0, "record", value="> " * 9_000), IN_TOPIC, "nested"),
    (at("topics", "topics", 0, "title", value="x" * 201), IN_TOPIC, "at most 200 characters"),
    (at("claims", "claims", 0, "topic", value="weather"), IN_CLAIM, "there is no topic “weather”."),
    (at("claims", "claims", 0, "sources", value=["small-source"] * 2), IN_CLAIM, "twice"),
    (at("claims", "claims", 0, "accounts", 0, "verdict", value="true"), IN_CLAIM, "'true'"),
    (at("claims", "claims", 0, "accounts", 0, "verdict", value=[1]), IN_CLAIM, "is not a valid choice"),
    (
        at("claims", "claims", 0, "accounts", 0, "note", value="no"),
        IN_CLAIM,
        "there is no note “no”.",
    ),
    (
        at("claims", "claims", 0, "accounts", 0, "note", drop=True),
        IN_CLAIM,
        "account_verdict_has_note",
    ),
]


@pytest.fixture
def small(edition: None, tmp_path: Path) -> Path:
    return small_folder.make(tmp_path / "edition")


def test_the_folder_that_is_broken_below_is_whole(small: Path) -> None:
    report = folder.load(small)
    assert dict(report.new) == {
        "articles.json": 1,
        "bibliography.json": 1,
        "claims.json": 1,
        "crossrefs.json": 1,
        "notes.json": 2,
        "topics.json": 1,
    }


@pytest.mark.parametrize(("broken", "where", "reason"), BROKEN, ids=[f"{w}: {r}" for _, w, r in BROKEN])
def test_a_broken_folder_is_refused(small: Path, broken: Break, where: str, reason: str) -> None:
    before = rows()
    broken(small)
    with pytest.raises(FolderError) as error:
        folder.load(small)
    assert str(error.value).startswith(f"{where}: ")
    assert reason in error.value.reason
    assert rows() == before


def test_a_folder_that_is_none_is_refused(edition: None, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"there is no such folder\."):
        folder.load(tmp_path / "nowhere")


def test_another_text_under_a_known_key_is_refused(small: Path) -> None:
    folder.load(small)
    before = rows()
    as_text(b"Other words.")(small)
    with pytest.raises(FolderError, match="the site has another text under this key"):
        folder.load(small)
    assert rows() == before


def test_a_dump_does_not_overwrite_what_is_no_edition_folder(edition: None, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear …", encoding="utf-8")
    with pytest.raises(FolderError, match="this is no edition folder and not empty"):
        folder.dump(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    shutil.rmtree(tmp_path)
