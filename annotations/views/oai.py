"""`/oai`: the edition for harvesters, by OAI-PMH 2.0."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from annotations.exports.oai import Repository
from edition.publishing.oai import answer
from edition.views.cite import base


@csrf_exempt  # it changes nothing
@require_http_methods(["GET", "HEAD", "POST"])
def harvest(request: HttpRequest) -> HttpResponse:
    """Answer a request of the protocol; its errors are answers like any other, with 200."""
    site = base(request)
    queries = [request.GET, request.POST] if request.method == "POST" else [request.GET]
    pairs = [(name, value) for query in queries for name, values in query.lists() for value in values]
    with override("en"):
        body = answer(pairs, Repository(site, urlsplit(site).hostname or "", site + reverse("oai")), timezone.now())
    response = HttpResponse(body, content_type="text/xml; charset=utf-8")
    # It says when it was made, and so is made for everyone who asks.
    response.headers["Cache-Control"] = "no-cache"
    return response
