"""The Web Annotation Protocol for readers: container, pages, preferences, headers, targets."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations.models import Annotation
from tests.support import json_ld
from tests.support.notes import bring

pytestmark = pytest.mark.usefixtures("edition")
CONTAINER = "/api/annotations/"
SITE = "http://testserver"
JSON_LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
OA, LDP = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/ldp#"


def preferring(client: Client, *names: str) -> Any:
    header = f'return=representation;include="{" ".join(names)}"'
    return client.get(CONTAINER, headers={"Prefer": header})


def test_the_container(client: Client) -> None:
    response = client.get(CONTAINER)
    data = response.json()
    assert response["Content-Type"] == JSON_LD
    assert response["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert f'<{LDP}BasicContainer>; rel="type"' in response["Link"]
    assert f'<http://www.w3.org/TR/annotation-protocol/>; rel="{LDP}constrainedBy"' in response["Link"]
    assert JSON_LD in response["Accept-Post"]
    assert {"Accept", "Prefer"} <= {name.strip() for name in response["Vary"].split(",")}
    assert response["Content-Location"] == data["id"] == f"{SITE}{CONTAINER}?iris=0"
    assert (data["type"], data["total"]) == (["BasicContainer", "AnnotationCollection"], 219)
    assert (data["first"], data["last"]) == (f"{data['id']}&page=0", f"{data['id']}&page=4")
    assert json_ld.expand(data, SITE)[0]["@type"][0] == f"{LDP}BasicContainer"


def test_the_pages_hold_every_note_once(client: Client) -> None:
    page, seen, starts = client.get(CONTAINER).json()["first"], [], []
    while page:
        data = client.get(page.removeprefix(SITE)).json()
        assert data["partOf"] == {"id": f"{SITE}{CONTAINER}?iris=0", "total": 219}
        assert ("prev" in data) is (data["startIndex"] > 0)
        assert all("@context" in item for item in data["items"])
        seen += [item["id"] for item in data["items"]]
        starts.append(data["startIndex"])
        page = data.get("next")
    numbers = Annotation.objects.published().order_by("number").values_list("number", flat=True)
    assert seen == [f"{SITE}{CONTAINER}{number}" for number in numbers]
    assert starts == [0, 50, 100, 150, 200]


def test_preferences(client: Client) -> None:
    minimal = preferring(client, f"{LDP}PreferMinimalContainer", f"{OA}PreferContainedIRIs")
    iris = preferring(client, f"{OA}PreferContainedIRIs")
    descriptions = preferring(client, f"{OA}PreferContainedDescriptions")
    assert minimal.json()["first"] == f"{SITE}{CONTAINER}?iris=1&page=0"
    assert iris.json()["first"]["items"][0] == f"{SITE}{CONTAINER}1"
    assert iris.json()["id"] == iris["Content-Location"] == f"{SITE}{CONTAINER}?iris=1"
    assert descriptions.json()["first"]["items"][0]["type"] == "Annotation"
    assert iris["Preference-Applied"] == f'return=representation; include="{OA}PreferContainedIRIs"'
    assert preferring(client, f"{OA}PreferContainedIRIs", f"{OA}PreferContainedDescriptions").status_code == 400
    assert "Preference-Applied" not in client.get(CONTAINER, headers={"Prefer": "respond-async"}).headers


def test_one_annotation_and_its_etag(client: Client) -> None:
    response = client.get(f"{CONTAINER}2")
    assert (response.status_code, response["Content-Type"]) == (200, JSON_LD)
    assert (response["Allow"], response["Link"]) == ("GET, HEAD, OPTIONS, PUT, DELETE", f'<{LDP}Resource>; rel="type"')
    assert response.json()["id"] == f"{SITE}{CONTAINER}2"
    again = client.get(f"{CONTAINER}2", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"])
    head = client.head(f"{CONTAINER}2")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])
    options = client.options(CONTAINER)
    assert (options.status_code, options["Allow"]) == (200, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize(
    ("accept", "status", "media"),
    [
        ("*/*", 200, JSON_LD),
        ("application/ld+json", 200, JSON_LD),
        (JSON_LD, 200, JSON_LD),
        ("application/json;q=0.9, text/turtle", 200, "application/json"),
        ("text/turtle", 406, "application/problem+json"),
    ],
)
@pytest.mark.any_engine
def test_negotiation(client: Client, accept: str, status: int, media: str) -> None:
    response = client.get(f"{CONTAINER}2", headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (status, media)
    if status == 406:
        assert JSON_LD in response.json()["types"]


TARGETS = [
    ("http://testserver/articles/article-1/", 52),
    ("/articles/article-1/v1/", 52),
    ("/ur/articles/article-1/", 52),
    ("/articles/article-1/v1/verbatim", 52),
    ("/articles/article-1/p5/", 13),
    ("/articles/article-1/v1/#p5", 13),
    ("/articles/article-1/p5-p6/", 14),
    ("/articles/article-1/v1/p6-p5/", 0),
    ("http://www.thefrontierpost.com/pakistan-russia-relations-in-the-post-cold-war-era?utm=1", 52),
    ("/articles/article-1/v1/#:~:text=Russia", 52),
    ("/articles/article-1/p99/", 0),
    ("/articles/nothing/", 0),
    ("https://elsewhere.example/articles/article-1/", 0),
    ("http://[", 0),
    ("", 0),
]


def test_what_stands_on_an_address(client: Client) -> None:
    found = {target: client.get(CONTAINER, {"target": target}).json() for target, _count in TARGETS}
    assert {target: data["total"] for target, data in found.items()} == dict(TARGETS)
    empty = found["https://elsewhere.example/articles/article-1/"]
    assert "first" not in empty
    page = client.get(found["/articles/article-1/p5/"]["first"].removeprefix(SITE)).json()
    assert {item["target"]["scope"] for item in page["items"]} == {f"{SITE}/articles/article-1/v1/#p5"}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=5", 404),
        ("page=-1", 400),
        ("page=x", 400),
        ("iris=2", 400),
        ("kind=essay", 400),
        ("page=99999999999", 400),
        ("target=/articles/article-1/&target=/articles/article-2/", 400),
    ],
)
@pytest.mark.any_engine
def test_bad_queries(client: Client, query: str, status: int) -> None:
    response = client.get(f"{CONTAINER}?{query}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["detail"]


def test_filters(client: Client) -> None:
    data = client.get(CONTAINER, {"target": "/articles/article-1/", "kind": "correction"}).json()
    expected = Annotation.objects.published().filter(kind="correction", span__revision__article__slug="article-1")
    assert data["total"] == expected.count() > 0
    assert data["first"] == f"{SITE}{CONTAINER}?target=%2Farticles%2Farticle-1%2F&kind=correction&iris=0&page=0"


def test_a_withdrawn_note_is_gone_and_says_why(client: Client, alice: User, bob: User) -> None:
    note = bring("withdrawn", alice, bob)
    response = client.get(f"{CONTAINER}{note.number}")
    data = response.json()
    assert (response.status_code, data["type"], data["id"]) == (410, "Tombstone", f"{SITE}{CONTAINER}{note.number}")
    assert data["summary"].endswith(": Because.")
    assert client.get(CONTAINER).json()["total"] == 219


def test_drafts_are_nobodys(client: Client, alice: User, as_alice: Client) -> None:
    note = bring("submitted", alice, alice)
    for reader in (client, as_alice):
        response = reader.get(f"{CONTAINER}{note.number}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.any_engine
def test_scripts_of_other_sites_may_ask(client: Client) -> None:
    headers = {"Origin": "https://reader.example", "Access-Control-Request-Method": "PUT"}
    headers["Access-Control-Request-Headers"] = "authorization, if-match, content-type"
    flight = client.options(f"{CONTAINER}2", headers=headers)
    assert flight["Access-Control-Allow-Origin"] == "*"
    assert flight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS, POST, PUT, DELETE"
    assert {"authorization", "if-match"} <= {name.strip() for name in flight["Access-Control-Allow-Headers"].split(",")}
    shown = client.get(CONTAINER, headers={"Origin": "https://reader.example"})
    assert "Access-Control-Allow-Credentials" not in shown.headers
    assert {"ETag", "Link", "Content-Location"} <= {
        name.strip() for name in shown["Access-Control-Expose-Headers"].split(",")
    }


@pytest.mark.any_engine
def test_the_context_is_served(client: Client) -> None:
    response = client.get("/api/context.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    assert response.json()["@context"]["sic"] == f"{SITE}/api/context.jsonld#"
    assert response.json()["@context"]["verdict"] == "sic:verdict"
