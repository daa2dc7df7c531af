"""The sitemap lists every public page, and robots.txt says what to leave alone."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.sitemaps import Sitemap
from django.test import Client

from annotations.models import Annotation
from annotations.sitemaps import SITEMAPS
from edition.models import Article, Work

pytestmark = pytest.mark.usefixtures("edition")
HOST = "http://testserver"


def listed(client: Client, section: str) -> list[str]:
    """The addresses that one file of the sitemap lists."""
    response = client.get(f"/sitemap-{section}.xml")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    return [urlsplit(found).path for found in re.findall(r"<loc>([^<]+)</loc>", response.content.decode())]


def test_the_index_names_every_file(client: Client):
    names = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    assert names == [f"{HOST}/sitemap-{section}.xml" for section in SITEMAPS]


@pytest.mark.parametrize("section", SITEMAPS)
def test_every_address_leads_to_its_page_and_the_page_is_known_by_it(client: Client, section: str):
    addresses = listed(client, section)
    assert len(addresses) == len(set(addresses))
    for address in addresses[:3] + addresses[-3:]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert f'<link rel="canonical" href="{HOST}{address}">' in response.content.decode()
        assert "noindex" not in response.content.decode()


def test_everything_public_is_listed_in_every_language(client: Client):
    assert len(listed(client, "notes")) == 3 * Annotation.objects.published().count() == 3 * 219
    assert len(listed(client, "sources")) == 3 * Work.objects.sources().count()
    assert {"/articles/article-3/", "/ur/articles/article-3/", "/ru/articles/article-3/"} <= set(
        listed(client, "articles")
    )
    assert "/articles/article-1/p5/" in listed(client, "passages")
    assert listed(client, "texts") == []


def test_a_withdrawn_note_leaves_the_sitemap(client: Client):
    Annotation._base_manager.filter(number=2).update(status="withdrawn", withdrawn_because="Wrong.", version=2)
    assert "/notes/2/" not in listed(client, "notes")
    assert "/notes/1/" in listed(client, "notes")


def test_an_entry_names_the_other_languages_and_the_day_of_the_last_review(client: Client):
    first = client.get("/sitemap-articles.xml").content.decode().partition("</url>")[0]
    assert "<lastmod>2026-11-21</lastmod>" in first
    assert f'hreflang="ur" href="{HOST}/ur/articles/article-1/"' in first
    assert f'hreflang="x-default" href="{HOST}/articles/article-1/"' in first


def test_long_lists_come_in_files(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Sitemap, "limit", 6)
    monkeypatch.setattr(type(SITEMAPS["articles"]), "limit", 6)
    index = client.get("/sitemap.xml").content.decode()
    assert f"{HOST}/sitemap-articles.xml?p=3" in index
    assert "/sitemap-articles.xml?p=4" not in index
    assert len(re.findall("<loc>", client.get("/sitemap-articles.xml?p=3").content.decode())) == 3


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-notes.xml?p=99", "/sitemap-notes.xml?p=x"])
def test_what_no_file_lists_is_not_found(client: Client, address: str):
    assert client.get(address).status_code == 404


def test_robots_are_told_what_to_leave_alone_and_where_the_sitemap_is(client: Client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert {"Disallow: /desk/", "Disallow: /ru/desk/", "Disallow: /ur/search/", "Disallow: /admin/"} <= set(lines)
    assert lines[-1] == f"Sitemap: {HOST}/sitemap.xml"


def test_an_empty_site_has_a_sitemap(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Article.objects, "published", Article.objects.none)
    assert listed(client, "articles") == []
