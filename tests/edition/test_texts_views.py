"""…/original and …/verbatim: the bytes and the text as captured, with what a reader needs to check them."""

import base64
import hashlib

import pytest
from django.test import Client

from edition.capture import Block, Capture, capture
from edition.intake import plain
from edition.models import Article, Revision
from tests.support.fixture_edition import FOLDER

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]
SLUGS = [f"article-{number}" for number in range(1, 6)]


def captured(slug: str) -> bytes:
    """Return the bytes of the file in the edition folder."""
    name = Revision.objects.get(article__slug=slug).file_name
    return (FOLDER / "articles" / name).read_bytes()


@pytest.mark.parametrize("version", ["", "v1/"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_original_is_the_file_byte_for_byte(client: Client, slug: str, version: str) -> None:
    response = client.get(f"/articles/{slug}/{version}original")
    assert (response.status_code, response.content) == (200, captured(slug))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("slug", SLUGS)
def test_verbatim_is_the_decoded_text(client: Client, slug: str) -> None:
    response = client.get(f"/articles/{slug}/verbatim")
    assert response.content.decode() == captured(slug).decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("page", ["original", "verbatim"])
def test_the_checksums_are_those_of_what_is_sent(client: Client, page: str) -> None:
    response = client.get(f"/articles/article-1/{page}")
    sum_of = hashlib.sha256(response.content)
    encoded = base64.b64encode(sum_of.digest()).decode()
    assert sum_of.hexdigest() == "cea306180defe126f03c69e94bdbbc66c42f08bf7e67b8be62921dd7d5652ca3"
    assert response["Digest"] == f"SHA-256={encoded}"
    assert response["Repr-Digest"] == f"sha-256=:{encoded}:"
    assert response["ETag"] == f'"{sum_of.hexdigest()}"'


def test_the_file_keeps_its_name(client: Client) -> None:
    response = client.get("/articles/article-1/original")
    assert response["Content-Disposition"] == 'inline; filename="000_7ba788b53cee2fd6.txt"'


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ('a "b" \\ c.txt', r'inline; filename="a \"b\" \\ c.txt"'),
        ("статья.txt", "inline; filename*=utf-8''%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F.txt"),
        ("", None),
    ],
)
def test_a_file_of_any_name_is_sent(client: Client, name: str, header: str | None) -> None:
    capture(Article.objects.get(slug="article-1"), plain.read(b"Two"), [Block(0, 3, "body")], Capture(name))
    response = client.get("/articles/article-1/v2/original")
    assert (response.content, response.get("Content-Disposition")) == (b"Two", header)


@pytest.mark.parametrize("pattern", ["{}", 'W/"other", {}', '"other", {}'])
def test_who_has_it_already_is_sent_nothing(client: Client, pattern: str) -> None:
    etag = client.get("/articles/article-1/original")["ETag"]
    again = client.get("/articles/article-1/original", headers={"If-None-Match": pattern.format(etag)})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_who_has_another_is_sent_this(client: Client) -> None:
    response = client.get("/articles/article-1/original", headers={"If-None-Match": '"other"'})
    assert (response.status_code, len(response.content)) == (200, 4125)


@pytest.mark.parametrize("page", ["original", "verbatim"])
def test_head_has_the_headers_and_no_body(client: Client, page: str) -> None:
    got, head = client.get(f"/articles/article-2/{page}"), client.head(f"/articles/article-2/{page}")
    assert (head.status_code, head.content) == (200, b"")
    assert [head[name] for name in ("ETag", "Digest")] == [got[name] for name in ("ETag", "Digest")]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("page", ["original", "verbatim", "v1/original"])
def test_what_changes_is_not_allowed(client: Client, page: str, method: str) -> None:
    assert getattr(client, method)(f"/articles/article-1/{page}").status_code == 405


@pytest.mark.parametrize("page", ["original", "verbatim", "v1/original"])
def test_an_unknown_slug_is_a_404_that_says_so(client: Client, page: str) -> None:
    response = client.get(f"/articles/article-9/{page}")
    assert response.status_code == 404
    assert "There is no article “article-9” in this edition." in response.content.decode()


@pytest.mark.parametrize("page", ["original", "verbatim"])
def test_an_unknown_version_is_a_404_that_names_the_newest(client: Client, page: str) -> None:
    response = client.get(f"/articles/article-1/v9/{page}")
    assert response.status_code == 404
    sentence = "“Pakistan-Russia relations in the post-Cold War era” has no text version 9. Its newest is version 1."
    assert sentence in response.content.decode()


@pytest.mark.parametrize("version", ["v0", "v01", "v-1", "v1x", "v99999999999999999999"])
def test_what_is_no_version_is_a_404(client: Client, version: str) -> None:
    assert client.get(f"/articles/article-1/{version}/original").status_code == 404


def test_no_cookie_is_set(client: Client) -> None:
    assert client.get("/articles/article-1/original").cookies == {}
