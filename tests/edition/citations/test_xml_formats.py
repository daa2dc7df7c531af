"""EndNote XML, MODS and Dublin Core: read back by the bibutils, and by an XML reader."""

import re
import subprocess
from xml.etree import ElementTree

from edition.citations import dublin_core
from edition.citations.record import Record
from edition.citations.registry import export

MODS = {"m": "http://www.loc.gov/mods/v3"}
DC = "{http://purl.org/dc/elements/1.1/}"
# bibutils' BibTeX entry types of the 140 sources; it has none for treaties, speeches, laws and pages of the web.
MODS_TYPES = {"Article": 83, "Book": 3, "Inbook": 9, "PhdThesis": 2, "TechReport": 2}
HARD = Record(
    "hard-1",
    {
        "type": "chapter",
        "title": "A < B & “C” \x0b ]]> {x} <script>",
        "author": [{"family": "Gaulle", "non-dropping-particle": "de", "given": "Charles", "suffix": "Jr"}],
        "editor": [{"literal": "Institute of A and B, Ltd."}],
        "container-title": "پاکستان اور روس",
        "page": "12-15",
        "volume": 3,
        "issued": {"date-parts": [[1947], [1989]]},
        "accessed": {"date-parts": [[2026, 11, 21]]},
        "URL": "https://x.y/?a=1&b=2",
        "ISBN": "9783161484100",
        "keyword": "alpha, beta",
        "status": "forthcoming",
    },
)


def bibutils(program: str, data: str | bytes) -> bytes:
    """What a program of the bibutils makes of `data`: endx2xml, from EndNote to MODS; xml2bib, from MODS to BibTeX."""
    data = data.encode() if isinstance(data, str) else data
    options = ["-i", "unicode"] if program == "endx2xml" else ["-nl"]
    return subprocess.run([program, *options], input=data, capture_output=True, check=True).stdout


def test_bibutils_reads_every_source_of_mods(records):
    bibtex = bibutils("xml2bib", "".join(export(records, "mods"))).decode()
    assert len(re.findall(r"(?m)^\W*@", bibtex)) == len(records)
    assert bibtex.count("\nurl=") == sum("URL" in record.csl for record in records)
    authors = re.findall(r'(?ms)^author="(.+?)",$', bibtex)
    assert sum(len(re.split(r"\s+and ", one)) for one in authors) == sum(
        len(record.csl.get("author", ())) for record in records
    )


def test_bibutils_reads_every_source_of_endnote_xml(records):
    mods = ElementTree.fromstring(bibutils("endx2xml", "".join(export(records, "endnote-xml"))).decode("utf-8-sig"))
    read = {
        one.findtext("m:identifier[@type='citekey']", "", MODS) or one.attrib["ID"]: one
        for one in mods.findall("m:mods", MODS)
    }
    for record in records:
        one = read[record.key]
        found = ": ".join(part.text or "" for part in one.findall("m:titleInfo[1]/*", MODS))
        assert re.sub(r"\W", "", found) == re.sub(r"\W", "", record.csl["title"])
        assert [url.text for url in one.findall("m:location/m:url", MODS)] == [
            record.csl[name] for name in ("URL",) if name in record.csl
        ]
        families = [name.text for name in one.findall("m:name/m:namePart[@type='family']", MODS)]
        assert families[: len(record.csl.get("author", ()))] == [
            person["family"] for person in record.csl.get("author", ()) if "family" in person
        ] or any("literal" in person for person in record.csl["author"])


def test_bibutils_knows_the_kinds_of_mods(records):
    bibtex = bibutils("xml2bib", "".join(export(records, "mods"))).decode()
    kinds = re.findall(r"(?m)^\W*@(\w+)\{", bibtex)
    assert {kind: kinds.count(kind) for kind in MODS_TYPES} == MODS_TYPES


def test_a_hard_record_in_mods():
    root = ElementTree.fromstring("".join(export([HARD], "mods")))
    (mods,) = root

    def texts(path: str) -> list[str | None]:
        return [one.text for one in mods.findall(path, MODS)]

    assert texts("m:titleInfo/m:title") == ["A < B & “C” \ufffd ]]> {x} <script>"]
    assert texts("m:name[@type='personal']/m:namePart") == ["de Gaulle", "Charles", "Jr"]
    assert texts("m:name[@type='corporate']/m:namePart") == ["Institute of A and B, Ltd."]
    assert texts("m:name/m:role/m:roleTerm") == ["aut", "edt"]
    assert texts("m:relatedItem[@type='host']/m:titleInfo/m:title") == ["پاکستان اور روس"]
    assert texts("m:relatedItem/m:part/m:detail[@type='volume']/m:number") == ["3"]
    assert texts("m:relatedItem/m:part/m:extent/*") == ["12", "15"]
    assert texts("m:originInfo/m:dateIssued[@encoding='edtf']") == ["1947/1989"]
    assert texts("m:location/m:url[@dateLastAccessed='2026-11-21']") == ["https://x.y/?a=1&b=2"]
    assert texts("m:subject/m:topic") == ["alpha", "beta"]
    assert texts("m:note") == ["status: forthcoming"]


def test_a_hard_record_in_dublin_core():
    (dc,) = ElementTree.fromstring("".join(export([HARD], "dublin-core")))
    assert [(one.tag.removeprefix(DC), one.text) for one in dc] == [
        ("title", "A < B & “C” \ufffd ]]> {x} <script>"),
        ("creator", "de Gaulle, Charles, Jr"),
        ("subject", "alpha"),
        ("subject", "beta"),
        ("contributor", "Institute of A and B, Ltd."),
        ("date", "1947/1989"),
        ("type", "Text"),
        ("type", "chapter"),
        ("identifier", "https://x.y/?a=1&b=2"),
        ("identifier", "urn:ISBN:9783161484100"),
        ("source", "پاکستان اور روس, vol. 3, p. 12-15"),
        ("description", "accessed: 2026-11-21"),
        ("description", "status: forthcoming"),
    ]


def test_a_hard_record_in_endnote_xml():
    (record,) = ElementTree.fromstring("".join(export([HARD], "endnote-xml"))).iter("record")
    assert [(one.text, one.get("name")) for one in record.iter("ref-type")] == [("5", "Book Section")]
    assert record.findtext("contributors/authors/author") == "de Gaulle, Charles, Jr"
    assert record.findtext("contributors/secondary-authors/author") == "Institute of A and B, Ltd."
    assert record.findtext("titles/secondary-title") == "پاکستان اور روس"
    assert (record.findtext("dates/year"), record.findtext("dates/pub-dates/date")) == ("1947", "1947 to 1989")
    assert record.findtext("notes") == "status: forthcoming"


def test_a_place_is_named_with_words_and_checksum(passage):
    *_, (name, words) = dublin_core.elements(passage)
    assert name == "description"
    assert words.startswith("Sic, text version 2, paras. 5–7 (p5-p7): “The Cold War ended in 1989.")
    for slug in ("endnote-xml", "mods", "dublin-core"):
        written = "".join(export([passage], slug))
        assert f"SHA-256: {passage.pinpoint.sha256}" in written
