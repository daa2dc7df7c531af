"""Words that were selected on a page: from there to the form of a note on them."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from annotations import rendering, selected
from annotations.selected import Selection
from annotations.views.access import for_writers, methods, refused
from annotations.views.annotate import number_asked, revision_asked, write_address
from annotations.vocabulary import Kind
from edition.lookup import revision_or_404
from edition.models import Revision

FRAGMENT = "X-Fragment"  # what part of a page a script asks for; without it the answer is a page


@methods("GET", "HEAD", "POST")
@for_writers
def place(request: HttpRequest) -> HttpResponse:
    """`?a=1&v=1` and the selection as fields: on to the form where it agrees with the text, else a choice of places."""
    asked = revision_asked(request)
    newest = revision_or_404(asked.article.slug)
    sent = request.POST if request.method == "POST" else request.GET
    kind = sent.get("kind", "")
    answer = selected.find(newest, Selection.read(sent), is_newest=asked.pk == newest.pk)
    if answer.place:
        return redirect(form_address(newest, *answer.place, kind))
    context = {
        "sentence": answer.sentence,
        "offered": [
            {"hit": hit, "place": rendering.name(hit.anchor), "address": form_address(newest, hit.start, hit.end, kind)}
            for hit in answer.offered
        ],
        "revision": newest,
        "section": "desk",
    }
    name = "in_place_choose" if fragment(request) else "choose"
    return _answer(request, name, context, status=409 if answer.offered else 422)


@methods("GET", "HEAD")
@for_writers
def sentences(request: HttpRequest) -> HttpResponse:
    """`?a=1&v=1&first=10&last=90`, from the start of one sentence to the end of another: on to the form."""
    revision = revision_asked(request)
    first, last = number_asked(request, "first"), number_asked(request, "last")
    if first is not None and last is not None and first < last:
        return redirect(write_address(revision, first, last))
    back = f"{reverse('annotate')}?{urlencode({'a': revision.article.number, 'p': request.GET.get('p', '1')})}"
    sentence = _("The last sentence stands before the first. Choose both again.")
    return refused(request, 422, sentence, links=[(back, _("Choose again"))])


def fragment(request: HttpRequest) -> str:
    """Return which part of a page is asked for: "panel", "preview", "page"; empty for the whole."""
    return request.headers.get(FRAGMENT, "")


def form_address(revision: Revision, start: int, end: int, kind: str) -> str:
    """Return the address of the form on a place, with the kind of note chosen where `kind` is one."""
    address = write_address(revision, start, end)
    return f"{address}&kind={kind}" if kind in Kind.values else address


def _answer(request: HttpRequest, name: str, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, f"annotations/desk/{name}.html", context, status=status)
    patch_vary_headers(response, [FRAGMENT])
    return response
