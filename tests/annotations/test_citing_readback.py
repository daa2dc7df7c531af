"""Citations of articles, passages and notes, read back by the tools that readers use."""

import json
import re
import subprocess

import pypandoc
import pytest
import rispy
from bibtexparser.entrypoint import parse_string

pytestmark = pytest.mark.any_engine

CITED = [
    *(f"/articles/article-{n}/v1/" for n in range(1, 6)),
    "/articles/article-1/v1/p5/",
    "/articles/article-5/v1/p1-p3/",
    "/articles/article-2/v1/t1/",
    "/articles/article-4/v1/x3/",
    "/notes/2/",
    "/notes/127/",
    "/notes/166/",
]


@pytest.fixture
def export(edition, client):
    return lambda form: {address: client.get(f"{address}cite/{form}").content.decode() for address in CITED}


def pandoc(text: str, reader: str) -> list[dict]:
    command = [pypandoc.get_pandoc_path(), "--from", reader, "--to", "csljson"]
    return json.loads(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout)


def plain(text: str) -> str:
    """A field of BibTeX without its braces, quotes made straight."""
    return re.sub("[‘’]", "'", re.sub(r"\\([&%$#_])", r"\1", text).strip("{}"))


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_biber_has_nothing_to_complain_of(export, tmp_path, dialect):
    path = tmp_path / "all.bib"
    path.write_text("\n".join(export(dialect).values()), encoding="utf-8")
    command = ["biber", "--tool", "--validate-datamodel", f"--output-file={path}.out", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    log = said + (tmp_path / "all.bib.blg").read_text(encoding="utf-8")
    assert [line for line in log.splitlines() if re.search(r"\b(WARN|ERROR)\b", line)] == []
    assert len(re.findall(r"(?m)^@\w+\{", (tmp_path / "all.bib.out").read_text(encoding="utf-8"))) == len(CITED)


@pytest.mark.parametrize(("dialect", "remark"), [("bibtex", "annote"), ("biblatex", "annotation")])
def test_bibtexparser_reads_every_entry_with_its_words(export, dialect, remark):
    items = {address: json.loads(text)[0] for address, text in export("csl-json").items()}
    for address, text in export(dialect).items():
        library = parse_string(text)
        assert library.failed_blocks == []
        entry = {field.key: field.value for field in library.entries[0].fields}
        item = items[address]
        assert library.entries[0].key == item["id"]
        assert plain(entry["title"]) == plain(item["title"])
        assert entry["url"] == item["URL"]
        assert item["custom"]["sha256"] in entry[remark]


def test_rispy_reads_every_reference(export):
    items = {address: json.loads(text)[0] for address, text in export("csl-json").items()}
    for address, text in export("ris").items():
        (read,) = rispy.loads(text)
        item = items[address]
        assert read["id"] == item["id"]
        assert (read["title"], read["urls"]) == (item["title"], [item["URL"]])
        assert any(item["custom"]["sha256"] in note for note in read["notes"])
        assert ("year" in read) == ("issued" in item)


READERS = [("csl-json", "csljson"), ("bibtex", "bibtex"), ("biblatex", "biblatex"), ("ris", "ris")]


@pytest.mark.parametrize(("form", "reader"), READERS)
def test_pandoc_reads_every_record(export, form, reader):
    items = {address: json.loads(text)[0] for address, text in export("csl-json").items()}
    for address, text in export(form).items():
        (read,) = pandoc(text, reader)
        item = items[address]
        assert (read["id"], read["URL"]) == (item["id"], item["URL"])
        assert plain(read["title"]) == plain(item["title"])
        assert ("author" in read, "issued" in read) == ("author" in item, "issued" in item), address


def test_a_note_is_its_editors_and_dated_by_its_review(export):
    item = json.loads(export("csl-json")["/notes/2/"])[0]
    assert item["title"] == "Note 2: fact-check, disputed"
    assert item["id"] == "sic-note-2"
    assert item["container-title"] == "Sic"
    assert item["URL"] == "http://testserver/notes/2/"
    assert len(item["issued"]["date-parts"][0]) == 3
    assert item["author"][0]["literal"]
