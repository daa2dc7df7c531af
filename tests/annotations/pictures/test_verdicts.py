"""The verdicts on each article as a bar of counts."""

from collections import Counter

import pytest
from django.template.loader import render_to_string

from annotations.labels import Labels
from annotations.models import Annotation
from annotations.pictures import verdicts
from annotations.vocabulary import VERDICT_SIGNS, Verdict
from edition.models import Article
from tests.annotations.html_page import Element, read
from tests.support.notes import force

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]


def drawn() -> Element:
    return read(render_to_string("annotations/includes/picture_verdicts.html", {"verdicts": verdicts.by_article()}))


def test_every_fact_check_is_counted_by_its_verdict(edition):
    bars = verdicts.by_article().bars
    assert [(part.sign.value, part.count) for part in bars[0].parts] == [
        ("accurate", 5),
        ("partly-accurate", 5),
        ("lacks-context", 3),
        ("disputed", 3),
        ("opinion", 2),
    ]
    assert [bar.total for bar in bars] == [18, 24, 23, 28, 18]
    assert [(one.sign.value, one.count, one.aside) for one in bars[3].apart] == [
        ("partly-accurate", 2, "a reader’s comment")
    ]
    assert sum(bar.total for bar in bars) + 2 == Annotation.objects.filter(kind="fact-check").count()


def test_parts_fill_their_bar_and_none_is_too_small_to_read(edition):
    for bar in verdicts.by_article().bars:
        assert bar.parts[0].x == 0
        assert all(one.x + one.width == two.x for one, two in zip(bar.parts, bar.parts[1:], strict=False))
        assert bar.parts[-1].x + bar.parts[-1].width == verdicts.WIDTH
        assert min(part.width for part in bar.parts) >= verdicts.LEAST


def test_all_seven_verdicts_fit_beside_a_great_many(edition):
    article = Article.objects.get(slug="article-1")
    one_each = {(verdict.value, "body"): 1 for verdict in Verdict}
    bar = verdicts.bar(article, Counter(one_each | {("accurate", "body"): 999}), Labels.now())
    assert [part.width for part in bar.parts] == [76, 44, 44, 44, 44, 44, 44]


def test_a_part_leads_to_the_text_with_its_verdict_alone(edition, client):
    drawing = drawn().find("svg", role="group")[0]
    assert drawing.attributes["aria-label"] == "Article 1: 18 fact-checks"
    link = drawing.find("a", css="v-disputed")[0]
    assert link.attributes["href"] == "/articles/article-1/?show=fc&verdict=disputed"
    assert link.attributes["aria-label"] == "Disputed: 3"
    assert link.words == "⇄ 3"
    assert client.get(link.attributes["href"]).status_code == 200


def test_signs_patterns_and_words_tell_the_verdicts_apart(edition):
    legend = drawn().one("ul", css="legend")
    assert [item.words for item in legend.find("li")] == [
        f"{VERDICT_SIGNS[verdict]} {verdict.label}" for verdict in Verdict
    ]
    assert len({rect.classes[1] for rect in legend.find("rect")}) == 7


def test_the_table_says_the_same_and_nothing_gives_a_score(edition):
    row = drawn().one("table").find("tr")[1]
    cells = [cell.words for cell in row.children if not isinstance(cell, str)]
    assert cells[:2] == ["Article 1", "18"]
    assert [item.words for item in row.find("li")][:2] == ["✓ Accurate: 5", "◐ Partly accurate: 5"]
    assert "%" not in drawn().words


def test_an_article_without_fact_checks_says_so(edition):
    force(Annotation.objects.filter(span__revision__article__slug="article-1"), status="draft")
    found = drawn()
    assert verdicts.by_article().bars[0].parts == []
    assert found.find("li")[0].words.endswith("No fact-check yet")
    assert len(found.find("svg", role="group")) == 4


def test_an_edition_without_articles_has_no_picture(edition, monkeypatch):
    monkeypatch.setattr(Article.objects, "published", Article.objects.none)
    assert drawn().words == ""


def test_three_queries(edition, django_assert_num_queries):
    with django_assert_num_queries(3):
        verdicts.by_article()
