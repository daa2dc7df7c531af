"""The reading page and its neighbours where there is little: nothing shown, no byline, no corrections, one article."""

import pytest

from annotations.models import Annotation
from annotations.overview import article_rows, numbered_through
from edition.models import Article
from tests.annotations.html_page import Element, read
from tests.support.notes import force

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]


def page(client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return read(response.content.decode())


@pytest.mark.parametrize(
    ("query", "words", "disabled"),
    [
        ("", "74 notes", []),
        ("?show=", "No notes shown", ["true", "true"]),
        ("?show=fc&verdict=none", "No notes shown", ["true", "true"]),
        ("?show=fc,co&verdict=inaccurate", "21 of 74", []),
    ],
)
def test_the_stepper_counts_the_notes_that_are_shown(edition, client, query, words, disabled):
    root = page(client, f"/articles/article-4/{query}")
    assert root.by_id("pos").words == words
    buttons = [root.by_id("prev"), root.by_id("next")]
    assert [one.attributes["aria-disabled"] for one in buttons if "aria-disabled" in one.attributes] == disabled


@pytest.mark.parametrize(
    ("number", "byline", "author"),
    [
        (1, [], "Asif Manzoor"),
        (2, ["Syed Hussain Shaheed Soherwordi (byline after the text)"], "Syed Hussain Shaheed Soherwordi"),
        (3, [], "No author given"),
        (4, ["Rajkumar Singh (byline after the text)"], "Rajkumar Singh"),
    ],
)
def test_the_author_is_named_at_the_head(edition, client, number, byline, author):
    root = page(client, f"/articles/article-{number}/")
    editorial = [one for one in root.find("p", css="byline") if "data-editorial" in one.attributes]
    assert [one.words for one in editorial] == byline
    assert root.by_id("about-text").find("div")[0].words == f"Author{author}"


def test_numbers_that_do_not_run_through_are_not_counted(edition, client):
    assert numbered_through() == 5
    assert page(client, "/articles/article-3/").one("p", css="eyebrow").words == "Article 3 of 5"
    Article.objects.filter(slug="article-5").update(number=9)
    assert numbered_through() == 0
    assert page(client, "/articles/article-3/").one("p", css="eyebrow").words == "Article 3"


def test_without_corrections_there_is_no_other_reading(edition, client):
    assert page(client, "/articles/article-1/").find("fieldset", css="reading-mode")
    force(Annotation.objects.filter(kind="correction"), status="draft")
    assert not page(client, "/articles/article-1/").find("fieldset", css="reading-mode")


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_articles_are_not_compared(edition, client, monkeypatch, count):
    first, rows = Article.objects.published().filter(number__lte=count), article_rows()[:count]
    monkeypatch.setattr("annotations.views.library.article_rows", lambda: rows)
    monkeypatch.setattr(Article.objects, "published", first.all)
    root = page(client, "/compare/")
    assert not root.find("select")
    assert "It takes two articles to compare, and this edition has not got them yet." in root.words
    for address in ("/topics/", "/articles/"):
        assert not page(client, address).find("a", href="/compare/")


@pytest.mark.parametrize("asked", ["%00", "%00%20"])
def test_an_article_of_no_number(edition, client, asked):
    assert "There is no article of that number in this edition." in page(client, f"/compare/?left={asked}").words


def test_a_search_that_finds_nothing_says_in_which_language_the_articles_are(edition, client):
    assert "The articles are in: English." in page(client, "/search/?q=Россия").words
    assert "Язык статей: Английский." in page(client, "/ru/search/?q=Россия").words
    assert "The articles are in" not in page(client, "/search/?q=Pakistan").words
