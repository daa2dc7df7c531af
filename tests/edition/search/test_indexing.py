"""The index is kept in the transaction of the change, and can be made anew."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from edition.capture import Block, capture
from edition.intake import plain
from edition.models import Article, SearchEntry, SearchFacet, SearchWord, Work
from edition.search import engines
from edition.search.finding import search
from edition.search.providers import disagreements, refresh, refresh_work
from edition.search.query import parse
from edition.search.texts import PASSAGE, WORK

pytestmark = pytest.mark.usefixtures("edition")
TEXT = "A new title\n\nFirst zyxwvut paragraph.\n"


def keys(text: str, kind: str = PASSAGE) -> list[str]:
    return sorted(hit.key for hit in search(parse(text), [kind]).hits.get(kind, []))


def recapture(article: Article) -> None:
    reading = plain.read(TEXT.encode())
    capture(article, reading, [Block(0, 11, "title"), Block(13, 37, "body")])


def test_only_the_newest_text_of_an_article_is_found() -> None:
    article = Article.objects.get(number=1)
    assert "article-1/p1" in keys("superpower")
    recapture(article)
    assert keys("zyxwvut") == ["article-1/p1"]
    assert "article-1/p1" not in keys("superpower")
    assert SearchEntry.objects.filter(kind=PASSAGE, article="article-1").count() == 2
    assert list(disagreements()) == []


def test_a_change_that_is_rolled_back_changes_no_index() -> None:
    with transaction.atomic():
        recapture(Article.objects.get(number=1))
        assert keys("zyxwvut") == ["article-1/p1"]
        transaction.set_rollback(True)
    assert keys("zyxwvut") == []
    assert "article-1/p1" in keys("superpower")
    assert not SearchWord.objects.filter(word="zyxwvut").exists()
    assert engines.is_sound()
    assert list(disagreements()) == []


@pytest.mark.django_db(transaction=True)
def test_a_committed_change_is_found_and_a_rolled_back_one_is_not() -> None:
    with transaction.atomic():
        recapture(Article.objects.get(number=1))
        transaction.set_rollback(True)
    assert (keys("zyxwvut"), "article-1/p1" in keys("superpower")) == ([], True)
    recapture(Article.objects.get(number=1))
    assert (keys("zyxwvut"), "article-1/p1" in keys("superpower")) == (["article-1/p1"], False)


def test_a_source_is_found_by_its_people_title_and_year() -> None:
    Work.objects.filter(key="dukes-legacy").update(csl={**Work.objects.get(key="dukes-legacy").csl, "title": "Zyx wvu"})
    assert keys("zyx wvu dukes", WORK) == []
    assert "Search index: work dukes-legacy is not what it was made of." in set(disagreements())
    refresh_work("dukes-legacy")
    assert keys("zyx wvu dukes", WORK) == ["dukes-legacy"]
    assert list(disagreements()) == []


def test_an_articles_own_record_is_no_source() -> None:
    article = Article.objects.get(number=1)
    refresh(WORK, [article.work.key])
    assert not SearchEntry.objects.filter(kind=WORK, key=article.work.key).exists()


def test_reindex_makes_the_index_anew() -> None:
    before = set(SearchEntry.objects.values_list("kind", "key", "words", "folded"))
    facets = SearchFacet.objects.count()
    version = Article.objects.get(number=1).apparatus_version
    SearchEntry.objects.filter(kind=PASSAGE, facets__value="article-2").delete()
    SearchEntry.objects.create(kind="stray", key="x", words="zyxwvut", folded="zyxwvut")
    said = StringIO()
    call_command("reindex", stdout=said)
    assert said.getvalue() == ("passage: 100\nwork: 139\nnote: 219\nledger: 57\nThe index was made anew.\n")
    assert set(SearchEntry.objects.values_list("kind", "key", "words", "folded")) == before
    assert SearchFacet.objects.count() == facets
    assert search(parse("zyxwvut"), [PASSAGE]).total == 0
    assert Article.objects.get(number=1).apparatus_version == version + 1


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM edition_searchfacet WHERE name = 'tag'", "Search index: note 4 is not what it was made of."),
        ("UPDATE edition_searchentry SET words = 'x' WHERE key = '4'", "note 4 is not what it was made of."),
        ("UPDATE edition_searchentry SET key = '999' WHERE key = '4'", "Search index: note 999 is not in the edition."),
        ("UPDATE edition_searchentry SET key = '999' WHERE key = '4'", "Search index: note 4 is missing."),
        ("UPDATE edition_searchentry SET kind = 'stray' WHERE key = '4'", "Search index: stray 4 is of no known kind."),
    ],
)
def test_verify_tells_where_the_index_does_not_agree(statement: str, sentence: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    said = StringIO()
    with pytest.raises(CommandError, match=r"entries of the search index do not agree\. Run manage\.py reindex\."):
        call_command("verify", stdout=said)
    assert sentence in said.getvalue()
    call_command("reindex", stdout=StringIO())
    assert list(disagreements()) == []


def test_verify_sees_that_the_engines_part_does_not_agree() -> None:
    if connection.vendor == "postgresql":  # there it is a generated column
        assert engines.is_sound()
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO edition_search_words (rowid, folded) VALUES (99999999, 'stray')")
    assert not engines.is_sound()
    assert next(iter(disagreements())).startswith("Search index: the engine's own part of it")
