"""The 139 sources, read back by the tools that readers use, with nothing lost.

Where a format or a reader has no place for something, the mapping is written out here: it is the whole list.
"""

import json
import re
import subprocess
from typing import Any

import pypandoc
import pytest
import rispy
from bibtexparser.entrypoint import parse_file

from edition.citations import biblatex, bibtex, ris
from edition.citations.record import Record
from edition.citations.registry import export
from edition.citations.validation import DATES, NAMES, NUMBERS, TEXTS
from edition.citations.wording import keywords

DIALECTS = {"bibtex": bibtex, "biblatex": biblatex}
ENTRY_TYPES = {
    "article": "article-journal",
    "book": "book",
    "misc": "",
    "online": "webpage",
    "phdthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
}
# pandoc's own names for RIS types that it has no CSL type for.
RIS_TYPES = {"webpage": "misc", "treaty": "entry", "speech": "entry"}


@pytest.fixture(scope="module")
def written(records, tmp_path_factory):
    """Path of the export of all sources, by format."""
    folder = tmp_path_factory.mktemp("exports")
    paths = {slug: folder / f"{slug}.bib" for slug in ("bibtex", "biblatex", "ris", "csl-json")}
    for slug, path in paths.items():
        path.write_bytes("".join(export(records, slug)).encode())
    return paths


def pandoc(path, reader):
    command = [pypandoc.get_pandoc_path(), "--from", reader, "--to", "csljson", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def biber(path):
    """What biber has to complain of, and the names of the entries that it wrote."""
    command = [
        "biber",
        "--tool",
        "--validate-datamodel",
        f"--output-file={path}.out",
        str(path),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=path.parent).stdout
    log = said + path.with_name(path.name + ".blg").read_text(encoding="utf-8")
    complaints = [line for line in log.splitlines() if re.search(r"\b(WARN|ERROR)\b", line)]
    return complaints, re.findall(r"(?m)^@\w+\{(.+),$", path.with_name(f"{path.name}.out").read_text("utf-8"))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_biber_has_nothing_to_complain_of(written, records, dialect):
    complaints, keys = biber(written[dialect])
    assert complaints == []
    assert sorted(keys) == sorted(record.key for record in records)


def test_biber_has_nothing_to_complain_of_whatever_a_record_holds(tmp_path):
    people = [{"family": "Khan", "given": "A. and B."}, {"literal": "Institute of A and B, Ltd."}]
    full: dict[str, Any] = dict.fromkeys(TEXTS, "Text & {x} of A and B") | dict.fromkeys(NUMBERS, "XV")
    full |= dict.fromkeys(NAMES, people)
    full |= {variable: {"date-parts": [[2012, 10]], "circa": True} for variable in DATES}
    full |= {"URL": "https://x.y/{_%20}#~", "DOI": "10.1000/a_b"}
    full |= {"ISBN": "9783161484100", "ISSN": "2049-3630"}
    kinds = [*biblatex.CANDIDATES, "webpage", "treaty"]
    lacks = [(), ("author",), ("author", "editor", "issued"), ("publisher", "editor"), ("URL", "DOI")]
    lacks.append(("publisher", "publisher-place", "genre"))
    path = tmp_path / "full.bib"
    records = (
        Record(f"{kind}-{n}", {name: full[name] for name in full if name not in lack} | {"type": kind})
        for kind in kinds
        for n, lack in enumerate(lacks)
    )
    path.write_text("".join(export(records, "biblatex")), encoding="utf-8")
    complaints, keys = biber(path)
    assert complaints == []
    assert len(keys) == len(kinds) * len(lacks)


def names(people, in_literal):
    return [{in_literal: name["literal"]} if "literal" in name else name for name in people]


def as_pandoc_reads_latex(item, module):
    """What pandoc is to make of an entry: the source, but for these mappings."""
    kind = module.entry_type(item)
    read = {name: item[name] for name in ("id", "title", "language", "note", "URL", "author", "issued") if name in item}
    # 1. The entry type says the CSL type, with entrysubtype; pandoc heeds that only in articles.
    read["type"] = item["type"] if kind == "article" else ENTRY_TYPES[kind]
    # 2. Without an author or a date an article or chapter is misc or online, which have no container.
    if kind == "article":
        read |= {name: item[name] for name in ("container-title", "issue") if name in item}
    else:
        site = filter(None, (item.get("publisher"), item.get("container-title")))
        read |= {"publisher": "; ".join(site), "annote": f"issue: {item['issue']}" if "issue" in item else ""}
    # 3. biber demands a type of theses and reports.
    read["genre"] = item.get("genre") or (kind if kind in {"thesis", "report"} else "")
    read["keyword"] = ", ".join(keywords(item))
    return {name: value for name, value in read.items() if value or name == "type"}


def straight(value):
    # 4. pandoc makes curly quotes and apostrophes of straight ones.
    return json.loads(re.sub("[’‘“”]", "'", json.dumps(value, ensure_ascii=False)))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_pandoc_reads_every_field_of_bibtex_and_biblatex(written, items, dialect):
    read = straight(pandoc(written[dialect], dialect))
    expected = [straight(as_pandoc_reads_latex(item, DIALECTS[dialect])) for item in items]
    assert read == expected


@pytest.mark.parametrize("dialect", DIALECTS)
def test_bibtexparser_reads_every_entry(written, items, dialect):
    library = parse_file(str(written[dialect]))
    assert library.failed_blocks == []
    entries = [{field.key: field.value for field in entry.fields} for entry in library.entries]
    assert [entry.key for entry in library.entries] == [item["id"] for item in items]
    for entry, item in zip(entries, items, strict=True):
        assert re.sub(r"\\([&%$#_])", r"\1", entry["title"]) == f"{{{item['title']}}}"
        assert entry.get("url") == item.get("URL")
        assert entry["keywords"] == ", ".join(keywords(item))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_csl_type_can_be_told_from_entry_type_and_subtype(written, items, dialect):
    whole = {"newspaper": "article-newspaper", "magazine": "article-magazine", "journal": "article-journal"}
    library = parse_file(str(written[dialect]))
    for entry, item in zip(library.entries, items, strict=True):
        subtype = entry.fields_dict.get("entrysubtype")
        told = whole.get(subtype.value, subtype.value) if subtype else ENTRY_TYPES[entry.entry_type]
        assert told == item["type"]


def test_no_date_and_no_author_are_read_where_none_is_known(written, items):
    undated = {item["id"] for item in items if "issued" not in item}
    anonymous = {item["id"] for item in items if "author" not in item}
    for slug, reader in (
        ("bibtex", "bibtex"),
        ("biblatex", "biblatex"),
        ("ris", "ris"),
        ("csl-json", "csljson"),
    ):
        read = pandoc(written[slug], reader)
        assert {item["id"] for item in read if "issued" not in item} == undated
        assert {item["id"] for item in read if "author" not in item} == anonymous
    assert (len(undated), len(anonymous)) == (50, 118)


def as_pandoc_reads_ris(item):
    """What pandoc is to make of a reference: it passes over N1 and M3, and reads no more than the year."""
    kept = ("id", "title", "container-title", "publisher", "issue", "language", "URL")
    read = {name: item[name] for name in kept if name in item}
    read["type"] = RIS_TYPES.get(item["type"], item["type"])
    # RIS knows no corporate names: they are family names.
    if "author" in item:
        read["author"] = names(item["author"], "family")
    if "issued" in item:
        read["issued"] = {"date-parts": [[item["issued"]["date-parts"][0][0]]]}
    return read


def test_pandoc_reads_ris(written, items):
    read = [{name: item[name] for name in item if name != "keyword"} for item in pandoc(written["ris"], "ris")]
    assert read == [as_pandoc_reads_ris(item) for item in items]


def as_rispy_reads(item):
    fields = {
        "id": "id",
        "title": "title",
        "container-title": "secondary_title",
        "publisher": "publisher",
        "issue": "number",
        "language": "language",
        "genre": "type_of_work",
    }
    read = {fields[name]: item[name] for name in fields if name in item}
    kind = [] if item["type"] in ris.TYPES else [f"type: {item['type']}"]
    read |= {"type_of_reference": ris.TYPES.get(item["type"], "GEN"), "keywords": kind + keywords(item)}
    read |= {"notes": [item["note"]]} | ({"urls": [item["URL"]]} if "URL" in item else {})
    if "author" in item:
        read["authors"] = [
            f"{name['family']}, {name['given']}" if "family" in name else f"{name['literal']},"
            for name in item["author"]
        ]
    if "issued" in item:
        year, *rest = item["issued"]["date-parts"][0]
        parts = [str(year), *(f"{part:02d}" for part in rest)]
        read |= {"year": str(year), "date": "/".join([*parts, *[""] * (4 - len(parts))])}
    return read


def test_rispy_reads_every_field(written, items):
    read = rispy.loads(written["ris"].read_text(encoding="utf-8"))
    assert read == [as_rispy_reads(item) for item in items]


def test_pandoc_reads_every_variable_of_csl_json(written, items):
    # pandoc passes over custom.
    expected = [{name: item[name] for name in item if name != "custom"} for item in straight(items)]
    read = [
        {name: item[name] for name in item if name != "custom"}
        for item in straight(pandoc(written["csl-json"], "csljson"))
    ]
    assert read == expected


@pytest.mark.parametrize(("slug", "variable"), [("bibtex", "annote"), ("biblatex", "annote"), ("csl-json", "note")])
def test_a_pinpoint_is_read_back_whole(passage, tmp_path, slug, variable):
    path = tmp_path / "passage"
    path.write_text("".join(export([passage], slug)), encoding="utf-8")
    (item,) = pandoc(path, slug.replace("-", ""))
    pin = passage.pinpoint
    assert item["version"] in {"v2", "2"}
    for part in (" ".join(pin.quote.split()), pin.anchor, pin.sha256, f"version {pin.revision}"):
        assert part in " ".join(item[variable].split())
