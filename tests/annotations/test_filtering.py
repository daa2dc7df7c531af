"""The list of articles: filtered by kind and verdict, with counts that are true; and the strips in small."""

import pytest
from django.test import Client

from annotations.filtering import listed
from annotations.miniatures import miniature
from annotations.models import Annotation
from annotations.overview import article_rows
from annotations.vocabulary import Verdict
from tests.annotations.html_page import Element, read
from tests.support.notes import force

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]


def page(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return read(response.content.decode())


def titles(root: Element) -> list[str]:
    return [one.attributes["href"] for one in root.one("table", css="articles").find("a", css="title-serif")]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("verdict=disputed", [1, 2, 3, 4]),
        ("verdict=inaccurate", [2, 3, 4]),
        ("kind=correction", [1, 2, 3, 4, 5]),
        ("kind=correction&verdict=unverified&sort=-title", [4, 2, 3]),
    ],
)
def test_articles_by_kind_and_verdict(edition, client, query, numbers):
    root = page(client, f"/articles/?{query}")
    assert titles(root) == [f"/articles/article-{number}/" for number in numbers]
    assert f"{len(numbers)} of 5 articles" in root.words


def test_an_option_counts_the_articles_that_it_leaves(edition, client):
    verdicts = [one.words for one in page(client, "/articles/").find("option")]
    assert "✕ Inaccurate (3)" in verdicts
    assert "⇄ Disputed (4)" in verdicts
    assert "✓ Accurate (5)" in verdicts
    for one in listed(article_rows(), {"kind": "correction"}).verdicts:
        assert one.articles == len(listed(article_rows(), {"kind": "correction", "verdict": one.value}).rows)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("verdict=inaccurate", "No article has an inaccurate verdict. Clear filter"),
        ("kind=correction&verdict=inaccurate", "No article has notes of both: Correction, Inaccurate. Clear filter"),
    ],
)
def test_a_filter_that_leaves_nothing_says_so(edition, client, query, sentence):
    force(Annotation.objects.filter(verdict="inaccurate"), status="draft")
    root = page(client, f"/articles/?{query}")
    assert root.one("p", css="empty").words == sentence
    assert not root.find("table", css="articles")


def test_every_kind_and_verdict_has_a_sentence_for_none(edition, client):
    force(Annotation.objects.all(), status="draft")
    rows = article_rows()
    for query in [{"verdict": value} for value in Verdict.values] + [{"kind": "correction"}, {"kind": "fact-check"}]:
        assert listed(rows, query).nothing.startswith("No article has ")
    assert "No notes yet" in page(client, "/articles/").words
    assert "No verdict yet" in page(client, "/articles/").words


@pytest.mark.parametrize("wrong", ["kind=song", "verdict=%3Cb%3E", "verdict=a%00b", f"kind={'x' * 9000}"])
def test_an_unknown_filter_is_said_and_everything_is_shown(edition, client, wrong):
    root = page(client, f"/articles/?{wrong}")
    assert "There is no kind or verdict “" in root.one("p", css="remark").words
    assert len(titles(root)) == 5


def test_sorting_keeps_the_filter(edition, client):
    root = page(client, "/articles/?verdict=disputed&sort=title")
    links = [one.attributes["href"] for one in root.one("table", css="articles").one("thead").find("a")]
    assert links[0] == "?sort=-title&verdict=disputed"
    assert links[2] == "?sort=published&verdict=disputed"
    assert [one.attributes["value"] for one in root.find("input", type="hidden")] == ["title"]


def test_the_verdicts_of_an_article_are_counted(edition):
    assert [(one.sign.value, one.count) for one in article_rows()[0].verdicts] == [
        ("accurate", 5),
        ("partly-accurate", 5),
        ("lacks-context", 3),
        ("disputed", 3),
        ("opinion", 2),
    ]


# --- strips in small --------------------------------------------------------------------------------


def test_marks_stand_where_their_words_do_and_are_never_too_small_to_see():
    strip = miniature([(10, 110), (112, 212)], [("fact-check", 10, 60), ("correction", 112, 113)])
    assert strip.blocks == "M0 0h496v34h-496zM500 0h496v34h-496z"
    assert strip.fact_checks == "M0 6h250"
    assert strip.corrections == "M500 16h12"
    assert strip.cross_references == ""


def test_a_mark_at_the_end_stays_within_and_one_outside_the_text_is_not_drawn():
    strip = miniature([(0, 1000)], [("cross-reference", 999, 1000), ("cross-reference", 1000, 1010)])
    assert strip.cross_references == "M988 26h12"


def test_an_article_without_passages_has_an_empty_strip():
    assert miniature([], [("correction", 0, 5)]).blocks == ""


def test_the_strips_of_the_edition_have_a_mark_for_every_note_in_the_text(edition, client):
    strips = page(client, "/").find("svg", css="miniature")
    assert len(strips) == 5
    assert strips[0].one("path", css="fc").attributes["d"].count("M") == 18
    assert strips[0].one("path", css="xr").attributes["d"].count("M") == 23
