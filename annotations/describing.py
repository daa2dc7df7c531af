"""What each page says of itself to programs: the same in every language, at the plain addresses.

`base` is the address of the site without a slash at its end. Links: https://signposting.org/FAIR/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from annotations import bylines, citing
from annotations.exports import claim_review, json_ld
from annotations.exports.downloads import FILES
from annotations.exports.web_annotation import address
from annotations.models import Annotation, Claim, Topic
from annotations.offers import WEB_ANNOTATION
from annotations.searching import plain
from edition.citations.record import Record
from edition.citing import of_revision
from edition.languages import without_language
from edition.metadata.description import Description, folder, formats
from edition.metadata.highwire import Tag
from edition.metadata.schema_org import page
from edition.models import Article, Passage, Revision, Work
from edition.signposting import LINKSET, Link

P = ParamSpec("P")
R = TypeVar("R")
ABOUT_PAGE = Link("https://schema.org/AboutPage", "type")
COLLECTION_PAGE = Link("https://schema.org/CollectionPage", "type")
HTML, ATOM = "text/html", "application/atom+xml"
SERVICE = "http://www.w3.org/ns/oa#annotationService"  # https://www.w3.org/TR/annotation-protocol/#discovery-of-annotation-containers
LICENCE = re.compile(r'href="(https?://(?:creativecommons\.org|rightsstatements\.org)/[^"]+)"')


def plainly(describe: Callable[P, R]) -> Callable[P, R]:
    """Let a description be made in English, whatever the language of the page: its addresses are the plain ones."""

    @wraps(describe)
    def described(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(settings.LANGUAGE_CODE):
            return describe(*args, **kwargs)

    return described


@plainly
def article(revision: Revision, record: Record, base: str) -> Description:
    """Describe the page of a text: the address that never changes, its formats and files, its record."""
    one, fixed = revision.article, base + revision.get_absolute_url()
    parts = {"slug": one.slug, "number": revision.number}
    rights = plain(one.rights_html)
    node = json_ld.article(revision, base, rights=rights, licences=LICENCE.findall(one.rights_html))
    links = (
        Link(fixed, "cite-as"),
        Link(f"https://schema.org/{node['@type']}", "type"),
        ABOUT_PAGE,
        *_licences(revision, base),
        Link(f"{base}/", "collection", HTML),
        *formats("cite_article", parts, base),
        *_files(parts, base),
        Link(f"{base}{reverse('feed_article', args=[one.slug])}", "alternate", ATOM),
        *_annotations(fixed, base),
        Link(base + reverse("links", kwargs=parts), "linkset", LINKSET),
    )
    way = json_ld.way(base, ("Articles", base + reverse("articles")), (one.title, base + one.get_absolute_url()))
    return Description(links, page(node, way), record, rights, _full_texts(parts, fixed, base))


@plainly
def all_links(revision: Revision, base: str) -> dict[str, list[Link]]:
    """Return the links of a text and of its files, by their addresses; its passages are items of it."""
    fixed = base + revision.get_absolute_url()
    links = article(revision, of_revision(revision, base), base).links
    slug, number = revision.article.slug, revision.number
    anchors = revision.passages.values_list("anchor", flat=True)
    items = [Link(base + reverse("passage", args=[slug, number, anchor]), "item", HTML) for anchor in anchors]
    parts = [link for link in (*links, *items) if "item" in link.rel.split()]
    return {fixed: [*links, *items], **{part.href: [Link(fixed, "collection", HTML)] for part in parts}}


def _files(parts: dict[str, object], base: str) -> Iterator[Link]:
    """Give the exact text and the files of an article: its content, and other forms of its page."""
    yield Link(base + reverse("verbatim", kwargs=parts), "item", "text/plain")
    above = folder("download", parts, base)
    for form, file in FILES.items():
        yield Link(above + form, "item alternate", file.media_type)


def _full_texts(parts: dict[str, object], fixed: str, base: str) -> tuple[Tag, ...]:
    pdf = [("citation_pdf_url", folder("download", parts, base) + "pdf")] if "pdf" in FILES else []
    return (("citation_fulltext_html_url", fixed), *pdf)


def _annotations(target: str, base: str) -> Iterator[Link]:
    """Give the notes on an address as Web Annotations, and where they are kept."""
    container = base + reverse("web_annotations")
    yield Link(f"{container}?{urlencode({'target': target})}", "alternate", WEB_ANNOTATION)
    yield Link(container, SERVICE, WEB_ANNOTATION)


def _licences(revision: Revision, base: str) -> Iterator[Link]:
    """Give the licences that the record of an article names; without any, the place that tells of its rights."""
    rights = revision.article.rights_html
    told = [f"{base}{revision.get_absolute_url()}#about-text"] if rights else []
    yield from (Link(found, "license") for found in LICENCE.findall(rights) or told)


@plainly
def passage(revision: Revision, passages: Sequence[Passage], anchor: str, record: Record, base: str) -> Description:
    """Describe the page of a passage, or of a range: a part of its text."""
    fixed = base + revision.get_absolute_url()
    parts = {"slug": revision.article.slug, "number": revision.number, "anchor": anchor}
    links = (
        Link(str(record.csl["URL"]), "cite-as"),
        Link("https://schema.org/Quotation", "type"),
        ABOUT_PAGE,
        *_licences(revision, base),
        Link(fixed, "collection", HTML),
        *formats("cite_passage", parts, base),
        *_annotations(str(record.csl["URL"]), base),
    )
    node = json_ld.passage(revision, passages, record, base)
    way = json_ld.way(base, _article(revision, base), (anchor, str(record.csl["URL"])))
    return Description(links, page(node, way), record, plain(revision.article.rights_html))


@plainly
def note(found: Annotation, record: Record, base: str) -> Description:
    """Describe the page of a note: a part of the text that it stands on."""
    orcids = bylines.orcids(found)
    node = claim_review.of_note(found, record, orcids, base)
    revision = found.span.revision
    links = (
        Link(base + found.get_absolute_url(), "cite-as"),
        Link(f"https://schema.org/{node['@type']}", "type"),
        ABOUT_PAGE,
        *(Link(orcid, "author") for orcid in orcids.values()),
        Link(base + revision.get_absolute_url(), "collection", HTML),
        Link(base + address(found.number), "item alternate describedby", WEB_ANNOTATION),
        *formats("cite_note", {"number": found.number}, base),
    )
    way = json_ld.way(base, _article(revision, base), (f"Note {found.number}", base + found.get_absolute_url()))
    return Description(links, page(node, way), record)


def _article(revision: Revision, base: str) -> tuple[str, str]:
    return revision.article.title, base + revision.get_absolute_url()


@plainly
def topic(found: Topic, claims: Iterable[Claim], base: str) -> Description:
    """Describe the page of a topic, with its points."""
    record, node = citing.of_topic(found, base), json_ld.topic(found, claims, base)
    points = [Link(one["@id"], "item", HTML) for one in node.get("hasPart", ())]
    feed = Link(f"{base}{reverse('feed_topic', args=[found.slug])}", "alternate", ATOM)
    above = base + reverse("topics")
    links = (*_of_ledger(record, base, "cite_topic", found.slug, above), feed, COLLECTION_PAGE, *points)
    way = json_ld.way(base, ("Topics", above), (found.title, base + found.get_absolute_url()))
    return Description(links, page(node, way), record)


@plainly
def claim(found: Claim, base: str) -> Description:
    """Describe the page of a claim: a point of its topic."""
    record, node = citing.of_claim(found, base), json_ld.claim(found, base)
    above = base + found.topic.get_absolute_url()
    links = (*_of_ledger(record, base, "cite_claim", found.slug, above), Link("https://schema.org/Question", "type"))
    steps = (("Topics", base + reverse("topics")), (found.topic.title, above))
    return Description(
        links, page(node, json_ld.way(base, *steps, (found.question, base + found.get_absolute_url()))), record
    )


def _of_ledger(record: Record, base: str, name: str, slug: str, above: str) -> tuple[Link, ...]:
    own = (Link(str(record.csl["URL"]), "cite-as"), ABOUT_PAGE, Link(above, "collection", HTML))
    return (*own, *formats(name, {"slug": slug}, base))


@plainly
def of_work(found: Work, base: str) -> Description:
    """Describe the page of a work: its record is that of the work itself, wherever that stands."""
    node = json_ld.of_work(found, base)
    csl = found.csl
    known = f"https://doi.org/{csl['DOI']}" if "DOI" in csl else csl.get("URL")
    links = (
        Link(known or base + found.get_absolute_url(), "cite-as"),
        Link(f"https://schema.org/{node['@type']}", "type"),
        ABOUT_PAGE,
        Link(base + reverse("bibliography"), "collection", HTML),
        *formats("cite_work", {"key": found.key}, base),
    )
    return Description(links, page(node), Record(found.key, csl), is_elsewhere=True)


@plainly
def listing(name: str, here: str, base: str, cite: str = "", **parts: str) -> Description:
    """Describe a page that lists others; `here` is its path with its query, `cite` the address of its citations."""
    kind = "SearchResultsPage" if cite == "cite_search" else "CollectionPage"
    address, query = base + without_language(here), here.partition("?")[2]
    links = (Link(f"https://schema.org/{kind}", "type"), *(formats(cite, parts, base, query=query) if cite else ()))
    return Description(links, page(json_ld.collection(name, address, base, kind)))


@plainly
def home(articles: Sequence[Article], base: str) -> Description:
    """Describe the first page: the site, and the edition as a data set."""
    node = page(json_ld.site(base), json_ld.edition(articles, base))
    links = (
        Link(f"{base}/", "cite-as"),
        Link("https://schema.org/Dataset", "type"),
        ABOUT_PAGE,
        Link(base + reverse("openapi"), "service-desc", "application/json"),
        Link(base + reverse("api"), "service-doc", HTML),
        Link(base + reverse("download_edition", kwargs={"form": "zip"}), "item", json_ld.ZIP),
        *formats("cite_bibliography", {}, base),
        Link(base + reverse("web_annotations"), SERVICE, WEB_ANNOTATION),
        *(Link(base + one.get_absolute_url(), "item", HTML) for one in articles),
    )
    return Description(links, node)
