"""Pages in the form that is asked for: the citation at the address of the page, other documents at their own."""

import json
from typing import Any

import pytest
import rispy
from django.conf import LazySettings
from django.test import Client
from requests.utils import parse_header_links

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]
APA, BIBTEX = "text/x-bibliography; style=apa", "application/x-bibtex"
CSL, RIS = "application/vnd.citationstyles.csl+json", "application/x-research-info-systems"
PASSAGE, ARTICLE = "/articles/article-1/p5/", "/articles/article-1/"
MANZOOR = "Manzoor, A. (n.d.). Pakistan-Russia relations in the post-Cold War era."


def ask(client: Client, address: str, accept: str, **extra: Any) -> tuple[Any, str]:
    response = client.get(address, headers={"accept": accept}, **extra)
    return response, b"".join(response).decode()


def links(response: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in parse_header_links(response.headers["Link"]):
        for relation in link["rel"].split():
            found.setdefault(relation, []).append(link["url"])
    return found


@pytest.mark.parametrize(
    ("address", "accept", "location", "words"),
    [
        (PASSAGE, APA, f"{PASSAGE}cite/apa", MANZOOR),
        (f"/ur{PASSAGE}", f"{APA}; locale=ur", f"{PASSAGE}cite/apa", "para. 5 (p5): “The end of the Cold War"),
        ("/articles/article-4/v1/p3-p5/", BIBTEX, "/articles/article-4/v1/p3-p5/cite/bibtex", "paras. 3–5"),
        (ARTICLE, BIBTEX, f"{ARTICLE}cite/bibtex", "{article-1-v1,"),
        (f"{ARTICLE}v1/", CSL, f"{ARTICLE}v1/cite/csl-json", '"article-1-v1"'),
        ("/notes/2/", "text/html;q=0.1, text/x-bibliography;style=mla", "/notes/2/cite/mla", "Note 2: Fact-Check"),
        ("/topics/end-of-cold-war/", BIBTEX, "/topics/end-of-cold-war/cite/bibtex", "sic-topic-end-of-cold-war"),
        ("/claims/cl01/", "text/x-bibliography", "/claims/cl01/cite/apa", "When did the Cold War end?"),
        ("/bibliography/dukes-legacy/", RIS, "/bibliography/dukes-legacy/cite/ris", "TI  - Legacy"),
        ("/bibliography/", RIS, "/bibliography/cite/ris", "ID  - dukes-legacy"),
        ("/tags/end-of-cold-war/", BIBTEX, "/tags/end-of-cold-war/cite/bibtex", "@misc{sic-note-2,"),
        ("/search/?q=Malta", BIBTEX, "/search/cite/bibtex?q=Malta", "Malta"),
    ],
)
def test_a_citation_stands_at_the_address_of_its_page(
    client: Client, address: str, accept: str, location: str, words: str
):
    response, body = ask(client, address, accept)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(accept.split(",")[-1].split(";")[0].strip())
    assert words in body
    assert response.headers["Content-Location"] == location
    assert "Accept" in response.headers["Vary"]
    assert links(response) == {"describes": [f"http://testserver{address}"]}
    assert body == ask(client, location, "*/*")[1]


@pytest.mark.parametrize(
    ("address", "accept", "location"),
    [
        ("/notes/2/", 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', "/api/annotations/2"),
        (f"/ru{ARTICLE}", "text/plain", f"{ARTICLE}verbatim"),
        (ARTICLE, "application/linkset+json", f"{ARTICLE}links"),
        (f"{ARTICLE}v1/", "application/tei+xml", f"{ARTICLE}v1/download/tei"),
    ],
)
def test_a_document_of_its_own_is_led_to(client: Client, address: str, accept: str, location: str):
    response = client.get(address, headers={"accept": accept})
    assert (response.status_code, response.headers["Location"]) == (303, location)
    assert "Accept" in response.headers["Vary"]
    assert client.get(location).headers["Content-Type"].startswith(accept.partition(";")[0])


@pytest.mark.parametrize("accept", ["", "*/*", "text/html", "text/html,application/xml;q=0.9,*/*;q=0.8", "nonsense"])
def test_everybody_else_gets_the_page(client: Client, as_bob: Client, accept: str):
    for reader in (client, as_bob):
        response = reader.get(PASSAGE, headers={"accept": accept})
        assert (response.status_code, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("accept", ["image/png", "text/x-bibliography; style=nature", "text/html;q=0", "*/*;q=0"])
def test_what_there_is_not_is_refused_with_what_there_is(client: Client, accept: str):
    response, body = ask(client, f"{ARTICLE}?show=fc", accept)
    assert (response.status_code, response.headers["Content-Type"]) == (406, "text/plain; charset=utf-8")
    rows = dict(line.split("  ") for line in body.splitlines()[2:])
    assert rows["text/html"] == f"http://testserver{ARTICLE}?show=fc"
    assert rows["text/x-bibliography; style=vancouver"] == f"http://testserver{ARTICLE}cite/vancouver?show=fc"
    assert set(rows.values()) <= set(links(response)["alternate"])
    assert client.head(ARTICLE, headers={"accept": accept}).status_code == 406


def test_who_is_logged_in_gets_the_same_citation(client: Client, as_bob: Client):
    assert ask(as_bob, PASSAGE, APA)[1] == ask(client, PASSAGE, APA)[1]


def test_head_has_the_headers_of_get(client: Client):
    whole, head = (getattr(client, name)(PASSAGE, headers={"accept": BIBTEX}) for name in ("get", "head"))
    assert head.content == b""
    for name in ("Content-Type", "Content-Location", "Vary", "Link"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    "address",
    ["/articles/article-9/", "/articles/article-1/p99/", "/notes/9999/", "/bibliography/none/", "/tags/none/"],
)
def test_what_does_not_exist_cannot_be_cited(client: Client, address: str):
    response, body = ask(client, address, BIBTEX)
    assert response.status_code == 404
    assert "Content-Location" not in response.headers
    assert "@" not in body


def test_a_kept_page_is_never_given_for_a_citation(client: Client, settings: LazySettings):
    settings.PAGE_CACHE_MB = 4
    reader = Client()
    page, (cited, body) = reader.get(PASSAGE), ask(reader, PASSAGE, APA)
    assert body.startswith(MANZOOR)
    assert page.headers["ETag"] != cited.headers["ETag"]
    again = ask(reader, PASSAGE, APA)[0]
    assert (again.content, again.headers["Content-Location"]) == (cited.content, cited.headers["Content-Location"])
    for accept, etag, status in ((APA, cited, 304), (APA, page, 200), ("*/*", page, 304), (BIBTEX, cited, 200)):
        headers = {"accept": accept, "if-none-match": etag.headers["ETag"]}
        assert reader.get(PASSAGE, headers=headers).status_code == status, accept
    assert reader.get(PASSAGE).content == page.content


def test_programs_of_others_read_what_they_asked_for(client: Client):
    (item,) = json.loads(ask(client, PASSAGE, CSL)[1])
    assert (item["title"], item["custom"]["anchor"]) == ("Pakistan-Russia relations in the post-Cold War era", "p5")
    (entry,) = rispy.loads(ask(client, "/bibliography/dukes-legacy/", RIS)[1])
    assert (entry["title"], entry["authors"]) == ("Legacy", ["Dukes, Paul"])
