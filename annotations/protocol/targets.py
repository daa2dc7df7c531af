"""Which notes stand on an address: of an article, a text version, a passage, in any form in which it may be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override

from annotations.models import Annotation
from annotations.models.notes import AnnotationQuerySet
from edition.converters import ANCHOR
from edition.models import Article, Revision

TEXTS = frozenset({"article", "revision", "passage", "verbatim", "original", "quote", "download", "cite_article"})
_LANGUAGE = re.compile(rf"^/(?:{'|'.join(code for code, _name in settings.LANGUAGES)})(?=/)")
_ANCHORS = re.compile(rf"({ANCHOR})(?:-({ANCHOR}))?")


@dataclass(frozen=True, slots=True)
class Place:
    """A text, and of it the passages from `first` to `last`; '' for all of it."""

    revision: Revision
    first: str = ""
    last: str = ""


def notes_on(target: str, base: str) -> AnnotationQuerySet:
    """Return the published notes on the words of `target`, an absolute address of this site or a path of it.

    The address at which an article was published elsewhere is its newest text.
    """
    notes = Annotation.objects.published()
    place = find(target, base) or at_publisher(target, published())
    if place is None:
        return notes.none()
    notes = notes.filter(span__revision=place.revision)
    if not place.first:
        return notes
    ends = {one.anchor: one for one in place.revision.passages.filter(anchor__in=[place.first, place.last])}
    if len(ends) < len({place.first, place.last}) or ends[place.last].start < ends[place.first].start:
        return notes.none()
    return notes.filter(span__start__lt=ends[place.last].end, span__end__gt=ends[place.first].start)


def find(target: str, base: str, *, any_host: bool = False) -> Place | None:
    """Return the text and passages that an address names; None for what is no text of this site.

    An article without a number is its newest text. `any_host` takes the path alone, for what was exported elsewhere.
    """
    path, fragment = _own_path(target, base, any_host=any_host)
    match = matched(path)
    if match is None:
        return None
    slug, number = match.kwargs.get("slug"), match.kwargs.get("number")
    if match.url_name not in TEXTS or slug is None:
        return None
    revisions = Revision.objects.light().select_related("article__work").filter(article__slug=slug)
    revision = revisions.filter(number=number).first() if number else revisions.order_by("-number").first()
    if revision is None:
        return None
    anchors = _ANCHORS.fullmatch(match.kwargs.get("anchor") or fragment)
    return Place(revision, anchors[1], anchors[2] or anchors[1]) if anchors else Place(revision)


def published() -> dict[str, Revision]:
    """Return the newest texts of the articles by the addresses at which they were published, as `bare` makes them."""
    articles = [one for one in Article.objects.published() if one.work.csl.get("URL")]
    return {bare(one.work.csl["URL"]): one.current for one in articles}


def at_publisher(address: str, texts: Mapping[str, Revision]) -> Place | None:
    """Return the text of those that was published at this address."""
    revision = texts.get(bare(address))
    return Place(revision) if revision else None


def bare(address: str) -> str:
    """Return an address without scheme, www, query, fragment and final slash: what tells pages of a publisher apart."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/")


def matched(address: str) -> ResolverMatch | None:
    """Return what of the site the path of an address leads to, whatever the language of the page that asks."""
    try:
        with override(settings.LANGUAGE_CODE):
            return resolve(unquote(urlsplit(address).path))
    except (Resolver404, ValueError):
        return None


def _own_path(target: str, base: str, *, any_host: bool) -> tuple[str, str]:
    """Return path and fragment of an address, without the language of a page; '' for one of another site."""
    try:
        parts, own = urlsplit(target.strip()), urlsplit(base)
    except ValueError:
        return "", ""
    is_own = parts.netloc.lower() == own.netloc.lower() and parts.scheme in {"http", "https"}
    is_path = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not (is_own or is_path or (any_host and parts.scheme in {"http", "https"})):
        return "", ""
    # A text fragment says which words to light, not which passage.
    return _LANGUAGE.sub("", parts.path), unquote(parts.fragment).split(":~:")[0]
