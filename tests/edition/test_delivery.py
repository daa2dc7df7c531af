"""How pages travel: ETags and 304, what is kept and for whom, compression."""

import gzip

import brotli
import pytest
from django.conf import LazySettings
from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from edition import delivery
from edition.delivery import PRIVATE, PUBLIC, Kept, Pages, accepts_gzip, coding_for
from edition.models import Article
from tests.support.cast import PASSWORD

pytestmark = pytest.mark.usefixtures("edition")
ARTICLE = "/articles/article-1/"


@pytest.fixture(autouse=True)
def kept(settings: LazySettings) -> None:
    """Pages are kept, as on a real site."""
    settings.PAGE_CACHE_MB = 4


def etag(response: HttpResponseBase) -> str:
    return response.headers["ETag"]


def test_an_anonymous_page_may_be_kept_and_is_asked_for_again(client: Client):
    response = client.get(ARTICLE)
    assert response.headers["Cache-Control"] == PUBLIC == "public, max-age=0, must-revalidate"
    assert {name.strip() for name in response.headers["Vary"].split(",")} == {"Accept", "Accept-Encoding", "Cookie"}
    assert etag(response).startswith('W/"')
    assert not response.cookies


def test_304_has_no_body_and_renders_nothing(client: Client):
    first = client.get(ARTICLE)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        second = client.get(ARTICLE, headers={"if-none-match": f'"other", {etag(first)}'})
    assert (second.status_code, second.content) == (304, b"")
    assert etag(second) == etag(first)
    assert second.headers["Cache-Control"] == PUBLIC
    assert len(queries) == 1


def test_a_page_is_rendered_once(client: Client):
    first = client.get(ARTICLE)
    with CaptureQueriesContext(connection) as queries:
        second = client.get(ARTICLE)
    assert len(queries) == 1
    assert second.content == first.content
    assert second.headers["Content-Type"] == "text/html; charset=utf-8"
    assert second.headers["Content-Language"] == "en"
    assert second.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "other", ["/articles/article-2/", "/articles/article-1/?reading=both", "/ur/articles/article-1/"]
)
def test_every_address_has_its_own_etag(client: Client, other: str):
    assert etag(client.get(ARTICLE)) != etag(client.get(other))


def test_the_host_and_the_scheme_belong_to_the_address(client: Client, settings: LazySettings):
    settings.ALLOWED_HOSTS = ["testserver", "sic.example"]
    seen = {etag(client.get(ARTICLE)), etag(client.get(ARTICLE, headers={"host": "sic.example"}))}
    assert len(seen | {etag(client.get(ARTICLE, secure=True))}) == 3


def test_any_change_of_any_article_moves_every_etag(client: Client):
    before = [etag(client.get(address)) for address in (ARTICLE, "/", "/topics/")]
    Article.objects.filter(slug="article-5").touch()
    after = [etag(client.get(address)) for address in (ARTICLE, "/", "/topics/")]
    assert not set(before) & set(after)
    assert client.get(ARTICLE, headers={"if-none-match": before[0]}).status_code == 200


def test_new_code_moves_every_etag(client: Client, monkeypatch: pytest.MonkeyPatch):
    before = etag(client.get(ARTICLE))
    monkeypatch.setattr(delivery, "code_version", lambda: "0123456789abcdef")
    assert etag(client.get(ARTICLE)) != before


def test_head_has_the_headers_of_get_and_no_body(client: Client):
    whole, head = client.get(ARTICLE), client.head(ARTICLE)
    assert head.content == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]
    assert int(head.headers["Content-Length"]) == len(whole.content)


def test_gzip_for_those_who_take_it(client: Client):
    plain = client.get(ARTICLE)
    packed = client.get(ARTICLE, headers={"accept-encoding": "deflate, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) * 4 < len(plain.content)
    assert etag(packed) == etag(plain)


def test_brotli_for_those_who_take_it(client: Client):
    plain = client.get(ARTICLE)
    packed = client.get(ARTICLE, headers={"accept-encoding": "gzip, deflate, br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    assert len(packed.content) < len(client.get(ARTICLE, headers={"accept-encoding": "gzip"}).content)
    assert int(packed.headers["Content-Length"]) == len(packed.content)
    assert etag(packed) == etag(plain)
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_page_is_compressed_by_brotli_once(client: Client, monkeypatch: pytest.MonkeyPatch):
    first = client.get(ARTICLE, headers={"accept-encoding": "br"})
    monkeypatch.setattr(brotli, "compress", None)
    assert client.get(ARTICLE, headers={"accept-encoding": "br"}).content == first.content
    assert client.head(ARTICLE, headers={"accept-encoding": "br"}).headers["Content-Encoding"] == "br"


@pytest.mark.parametrize(
    ("header", "coding"),
    [("", ""), ("gzip, br", "br"), ("br;q=0, gzip", "gzip"), ("*", "gzip"), ("identity", ""), ("BR", "br")],
)
def test_brotli_comes_before_gzip(header: str, coding: str):
    assert coding_for(header) == coding


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("", False),
        ("gzip", True),
        ("br;q=1.0, GZIP;q=0.2", True),
        ("gzip;q=0, br", False),
        ("*", True),
        ("gzip; q=0.000", False),
        ("identity", False),
    ],
)
def test_accept_encoding(header: str, takes: bool):
    assert accepts_gzip(header) is takes


@pytest.mark.parametrize("address", ["/nothing/", "/notes/999999/"])
def test_what_does_not_exist_is_not_kept(client: Client, address: str):
    response = client.get(address)
    assert response.status_code == 404
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == PUBLIC


def test_the_form_to_log_in_sets_a_cookie_and_is_nobody_elses(client: Client):
    response = client.get("/accounts/login/")
    assert "csrftoken" in response.cookies
    assert "ETag" not in response.headers
    assert "max-age=0" in response.headers["Cache-Control"]
    assert "public" not in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/accounts/reset/sent/", "/ur/accounts/reset/sent/", "/ru/accounts/reset/done/"])
def test_pages_of_accounts_are_never_kept(client: Client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    assert "ETag" not in response.headers
    assert "private" in response.headers["Cache-Control"]


def test_who_is_logged_in_never_gets_a_kept_page_nor_leaves_one(client: Client, as_bob: Client):
    shared = client.get(ARTICLE)
    own = as_bob.get(ARTICLE, headers={"if-none-match": etag(shared)})
    assert own.status_code == 200
    assert own.headers["Cache-Control"] == PRIVATE
    assert "ETag" not in own.headers
    assert b"/desk/" in own.content
    assert b"/desk/" not in client.get(ARTICLE).content


def test_logging_in_and_out_is_seen_at_once(client: Client, bob: object):
    page = client.get("/")
    client.post("/accounts/login/", {"login": "bob", "password": PASSWORD})
    assert b"/desk/" in client.get("/", headers={"if-none-match": etag(page)}).content
    client.post("/accounts/logout/")
    assert b"/desk/" not in client.get("/").content


def test_a_message_is_shown_to_whom_it_is_for(client: Client):
    client.get("/")
    client.cookies["messages"] = "anything"
    response = client.get("/")
    assert response.headers["Cache-Control"] == PRIVATE
    assert "ETag" not in response.headers


def test_post_is_never_kept(client: Client):
    response = client.post("/articles/")
    assert response.status_code == 405
    assert response.headers["Cache-Control"] == PRIVATE


@pytest.mark.parametrize("address", ["/articles/article-1/verbatim", "/articles/article-1/original"])
def test_exact_texts_travel_as_they_are(client: Client, address: str):
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert response.content == Article.objects.get(slug="article-1").current.original
    assert response.headers["Cache-Control"] == PUBLIC


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_who_watches_over_the_site_is_answered_anew(client: Client, address: str):
    response = client.get(address)
    assert response.content in {b"alive\n", b"ready\n"}
    assert "no-cache" in response.headers["Cache-Control"]


def test_nothing_is_kept_when_it_is_turned_off(settings: LazySettings):
    settings.PAGE_CACHE_MB = 0
    assert "ETag" not in Client().get(ARTICLE).headers


def test_the_longest_unread_page_goes_first():
    pages = Pages(1000)
    for name in ("a", "b", "c", "d"):
        pages.keep(name, Kept(b"x" * 240, ()))
    assert pages.get("a")
    pages.keep("e", Kept(b"x" * 240, ()))
    assert [name for name in "abcde" if pages.get(name)] == ["a", "c", "d", "e"]
    assert pages.bytes == 960


def test_a_page_larger_than_a_quarter_of_the_room_is_not_kept():
    pages = Pages(1000)
    pages.keep("a", Kept(b"x" * 251, ()))
    assert pages.get("a") is None
    assert pages.bytes == 0


def test_a_page_kept_twice_counts_once():
    pages = Pages(1000)
    pages.keep("a", Kept(b"x" * 100, ()))
    pages.keep("a", Kept(b"x" * 200, (("Content-Type", "text/html"),)))
    assert pages.bytes == 200 + len("Content-Type") + len("text/html")


def test_another_form_is_never_kept_as_the_page():
    """Whatever a view chooses by Accept, whoever takes the page is given no other reader's data."""
    browser = RequestFactory().get("/", headers={"accept": "application/json, text/html"})
    data = HttpResponse("{}", content_type="application/json", headers={"Vary": "Accept"})
    assert delivery._is_of_its_key(browser, HttpResponse(headers={"Vary": "Accept"}))
    assert delivery._is_of_its_key(browser, HttpResponse("{}", content_type="application/json"))
    assert not delivery._is_of_its_key(browser, data)
    assert delivery._is_of_its_key(RequestFactory().get("/", headers={"accept": "application/json"}), data)
