"""The files of an article and of the edition: their headers, what is kept, and what is said where one cannot be had."""

import hashlib
from base64 import b64encode

import pytest
from django.core.cache import caches

from annotations.exports import kept, pdf
from annotations.exports.pdf.typesetting import TypesettingError
from edition.models import Article

pytestmark = pytest.mark.usefixtures("edition")

ADDRESS, PDF = "/articles/article-5/download/epub", "/articles/article-5/download/pdf"


@pytest.fixture
def keeping(settings, tmp_path):
    """Keep what is made, in a folder of the test's own."""
    settings.PAGE_CACHE_MB = 1
    settings.CACHES = {**settings.CACHES, "exports": {**settings.CACHES["exports"], "LOCATION": tmp_path}}
    return caches["exports"]


@pytest.mark.parametrize(
    ("address", "media_type", "begins", "name"),
    [
        (PDF, "application/pdf", b"%PDF-1.7", "article-5-v1.pdf"),
        ("/articles/article-5/v1/download/epub", "application/epub+zip", b"PK", "article-5-v1.epub"),
        ("/articles/article-5/download/tei", "application/tei+xml", b"<?xml", "article-5-v1.xml"),
    ],
)
def test_a_file_is_named_and_typed(client, address, media_type, begins, name):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, media_type)
    assert response.content.startswith(begins)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_it_carries_its_checksum_and_is_not_sent_again(client):
    response = client.get(ADDRESS)
    digest = b64encode(hashlib.sha256(response.content).digest()).decode()
    assert response["Repr-Digest"] == f"sha-256=:{digest}:"
    assert client.get(ADDRESS, headers={"If-None-Match": response["ETag"]}).status_code == 304
    head = client.head(ADDRESS)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])
    assert head["Content-Length"] == str(len(response.content))


def test_what_was_made_is_kept_until_something_changes(client, keeping, monkeypatch):
    made = []

    def make(volume):
        made.append(volume.title)
        return b"%PDF"

    monkeypatch.setattr(pdf, "_made", make)
    kept_name = kept.name("pdf", "http://testserver", Article.objects.get(slug="article-5").current)
    for _ in range(2):
        assert client.get(PDF).content == b"%PDF"
    assert len(made) == 1
    assert keeping.get(kept_name) == b"%PDF"
    Article.objects.filter(slug="article-5").touch()
    client.get(PDF)
    assert len(made) == 2


def test_an_unknown_form_is_told_which_there_are(client):
    page = client.get("/articles/article-5/download/docx")
    assert page.status_code == 404
    assert "There is no file “docx”. There are: tei, epub, pdf." in page.content.decode()
    page = client.get("/download/edition.docx")
    assert page.status_code == 404
    assert "There are: epub, pdf, zip." in page.content.decode()


def test_where_typst_fails_a_sentence_says_what_to_do(client, monkeypatch):
    def fail(*_arguments):
        raise TypesettingError("a secret of the engine")

    monkeypatch.setattr(pdf.typesetting, "typeset", fail)
    response = client.get(PDF)
    assert (response.status_code, response["Retry-After"]) == (503, "20")
    assert response.content.decode() == "The file cannot be made at the moment. Try again in a minute.\n"


def test_who_waits_too_long_is_told_so(client, monkeypatch):
    monkeypatch.setattr(kept, "WAIT", 0.01)
    with kept._making:
        assert client.get(ADDRESS).status_code == 503
    assert client.get(ADDRESS).status_code == 200


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("/articles/article-5/", [f"/articles/article-5/v1/download/{form}" for form in ("tei", "epub", "pdf")]),
        ("/articles/", [f"/download/edition.{form}" for form in ("epub", "pdf", "zip")]),
        ("/ur/about/", [f"/download/edition.{form}" for form in ("epub", "pdf", "zip")]),
    ],
)
def test_readers_are_led_to_the_files(client, page, links):
    html = client.get(page).content.decode()
    assert [link for link in links if f'href="{link}"' not in html] == []
