"""Answers of the protocol: JSON-LD with the headers that the standard asks for, and problems in plain sentences."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from annotations.exports.web_context import ANNO
from edition.tokens import TokenError

JSON_LD = f'application/ld+json; profile="{ANNO}"'
# The first is what is given where the request has no preference.
MEDIA_TYPES = (JSON_LD, "application/ld+json", "application/json")
CONSTRAINTS = "http://www.w3.org/TR/annotation-protocol/"
CONTAINER_LINKS = (
    '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"',
    f'<{CONSTRAINTS}>; rel="http://www.w3.org/ns/ldp#constrainedBy"',
)
RESOURCE_LINKS = ('<http://www.w3.org/ns/ldp#Resource>; rel="type"',)
VARYING = ("Accept", "Prefer", "Authorization")
CONTAINER_METHODS = "GET, HEAD, OPTIONS, POST"
PAGE_METHODS = "GET, HEAD, OPTIONS"
RESOURCE_METHODS = "GET, HEAD, OPTIONS, PUT, DELETE"


class ProblemError(Exception):
    """A request that is refused: the status, a sentence, and what else the answer says."""

    def __init__(self, status: int, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.status, self.more = status, more


def problem(status: int, sentence: str, **more: Any) -> HttpResponse:
    """Return a refusal as problem+json (RFC 9457)."""
    data = {"status": status, "detail": sentence, **{name: value for name, value in more.items() if value}}
    body = json.dumps(data, ensure_ascii=False)
    response = HttpResponse(body, status=status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(error: TokenError) -> HttpResponse:
    """Return the answer to a token that is not good for what was asked."""
    response = problem(error.status, str(error))
    response.headers["WWW-Authenticate"] = error.challenge
    return response


def media_type(request: HttpRequest) -> str:
    """Return the type in which the request wants its answer; raises ProblemError (406) with the types there are."""
    chosen = request.get_preferred_type(MEDIA_TYPES)
    if chosen is None:
        sentence = _("Annotations are given as JSON-LD. Ask for one of: %(types)s.")
        raise ProblemError(406, sentence % {"types": ", ".join(MEDIA_TYPES)}, types=list(MEDIA_TYPES))
    return chosen


def encoded(data: dict[str, Any]) -> bytes:
    """Return `data` as JSON in UTF-8, the same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def etag(body: bytes) -> str:
    """Return the strong ETag of these bytes."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def described(response: HttpResponse, methods: str) -> HttpResponse:
    """Set the headers that every answer carries: about a container, one of its pages, or an annotation."""
    is_container = methods == CONTAINER_METHODS
    response.headers["Allow"] = methods
    response.headers["Link"] = ", ".join(CONTAINER_LINKS if is_container else RESOURCE_LINKS)
    if is_container:
        response.headers["Accept-Post"] = ", ".join(MEDIA_TYPES)
    if methods == RESOURCE_METHODS or response.status_code == 201:
        # Its ETag is for If-Match, which takes a strong one alone: compressed it would be weak.
        patch_cache_control(response, no_transform=True)
    patch_vary_headers(response, ("Accept", "Authorization") if methods == RESOURCE_METHODS else VARYING)
    return response


def shown(request: HttpRequest, data: dict[str, Any], media: str, status: int = 200) -> HttpResponse:
    """Return `data` with its ETag; 304 where the request has it already.

    What was asked for with a token is nobody else's.
    """
    body = encoded(data)
    response = HttpResponse(body, status=status, content_type=media)
    response.headers["ETag"] = etag(body)
    private = "Authorization" in request.headers
    response.headers["Cache-Control"] = "private, no-cache" if private else "public, max-age=0, must-revalidate"
    if request.method not in {"GET", "HEAD"}:
        return response
    return get_conditional_response(request, etag=etag(body), response=response) or response
