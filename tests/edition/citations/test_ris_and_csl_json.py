"""RIS and CSL-JSON, word for word."""

import json

import pytest

from edition.citations import csl_json, ris
from edition.citations.record import Record
from tests.edition.citations.conftest import QUOTE, SHA256


def lines(csl, pinpoint=None):
    text = "".join(ris.write([Record("k", csl, pinpoint)]))
    assert text.endswith("ER  - \r\n\r\n")
    return text.split("\r\n")[:-3]


def test_ris_of_a_journal_article():
    csl = {
        "type": "article-journal",
        "title": "Pak-Soviet/Russia <relations>",
        "author": [{"family": "Khan", "given": "Sarfraz", "suffix": "Jr."}, {"literal": "Noor-Ul-Amin"}],
        "editor": [{"literal": "Area Study Centre, Peshawar"}],
        "container-title": "Central Asia",
        "issue": "71",
        "page": "12-15",
        "language": "ur",
        "note": "Consulted in excerpt.",
        "custom": {"consulted": True, "quality": "scholarly"},
    }
    assert lines(csl) == [
        "TY  - JOUR",
        "ID  - k",
        "AU  - Khan, Sarfraz, Jr.",
        "AU  - Noor-Ul-Amin,",
        "A2  - Area Study Centre, Peshawar",
        "TI  - Pak-Soviet/Russia <relations>",
        "T2  - Central Asia",
        "IS  - 71",
        "LA  - ur",
        "N1  - Consulted in excerpt.",
        "SP  - 12",
        "EP  - 15",
        "KW  - consulted: true",
        "KW  - quality: scholarly",
    ]


@pytest.mark.parametrize(
    ("issued", "dates"),
    [
        ({"date-parts": [[2012, 10, 2]]}, ["PY  - 2012", "DA  - 2012/10/02/"]),
        ({"date-parts": [[2012, 10]]}, ["PY  - 2012", "DA  - 2012/10//"]),
        ({"date-parts": [[2012]]}, ["PY  - 2012", "DA  - 2012///"]),
        ({"date-parts": [[1947], [1989, 11]]}, ["PY  - 1947", "DA  - 1947///1947 to 1989-11"]),
        ({"date-parts": [[1947]], "circa": True}, ["PY  - 1947", "DA  - 1947///circa 1947"]),
        ({"date-parts": [[1947]], "season": 2}, ["PY  - 1947", "DA  - 1947///summer 1947"]),
        ({"literal": "in the nineties"}, ["DA  - ///in the nineties"]),
    ],
)
def test_ris_dates_keep_their_precision(issued, dates):
    assert lines({"type": "webpage", "title": "T", "issued": issued})[2:-1] == dates


def test_ris_says_a_type_that_it_has_no_code_for():
    assert lines({"type": "treaty", "title": "T"}) == [
        "TY  - GEN",
        "ID  - k",
        "TI  - T",
        "KW  - type: treaty",
    ]


def test_ris_of_a_passage_names_version_anchor_quote_and_hash(passage):
    words = (
        "Sic, text version 2, paras. 5–7 (p5-p7): “The Cold War ended in 1989.  Or did it?”"
        f" Line breaks are blanks here. SHA-256: {SHA256}"
    )
    assert lines(passage.csl, passage.pinpoint)[-2:] == ["M1  - v2 p5-p7", f"N1  - {words}"]


def test_ris_keeps_what_has_no_tag_in_a_note():
    csl = {"type": "book", "title": "T", "ISBN": "1", "ISSN": "2", "original-date": {"date-parts": [[1900]]}}
    assert lines(csl)[3:] == ["SN  - 1", "N1  - ISSN: 2", "N1  - original-date: 1900"]


def test_csl_json_is_the_same_as_what_went_in(items, records):
    assert json.loads("".join(csl_json.write(records))) == items


def test_csl_json_of_nothing_is_an_empty_array():
    assert "".join(csl_json.write([])) == "[]\n"


def test_csl_json_of_a_passage(passage):
    (item,) = json.loads("".join(csl_json.write([passage])))
    assert item["version"] == "2"
    assert item["custom"] == {
        "article": "Pakistan-Russia relations",
        "article-number": 1,
        "revision": 2,
        "anchor": "p5-p7",
        "quote": QUOTE,
        "sha256": SHA256,
    }
    assert item["note"].startswith("Sic, text version 2, paras. 5–7 (p5-p7): “The Cold War ended")


def test_each_record_is_written_when_it_is_asked_for():
    def endless():
        while True:
            yield Record("k", {"type": "book", "title": "T"})

    assert next(ris.write(endless())).startswith("TY  - BOOK\r\n")
    assert next(csl_json.write(endless())) == '[\n{"id": "k", "type": "book", "title": "T"}'
