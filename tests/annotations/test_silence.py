"""Editions of many articles: the silent ones are named in one line."""

import pytest

from annotations import silence
from annotations.models import Account, Annotation, Link, TopicPassage
from edition.models import Article
from tests.annotations.html_page import read
from tests.support.notes import force

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_silent(edition, monkeypatch) -> None:
    """Articles 4 and 5 say nothing on cl01's topic, and two are many."""
    monkeypatch.setattr(silence, "FEW", 1)

    for model in (Account, TopicPassage):
        model.objects.filter(span__revision__article__number__in=(4, 5)).delete()


def test_a_few_silent_articles_keep_their_rows(edition):
    articles = list(Article.objects.published())
    assert silence.split(articles, {articles[0].pk}) == (articles, [])


@pytest.mark.parametrize("address", ["/topics/end-of-cold-war/", "/claims/cl01/"])
def test_many_are_named_in_one_line(two_silent, client, address):
    if address.startswith("/claims"):
        Account.objects.filter(span__revision__article__number=3).delete()
    root = read(client.get(address).content.decode())
    line = root.one("p", css="silent")
    numbers = [link.words for link in line.find("a")]
    assert numbers == (["3", "4", "5"] if "claims" in address else ["4", "5"])
    assert line.words == f"Not mentioned in the articles {' '.join(numbers)}"
    assert line.find("a")[-1].attributes["href"] == "/articles/article-5/"
    assert "Article 5" not in root.without("class", "silent").words


def test_the_map_leaves_out_what_no_link_joins(edition, client):
    Link.objects.filter(annotation__span__revision__article__number=5).delete()
    Link.objects.filter(target__revision__article__number=5).delete()
    root = read(client.get("/map/").content.decode())
    assert root.one("p", css="silent").words == "No cross-reference yet: 5"
    assert [one.attributes["id"] for one in root.one("ol", css="nodes").find("li")] == [
        f"node-{number}" for number in range(1, 5)
    ]
    assert {one.words for one in root.find("text", css="node-text")} == {"1", "2", "3", "4"}


def test_a_map_without_links_speaks_of_no_numbers(edition, client):
    assert "Every number opens" in read(client.get("/map/").content.decode()).words
    Link.objects.all().delete()
    assert "Every number opens" not in read(client.get("/map/").content.decode()).words


def test_articles_without_fact_checks_are_named_where_they_are_many(edition, client, monkeypatch):
    monkeypatch.setattr(silence, "FEW", 0)

    force(Annotation.objects.filter(span__revision__article__number=2), status="draft")
    root = read(client.get("/articles/").content.decode())
    assert root.one("p", css="silent").words == "No fact-check yet: 2"
    assert len(root.one("ul", css="verdict-bars").find("p", css="bar-name")) == 4
