"""Citations over the web: every kind in every format, and what is said where something is not known."""

import hashlib
import json
import re

import pytest

from annotations.models import Annotation
from edition.citations import styles
from edition.citations.registry import FORMATS
from edition.models import Revision, Work
from tests.annotations.html_page import read

pytestmark = pytest.mark.any_engine

ARTICLE, PASSAGE, NOTE = "/articles/article-1/v1/", "/articles/article-1/v1/p5/", "/notes/2/"
THINGS = [
    "/articles/article-1/",
    ARTICLE,
    "/articles/article-1/p5/",
    PASSAGE,
    "/articles/article-1/v1/p5-p7/",
    "/articles/article-1/v1/t1/",
    NOTE,
    "/bibliography/fatemi-2012-echoes/",
    "/topics/end-of-cold-war/",
    "/claims/cl01/",
]
CITED = [*THINGS, "/bibliography/", "/tags/cold-war/"]
MEDIA_TYPES = {
    "bibtex": "application/x-bibtex; charset=utf-8",
    "biblatex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl-json": "application/vnd.citationstyles.csl+json; charset=utf-8",
    "endnote-xml": "application/x-endnote-xml; charset=utf-8",
    "mods": "application/mods+xml; charset=utf-8",
    "dublin-core": "application/xml; charset=utf-8",
    "apa": "text/x-bibliography; style=apa; charset=utf-8",
    "mla": "text/x-bibliography; style=mla; charset=utf-8",
    "chicago-author-date": "text/x-bibliography; style=chicago-author-date; charset=utf-8",
    "chicago-notes": "text/x-bibliography; style=chicago-notes; charset=utf-8",
    "harvard": "text/x-bibliography; style=harvard; charset=utf-8",
    "ieee": "text/x-bibliography; style=ieee; charset=utf-8",
    "vancouver": "text/x-bibliography; style=vancouver; charset=utf-8",
}
STARTS = {"bibtex": "@", "biblatex": "@", "ris": "TY  - ", "csl-json": "["} | dict.fromkeys(
    ("endnote-xml", "mods", "dublin-core"), '<?xml version="1.0" encoding="UTF-8"?>\n<'
)


@pytest.fixture
def cite(edition, client):
    def get(address, form=""):
        response = client.get(f"{address}cite/{form}")
        assert response.status_code == 200
        return b"".join(response).decode()

    return get


def quotes() -> dict[str, tuple[str, str]]:
    """Anchor and words of what the tests cite, by address."""
    revision = Revision.objects.get(article__slug="article-1")
    at = {one.anchor: one for one in revision.passages.all()}
    return {
        PASSAGE: ("p5", at["p5"].text),
        "/articles/article-1/v1/p5-p7/": ("p5-p7", revision.text[at["p5"].start : at["p7"].end]),
        "/articles/article-1/v1/t1/": ("t1", at["t1"].text),
        NOTE: ("p5", Annotation.objects.get(number=2).span.exact),
    }


def letters(text: str) -> str:
    """Letters and digits alone: LaTeX escapes signs, and a line of RIS has no line breaks."""
    return re.sub(r"[\W_]+", "", text)


def test_the_formats_are_those_of_the_addresses():
    assert list(FORMATS) == list(MEDIA_TYPES)


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_every_kind_is_cited_in_every_format(edition, client, form):
    for address in CITED:
        response = client.get(f"{address}cite/{form}")
        body = b"".join(response).decode()
        assert (response.status_code, response["Content-Type"]) == (200, MEDIA_TYPES[form]), address
        assert body.startswith(STARTS.get(form, body[0])), address
        assert body.strip(), address
        assert response["X-Content-Type-Options"] == "nosniff"
        extension = FORMATS[form].extension
        assert re.search(rf'filename="[a-z0-9-]+\.{extension}"', response["Content-Disposition"]), address


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_passages_and_notes_name_revision_anchor_quote_and_checksum(cite, form):
    for address, (anchor, quote) in quotes().items():
        body = cite(address, form)
        digest = hashlib.sha256(quote.encode()).hexdigest()
        assert digest in body, (address, form)
        assert letters(quote) in letters(body), (address, form)
        assert re.search(rf"(passage |\(){anchor}\b", body), (address, form)
        assert "text version 1" in body.lower(), (address, form)


@pytest.mark.parametrize("address", [PASSAGE, "/articles/article-1/v1/p5-p7/", "/articles/article-1/v1/t1/", NOTE])
def test_csl_json_holds_the_pinpoint_as_data(cite, address):
    anchor, quote = quotes()[address]
    custom = json.loads(cite(address, "csl-json"))[0]["custom"]
    assert (custom["revision"], custom["anchor"], custom["quote"]) == (1, anchor, quote)
    assert custom["sha256"] == hashlib.sha256(quote.encode()).hexdigest()
    assert custom.get("note") == (2 if address == NOTE else None)


@pytest.mark.parametrize("address", ["/articles/article-1/", ARTICLE])
def test_an_article_is_cited_by_the_fixed_address_of_its_text(cite, address):
    item = json.loads(cite(address, "csl-json"))[0]
    revision = Revision.objects.get(article__slug="article-1")
    assert item["id"] == "article-1-v1"
    assert item["URL"] == f"http://testserver{ARTICLE}"
    assert item["custom"]["sha256"] == hashlib.sha256(revision.text.encode()).hexdigest()


@pytest.mark.parametrize("address", THINGS)
def test_the_page_shows_every_style_and_leads_to_every_file(edition, client, address):
    page = read(client.get(f"{address}cite/").content.decode())
    labels = [item.one("b").words for item in page.one("ul", css="cite-list").find("li")]
    chicago = ["Chicago (author-date)", "Chicago (notes and bibliography)"]
    assert labels[:7] == ["APA", "MLA", *chicago, "Harvard", "IEEE", "Vancouver"]
    for item in page.one("ul", css="cite-list").find("li")[:7]:
        whole, inline = item.find("span", css="txt")
        assert whole.words
        assert inline.words not in ("", whole.words)
    for link in page.one("p", css="cite-foot").find("a"):
        assert client.get(link.attributes["href"]).status_code == 200


@pytest.mark.parametrize("address", [PASSAGE, NOTE])
def test_the_page_shows_quotation_and_checksum(edition, client, address):
    _, quote = quotes()[address]
    page = read(client.get(f"{address}cite/").content.decode())
    assert page.by_id("cite-quote").text == quote
    assert page.by_id("cite-hash").text == hashlib.sha256(quote.encode()).hexdigest()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/articles/article-1/", "The date of publication is not known. Nothing was put in its place."),
        (
            "/articles/article-3/",
            "No author is given. The date of publication is not known. Nothing was put in its place.",
        ),
    ],
)
def test_what_is_not_known_is_said(cite, address, said):
    assert read(cite(address)).one("p", css="missing").words == said


@pytest.mark.parametrize("address", [*(f"/articles/article-{n}/" for n in range(1, 6)), PASSAGE])
def test_an_undated_text_is_never_given_a_date(cite, address):
    assert "issued" not in json.loads(cite(address, "csl-json"))[0]
    assert "PY  -" not in cite(address, "ris")
    assert "DA  -" not in cite(address, "ris")
    assert not re.search(r"(?m)^ *year *=", cite(address, "bibtex"))
    assert "(n.d.)" in cite(address, "apa")


def test_a_record_without_author_or_date_says_so_and_no_more(edition, client):
    bare = Work(key="bare", csl={"type": "webpage", "title": "A page of nobody"})
    bare.save()
    page = read(client.get("/bibliography/bare/cite/").content.decode())
    assert page.one("p", css="missing").words == (
        "No author is given. The date of publication is not known. The publisher is not known. "
        "No address is known. Nothing was put in its place."
    )
    assert json.loads(client.get("/bibliography/bare/cite/csl-json").content) == [
        {"id": "bare", "type": "webpage", "title": "A page of nobody"}
    ]


@pytest.mark.parametrize(("form", "mark"), [("bibtex", "\n@"), ("biblatex", "\n@"), ("ris", "TY  - ")])
def test_the_bibliography_holds_all_sources(edition, client, form, mark):
    response = client.get(f"/bibliography/cite/{form}")
    assert response.streaming
    assert ("\n" + b"".join(response).decode()).count(mark) == 139


def test_the_bibliography_as_data_and_as_a_list(edition, client):
    items = json.loads(b"".join(client.get("/bibliography/cite/csl-json")))
    assert {item["id"] for item in items} == set(Work.objects.sources().values_list("key", flat=True))
    styled = client.get("/bibliography/cite/apa")
    assert styled.streaming
    assert len(b"".join(styled).decode().strip().split("\n\n")) == 139


@pytest.mark.parametrize("address", CITED)
def test_an_unknown_format_is_answered_with_those_there_are(edition, client, address):
    response = client.get(f"{address}cite/marc")
    assert response.status_code == 404
    assert (
        "There is no citation format “marc”. Formats are: bibtex, biblatex, ris, csl-json, endnote-xml, mods, "
        "dublin-core, apa, mla, chicago-author-date, chicago-notes, harvard, ieee, vancouver."
    ) in response.content.decode()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/articles/article-1/p99/cite/", "¶99 does not exist in this text. The nearest passage is ¶8."),
        ("/articles/article-1/p0/cite/", "¶0 does not exist in this text. The nearest passage is ¶1."),
        ("/articles/article-1/v1/p5-p99/cite/ris", "¶99 does not exist in this text. The nearest passage is ¶8."),
        ("/articles/article-9/cite/", "There is no article “article-9” in this edition."),
        ("/articles/article-1/v9/cite/", "has no text version 9. Its newest is version 1."),
        ("/notes/9999/cite/", "There is no published note 9999."),
        ("/bibliography/nothing/cite/", "There is no source “nothing” in the bibliography."),
        ("/topics/nothing/cite/", "There is no topic “nothing” in this edition."),
        ("/claims/nothing/cite/mods", "There is no claim “nothing” in this edition."),
        ("/tags/nothing/cite/", "Nothing in this edition carries the tag “nothing”."),
        ("/tags/%00/cite/apa", "Nothing in this edition carries the tag “\ufffd”."),
    ],
)
def test_what_does_not_exist_is_not_cited(edition, client, address, sentence):
    response = client.get(address)
    assert response.status_code == 404
    assert sentence in response.content.decode()
    is_page = address.endswith("/cite/")
    assert response["Content-Type"] == f"text/{'html' if is_page else 'plain'}; charset=utf-8"


def test_a_citation_is_made_once(edition, client, monkeypatch):
    addresses = [f"{PASSAGE}cite/", f"{NOTE}cite/apa", "/articles/article-2/", "/bibliography/cite/mla"]
    before = [b"".join(client.get(address)) for address in addresses]

    def fail(*_: object) -> None:
        raise AssertionError("pandoc is asked again")

    monkeypatch.setattr(styles, "format_bare", fail)
    assert [b"".join(client.get(address)) for address in addresses] == before
    with pytest.raises(AssertionError, match="pandoc is asked again"):
        client.get("/articles/article-2/v1/p1/cite/apa")


@pytest.mark.parametrize(
    ("passages", "address"),
    [("p5", "/articles/article-1/v1/#p5"), ("p2-p4", "/articles/article-1/v1/p2-p4/")],
)
def test_a_citation_leads_to_all_that_it_quotes(edition, client, passages: str, address: str):
    (item,) = json.loads(client.get(f"/articles/article-1/{passages}/cite/csl-json").content)
    assert item["URL"] == f"http://testserver{address}"
