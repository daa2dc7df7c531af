"""A citation in every style on one page, and in any one format as a file."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edition import references
from edition.citations.record import Record, missing
from edition.citations.registry import FORMATS, Format, export, styled
from edition.citations.styles import STYLES, StyleError
from edition.languages import without_language

R = TypeVar("R", bound=HttpResponseBase)

MISSING = {
    "no-author": gettext_lazy("No author is given."),
    "no-date": gettext_lazy("The date of publication is not known."),
    "no-container": gettext_lazy("Where it was published is not known."),
    "no-publisher": gettext_lazy("The publisher is not known."),
    "no-url": gettext_lazy("No address is known."),
}


def base(request: HttpRequest) -> str:
    """Return the address of the site without a slash at its end, for the URLs that citations carry."""
    return request.build_absolute_uri("/")[:-1]


def data_formats() -> list[Format]:
    """Return the formats that reference managers read."""
    return [form for form in FORMATS.values() if form.kind == "data"]


def form_or_404(form: str) -> Format:
    """Return the format of this name; raises Http404 with the names there are."""
    if form not in FORMATS:
        known = ", ".join(FORMATS)
        raise Http404(
            _("There is no citation format “%(form)s”. Formats are: %(known)s.") % {"form": form, "known": known}
        )
    return FORMATS[form]


def page(request: HttpRequest, record: Record, context: dict[str, Any]) -> HttpResponse:
    """The cite page of one record: every style, each to be copied, what is missing, and the files."""
    try:
        rows = [(slug, style.label, references.formatted([record], slug)[0]) for slug, style in STYLES.items()]
    except StyleError:
        return _unavailable()
    context |= {
        "record": record,
        "rows": rows,
        "missing": [str(MISSING[code]) for code in missing(record)],
        "files": data_formats(),
        "folder": without_language(request.path),
    }
    return render(request, "edition/cite.html", context)


def one(record: Record, form: str) -> HttpResponse:
    """One record in one format."""
    wanted = form_or_404(form)
    try:
        body = references.formatted([record], form)[0].text + "\n" if wanted.kind == "style" else None
    except StyleError:
        return _unavailable()
    response = HttpResponse(body or "".join(export([record], form)), content_type=_content_type(wanted))
    return _named(response, record.key, wanted)


def _unavailable() -> HttpResponse:
    sentence = _("Citation styles cannot be made at this moment. BibTeX, BibLaTeX, RIS and CSL-JSON can.")
    return HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")


def many(records: Iterator[Record], name: str, form: str) -> HttpResponseBase:
    """Many records in one format, streamed: memory does not grow with their number."""
    wanted = form_or_404(form)
    pieces = styled(records, form, references.formatted) if wanted.kind == "style" else export(records, form)
    return _named(StreamingHttpResponse(pieces, content_type=_content_type(wanted)), name, wanted)


def _content_type(wanted: Format) -> str:
    return f"{wanted.media_type}; charset=utf-8"


def _named(response: R, name: str, wanted: Format) -> R:
    disposition = "inline" if wanted.kind == "style" else "attachment"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}.{wanted.extension}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
