"""What the pages of the edition show, as nodes of schema.org. `base` is the address of the site without a slash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from annotations.exports.downloads import EDITION_FILES, FILES
from annotations.models import Claim, Topic
from edition.citations.record import Record
from edition.metadata.description import folder
from edition.metadata.schema_org import Node, crumbs, filled, organization, work
from edition.models import Article, Passage, Revision, Work

SITE = "Sic"
ABOUT = (
    "Source articles word for word, with the editors’ fact-checks, corrections and cross-references beside them, each "
    "with its sources; every paragraph and every note has an address and a citation of its own."
)
ZIP = "application/zip"


def edition_id(base: str) -> str:
    """Return the name of the edition as a whole."""
    return f"{base}/#edition"


def publisher(base: str) -> Node:
    """Return who publishes the edition."""
    return {"@type": "Organization", "@id": f"{base}/#publisher", "name": SITE, "url": f"{base}/"}


def source(article: Article) -> Node:
    """Return the article as its author published it, as far as that is known."""
    node = work(Record(article.work.key, article.work.csl))
    # What is shown is the article and not the page on which it was found.
    return {**node, "@type": "Article"} if node["@type"] == "WebPage" else node


def article(revision: Revision, base: str, *, rights: str, licences: Sequence[str] = ()) -> Node:
    """Return a text of the edition; `rights` is what is known of them in words, `licences` are addresses."""
    node = source(revision.article)
    fixed = base + revision.get_absolute_url()
    own = {
        "@id": fixed,
        "headline": node["name"],
        "url": fixed,
        "sameAs": node.get("url"),
        "version": str(revision.number),
        "isPartOf": [part for part in (node.get("isPartOf"), {"@id": edition_id(base)}) if part],
        "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256", "value": revision.text_sha256},
        "copyrightNotice": rights,
        "license": list(licences),
        "encoding": _files(revision, base),
    }
    return filled({**node, **own})


def _files(revision: Revision, base: str) -> list[Node]:
    parts = {"slug": revision.article.slug, "number": revision.number}
    above = folder("download", parts, base)
    found = [("text/plain", base + reverse("verbatim", kwargs=parts))]
    found += [(file.media_type, above + form) for form, file in FILES.items()]
    return [{"@type": "MediaObject", "encodingFormat": kind, "contentUrl": address} for kind, address in found]


def part_of(revision: Revision, base: str) -> Node:
    """Return a text as its parts name it."""
    node = source(revision.article)
    named = {name: node.get(name) for name in ("@type", "name", "author")}
    return filled({**named, "@id": base + revision.get_absolute_url(), "sameAs": node.get("url")})


def passage(revision: Revision, passages: Sequence[Passage], record: Record, base: str) -> Node:
    """Return the words of passages as a quotation of their article."""
    pinpoint = record.pinpoint
    url = str(record.csl["URL"])
    node = {
        "@type": "Quotation",
        "@id": url,
        "url": url,
        "text": pinpoint.quote if pinpoint else "".join(one.text for one in passages),
        "inLanguage": record.csl.get("language"),
        "author": source(revision.article).get("author"),
        "isPartOf": part_of(revision, base),
        "identifier": pinpoint and {"@type": "PropertyValue", "propertyID": "SHA-256", "value": pinpoint.sha256},
    }
    return filled(node)


def cited(works: Iterable[Work], base: str) -> list[Node]:
    """Return works as those name them that rest on them."""
    nodes = []
    for one in works:
        node = work(Record(one.key, one.csl))
        named = {name: node.get(name) for name in ("@type", "name", "url")}
        nodes.append(filled({**named, "@id": base + one.get_absolute_url()}))
    return nodes


def of_work(one: Work, base: str) -> Node:
    """Return a work of the bibliography: the work itself, of which the page tells."""
    page = base + one.get_absolute_url()
    return filled({**work(Record(one.key, one.csl)), "archivedAt": one.archived_url, "mainEntityOfPage": page})


def claim(one: Claim, base: str) -> Node:
    """Return a claim as a question with what the sources support for its answer."""
    url = base + one.get_absolute_url()
    answer = {"@type": "Answer", "text": one.checked_value, "author": publisher(base), "url": url}
    works = [found.work for found in one.sources.all()]
    node = {"@type": "Question", "@id": url, "url": url, "name": one.question, "inLanguage": "en"}
    return filled({**node, "acceptedAnswer": filled({**answer, "citation": cited(works, base)})})


def topic(one: Topic, claims: Iterable[Claim], base: str) -> Node:
    """Return a topic with its points."""
    url = base + one.get_absolute_url()
    points = [{"@type": "Question", "@id": base + each.get_absolute_url(), "name": each.question} for each in claims]
    node = {"@type": "CollectionPage", "@id": url, "url": url, "name": one.question, "about": one.title}
    return filled({**node, "inLanguage": "en", "hasPart": points, "isPartOf": {"@id": edition_id(base)}})


def collection(name: str, address: str, base: str, kind: str = "CollectionPage") -> Node:
    """Return a page that lists others."""
    return {"@type": kind, "@id": address, "url": address, "name": name, "isPartOf": {"@id": edition_id(base)}}


def site(base: str) -> Node:
    """Return the site, with the way to search it."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{base}{reverse('search')}?q={{words}}"}
    search = {"@type": "SearchAction", "target": target, "query-input": "required name=words"}
    node = {"@type": "WebSite", "@id": f"{base}/", "url": f"{base}/", "name": SITE, "description": ABOUT}
    return {**node, "publisher": publisher(base), "potentialAction": search}


def edition(articles: Iterable[Article], base: str) -> Node:
    """Return the edition as a data set, with the files in which all of it can be had."""
    files = [("zip", ZIP), *((form, file.media_type) for form, file in EDITION_FILES.items() if form != "zip")]
    downloads = [
        {
            "@type": "DataDownload",
            "encodingFormat": kind,
            "contentUrl": base + reverse("download_edition", kwargs={"form": form}),
        }
        for form, kind in files
    ]
    parts = [{**_named(one), "url": base + one.get_absolute_url()} for one in articles]
    node = {"@type": "Dataset", "@id": edition_id(base), "url": f"{base}/", "name": SITE, "description": ABOUT}
    return filled({**node, "creator": publisher(base), "distribution": downloads, "hasPart": parts})


def _named(one: Article) -> Node:
    node = source(one)
    return {"@type": node["@type"], "name": node["name"]}


def way(base: str, *steps: tuple[str, str]) -> Node:
    """Return the way from the first page by names and addresses."""
    return crumbs([(SITE, f"{base}/"), *steps])


def editors(names: Iterable[str], orcids: dict[str, str], base: str) -> list[Node]:
    """Return those who wrote a note, by the names that readers see, with the addresses of their ORCID iDs."""
    return [_editor(name, orcids.get(name, ""), base) for name in names]


def _editor(name: str, orcid: str, base: str) -> Node:
    if name == "The editors":
        return {**organization(name), "url": f"{base}/"}
    return filled({"@type": "Person", "name": name, "@id": orcid, "sameAs": orcid})
