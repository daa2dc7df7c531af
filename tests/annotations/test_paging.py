"""Long lists by pages."""

import pytest
from django.http import QueryDict

from annotations import paging
from annotations.overview import ArticleRow
from edition.models import Article
from tests.annotations.html_page import read

pytestmark = pytest.mark.any_engine

ROWS = list(range(250))


@pytest.mark.parametrize(
    ("asked", "first", "count", "remark"),
    [
        ("", 0, 100, ""),
        ("page=1", 0, 100, ""),
        ("page=3", 200, 50, ""),
        ("page=4", 200, 50, "There is no page 4: this is the last."),
        (f"page={'9' * 5000}", 200, 50, f"There is no page {'9' * 39}…: this is the last."),
        ("page=0", 0, 100, "“0” is no number of a page: the first is shown."),
        ("page=-1", 0, 100, "“-1” is no number of a page: the first is shown."),
        ("page=%D9%A3", 0, 100, "“٣” is no number of a page: the first is shown."),
    ],
)
def test_which_rows_a_page_holds(asked, first, count, remark):
    page = paging.paged(ROWS, QueryDict(asked), {})
    assert (page.rows[0], len(page.rows), page.remark) == (first, count, remark)


def test_the_pages_around_keep_the_other_parameters():
    page = paging.paged(ROWS, QueryDict("page=2"), {"sort": "-notes", "kind": ""})
    assert (page.previous, page.following, page.position) == ("?sort=-notes", "?sort=-notes&page=3", "Page 2 of 3")
    assert paging.place(100, "b", {"type": "book"}) == "?type=book&page=2#b"


def test_a_list_of_one_page_has_no_pager():
    assert paging.paged([], QueryDict("page=2"), {}).remark == "There is no page 2: this is the last."
    assert paging.paged(ROWS[:100], QueryDict(), {}).position == ""


@pytest.mark.django_db
def test_the_articles_by_pages(edition, client, monkeypatch):
    article = Article.objects.published()[0]
    rows = [ArticleRow(article, "", f"No. {number}", is_dated=False) for number in range(101)]
    monkeypatch.setattr("annotations.views.library.article_rows", lambda: rows)
    first, last = (read(client.get(f"/articles/{query}").content.decode()) for query in ("", "?page=7"))
    assert len(first.one("table", css="articles").find("tr")) == 101
    assert len(last.one("table", css="articles").find("tr")) == 2
    assert "101 of 101 articles" in first.words
    assert first.one("a", rel="next").attributes["href"] == "?page=2"
    assert "There is no page 7: this is the last." in last.words
    assert last.one("a", rel="prev").attributes["href"] == "."
