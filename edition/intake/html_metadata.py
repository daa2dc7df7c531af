"""What a page says of itself: Schema.org in JSON-LD, Open Graph, citation_ and Dublin Core meta elements, `title`."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element as Element

from edition.intake import records

ARTICLE_TYPES = frozenset(
    {"Article", "NewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "ReportageNewsArticle", "BlogPosting",
     "ScholarlyArticle"}
)  # fmt: skip
TITLES = ("citation_title", "og:title", "twitter:title", "dc.title", "dcterms.title")
AUTHORS = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
DATES = (
    "citation_publication_date", "article:published_time", "datepublished", "date", "dc.date", "dcterms.date",
    "pubdate", "parsely-pub-date",
)  # fmt: skip
SITES = ("citation_journal_title", "og:site_name", "application-name", "dc.publisher")
ADDRESSES = ("og:url",)
_LONGEST = 200_000  # characters of a JSON-LD block


def record(root: Element, shown: str) -> dict[str, Any]:
    """Return the draft of the work's record; `shown` is the title that stands above the article, or ''."""
    metas, schema = _metas(root), _schema(root)
    title = (
        records.line(schema.get("headline"))
        or _first(metas, TITLES)
        or records.line(shown or root.findtext("head/title"))
    )
    names = _names(schema.get("author")) or [name for key in AUTHORS for name in metas.get(key, ())]
    fields = {
        "title": title,
        "author": records.people(names),
        "issued": records.date(schema.get("datePublished")) or records.date(_first(metas, DATES).replace("/", "-")),
        "container-title": _first(metas, SITES) or _named(schema.get("publisher")),
        "URL": _canonical(root) or _first(metas, ADDRESSES),
        "language": records.language(root.get("lang") or _first(metas, ("og:locale",))),
    }
    return records.record(fields, "webpage")


def _metas(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if value := records.line(meta.get("content")):
            found.setdefault(name, []).append(value)
    return found


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _canonical(root: Element) -> str:
    links = (link for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split())
    return next((records.line(link.get("href")) for link in links), "")


def _schema(root: Element) -> dict[str, Any]:
    """The first object of a page's JSON-LD that is an article."""
    for script in root.iter("script"):
        text = script.text or ""
        if script.get("type", "").lower() != "application/ld+json" or len(text) > _LONGEST:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            if ARTICLE_TYPES & set(
                kinds if isinstance(kinds, list) and all(isinstance(k, str) for k in kinds) else [kinds]
            ):
                return item
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    items = data if isinstance(data, list) else [data]
    for item in items:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()


def _names(value: Any) -> list[str]:
    return [name for item in (value if isinstance(value, list) else [value]) if (name := _named(item))]


def _named(value: Any) -> str:
    return records.line(value.get("name") if isinstance(value, dict) else value)
