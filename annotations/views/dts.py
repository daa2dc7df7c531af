"""`/api/dts/`: the edition by the Distributed Text Services 1.0, for programs that browse and fetch texts."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from annotations import dts as edition
from annotations.exports import tei
from annotations.paragraphs import direction
from edition.models import Revision
from edition.publishing import dts, dts_documents
from edition.publishing.dts import DTSError, Endpoints
from edition.views.cite import base

View = Callable[[HttpRequest], HttpResponse]


def _answered(view: View) -> View:
    """Answer what DTSError says with a problem in JSON; other methods than GET and HEAD too."""

    @csrf_exempt  # nothing is changed here
    @wraps(view)
    def answering(request: HttpRequest) -> HttpResponse:
        with override("en"):
            if request.method not in ("GET", "HEAD"):
                response = _problem(405, "This address takes GET.")
                response.headers["Allow"] = "GET, HEAD"
                return response
            try:
                return view(request)
            except DTSError as error:
                return _problem(error.status, str(error))

    return answering


@_answered
def entry(request: HttpRequest) -> HttpResponse:
    """The entry point: where the endpoints are."""
    return _json(_endpoints(request).entry())


@_answered
def collection(request: HttpRequest) -> HttpResponse:
    """All articles, or a collection or text by its `id`, with its members or parents."""
    query, site = dts.single(dict(request.GET.lists()), "collection"), base(request)
    found = edition.find(query["id"], site) if "id" in query else None
    members, last = edition.members(found, query, site)
    endpoints = _endpoints(request)
    shown = [endpoints.member(member) for member in members]
    return _json(endpoints.collection(edition.member(found, site), shown, query, last))


@_answered
def navigation(request: HttpRequest) -> HttpResponse:
    """The passages of a text."""
    query, site = dts.single(dict(request.GET.lists()), "navigation"), base(request)
    dts.check_navigation(query)
    dts.page(query)
    revision = edition.resource(query["resource"], site)
    resource, units = edition.of_revision(revision, site), edition.units(revision)
    return _json(_endpoints(request).navigation(resource, units, query, request.build_absolute_uri()))


@_answered
def document(request: HttpRequest) -> HttpResponse:
    """The words of a text, or of passages of it."""
    query, site = dts.single(dict(request.GET.lists()), "document"), base(request)
    dts.check_place(query)
    media_type = dts.media_type(query)
    revision = edition.resource(query["resource"], site)
    place = dts.chosen(query, edition.units(revision)) if {"ref", "start", "tree"} & set(query) else None
    body = _whole(revision, media_type, site) if place is None else _part(revision, media_type, place, site)
    charset = "" if media_type == dts.TEI else "; charset=utf-8"
    response = HttpResponse(body, content_type=f"{media_type}{charset}")
    collected = _endpoints(request).template("collection", "id", query["resource"]).partition("{")[0]
    response.headers["Link"] = f'<{collected}>; rel="collection"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _whole(revision: Revision, media_type: str, site: str) -> bytes | str:
    if media_type == dts.TEI:
        return tei.document(revision, site)
    if media_type == dts.PLAIN:
        return revision.text.encode()
    return _part(revision, media_type, (0, revision.passages.count() - 1), site)


def _part(revision: Revision, media_type: str, place: tuple[int, int], site: str) -> bytes | str:
    passages, (first, last) = tei.passages(revision), place
    title, language = revision.article.title, str(revision.article.work.csl.get("language") or "en")
    if media_type == dts.TEI:
        about = title, language, site + revision.get_absolute_url()
        return dts_documents.tei(revision.text, passages, first, last, about)
    if media_type == dts.PLAIN:
        return revision.text[passages[first].start : passages[last].end].encode()
    return dts_documents.html(revision.text, passages, first, last, (title, language, direction(language)))


def _endpoints(request: HttpRequest) -> Endpoints:
    return Endpoints(base(request) + reverse("dts"))


def _json(data: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False, indent=1), content_type="application/ld+json")


def _problem(status: int, sentence: str) -> HttpResponse:
    body = json.dumps({"status": status, "detail": sentence}, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/problem+json")
