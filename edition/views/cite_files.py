"""Citations as files: one record or many, in any format; a style as text, HTML or RTF, whole or as cited in a text."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from html import escape
from itertools import chain, islice
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from edition import references
from edition.citations import lists, rtf
from edition.citations.record import Record
from edition.citations.registry import CHUNK, FORMATS, Format, export
from edition.citations.styles import STYLES, Formatted, StyleError

R = TypeVar("R", bound=HttpResponseBase)
PLAIN = "text/plain; charset=utf-8"
# What ?as= may be: the media type of the file (None: the style's own) and its extension.
MEDIA: Mapping[str, tuple[str | None, str]] = {
    "text": (None, "txt"),
    "html": ("text/html", "html"),
    "rtf": ("application/rtf", "rtf"),
}
LETTERED = 500  # entries at most of a list in which equal years have letters: it is held as a whole
PARTS = ("bibliography", "inline")


class Refused(ValueError):
    """What was asked for cannot be given: the message says why, and what can (status 400)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a style is written: one of MEDIA, and one of PARTS."""

    medium: str = "text"
    part: str = "bibliography"


PLAINEST = Shape()


def form_or_404(form: str) -> Format:
    """Return the format of this name; raises Http404 with the names there are."""
    if form not in FORMATS:
        known = ", ".join(FORMATS)
        raise Http404(
            _("There is no citation format “%(form)s”. Formats are: %(known)s.") % {"form": form, "known": known}
        )
    return FORMATS[form]


def shape_of(data: Mapping[str, str], wanted: Format) -> Shape:
    """Return what ?as= and ?part= ask for; raises Refused with what there is."""
    if wanted.kind == "data":
        if {"as", "part"} & set(data):
            raise Refused(_("%(form)s is written in one way only. Leave out “as” and “part”.") % {"form": wanted.label})
        return PLAINEST
    medium, part = data.get("as", PLAINEST.medium), data.get("part", PLAINEST.part)
    _one_of("as", medium, MEDIA)
    _one_of("part", part, PARTS)
    return Shape(medium, part)


def _one_of(name: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        words = {"name": name, "value": shown(value), "known": ", ".join(known)}
        raise Refused(_("“%(name)s” cannot be “%(value)s”. It is one of: %(known)s.") % words)


def shown(text: str, most: int = 100) -> str:
    """Return what somebody sent so that a sentence can hold it: short, on one line, without signs that hide others."""
    clean = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:most])
    return f"{clean}…" if len(text) > most else clean


def one(record: Record, form: str, shape: Shape = PLAINEST) -> HttpResponse:
    """Return the file of one record in one format; raises Http404 for a format that there is not."""
    wanted = form_or_404(form)
    try:
        body = "".join(_pieces(iter([record]), wanted, shape, is_list=False))
    except StyleError:
        return unavailable()
    return _named(HttpResponse(body, content_type=_content_type(wanted, shape)), record.key, wanted, shape)


def many(records: Iterator[Record], name: str, form: str, shape: Shape = PLAINEST) -> HttpResponseBase:
    """Return the file of a list, streamed: memory does not grow with its length; raises as `one` does.

    A style that numbers has the numbers of the list.
    """
    wanted = form_or_404(form)
    pieces = _pieces(records, wanted, shape)
    try:
        first = next(pieces, "")
    except StyleError:
        return unavailable()
    body = StreamingHttpResponse(chain([first], pieces), content_type=_content_type(wanted, shape))
    return _named(body, name, wanted, shape)


def unavailable() -> HttpResponse:
    """Return the answer while the citation engine fails (status 503)."""
    sentence = _("Citation styles cannot be made at this moment. BibTeX, BibLaTeX, RIS and CSL-JSON can.")
    return HttpResponse(f"{sentence}\n", status=503, content_type=PLAIN)


def plainly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view of citations refuse in plain text where a file was asked for, and on a page elsewhere."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_file = bool(kwargs.get("form"))
        try:
            return view(request, *args, **kwargs)
        except Http404 as error:
            if not is_file:
                raise
            return HttpResponse(f"{error}\n", status=404, content_type=PLAIN)
        except Refused as error:
            if is_file:
                return HttpResponse(f"{error}\n", status=400, content_type=PLAIN)
            return render(request, "400.html", {"sentence": str(error)}, status=400)

    return answer


def _pieces(records: Iterator[Record], wanted: Format, shape: Shape, *, is_list: bool = True) -> Iterator[str]:
    if wanted.kind == "data":
        return export(records, wanted.slug)
    entries = _entries(records, wanted.slug)
    shown = lists.numbered(entries, wanted.slug) if is_list else entries
    parts = shown if shape.part == "bibliography" else map(cited, shown)
    return {"text": _as_text, "html": _as_html, "rtf": _as_rtf}[shape.medium](parts)


def _entries(records: Iterator[Record], style: str) -> Iterator[Formatted]:
    held = list(islice(records, LETTERED)) if STYLES[style].has_letters else []
    if held and (further := next(records, None)) is None:
        yield from references.in_list(held, style)
        return
    rest = chain(held, [further] if held and further else [], records)
    while chunk := list(islice(rest, CHUNK)):
        yield from references.formatted(chunk, style)


def in_order(records: Sequence[Record], form: str, shape: Shape) -> Sequence[Record]:
    """Return a reader's own list as `form` has it: a style's bibliography in the style's order, all else as it is."""
    if FORMATS[form].kind == "data" or shape.part != "bibliography":
        return records
    try:
        return [records[place] for place in lists.order(references.in_list(records, form), form)]
    except StyleError:
        return records  # the file itself says what is not possible now


def cited(made: Formatted) -> Formatted:
    """Return the citation in running text, or the footnote, of a reference in place of the reference."""
    return replace(made, text=made.inline, html=made.inline_html or escape(made.inline))


def _as_text(entries: Iterator[Formatted]) -> Iterator[str]:
    separator = ""
    for entry in entries:
        yield f"{separator}{entry.text}\n"
        separator = "\n"


def _as_html(entries: Iterator[Formatted]) -> Iterator[str]:
    """Give a page whose entries have the classes that citation processors use."""
    first = next(entries, None)  # a failing engine fails before anything was sent
    yield '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Sic</title>\n<div class="csl-bib-body">\n'
    for entry in chain([first] if first else [], entries):
        yield f'<div class="csl-entry">{entry.html}</div>\n'
    yield "</div>\n</html>\n"


def _as_rtf(entries: Iterator[Formatted]) -> Iterator[str]:
    yield rtf.document(list(entries))


def _content_type(wanted: Format, shape: Shape) -> str:
    media_type = MEDIA[shape.medium][0] or wanted.media_type
    # RTF is ASCII, and says in itself what is not.
    return media_type if shape.medium == "rtf" else f"{media_type}; charset=utf-8"


def _named(response: R, name: str, wanted: Format, shape: Shape) -> R:
    extension = wanted.extension if wanted.kind == "data" else MEDIA[shape.medium][1]
    is_saved = wanted.kind == "data" or shape.medium == "rtf"
    response.headers["Content-Disposition"] = content_disposition_header(is_saved, f"{name}.{extension}") or "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
