"""Which notes stand on an address: of an article, a text version, a passage, in any form in which it may be written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override

from annotations.models import Annotation
from annotations.models.notes import AnnotationQuerySet
from edition.converters import ANCHOR
from edition.models import Revision

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
    """Return the published notes on the words of `target`, an absolute address of this site or a path of it."""
    notes = Annotation.objects.published()
    place = find(target, base)
    if place is None:
        return notes.none()
    notes = notes.filter(span__revision=place.revision)
    if not place.first:
        return notes
    ends = list(place.revision.passages.filter(anchor__in=[place.first, place.last]).order_by("start"))
    if len(ends) < len({place.first, place.last}):
        return notes.none()
    return notes.filter(span__start__lt=ends[-1].end, span__end__gt=ends[0].start)


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
