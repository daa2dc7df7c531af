"""The bibliography at the desk: searched, added to one by one, and taken from whole files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.forms.adding import FORMATS, Adding
from annotations.forms.importing import Importing
from annotations.views.access import editor, for_writers, methods, refused
from annotations.views.selecting import FRAGMENT, fragment
from annotations.views.uploading import bounded
from annotations.workflow import REVIEW
from edition import references
from edition.bibliography_words import sentence
from edition.citations.intake import MOST_BYTES, Problem
from edition.models import Work

MOST_SOURCES = 12


def hits(query: str) -> dict[str, Any]:
    """Return what the search field of the bibliography finds, each with its reference, for a template."""
    if not query.replace("\x00", "").split():
        return {"q": query, "sources": []}
    found = list(Work.objects.filter(merged__isnull=True).with_words(query).alphabetical()[: MOST_SOURCES + 1])
    references.fill(found)
    return {"q": query, "sources": found[:MOST_SOURCES], "more_sources": len(found) > MOST_SOURCES}


@methods("GET", "HEAD")
@for_writers
def sources(request: HttpRequest) -> HttpResponse:
    """What `?q=` finds in the bibliography, as the list that a script asks for; the page is the one of the ledger."""
    query = request.GET.get("q", "")
    if fragment(request) == "hits":
        response = render(request, "annotations/desk/source_hits.html", hits(query))
    else:
        response = redirect(f"{reverse('desk_works')}{'?' if query else ''}{urlencode({'q': query} if query else {})}")
    patch_vary_headers(response, [FRAGMENT])
    return response


@methods("GET", "HEAD", "POST")
@for_writers
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new source: pasted or typed, looked through, and saved."""
    adding = Adding(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        adding.take(request.POST.get("do", "source-read"), editor(request))
    if adding.saved:
        messages.success(request, _("Source “%(key)s” saved.") % {"key": adding.saved.key})
        return redirect("work", adding.saved.key)
    part = "source_preview" if fragment(request) == "reference" else "source_new"
    context = {"section": "desk", "desk_section": "sources", "adding": adding, "formats": FORMATS}
    status = 422 if adding.is_refused else 200
    response = render(request, f"annotations/desk/{part}.html", context, status=status)
    patch_vary_headers(response, [FRAGMENT])
    return response


def _too_large(most: int) -> str:
    return sentence(Problem("too-large"))


@bounded(MOST_BYTES, _too_large)
@methods("GET", "HEAD", "POST")
@for_writers
def take_in(request: HttpRequest) -> HttpResponse:
    """A whole bibliography: uploaded or pasted, looked through entry by entry, and saved all at once."""
    if not request.user.has_perm(REVIEW):
        return refused(request, 403, _("Only editors take in whole bibliographies. Add sources one by one."))
    importing = Importing(request.POST, request.FILES) if request.method == "POST" else Importing()
    if importing.chosen is not None and not importing.problem:
        importing.save(editor(request))
    if importing.saved is not None:
        messages.success(request, _report(len(importing.saved), len(importing.rows)))
        return redirect("desk_works")
    context = {"section": "desk", "desk_section": "sources", "importing": importing, "formats": FORMATS}
    return render(request, "annotations/desk/sources_import.html", context, status=422 if importing.problem else 200)


def _report(saved: int, entries: int) -> str:
    said = ngettext("%(count)d source saved.", "%(count)d sources saved.", saved) % {"count": saved}
    rest = entries - saved
    left = ngettext("%(count)d entry was left out.", "%(count)d entries were left out.", rest) % {"count": rest}
    return f"{said} {left}" if rest else said
