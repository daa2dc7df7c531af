"""Records in meta tags and in schema.org: names that would be split, unsure dates, words that would break out."""

import json
from typing import Any

import pytest

from edition.citations.record import Record
from edition.metadata import dublin_core, highwire, schema_org
from edition.signposting import Link, header
from tests.support import zotero

HOSTILE = 'A </script><script>alert(1)</script> & "b"\n<!-- c'


def record(**csl: Any) -> Record:
    return Record("key", {"type": "book", "title": "T", **csl})


def saved(one: Record) -> zotero.Item:
    tags = "".join(f'<meta name="{name}" content="{value}">' for name, value in highwire.tags(one))
    return zotero.read(f"<html><head>{tags}</head><body></body></html>")


@pytest.mark.parametrize(
    ("authors", "creators"),
    [
        ([{"family": "Khan", "given": "Ayub"}], [("Khan", "Ayub")]),
        ([{"literal": "Ministry of Foreign Affairs"}], [("Ministry of Foreign Affairs", "")]),
        ([{"literal": "UNESCO"}], [("UNESCO", "")]),
        ([{"family": "Ul Haq", "given": "Noor Muhammad"}], [("Ul Haq", "Noor Muhammad")]),
        ([{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}], [("van der Berg", "Jan")]),
        ([{"family": "Ivanov", "given": "I. I."}, {"literal": "The State"}], [("Ivanov", "I. I"), ("The State", "")]),
        ([{"family": "جالب", "given": "حبیب"}], [("جالب", "حبیب")]),
        ([{"family": "Иванов", "given": "Игорь Сергеевич"}], [("Иванов", "Игорь Сергеевич")]),
        ([{"family": "Sukarno"}], [("Sukarno", "")]),
        ([{"family": "Abu Bakr"}], [("Abu Bakr", "")]),
        ([], []),
    ],
)
def test_no_name_is_split(authors: list[dict[str, str]], creators: list[tuple[str, str]]):
    assert saved(record(author=authors)).creators == creators
    assert sum(name == "citation_author" for name, _ in highwire.tags(record(author=authors))) == len(authors)


@pytest.mark.parametrize(
    ("issued", "scholar", "dublin", "schema"),
    [
        ({"date-parts": [[1991, 12, 26]]}, "1991/12/26", "1991-12-26", "1991-12-26"),
        ({"date-parts": [[2012, 10]]}, "2012/10", "2012-10", "2012-10"),
        ({"date-parts": [[2012]], "circa": True}, "", "2012~", ""),
        ({"date-parts": [[2012]], "season": 2}, "2012", "2012-22", ""),
        ({"date-parts": [[1947], [1989]]}, "", "1947/1989", ""),
        ({"literal": "in the old days"}, "", "", ""),
        ({}, "", "", ""),
    ],
)
def test_no_date_is_surer_than_it_is_known(issued: dict[str, Any], scholar: str, dublin: str, schema: str):
    one = record(issued=issued) if issued else record()
    assert dict(highwire.tags(one)).get("citation_publication_date", "") == scholar
    assert dict(dublin_core.tags(one)).get("DC.date", "") == dublin
    assert schema_org.work(one).get("datePublished", "") == schema


@pytest.mark.parametrize(
    ("kind", "item", "publication"),
    [
        ("article-newspaper", "newspaperArticle", None),
        ("article-journal", "journalArticle", "Survey"),
        ("chapter", "bookSection", "Survey"),
        ("treaty", "document", None),
        ("thesis", "thesis", None),
        ("webpage", "webpage", None),
    ],
)
def test_every_type_is_what_it_is(kind: str, item: str, publication: str | None):
    one = saved(record(type=kind, **{"container-title": "Survey", "publisher": "P"}))
    assert (one.type, one.fields["publicationTitle"] or None) == (item, publication)


def test_a_journal_with_its_numbers():
    csl = {"type": "article-journal", "container-title": "Survey", "volume": "3", "issue": 2, "page": "11–19"}
    found = dict(highwire.tags(record(**csl, DOI="10.1/x", ISSN="1234-5679")))
    assert (found["citation_firstpage"], found["citation_lastpage"], found["citation_issue"]) == ("11", "19", "2")
    node = schema_org.work(record(**csl, DOI="10.1/x", ISSN="1234-5679"))
    assert node["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "2",
        "volumeNumber": "3",
        "isPartOf": {"@type": "Periodical", "name": "Survey", "issn": "1234-5679"},
    }
    assert (node["sameAs"], node["pagination"]) == ("https://doi.org/10.1/x", "11–19")


def test_no_title_gets_out_of_its_script():
    node = schema_org.work(record(title=HOSTILE))
    written = schema_org.script(node)
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written)["name"] == HOSTILE.replace("\n", " ")


def test_no_address_gets_out_of_its_link():
    links = [Link('http://a/<b>"\n, <c>; rel=x', "item"), Link("http://a/é?q=a,b", "alternate", "text/x; style=apa")]
    assert header(links) == (
        '<http://a/%3Cb%3E%22%0A,%20%3Cc%3E;%20rel=x>; rel="item", '
        '<http://a/%C3%A9?q=a,b>; rel="alternate"; type="text/x; style=apa"'
    )


def test_the_header_stays_below_what_servers_take():
    whole = header([Link(f"http://a/{number}", "item") for number in range(1000)])
    assert 3900 < len(whole) <= 4000
    assert whole.endswith('; rel="item"')
