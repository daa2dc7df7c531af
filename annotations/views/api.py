"""The description of the addresses for programs: a page for people, and OpenAPI for programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from annotations import description
from edition.methods import require_safe
from edition.negotiation import HTML, choose
from edition.publishing import openapi
from edition.views.cite import base

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.1"
IN_JSON = ("application/json", "application/vnd.oai.openapi+json", "application/openapi+json")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The addresses for programs by group, each with an example that can be opened; in JSON if Accept prefers it."""
    # The same choice by which pages are kept: of equals the page.
    response = document(request) if choose(request.headers.get("Accept", ""), [HTML, *IN_JSON]) else _page(request)
    patch_vary_headers(response, ("Accept",))
    return response


def _page(request: HttpRequest) -> HttpResponse:
    with override("en"):
        groups = list(openapi.operations(description.document(base(request))))
    return render(request, "annotations/api.html", {"groups": groups, "base": base(request)})


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description itself, in JSON."""
    with override("en"):
        found = description.document(base(request))
    return JsonResponse(found, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False, "indent": 1})
