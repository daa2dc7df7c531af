"""Pages of errors help: what was meant, where to look, in the reader's language, without an engine's words."""

import re
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override
from django.views.defaults import server_error

from annotations.nearest import nearest

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/articles/artcle-4/", "/articles/article-4/"),
        ("/article-2", "/articles/article-2/"),
        ("/topics/end-of-coldwar/", "/topics/end-of-cold-war/"),
        ("/ur/topics/end-of-coldwar/", "/topics/end-of-cold-war/"),
        ("/end-of-cold-war/", "/topics/end-of-cold-war/"),
        ("/claims/cl1/", "/claims/cl01/"),
        ("/ARTICLES/ARTICLE-3", "/articles/article-3/"),
    ],
)
def test_the_nearest_page_comes_first(address: str, first: str):
    assert nearest(address)[0].address == first


def test_the_nearest_notes_are_those_before_and_after():
    assert [page.name for page in nearest("/notes/999999/")] == ["Note 218", "Note 219"]
    assert [page.address for page in nearest("/note/0")] == ["/notes/1/", "/notes/2/"]


@pytest.mark.parametrize("address", ["/", "/zzzzzzzz/", "/" + "x" * 10_000, "/\x00", "/%%%", "/notes/" + "9" * 400])
def test_what_resembles_nothing_is_answered_all_the_same(address: str):
    assert nearest(address) == []


def test_the_nearest_page_is_in_the_language_of_the_address():
    with override("ru"):
        assert nearest("/ru/articles/artcle-4/")[0].address == "/ru/articles/article-4/"


def test_404_says_what_is_missing_and_offers_the_nearest_and_a_search(client: Client):
    response = client.get("/articles/artcle-4/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "There is no article “artcle-4” in this edition." in html
    assert '<a href="/articles/article-4/"' in html
    assert re.search(r'<form [^>]*action="/search/"', html.partition("<main")[2])
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html


def test_404_of_an_address_that_no_view_answers_says_no_engines_words(client: Client):
    html = client.get("/nothing/at/all").content.decode()
    assert "This page does not exist" in html
    assert "Resolver404" not in html
    assert "tried" not in html


def test_404_in_urdu(client: Client):
    html = client.get("/ur/articles/artcle-4/").content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    assert '<a href="/ur/articles/article-4/"' in html


def test_500_needs_no_database_and_no_urls():
    request = RequestFactory().get("/")
    with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=OperationalError("down")):
        response = server_error(request)
    html = response.content.decode()
    assert response.status_code == 500
    assert "Something failed here" in html
    assert '<a href="/">' in html
    assert "noindex" in html


def test_500_in_urdu_leads_to_the_first_page_in_urdu():
    with override("ur"):
        html = server_error(RequestFactory().get("/ur/")).content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    assert '<a href="/ur/">' in html


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html"])
def test_pages_of_errors_are_not_for_search_engines(template: str):
    html = render_to_string(template, request=RequestFactory().get("/x/"))
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html
