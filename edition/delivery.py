"""How pages travel: compressed, with an ETag for readers without an account, rendered once for all of them.

A page of an anonymous reader is a pure function of three things: its address, the apparatus version of the edition
(any publication, withdrawal, load or change by an administrator moves it in the same transaction) and the version of
the code. Whoever asks for another form than the page (`edition.negotiation`) has that `Accept` header counted with the
address. This triple is its ETag, so 304 is answered without rendering anything, and the key under which a process keeps
the compressed page: by gzip, and by Brotli from the first reader on who takes it. Whoever carries a session or a
message has pages that are private and never kept.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeGuard

import brotli
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from edition.codestate import code_version
from edition.models import ApparatusVersion
from edition.negotiation import takes_page

# Caches may keep a page, and ask each time whether it still stands: a publication is seen at once.
PUBLIC = "public, max-age=0, must-revalidate"
# Not no-store: a browser that goes back must find what was typed into a form.
PRIVATE = "private, no-cache"
SAFE = frozenset({"GET", "HEAD"})
# They answer whether or not the database does.
WATCHED = frozenset({"/healthz", "/readyz"})
# Nobody's but who asks for them, with or without a language before it.
PERSONAL = re.compile(r"/(?:[a-z]{2}/)?(?:accounts|admin|desk)/")
# A sixth less than gzip in about as many milliseconds; the last two steps cost ten times that for little.
BROTLI_QUALITY = 9
# By these alone an answer may differ from another at its address.
VARIES = frozenset({"accept", "accept-encoding", "cookie"})
NOT_KEPT = frozenset({"Content-Encoding", "Content-Length", "Date"})

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def apparatus_version() -> int:
    """Return the version of all that readers see: it grows with every change and is never the same again.

    One query, by the primary key of its only row.
    """
    return ApparatusVersion.objects.now()


def etag_of(address: str) -> str:
    """Return the ETag of the anonymous page at `address` (with scheme, host, language and query) as it is now.

    It is weak (RFC 9110, 8.8.1): one for the page, compressed or not.
    """
    triple = "\n".join((address, str(apparatus_version()), code_version()))
    return f'W/"{hashlib.sha256(triple.encode()).hexdigest()[:32]}"'


def is_anonymous(request: HttpRequest) -> bool:
    """Whether nothing in the request can make its page another reader's: no session, no message."""
    return not {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & set(request.COOKIES)


@dataclass(frozen=True, slots=True)
class Kept:
    """A rendered page: its body by gzip, the headers it was given, and its body by Brotli once somebody took it."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    brotli: bytes = b""

    @property
    def size(self) -> int:
        return len(self.body) + len(self.brotli) + sum(len(name) + len(value) for name, value in self.headers)


class Pages:
    """The pages a process keeps, by ETag: at most `most` bytes, and the longest unread go first."""

    def __init__(self, most: int) -> None:
        self.most, self.bytes = most, 0
        self.pages: OrderedDict[str, Kept] = OrderedDict()
        self.lock = Lock()

    def get(self, etag: str) -> Kept | None:
        with self.lock:
            if found := self.pages.get(etag):
                self.pages.move_to_end(etag)
            return found

    def keep(self, etag: str, page: Kept) -> None:
        """Keep a page, unless it alone would take a quarter of the room."""
        if page.size > self.most // 4:
            return
        with self.lock:
            if old := self.pages.pop(etag, None):
                self.bytes -= old.size
            self.pages[etag] = page
            self.bytes += page.size
            while self.bytes > self.most:
                self.bytes -= self.pages.popitem(last=False)[1].size


class CompressionMiddleware(GZipMiddleware):
    """Django's compression, whose padding of random length keeps secrets in pages from being guessed (BREACH).

    What carries a checksum of its bytes stays as it is: the checksum of RFC 9530 counts the bytes that travel. So does
    what says `no-transform` (RFC 9111, 5.2.2.6): what is changed by If-Match needs its strong ETag.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.has_header("Repr-Digest") or response.has_header("Digest"):
            return response
        if "no-transform" in response.get("Cache-Control", ""):
            return response
        if not accepts_gzip(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)


class DeliveryMiddleware:
    """Answers anonymous readers from what is kept, or with 304; says in every answer who may keep it.

    Stands outside whatever reads the session or the database. `PAGE_CACHE_MB=0` and DEBUG render every page anew.
    """

    def __init__(self, get_response: GetResponse) -> None:
        if settings.PAGE_CACHE_MB <= 0 or settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.pages = Pages(settings.PAGE_CACHE_MB * 1024 * 1024)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE or not _may_be_shared(request.path) or not is_anonymous(request):
            return _private(self.get_response(request))
        try:
            etag = etag_of(_asked(request))
        except (DisallowedHost, DatabaseError):  # the page says what is wrong
            return _private(self.get_response(request))
        return self._public(request, etag)

    def _public(self, request: HttpRequest, etag: str) -> HttpResponseBase:
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _with_headers(HttpResponse(status=304), etag)
        if kept := self.pages.get(etag):
            return self._answer(request, kept, etag)
        response = self.get_response(request)
        if not _is_shared(response) or not _is_of_its_key(request, response):
            return _unshared(response)
        kept = _kept(response)
        self.pages.keep(etag, kept)
        return self._answer(request, kept, etag)

    def _answer(self, request: HttpRequest, kept: Kept, etag: str) -> HttpResponse:
        """Return a kept page as the reader can take it; the answer to HEAD has no body and its length all the same."""
        coding = coding_for(request.headers.get("Accept-Encoding", ""))
        if coding == "br" and not kept.brotli:
            packed = brotli.compress(gzip.decompress(kept.body), mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
            kept = replace(kept, brotli=packed)
            self.pages.keep(etag, kept)
        body = _body(kept, coding)
        response = HttpResponse(body if request.method == "GET" else b"", headers=dict(kept.headers))
        response.headers["Content-Length"] = str(len(body))
        if coding:
            response.headers["Content-Encoding"] = coding
        return _with_headers(response, etag)


def _asked(request: HttpRequest) -> str:
    """Return the address with what else decides which form of the page is given."""
    address, accept = request.build_absolute_uri(), request.headers.get("Accept", "")
    return address if takes_page(accept) else f"{address} {accept}"


def _may_be_shared(path: str) -> bool:
    return path not in WATCHED and not PERSONAL.match(path)


def _unshared(response: HttpResponseBase) -> HttpResponseBase:
    """A page that is no pure function of the triple, or not worth keeping: an error, a form, a file, a stream."""
    if response.cookies or response.status_code >= 500:
        return _private(response)
    response.headers.setdefault("Cache-Control", PUBLIC)
    patch_vary_headers(response, ("Cookie",))
    return response


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", PRIVATE)
    patch_vary_headers(response, ("Cookie",))
    return response


def _is_shared(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether every anonymous reader is given the same: a whole page, without cookies, with no rules of its own."""
    if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
        return False
    if {name.strip().lower() for name in response.get("Vary", "cookie").split(",")} - VARIES:
        return False
    return not any(response.has_header(name) for name in ("Cache-Control", "ETag", "Digest", "Content-Encoding"))


def _is_of_its_key(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether what varies by Accept is the page, where it would be kept for all who take the page."""
    if "accept" not in {name.strip().lower() for name in response.get("Vary", "").split(",")}:
        return True
    is_page = response.get("Content-Type", "").startswith("text/html")
    return is_page or not takes_page(request.headers.get("Accept", ""))


def _kept(response: HttpResponse) -> Kept:
    headers = tuple((name, value) for name, value in response.items() if name not in NOT_KEPT)
    return Kept(gzip.compress(response.content, mtime=0), headers)


def _body(kept: Kept, coding: str) -> bytes:
    if coding == "br":
        return kept.brotli
    return kept.body if coding == "gzip" else gzip.decompress(kept.body)


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = PUBLIC
    patch_vary_headers(response, ("Accept", "Accept-Encoding", "Cookie"))
    return response


def coding_for(header: str) -> str:
    """Return how to compress for a reader who sent this Accept-Encoding: br, gzip, or '' for not at all."""
    if _accepts(header, {"br"}):
        return "br"
    return "gzip" if accepts_gzip(header) else ""


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header takes gzip (RFC 9110, 12.5.3); one without it takes the plain page."""
    return _accepts(header, {"gzip", "x-gzip", "*"})


def _accepts(header: str, names: set[str]) -> bool:
    for offer in header.lower().split(","):
        coding, _, weight = offer.partition(";")
        if coding.strip() in names:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
