"""DTS 1.0: what each endpoint answers, by the tables of the specification."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import etree
from uritemplate import URITemplate

from edition.models import Article, Revision
from edition.publishing import dts, dts_documents
from edition.publishing.dts import DTSError
from tests.support import tei

pytestmark = pytest.mark.any_engine
SITE = "http://testserver"
ROOT = f"{SITE}/articles/"
TEXT = f"{SITE}/articles/article-1/v1/"
ANCHORS = ["t1", "t2", "t3", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "x1"]
# What the specification calls required, of each of its objects.
REQUIRED = {
    "EntryPoint": {"@context", "@id", "@type", "dtsVersion", "collection", "navigation", "document"},
    "Collection": {"@id", "@type", "title", "totalParents", "totalChildren", "collection"},
    "Resource": {
        *("@id", "@type", "title", "totalParents", "totalChildren", "collection", "navigation", "document"),
        "citationTrees",
    },
    "Navigation": {"@context", "@id", "@type", "dtsVersion", "resource"},
    "CitableUnit": {"identifier", "@type", "level", "parent"},
    "Pagination": {"@id", "@type", "first", "previous", "next", "last"},
    "CitationTree": {"@type", "citeStructure"},
    "CiteStructure": {"@type", "citeType"},
}


def lacking(data: Any) -> list[str]:
    """Return what is required and not there, in an answer and all objects in it."""
    if isinstance(data, list):
        return [found for item in data for found in lacking(item)]
    if not isinstance(data, dict):
        return []
    own = [f"{data['@type']}: {name}" for name in REQUIRED.get(data.get("@type", ""), set()) - data.keys()]
    return own + [found for value in data.values() for found in lacking(value)]


def ask(client: Client, endpoint: str, **query: Any) -> Any:
    """Return the JSON that an endpoint answers; it lacks nothing, and is JSON-LD."""
    response = client.get(f"/api/dts/{endpoint}", query)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/ld+json")
    data = response.json()
    assert (data["@context"], data["dtsVersion"]) == ("https://dtsapi.org/context/v1.0.json", "1.0")
    assert lacking(data) == []
    return data


def test_a_client_finds_its_way_by_the_templates_alone(edition: None, client: Client) -> None:
    entry = ask(client, "")
    top = client.get(URITemplate(entry["collection"]).expand()).json()
    assert (top["@id"], top["totalParents"], top["totalChildren"]) == (ROOT, 0, 5)
    article = client.get(URITemplate(top["member"][0]["collection"]).expand()).json()
    assert (article["@type"], article["totalParents"], article["totalChildren"]) == ("Collection", 1, 1)
    (resource,) = article["member"]
    assert (resource["@id"], resource["@type"], resource["totalChildren"]) == (TEXT, "Resource", 0)
    assert resource["mediaTypes"] == ["application/tei+xml", "text/html", "text/plain"]
    assert resource["citationTrees"][0]["citeStructure"][-1]["citeType"] == "furniture"
    units = client.get(URITemplate(resource["navigation"]).expand(down=1)).json()["member"]
    assert [unit["identifier"] for unit in units] == ANCHORS
    words = client.get(URITemplate(resource["document"]).expand(ref="p8", mediaType="text/plain"))
    revision = Revision.objects.get(article__slug="article-1")
    assert words.content.decode() == revision.passages.get(anchor="p8").text
    assert client.get(resource["download"]).headers["Content-Type"] == "application/tei+xml"


def test_a_collection_tells_its_members_and_its_parents(edition: None, client: Client) -> None:
    assert ask(client, "collection", id=TEXT)["member"] == []
    assert [one["@id"] for one in ask(client, "collection", id=TEXT, nav="parents")["member"]] == [f"{ROOT}article-1/"]
    assert [one["@id"] for one in ask(client, "collection", id=f"{ROOT}article-1/", nav="parents")["member"]] == [ROOT]
    assert ask(client, "collection", id=ROOT, nav="parents")["member"] == []
    resource = ask(client, "collection", id="/articles/article-1/v1/")
    assert resource["dublinCore"]["creator"] == [{"lang": "en", "value": "Asif Manzoor"}]
    assert (
        resource["extensions"]["https://schema.org/sha256"] == Article.objects.get(slug="article-1").current.text_sha256
    )


UNITS: list[tuple[dict[str, str], dict[str, str], list[str] | None]] = [
    ({"ref": "p5"}, {"ref": "p5"}, None),
    ({"start": "p1", "end": "p3"}, {"start": "p1", "end": "p3"}, None),
    ({"ref": "p5", "down": "0"}, {"ref": "p5"}, ANCHORS),
    ({"ref": "p5", "down": "1"}, {"ref": "p5"}, ["p5"]),
    ({"ref": "p5", "down": "-1"}, {"ref": "p5"}, ["p5"]),
    ({"start": "p7", "end": "x1", "down": "1"}, {"start": "p7", "end": "x1"}, ["p7", "p8", "x1"]),
    ({"start": "t3", "end": "t3", "down": "-1"}, {"start": "t3", "end": "t3"}, ["t3"]),
    ({"down": "1"}, {}, ANCHORS),
    ({"down": "3"}, {}, ANCHORS),
    ({"down": "-1", "ref": "", "tree": ""}, {}, ANCHORS),
]


def test_navigation_answers_by_the_table_of_the_specification(edition: None, client: Client) -> None:
    for query, named, members in UNITS:
        told = ask(client, "navigation", resource=TEXT, **query)
        assert {name: told[name]["identifier"] for name in ("ref", "start", "end") if name in told} == named
        shown = [unit["identifier"] for unit in told["member"]] if "member" in told else None
        assert shown == members, query
        assert told["@id"] == f"{SITE}/api/dts/navigation?{urlencode({'resource': TEXT, **query})}"
    unit = ask(client, "navigation", resource=TEXT, ref="t2")["ref"]
    assert (unit["level"], unit["parent"], unit["citeType"], unit["@id"]) == (1, None, "title", f"{TEXT}#t2")
    assert unit["dublinCore"]["title"][0]["lang"] == "en"


REFUSED: list[tuple[str, dict[str, Any], int]] = [
    ("navigation", {"down": "1"}, 400),
    ("navigation", {"resource": TEXT}, 400),
    ("navigation", {"resource": TEXT, "down": "0"}, 400),
    ("navigation", {"resource": TEXT, "down": "0", "start": "p1", "end": "p2"}, 400),
    ("navigation", {"resource": TEXT, "down": "1", "start": "p1"}, 400),
    ("navigation", {"resource": TEXT, "down": "1", "end": "p1"}, 400),
    ("navigation", {"resource": TEXT, "ref": "p1", "start": "p1", "end": "p2"}, 400),
    ("navigation", {"resource": TEXT, "ref": "p1", "end": "p2"}, 400),
    ("navigation", {"resource": TEXT, "start": "p2", "end": "p1"}, 400),
    ("navigation", {"resource": TEXT, "ref": ["p1", "p2"]}, 400),
    ("navigation", {"resource": TEXT, "down": "-2"}, 400),
    ("navigation", {"resource": TEXT, "down": "١"}, 400),
    ("navigation", {"resource": TEXT, "down": "1", "page": "0"}, 400),
    ("navigation", {"resource": TEXT, "down": "1", "page": "2"}, 404),
    ("navigation", {"resource": TEXT, "ref": "p99"}, 404),
    ("navigation", {"resource": TEXT, "ref": "p1.1"}, 404),
    ("navigation", {"resource": TEXT, "start": "p1", "end": "p99"}, 404),
    ("navigation", {"resource": TEXT, "ref": "p1", "tree": "pages"}, 404),
    ("navigation", {"resource": f"{ROOT}article-1/", "down": "1"}, 404),
    ("navigation", {"resource": f"{ROOT}article-1/v9/", "down": "1"}, 404),
    ("navigation", {"resource": "http://elsewhere.example/articles/article-1/v1/", "down": "1"}, 404),
    ("collection", {"id": "general"}, 404),
    ("collection", {"id": f"{SITE}/notes/1/"}, 404),
    ("collection", {"id": f"{ROOT}none/"}, 404),
    ("collection", {"id": f"{SITE}/ur/articles/article-1/"}, 404),
    ("collection", {"nav": "sideways"}, 400),
    ("collection", {"page": ""}, 400),
    ("collection", {"page": "2"}, 404),
    ("document", {}, 400),
    ("document", {"resource": TEXT, "ref": "p1", "start": "p1", "end": "p2"}, 400),
    ("document", {"resource": TEXT, "start": "p1"}, 400),
    ("document", {"resource": TEXT, "ref": "p99"}, 404),
    ("document", {"resource": TEXT, "ref": "p1", "tree": "pages"}, 404),
    ("document", {"resource": TEXT, "tree": "pages"}, 404),
    ("document", {"resource": f"{ROOT}none/v1/"}, 404),
    ("document", {"resource": TEXT, "mediaType": "application/pdf"}, 404),
]


def test_what_cannot_be_answered_is_refused_in_json(edition: None, client: Client) -> None:
    for endpoint, query, status in REFUSED:
        response = client.get(f"/api/dts/{endpoint}", query)
        assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json"), query
        assert response.json()["status"] == status
        assert response.json()["detail"].endswith(".")
    response = client.post("/api/dts/document")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_documents_hold_the_exact_words(edition: None, client: Client) -> None:
    revision = Revision.objects.get(article__slug="article-1")
    first, last = (revision.passages.get(anchor=anchor) for anchor in ("t2", "p1"))
    words = revision.text[first.start : last.end]
    query = {"resource": TEXT, "start": "t2", "end": "p1"}
    response = client.get("/api/dts/document", query)
    assert response.headers["Content-Type"] == "application/tei+xml"
    assert response.headers["Link"] == f'<{SITE}/api/dts/collection?{urlencode({"id": TEXT})}>; rel="collection"'
    root = etree.fromstring(response.content)
    for namespace in dts_documents.WRAPPERS:
        (wrapper,) = root.iter(f"{{{namespace}}}wrapper")
        assert "".join(tei.find(wrapper, ".//text()")) == words
    assert tei.find(root, "//@xml:id") == ["t2", "t3", "p1"]
    # A plus that was not encoded is a blank, and everybody forgets to.
    assert client.get(f"/api/dts/document?{urlencode(query)}&mediaType=application/tei+xml").content == response.content
    assert client.get("/api/dts/document", {**query, "mediaType": "text/plain"}).content.decode() == words
    page = client.get("/api/dts/document", {**query, "mediaType": "text/html"})
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    body = etree.HTML(page.content).find("body")
    assert body is not None
    assert "".join(tei.find(body, ".//text()")).strip() == words
    whole = client.get("/api/dts/document", {"resource": TEXT})
    assert whole.content == client.get("/articles/article-1/v1/download/tei").content
    assert (
        client.get("/api/dts/document", {"resource": TEXT, "mediaType": "text/plain"}).content == revision.text.encode()
    )


def test_long_answers_come_in_pages(edition: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dts, "UNITS_OF_NAVIGATION", 5)
    monkeypatch.setattr(dts, "MEMBERS_OF_COLLECTION", 2)
    told = ask(client, "navigation", resource=TEXT, down="1", page="2")
    assert [unit["identifier"] for unit in told["member"]] == ANCHORS[5:10]
    address = f"{SITE}/api/dts/navigation?{urlencode({'resource': TEXT, 'down': '1'})}&page="
    pages = {"@id": 2, "first": 1, "previous": 1, "next": 3, "last": 3}
    assert told["view"] == {"@type": "Pagination", **{name: f"{address}{page}" for name, page in pages.items()}}
    top = ask(client, "collection", page="3")
    assert [one["@id"] for one in top["member"]] == [f"{ROOT}article-5/"]
    assert (top["totalChildren"], top["view"]["next"]) == (5, None)


@pytest.mark.parametrize("number", [0, 4])
def test_there_is_no_page_past_the_last(number: int) -> None:
    with pytest.raises(DTSError):
        dts.paged(range(12), dts.page({"page": str(number)}), 5)
