"""Verdicts on a reader's comment, or on the page around the text, are never the author's."""

import pytest

from annotations import asides, comparison, standing
from annotations.labels import Labels
from annotations.models import Account, Claim
from annotations.overview import article_rows
from annotations.sourcing import SourceList
from edition.models import Article
from tests.annotations.html_page import read

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]


def test_verdicts_are_counted_apart_by_whose_words_they_judge():
    judged = [("inaccurate", "comment"), ("inaccurate", "body"), ("accurate", "furniture"), ("", "comment")]
    found = [(one.sign.value, one.count, one.aside) for one in asides.count(judged, Labels.now())]
    assert found == [
        ("inaccurate", 1, ""),
        ("inaccurate", 1, "a reader’s comment"),
        ("accurate", 1, "the page around the text"),
    ]


def test_an_article_is_not_given_the_verdicts_on_a_comment(edition):
    row = article_rows()[3]
    assert row.by_verdict["partly-accurate"] == 7
    assert [(one.count, one.aside) for one in row.verdicts if one.sign.value == "partly-accurate"] == [
        (5, ""),
        (2, "a reader’s comment"),
    ]


def test_a_comment_bears_out_no_article_and_makes_no_accounts_differ(edition):
    Account.objects.filter(claim__slug="cl02").exclude(span__passage__role="comment").update(verdict="")
    Account.objects.filter(claim__slug="cl02", span__passage__role="comment").update(verdict="accurate")
    claim = comparison.claims().get(slug="cl02")
    ledger = comparison.Ledger(list(Article.objects.published()), SourceList([]), Labels.now(), {})
    point = ledger.point(claim)
    assert not point.differs
    assert standing.sentence(point) == "No article says anything on it that was checked."


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/topics/end-of-cold-war/", "✕ Inaccurate (a reader’s comment) · Note 127"),
        ("/topics/end-of-cold-war/", "Article 4 x3 (a reader’s comment)"),
        ("/claims/cl02/", "✕ Inaccurate (a reader’s comment)"),
        ("/articles/", "2 ◐ Partly accurate (a reader’s comment)"),
        ("/map/", "2 ◐ Partly accurate (a reader’s comment)"),
        ("/notes/127/", "Article 4 x3 (a reader’s comment)"),
        ("/tags/reader-comment/", "Article 4 x3 (a reader’s comment)"),
        ("/ru/claims/cl02/", "(комментарий читателя)"),
    ],
)
def test_wherever_a_verdict_on_a_comment_stands_it_says_whose_words_they_are(edition, client, address, words):
    assert Claim.objects.get(slug="cl02").accounts.filter(span__passage__role="comment").count() == 1
    assert words in read(client.get(address).content.decode()).words
