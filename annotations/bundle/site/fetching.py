"""A page as an anonymous reader is given it in English, by the view that serves it; no server is asked."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils.translation import override


class PageError(Exception):
    """A page of the site could not be made; names its address."""


class Reader(HttpRequest):
    """The request of a reader who opens `address` on the site at `base`, and of whom nothing is known."""

    def __init__(self, base: str, address: str) -> None:
        super().__init__()
        self.base = urlsplit(base)
        coded, _mark, query = address.partition("?")
        path = unquote(coded)
        self.method, self.path, self.path_info, self.GET = "GET", path, path, QueryDict(query)
        self.META = {"REQUEST_METHOD": "GET", "HTTP_HOST": self.base.netloc, "PATH_INFO": path, "QUERY_STRING": query}
        self.user = AnonymousUser()

    def get_host(self) -> str:
        """Return the host of the site: it came from its owner, and not from a reader who might make one up."""
        return self.base.netloc

    def _get_scheme(self) -> str:
        return self.base.scheme


def fetch(base: str, address: str) -> str:
    """Return the HTML of the page at `address`, path and query of a page in English; raises PageError."""
    with override(settings.LANGUAGE_CODE):
        try:
            request = Reader(base, address)
            match = resolve(request.path)
            request.resolver_match = match
            response = match.func(request, *match.args, **match.kwargs)
        except Http404 as error:
            raise PageError(f"{address}: {error}") from None
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        raise PageError(f"{address}: the page was not made (status {response.status_code}).")
    return response.content.decode()
