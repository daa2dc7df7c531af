"""OAI-PMH 2.0 on a repository of three records and two hundred and fifty more: errors, dates, tokens, tombstones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element

import pytest

from edition.publishing.oai import Item, MetadataFormat, answer
from tests.support.harvest import check

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
BEGINNING = datetime(2026, 1, 1, 12, tzinfo=UTC)
OAI = "{http://www.openarchives.org/OAI/2.0/}"


def item(number: int, *, is_deleted: bool = False) -> Item:
    at, name = BEGINNING + timedelta(days=number // 100), f"oai:example.org:notes/{number:03}"
    return Item(at, name, ("notes", "notes:correction"), ("oai_dc",), is_deleted)


@dataclass
class Shelf:
    """A repository in memory."""

    held: list[Item] = field(default_factory=lambda: [item(number) for number in range(250)])
    name: str = "A shelf"
    address: str = "https://example.org/oai"
    email: str = "librarian@example.org"
    host: str = "example.org"
    secret: bytes = b"secret"
    formats: dict[str, MetadataFormat] = field(
        default_factory=lambda: {
            "oai_dc": MetadataFormat("oai_dc", "https://example.org/dc.xsd", "https://example.org/dc"),
            "tei": MetadataFormat("tei", "https://example.org/tei.xsd", "https://example.org/tei"),
        }
    )
    sets: dict[str, str] = field(default_factory=lambda: {"notes": "Notes", "notes:correction": "Corrections"})

    def items(self) -> Sequence[Item]:
        return sorted(self.held)

    def metadata(self, items: Sequence[Item], prefix: str) -> Iterable[Element]:
        for one in items:
            made = Element("dc", {"xmlns": "https://example.org/dc", "xsi:schemaLocation": "https://example.org/dc x"})
            made.text = one.identifier
            yield made


def ask(query: str, shelf: Shelf | None = None):
    return check(answer(parse_qsl(query, keep_blank_values=True), shelf or Shelf(), NOW))


def names(document) -> list[str]:
    return [one.text.rpartition("/")[2] for one in document.iter(f"{OAI}identifier")]


def token(document) -> str:
    return document.find(f".//{OAI}resumptionToken").text


LIST = "verb=ListIdentifiers&metadataPrefix=oai_dc"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Destroy", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=notes", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=GetRecord&identifier=x", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=<x>", "badArgument"),
        (f"{LIST}&set=no%20set", "badArgument"),
        (f"{LIST}&from=", "badArgument"),
        (f"{LIST}&from=2026-02-30", "badArgument"),
        (f"{LIST}&from=٢٠٢٦-01-01", "badArgument"),
        (f"{LIST}&from=2026-01-01T00:00Z", "badArgument"),
        (f"{LIST}&from=9999-12-31&until=9999-12-31", "badArgument"),
        (f"{LIST}&from=2026-01-01&until=2026-01-01T00:00:00Z", "badArgument"),
        (f"{LIST}&from=2026-01-02&until=2026-01-01", "badArgument"),
        (f"{LIST}&from=2027-01-01", "noRecordsMatch"),
        (f"{LIST}&until=2025-12-31", "noRecordsMatch"),
        (f"{LIST}&set=articles", "noRecordsMatch"),
        ("verb=ListIdentifiers&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=tei&identifier=oai:example.org:notes/001", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:notes/999", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%00", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=nobody", "idDoesNotExist"),
        ("verb=ListRecords&resumptionToken=made.up", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=Ω.Ω", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument"),
    ],
)
def test_each_wrong_request_has_its_error(query: str, code: str):
    document = ask(query)
    assert document.find(f"{OAI}error").get("code") == code
    repeated = document.find(f"{OAI}request").attrib
    assert (repeated == {}) is (code in {"badVerb", "badArgument"})


def test_a_list_is_whole_in_pages_and_the_last_has_an_empty_token():
    first = ask(LIST)
    second = ask(f"verb=ListIdentifiers&resumptionToken={token(first)}")
    third = ask(f"verb=ListIdentifiers&resumptionToken={token(second)}")
    assert names(first) + names(second) + names(third) == [f"{number:03}" for number in range(250)]
    tokens = [page.find(f".//{OAI}resumptionToken") for page in (first, second, third)]
    assert [(one.get("completeListSize"), one.get("cursor")) for one in tokens] == [
        ("250", "0"),
        ("250", "100"),
        ("250", "200"),
    ]
    assert not tokens[2].text


def test_a_token_keeps_its_set_and_its_dates():
    first = ask(f"{LIST}&set=notes&from=2026-01-02&until=2026-01-03", Shelf([item(n) for n in range(400)]))
    rest = ask(f"verb=ListIdentifiers&resumptionToken={token(first)}", Shelf([item(n) for n in range(400)]))
    assert (names(first)[0], names(rest)[-1]) == ("100", "299")


def test_a_record_that_changes_meanwhile_comes_again_at_the_end_and_none_is_missed():
    shelf = Shelf()
    first = ask(LIST, shelf)
    shelf.held = [item(number) for number in range(250) if number not in (5, 150)]
    shelf.held += [Item(NOW, f"oai:example.org:notes/{number:03}", ("notes",), ("oai_dc",)) for number in (5, 150)]
    seen, document = names(first), first
    while token(document):
        document = ask(f"verb=ListIdentifiers&resumptionToken={token(document)}", shelf)
        seen += names(document)
    assert set(seen) == {f"{number:03}" for number in range(250)}
    assert seen[-2:] == ["005", "150"]


def test_a_token_of_another_verb_or_another_site_is_none():
    given = token(ask(LIST))
    for query, shelf in (
        (f"verb=ListRecords&resumptionToken={given}", Shelf()),
        (f"verb=ListIdentifiers&resumptionToken={given}", Shelf(secret=b"other")),
    ):
        assert ask(query, shelf).find(f"{OAI}error").get("code") == "badResumptionToken"


def test_a_day_is_meant_whole_and_a_second_to_the_second():
    assert names(ask(f"{LIST}&from=2026-01-03&until=2026-01-03")) == [f"{number:03}" for number in range(200, 250)]
    assert names(ask(f"{LIST}&from=2026-01-03T12:00:00Z")) == [f"{number:03}" for number in range(200, 250)]
    late = ask(f"{LIST}&from=2026-01-03T12:00:01Z")
    assert late.find(f"{OAI}error").get("code") == "noRecordsMatch"


def test_a_deleted_record_is_a_header_alone():
    shelf = Shelf([item(1), item(2, is_deleted=True)])
    records = ask("verb=ListRecords&metadataPrefix=oai_dc", shelf).findall(f".//{OAI}record")
    assert [record.find(f"{OAI}header").get("status") for record in records] == [None, "deleted"]
    assert [record.find(f"{OAI}metadata") is None for record in records] == [False, True]


def test_identify_says_what_is_true_of_the_shelf():
    found = ask("verb=Identify")
    said = {one.tag.removeprefix(OAI): one.text for one in found.find(f"{OAI}Identify")}
    assert (said["earliestDatestamp"], said["deletedRecord"]) == ("2026-01-01T12:00:00Z", "persistent")
    assert found.find(f"{OAI}responseDate").text == "2026-11-22T03:04:05Z"
    assert b"oai:example.org:notes/000" in answer([("verb", "Identify")], Shelf(), NOW)
    assert ask("verb=Identify", Shelf([])).find(f".//{OAI}earliestDatestamp").text == "1970-01-01T00:00:00Z"
