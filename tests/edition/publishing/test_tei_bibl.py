"""Bibliographic records as `biblStruct`: the schema finds nothing wrong, and nothing of a record is lost."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from lxml import etree

from edition.citations.validation import validate
from edition.publishing.tei_bibl import bibl_struct
from edition.publishing.tei_xml import NAMESPACE
from tests.support import tei

KHAN = {"family": "Khan", "given": "Maria", "non-dropping-particle": "von", "suffix": "Jr."}
OFFICE = {"literal": "Ministry of Foreign Affairs"}
RECORDS: list[dict[str, Any]] = [
    {"type": "document", "title": "Untitled", "language": "en_GB"},
    {"type": "article-journal", "title": "An & <article>", "container-title": "Journal", "author": [KHAN, OFFICE]}
    | {"volume": 3, "issue": "2–3", "page": "1-20", "DOI": "10.1/x", "ISSN": "1234-5678", "language": "ur-PK"}
    | {"issued": {"date-parts": [[1991, 12, 26]]}, "accessed": {"date-parts": [[2026, 1]]}}
    | {"URL": "https://x.example/a?b=c|d"},
    {"type": "chapter", "title": "Chapter", "container-title": "Book", "author": [KHAN], "editor": [OFFICE]}
    | {"publisher": "Press", "publisher-place": "Москва", "edition": 2}
    | {"collection-title": "Series", "collection-number": "4"}
    | {"issued": {"date-parts": [[1947], [1989]], "circa": True}, "translator": [KHAN], "ISBN": "978"},
    {"type": "motion_picture", "title": "Film", "director": [KHAN], "issued": {"date-parts": [[2001]], "season": 2}},
    {"type": "interview", "title": "Talk", "author": [KHAN], "interviewer": [OFFICE], "issued": {"literal": "n.d."}},
    {"type": "treaty", "title": "Peace", "issued": {"date-parts": [[-44, 3]]}, "archive": "Vault", "abstract": "Said."},
]  # fmt: skip


@pytest.mark.parametrize("csl", RECORDS, ids=lambda csl: str(csl["type"]))
def test_every_value_is_in_an_element_that_the_schema_knows(csl: dict[str, Any]) -> None:
    assert validate(csl) == []
    file = etree.fromstring(
        f'<TEI xmlns="{NAMESPACE}"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt>'
        "<publisher>A</publisher></publicationStmt><sourceDesc/></fileDesc></teiHeader>"
        "<text><body><p>A</p></body></text></TEI>"
    )
    tei.find(file, "//t:sourceDesc")[0].append(bibl_struct(csl, "work-x"))
    assert tei.errors(file) == []
    written = unescape(etree.tostring(file, encoding="unicode")).replace("en-GB", "en_GB").replace("%7C", "|")
    for text in values(csl):
        assert text in written


def values(value: Any) -> Iterator[str]:
    """The texts of a record, however deep; dates have a test of their own."""
    if isinstance(value, list):
        yield from (text for item in value for text in values(item))
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in values(item) if "date-parts" not in value)
    else:
        yield str(value)


@pytest.mark.parametrize(
    ("issued", "attributes"),
    [
        ({"date-parts": [[1991, 12]]}, {"when": "1991-12"}),
        ({"date-parts": [[1947], [1989]], "circa": True}, {"from": "1947", "to": "1989", "cert": "low"}),
        ({"date-parts": [[2001]], "season": 2}, {}),
        ({"literal": "long ago"}, {}),
        (None, {"cert": "unknown"}),
    ],
)
def test_a_date_says_as_much_as_is_known(issued: Any, attributes: dict[str, str]) -> None:
    csl = {"type": "book", "title": "A"} | ({"issued": issued} if issued else {})
    (date,) = tei.find(bibl_struct(csl), ".//t:date")
    assert dict(date.attrib) == attributes
