"""The edition as DTS sees it: all articles a collection, an article a collection of its text versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse

from edition.citations.wording import EDITION, edtf, name_in_words
from edition.models import Article, Revision
from edition.publishing import dts
from edition.publishing.dts import DTSError, Member, Unit
from edition.texts.segmentation import ROLES

TEXT = "http://purl.org/dc/dcmitype/Text"
COLLECTION = "http://purl.org/dc/dcmitype/Collection"
TITLED = frozenset({"title", "heading"})


def find(identifier: str, base: str) -> Article | Revision | None:
    """Return what an @id names, None for the edition itself; raises DTSError for one that names nothing.

    It may be an address relative to that of the site: `/articles/article-1/`.
    """
    identifier = base + identifier if identifier.startswith("/") else identifier
    try:
        match = resolve(identifier.removeprefix(base)) if identifier.startswith(base) else None
    except Resolver404:
        match = None
    found = _found(match.url_name or "", match.kwargs) if match else None
    address = reverse("articles") if found is None else found.get_absolute_url()
    if match is None or identifier != base + address:
        raise DTSError(404, "There is no collection or Resource of this @id. Begin at the Collection endpoint.")
    return found


def _found(name: str, parts: Mapping[str, Any]) -> Article | Revision | None:
    if name == "article":
        return Article.objects.published().filter(slug=parts["slug"]).first()
    if name == "revision":
        found = Revision.objects.light().select_related("article__work")
        return found.filter(article__slug=parts["slug"], number=parts["number"]).first()
    return None


def resource(identifier: str, base: str) -> Revision:
    """Return the text that an @id names; raises DTSError where it names none."""
    found = find(identifier, base)
    if not isinstance(found, Revision):
        raise DTSError(404, "This @id names a collection, and no Resource. Its members are at the Collection endpoint.")
    return found


def root(base: str) -> Member:
    """Return the collection of all articles."""
    title = {"title": [{"lang": "en", "value": EDITION}], "type": [COLLECTION]}
    count = Article.objects.published().count()
    words = "Source articles word for word; each is a collection of its text versions."
    return Member(base + reverse("articles"), EDITION, title, words, parents=0, children=count)


def member(found: Article | Revision | None, base: str) -> Member:
    """Return an article, a text or the edition (None) as a member of a collection."""
    if found is None:
        return root(base)
    if isinstance(found, Revision):
        return of_revision(found, base)
    children = found.revisions.count()
    terms = _terms(found.work.csl) | {"type": [COLLECTION]}
    return Member(base + found.get_absolute_url(), found.title, terms, children=children)


def of_revision(revision: Revision, base: str) -> Member:
    """Return a text as a Resource."""
    article = revision.article
    used = set(revision.passages.values_list("role", flat=True))
    download = reverse("download", args=[article.slug, revision.number, "tei"])
    version = f"Text version {revision.number}"
    if revision.captured_on:
        version = f"{version}, captured on {revision.captured_on.isoformat()}"
    terms = _terms(article.work.csl) | {"type": [TEXT], "isVersionOf": [base + article.get_absolute_url()]}
    return Member(
        base + revision.get_absolute_url(),
        article.title,
        terms,
        version,
        roles=tuple(role for role in ROLES if role in used),
        download=base + download,
        sha256=revision.text_sha256,
    )


def _terms(csl: Mapping[str, Any]) -> dict[str, Any]:
    """Return the terms of Dublin Core: values with a language as objects, addresses and codes in lists."""
    language = str(csl.get("language") or "en")
    creators = [{"lang": language, "value": name_in_words(name)} for name in csl.get("author", ())]
    terms: dict[str, Any] = {
        "title": [{"lang": language, "value": csl["title"]}],
        "creator": creators,
        "language": [language],
        "issued": edtf(csl["issued"]) if "issued" in csl else None,
        "source": [csl["URL"]] if "URL" in csl else None,
    }
    return {name: value for name, value in terms.items() if value}


def members(found: Article | Revision | None, query: Mapping[str, str], base: str) -> tuple[list[Member], int]:
    """Return the members of a collection on the page that is asked for, and the number of pages; raises DTSError."""
    if dts.nav(query) == "parents":
        parent = found.article if isinstance(found, Revision) else None
        held = [] if found is None else [member(parent, base)]
        return list(dts.paged(held, dts.page(query), dts.MEMBERS_OF_COLLECTION)[0]), 1
    rows = _children(found)
    number, size = dts.page(query), dts.MEMBERS_OF_COLLECTION
    last = dts.pages(rows.count(), number, size)
    return [member(row, base) for row in rows[(number - 1) * size : number * size]], last


def _children(found: Article | Revision | None) -> QuerySet[Any]:
    if found is None:
        return Article.objects.published()
    if isinstance(found, Article):
        return found.revisions.light().defer("text").select_related("article__work").order_by("number")
    return Revision.objects.none()


def units(revision: Revision) -> list[Unit]:
    """Return the passages of a text as citable units."""
    rows = revision.passages.order_by("position").values_list("anchor", "role", "start", "end")
    words = {anchor: revision.text[start:end] for anchor, role, start, end in rows if role in TITLED}
    return [Unit(anchor, role, " ".join(words.get(anchor, "").split())) for anchor, role, _start, _end in rows]
