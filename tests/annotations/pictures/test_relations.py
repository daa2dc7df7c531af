"""The map of the edition: articles, and the published cross-references between them."""

from collections import Counter

import pytest
from django.test import Client

from annotations.choosing import pairs
from annotations.models import Annotation, Link
from annotations.pictures import relations
from annotations.pictures.relations import Map
from edition.capture import Block, capture
from edition.intake.plain import Reading
from edition.models import Article
from tests.annotations.html_page import Element, read
from tests.support.notes import force

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]


def page(client: Client, address: str = "/map/") -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return read(response.content.decode())


def counts(made: Map) -> dict[str, dict[tuple[int, int], int]]:
    return {
        panel.relation: {(edge.left.number, edge.right.number): len(edge.pairs) for edge in panel.edges}
        for panel in made.panels
    }


def test_every_published_link_is_counted_once(edition):
    found = counts(relations.of_edition())
    assert {relation: sum(edges.values()) for relation, edges in found.items()} == {
        "agrees": 11,
        "contradicts": 24,
        "elaborates": 16,
        "same-event": 5,
    }
    assert found["same-event"] == {(2, 4): 3, (3, 4): 1, (4, 5): 1}


def test_both_directions_are_one_edge_and_an_article_may_contradict_itself(edition):
    contradicts = counts(relations.of_edition())["contradicts"]
    assert contradicts[2, 3] == 4
    assert (contradicts[2, 2], contradicts[3, 3], contradicts[4, 4]) == (2, 1, 1)


def test_an_edge_opens_its_pairs_side_by_side(edition, client):
    (drawing,) = page(client).find("svg", css="same-event", role="group")
    links = {link.attributes["aria-label"]: link.attributes["href"] for link in drawing.find("a")}
    assert links["Same event. Articles 2 and 4: 3 pairs"] == "/compare/?left=2&right=4&relation=same-event#pairs"
    assert client.get(links["Same event. Articles 2 and 4: 3 pairs"]).status_code == 200


def test_an_edge_within_an_article_opens_its_pairs_in_the_table(edition, client):
    found = page(client)
    (drawing,) = found.find("svg", css="contradicts", role="group")
    (link,) = drawing.find("a", href="#contradicts-2-2")
    assert link.attributes["aria-label"] == "Contradicts. Within article 2: 2 pairs"
    assert "Article 2 ¶" in found.by_id("contradicts-2-2").words


def test_every_pair_stands_in_the_table(edition, client):
    table = page(client).by_id("all-pairs")
    assert len(table.find("tbody")) == sum(map(len, counts(relations.of_edition()).values()))
    pairs = [row for row in table.find("tr") if row.find("span", css="quote")]
    assert len(pairs) == Link.objects.count() == 56
    assert all(len(row.find("span", css="quote", lang="en")) == 2 for row in pairs)
    assert "The end of the Cold War happened in 1989 whilst the USSR remained united." in table.words


def test_the_articles_are_named_with_author_and_date(edition, client):
    nodes = page(client).one("ol", css="nodes").find("li")
    assert [node.one("a").words for node in nodes] == [f"Article {number}" for number in range(1, 6)]
    assert nodes[0].one("span", css="title-serif").words == "Pakistan-Russia relations in the post-Cold War era"
    assert [node.one("p").words for node in nodes][:3] == [
        "Asif Manzoor · Not dated",
        "Syed Hussain Shaheed Soherwordi · Not dated",
        "Not dated",
    ]


def test_only_what_is_published_is_drawn(edition):
    force(Annotation.objects.filter(kind="cross-reference").exclude(links__relation="agrees"), status="draft")
    assert set(counts(relations.of_edition())) == {"agrees"}


def test_what_stands_on_an_older_text_is_no_edge_as_it_is_no_pair_to_compare(edition):
    assert counts(relations.of_edition())["contradicts"][1, 2] == 2
    article, text = Article.objects.get(number=1), "Other words."
    capture(article, Reading(text.encode(), text, "utf-8"), [Block(0, len(text), "body")])
    found = counts(relations.of_edition())
    assert {number for edges in found.values() for pair in edges for number in pair} == {2, 3, 4, 5}
    compared = {(pair.left.number, pair.right.number): pair.links for pair in pairs(list(Article.objects.all()))}
    drawn: Counter[tuple[int, int]] = Counter()
    for edges in found.values():
        drawn.update({ends: count for ends, count in edges.items() if len(set(ends)) == 2})
    assert drawn == compared


def test_an_edition_without_cross_references_says_so(edition, client):
    force(Annotation.objects.filter(kind="cross-reference"), status="draft")
    found = page(client)
    assert "No cross-references published yet." in found.words
    assert found.find(css="map-svg") == []
    assert len(found.one("ol", css="nodes").find("li")) == 5


def test_an_edition_without_articles_says_so(edition, client, monkeypatch):
    monkeypatch.setattr(Article.objects, "published", Article.objects.none)
    force(Annotation.objects.all(), status="draft")
    assert "No cross-references published yet." in page(client).words


def test_the_line_styles_differ_without_colour(edition, client):
    found = page(client)
    assert [len(svg.find("path", css="edge")) for svg in found.find("svg", css="line-sample")] == [1, 1, 1, 1]
    (double,) = found.find("svg", css="same-event", role="group")
    assert len(double.find("path", css="edge")) == 2 * 3


def test_links_keep_the_language_of_the_interface(edition, client):
    (drawing,) = page(client, "/ru/map/").find("svg", css="same-event", role="group")
    assert all(link.attributes["href"].startswith("/ru/compare/?") for link in drawing.find("a"))


def test_words_of_articles_are_escaped(edition, client, monkeypatch):
    monkeypatch.setattr(relations, "shorten", lambda words, length: "<script>x</script>")
    html = client.get("/map/").content.decode()
    assert "<script>x" not in html
    assert "“&lt;script&gt;x&lt;/script&gt;”" in html


def test_queries_are_bounded(edition, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        panels = relations.of_edition().panels
        pairs = [pair for panel in panels for edge in panel.edges for pair in edge.pairs]
        assert all(pair.source.url.startswith("/articles/") for pair in pairs)
