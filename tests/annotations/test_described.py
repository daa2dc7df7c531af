"""What pages say of themselves to programs, read back by programs of others: meta tags, JSON-LD, typed links."""

from pathlib import Path
from typing import Any

import extruct
import pyshacl
import pytest
from django.contrib.auth.models import User
from django.test import Client
from pyld import jsonld
from rdflib import RDF, Graph, Namespace, URIRef
from requests.utils import parse_header_links

from annotations import workflow
from annotations.models import Annotation
from annotations.vocabulary import Verdict
from edition.models import Profile, Work
from tests.support import zotero
from tests.support.notes import CONTENTS, bring

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]
HOST = "http://testserver"
SHAPES = Path(__file__).parents[1] / "data" / "schema_org.ttl"
TITLE = "Pakistan-Russia relations in the post-Cold War era"
MANZOOR, EDITORS = ("Manzoor", "Asif"), ("The editors", "")
HOSTILE = 'A </script><script>alert(1)</script> {braces} @ % "quoted" =cmd \\input'
SCHEMA = Namespace("https://schema.org/")
# A page of each kind that describes itself; the notes of every kind have tests of their own.
DESCRIBED = (
    "/",
    "/articles/article-1/",
    "/articles/article-1/p5/",
    "/notes/169/",
    "/topics/end-of-cold-war/",
    "/claims/cl01/",
    "/bibliography/",
    "/bibliography/dukes-legacy/",
    "/tags/end-of-cold-war/",
    "/search/?q=Malta",
)
VOCABULARY = {"@context": {"@vocab": "https://schema.org/"}}


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def read(html: str) -> dict[str, Any]:
    """The nodes of a page's JSON-LD by type, as extruct reads them."""
    found = extruct.extract(html, base_url=HOST, syntaxes=["json-ld"])["json-ld"]
    assert len(found) == 1
    return {node["@type"]: node for node in found[0].get("@graph", found)}


def links(client: Client, address: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    header = client.get(address).headers["Link"]
    assert len(header) < 4096
    for link in parse_header_links(header):
        for relation in link["rel"].split():
            found.setdefault(relation, []).append(link["url"].removeprefix(HOST))
    return found


def offline(address: str, _options: Any) -> dict[str, Any]:
    """The context of schema.org, its vocabulary alone; nothing is fetched."""
    assert address == "https://schema.org"
    return {"contextUrl": None, "documentUrl": address, "document": VOCABULARY}


def graph(documents: list[Any]) -> Graph:
    whole = Graph()
    for one in documents:
        quads = jsonld.to_rdf(one, {"documentLoader": offline, "format": "application/n-quads"})
        whole.parse(data=quads, format="nt")
    return whole


# --- meta tags --------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/articles/article-1/", "/ur/articles/article-1/v1/"])
def test_zotero_saves_the_article(client: Client, address: str):
    item = zotero.read(page(client, address))
    assert (item.type, item.creators) == ("newspaperArticle", [MANZOOR])
    fields = {"title": TITLE, "publicationTitle": "The Frontier Post", "language": "en"}
    assert item.fields.items() >= {**fields, "url": f"{HOST}/articles/article-1/v1/"}.items()
    assert item.fields["rights"] == "Rights stay with the author and The Frontier Post. No licence is known."
    assert "date" not in item.fields  # none is known, and none is made up


@pytest.mark.parametrize(
    ("address", "kind", "creators", "fields"),
    [
        ("/articles/article-3/", "webpage", [], {"publicationTitle": "The Asian Telegraph"}),
        ("/articles/article-1/p5/", "newspaperArticle", [MANZOOR], {"url": f"{HOST}/articles/article-1/v1/#p5"}),
        ("/ur/notes/2/", "webpage", [EDITORS], {"title": "Note 2: fact-check, disputed", "publicationTitle": "Sic"}),
        ("/claims/cl01/", "webpage", [EDITORS], {"title": "When did the Cold War end?"}),
        ("/bibliography/dukes-legacy/", "bookSection", [("Dukes", "Paul")], {"publicationTitle": ""}),
    ],
)
def test_zotero_saves_what_a_page_is_of(client: Client, address: str, kind: str, creators: Any, fields: Any):
    item = zotero.read(page(client, address))
    assert (item.type, item.creators) == (kind, creators)
    assert item.fields.items() >= fields.items()


def test_dublin_core_is_read_back(client: Client):
    html = page(client, "/articles/article-1/")
    (core,) = extruct.extract(html, base_url=HOST, syntaxes=["dublincore"])["dublincore"]
    said = {(one["name"], one["content"]) for one in core["elements"]}
    assert {("DC.title", TITLE), ("DC.creator", "Manzoor, Asif"), ("DC.source", "The Frontier Post")} <= said


# --- JSON-LD ----------------------------------------------------------------------------------------


def test_an_article_names_its_author_its_source_and_its_files(client: Client):
    nodes = read(page(client, "/ru/articles/article-1/"))
    article = nodes["NewsArticle"]
    assert article["@id"] == article["url"] == f"{HOST}/articles/article-1/v1/"
    assert (article["headline"], article["author"][0]["name"]) == (TITLE, "Asif Manzoor")
    assert article["sameAs"] == "https://thefrontierpost.com/pakistan-russia-relations-in-the-post-cold-war-era/"
    assert article["isPartOf"] == [{"@type": "Newspaper", "name": "The Frontier Post"}, {"@id": f"{HOST}/#edition"}]
    files = {one["encodingFormat"]: one["contentUrl"] for one in article["encoding"]}
    assert files["text/plain"] == f"{HOST}/articles/article-1/v1/verbatim"
    crumbs = [one["name"] for one in nodes["BreadcrumbList"]["itemListElement"]]
    assert crumbs == ["Sic", "Articles", TITLE]


def test_a_passage_is_a_quotation_of_its_article(client: Client):
    quotation = read(page(client, "/articles/article-1/p5/"))["Quotation"]
    assert quotation["text"].startswith("The end of the Cold War happened in 1989 whilst")
    assert (quotation["url"], quotation["isPartOf"]["name"]) == (f"{HOST}/articles/article-1/v1/#p5", TITLE)


@pytest.mark.parametrize(
    ("verdict", "value", "words"),
    [
        ("accurate", 5, "Accurate"),
        ("partly-accurate", 4, "Partly accurate"),
        ("lacks-context", 3, "Lacks context"),
        ("inaccurate", 1, "Inaccurate"),
        ("disputed", None, "Disputed"),
        ("unverified", None, "Unverified"),
        ("opinion", None, "Opinion"),
    ],
)
def test_a_fact_check_is_a_claim_review(client: Client, verdict: str, value: int | None, words: str):
    number = Annotation.objects.published().filter(verdict=verdict, span__passage__role="body")[0].number
    review = read(page(client, f"/ur/notes/{number}/"))["ClaimReview"]
    assert review["url"] == f"{HOST}/notes/{number}/"
    rating = review["reviewRating"]
    assert (rating.get("ratingValue"), rating["alternateName"]) == (value, words)
    assert (rating["bestRating"], rating["worstRating"]) == (5, 1)
    assert review["claimReviewed"] == review["itemReviewed"]["name"] != ""
    assert review["itemReviewed"]["author"][0]["@type"] == "Person"
    assert review["itemReviewed"]["appearance"]["url"].startswith(f"{HOST}/articles/article-")


def test_the_author_of_an_article_is_not_who_commented_on_it(client: Client):
    notes = Annotation.objects.published().filter(kind="fact-check", span__passage__role="comment")
    note = notes.select_related("span").first()
    assert note is not None
    assert "author" not in read(page(client, note.get_absolute_url()))["ClaimReview"]["itemReviewed"]


def test_a_correction_and_a_reference_are_comments(client: Client):
    note = Annotation.objects.published().filter(kind="correction").first()
    assert note is not None
    correction = read(page(client, note.get_absolute_url()))["CorrectionComment"]
    assert correction["text"].startswith(f"For “{note.span.exact}” read “{note.reading}”. ")
    assert correction["about"]["text"] == note.span.exact
    reference = read(page(client, "/notes/169/"))["Comment"]
    assert reference["mentions"][0]["url"] == f"{HOST}/articles/article-4/v1/#x3"


def test_a_withdrawn_fact_check_is_no_review(client: Client, bob: User):
    note = Annotation.objects.get(number=2)
    workflow.take(note, "withdraw", bob, started_from=note.version, why="The source was misread.")
    comment = read(page(client, "/notes/2/"))["Comment"]
    assert (comment["creativeWorkStatus"], "reviewRating" in comment) == ("Withdrawn", False)


def test_the_edition_is_a_data_set_and_can_be_searched(client: Client):
    nodes = read(page(client, "/"))
    assert nodes["WebSite"]["potentialAction"]["target"]["urlTemplate"] == f"{HOST}/search/?q={{words}}"
    assert len(nodes["Dataset"]["hasPart"]) == 5
    assert nodes["Dataset"]["distribution"][0]["contentUrl"] == f"{HOST}/download/edition.zip"


# The reader calls what its own library no longer wants to be called.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
def test_every_page_is_json_ld_in_the_shape_that_others_ask_for(client: Client):
    notes = Annotation.objects.published().order_by("number")
    numbers = [notes.filter(verdict=verdict)[0].number for verdict in Verdict.values]
    html = [page(client, address) for address in (*DESCRIBED, *(f"/notes/{number}/" for number in numbers))]
    documents = [one for text in html for one in extruct.extract(text, base_url=HOST, syntaxes=["json-ld"])["json-ld"]]
    whole = graph(documents)
    conforms, _report, words = pyshacl.validate(whole, shacl_graph=str(SHAPES))
    assert conforms, words
    assert len(list(whole.subjects(RDF.type, SCHEMA.ClaimReview))) == len(Verdict.values)
    assert (URIRef(f"{HOST}/articles/article-1/v1/"), SCHEMA.headline, None) in whole


def test_no_title_breaks_out_of_the_page(client: Client):
    authors = [{"literal": 'The "State", <b>'}, {"family": "Хан", "given": "Айюб"}]
    Work(key="hostile", csl={"type": "book", "title": HOSTILE, "author": authors}).save()
    html = page(client, "/bibliography/hostile/")
    assert "<script>alert" not in html
    assert read(html)["Book"]["name"] == HOSTILE
    item = zotero.read(html)
    assert (item.type, item.fields["title"], item.creators[1]) == ("book", HOSTILE, ("Хан", "Айюб"))


# --- typed links ------------------------------------------------------------------------------------


def test_the_links_of_an_article(client: Client):
    found = links(client, "/ur/articles/article-1/")
    fixed = "/articles/article-1/v1/"
    assert found["cite-as"] == [fixed]
    assert found["type"] == ["https://schema.org/NewsArticle", "https://schema.org/AboutPage"]
    assert {f"{fixed}cite/{form}" for form in ("bibtex", "ris", "csl-json", "mods")} <= set(found["describedby"])
    assert found["license"] == [f"{fixed}#about-text"]
    assert f"{fixed}verbatim" in found["item"]
    assert "/feeds/articles/article-1.atom" in found["alternate"]
    assert client.head("/articles/article-1/").headers["Link"] == client.get("/articles/article-1/").headers["Link"]


@pytest.mark.parametrize(
    ("address", "relation", "target"),
    [
        ("/articles/article-1/p5/", "cite-as", "/articles/article-1/v1/#p5"),
        ("/articles/article-1/p5/", "collection", "/articles/article-1/v1/"),
        ("/ru/notes/2/", "cite-as", "/notes/2/"),
        ("/notes/2/", "alternate", "/api/annotations/2"),
        ("/notes/2/", "type", "https://schema.org/ClaimReview"),
        ("/topics/end-of-cold-war/", "item", "/claims/cl01/"),
        ("/claims/cl01/", "collection", "/topics/end-of-cold-war/"),
        ("/tags/end-of-cold-war/", "describedby", "/tags/end-of-cold-war/cite/ris"),
        ("/search/?q=cold+war", "describedby", "/search/cite/ris?q=cold+war"),
        ("/", "item", "/articles/article-5/"),
        ("/", "service-desc", "/api/openapi.json"),
    ],
)
def test_a_link_leads_where_it_says(client: Client, address: str, relation: str, target: str):
    assert target in links(client, address)[relation]


def test_all_links_of_a_text_are_one_document(client: Client):
    (address,) = links(client, "/articles/article-1/")["linkset"]
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/linkset+json"
    contexts = {one.pop("anchor").removeprefix(HOST): one for one in response.json()["linkset"]}
    fixed = "/articles/article-1/v1/"
    assert contexts[fixed]["cite-as"] == [{"href": HOST + fixed}]
    items = [one["href"].removeprefix(HOST) for one in contexts[fixed]["item"]]
    assert {f"{fixed}verbatim", f"{fixed}p1/", f"{fixed}p8/", f"{fixed}x1/"} <= set(items)
    assert contexts[f"{fixed}p8/"] == {"collection": [{"href": HOST + fixed, "type": "text/html"}]}
    assert client.get(f"{fixed}p8/").status_code == 200


def test_an_editor_is_known_by_the_orcid(client: Client, alice: User, bob: User):
    Profile.objects.update_or_create(user=alice, defaults={"orcid": "0000-0002-1825-0097"})
    note = bring("published", alice, bob, CONTENTS["fact-check"])
    address = "https://orcid.org/0000-0002-1825-0097"
    assert links(client, note.get_absolute_url())["author"] == [address]
    (author,) = read(page(client, note.get_absolute_url()))["ClaimReview"]["author"]
    assert author == {"@type": "Person", "name": "Alice Abbasi", "@id": address, "sameAs": address}
