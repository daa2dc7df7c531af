"""Which of the forms of a page a program asks for, by its `Accept` header (RFC 9110, 12.5.1), as DOI resolvers answer.

A page stands in HTML, and its citation in every format at the same address: `text/x-bibliography; style=apa`. Browsers,
and whoever takes anything, get the page. What is a document of its own (TEI, PDF, an annotation) is led to.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.urls import resolve, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from edition.citations.registry import FORMATS
from edition.signposting import Link, signed

R = TypeVar("R", bound=HttpResponseBase)
HTML = "text/html"
# What is asked for beside a format and makes it no other one: citations are in the languages of what they cite, and
# everything is in UTF-8.
FREE = frozenset({"charset", "locale", "lang", "version", "profile"})
# Other names of what is offered, with the one that is answered.
ALIASES = {
    "application/xhtml+xml": HTML,
    "application/json": "application/vnd.citationstyles.csl+json",
    "application/citeproc+json": "application/vnd.citationstyles.csl+json",
    "text/bibtex": "application/x-bibtex",
    "application/x-endnote": "application/x-endnote-xml",
}
# A quotation that is not closed runs to the end: nothing is tried twice, so the time grows with the length alone.
_PART = r'(?s:[^{0}"]|"(?:\\.|[^"\\])*(?:"|\\?\Z))+'
_RANGES = re.compile(_PART.format(","))
_PARAMETERS = re.compile(_PART.format(";"))
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_LONGEST = 1000  # characters; programs send a few hundred

View = Callable[..., HttpResponseBase]
Rank = tuple[float, int]


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One entry of an Accept header: `text/*; q=0.5`; type, subtype and the names of parameters in small letters."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...] = ()
    quality: float = 1.0

    @property
    def specificity(self) -> int:
        """0 for anything, 1 for any subtype, 2 for a type, and one more for each parameter."""
        if self.type == "*":
            return 0
        return 1 if self.subtype == "*" else 2 + len(self.parameters)

    def takes(self, offered: "MediaRange") -> bool:
        """Whether `offered`, a type without stars, is in this range."""
        return (
            self.type in ("*", offered.type)
            and self.subtype in ("*", offered.subtype)
            and set(self.parameters) <= set(offered.parameters)
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """A form in which a page can be had: its media type, and its address from the parts of the page's own.

    What `is_elsewhere` is a document of its own, at its own address; the others stand for the page itself.
    """

    media_type: str
    address: Callable[[Mapping[str, Any]], str]
    is_elsewhere: bool = False


def ranges(accept: str) -> tuple[MediaRange, ...]:
    """Return the entries of an Accept header; what is no media range is passed over, and nothing at all is `*/*`."""
    return _ranges(accept[:_LONGEST])


@lru_cache(maxsize=256)
def _ranges(accept: str) -> tuple[MediaRange, ...]:
    found = [one for part in _RANGES.findall(accept) if (one := _range(part))]
    return tuple(found) or (MediaRange("*", "*"),)


def _range(text: str) -> MediaRange | None:
    parts = [part.strip() for part in _PARAMETERS.findall(text)] or [""]
    name = parts[0].lower()
    kind, slash, subtype = ALIASES.get(name, name).partition("/")
    if not slash or not kind or not subtype or (kind == "*" and subtype != "*"):
        return None
    named = (part.partition("=") for part in parts[1:])
    pairs = [(key.strip().lower(), _unquoted(value)) for key, equals, value in named if equals]
    # Whatever comes after the weight was once an extension of the header; no such thing was ever in use.
    weight = next((value for key, value in pairs if key == "q"), "1")
    quality = float(weight) if _QUALITY.fullmatch(weight) else 1.0
    return MediaRange(kind, subtype, tuple(sorted(p for p in pairs if p[0] not in FREE | {"q"})), quality)


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return value.lower()


def rank(accept: str, media_type: str) -> Rank:
    """Return how much `media_type` is wanted: its weight, and how exactly it was named; (0, 0) is not at all."""
    offered = _range(media_type)
    found = [one for one in ranges(accept) if offered and one.takes(offered)]
    best = max(found, key=lambda one: one.specificity, default=None)
    return (best.quality, best.specificity) if best and best.quality else (0.0, 0)


def choose(accept: str, media_types: Sequence[str]) -> int | None:
    """Return the place of the type that is wanted most, the first of equals; None where none is acceptable.

    What is named comes before what is only taken among anything.
    """
    ranks = [rank(accept, media_type) for media_type in media_types]
    best = max(ranks, default=(0.0, 0))
    return ranks.index(best) if best[0] else None


def takes_page(accept: str) -> bool:
    """Whether who sent this header is given the HTML, whatever else is offered beside it."""
    html = rank(accept, HTML)
    return html[0] > 0 and all(
        (one.quality, one.specificity) <= html for one in ranges(accept) if (one.type, one.subtype) != ("text", "html")
    )


def citations(name: str) -> Callable[[], list[Offer]]:
    """Return what offers the formats of a citation whose files stand at the address called `name`, by `form`."""

    def offers() -> list[Offer]:
        return [Offer(form.media_type, _citation(name, form.slug)) for form in FORMATS.values()]

    return offers


def _citation(name: str, form: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda parts: reverse(name, kwargs={**parts, "form": form})


def negotiable(*offering: Callable[[], Iterable[Offer]]) -> Callable[[View], View]:
    """Let a view of a page answer in the forms that `offering` give, with 406 where none of them is acceptable."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
            accept = request.headers.get("Accept", "")
            if takes_page(accept):
                return _varying(view(request, *args, **parts))
            offers = [offer for give in offering for offer in give()]
            place = choose(accept, [HTML, *(offer.media_type for offer in offers)])
            if place is None:
                return _varying(_refused(request, offers, parts))
            return _varying(_given(request, offers[place - 1], parts) if place else view(request, *args, **parts))

        return answer

    return decorate


def _varying(response: R) -> R:
    patch_vary_headers(response, ("Accept",))
    return response


def _given(request: HttpRequest, offer: Offer, parts: Mapping[str, Any]) -> HttpResponseBase:
    """Answer with what stands at the address of an offer, and say that it stands there; or lead to it."""
    address = offer.address(parts)
    if offer.is_elsewhere:
        return SeeOther(address)
    match = resolve(address)
    with override(settings.LANGUAGE_CODE):
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    if response.status_code == 200:
        response.headers["Content-Location"] = _with_query(request, address)
        signed(response, [Link(request.build_absolute_uri(), "describes", HTML)])
    return response


def _with_query(request: HttpRequest, address: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address


class SeeOther(HttpResponseRedirectBase):
    """303: the answer stands at another address, to be fetched by GET (RFC 9110, 15.4.4)."""

    status_code = 303


def _refused(request: HttpRequest, offers: Iterable[Offer], parts: Mapping[str, Any]) -> HttpResponse:
    """406 with every type that can be had and where it stands (RFC 9110, 15.5.7), a line for each."""
    rows = [(HTML, request.path), *((offer.media_type, offer.address(parts)) for offer in offers)]
    absolute = [(kind, request.build_absolute_uri(_with_query(request, address))) for kind, address in rows]
    asked = "".join(sign if sign.isprintable() else "\ufffd" for sign in request.headers.get("Accept", "")[:200])
    lines = [f"Nothing here is of the type “{asked}”. These can be had:", "", *("  ".join(row) for row in absolute)]
    response = HttpResponse("\n".join(lines) + "\n", status=406, content_type="text/plain; charset=utf-8")
    return signed(response, [Link(address, "alternate", kind) for kind, address in absolute])
