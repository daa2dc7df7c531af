"""Two articles side by side: the texts, what joins them, what cannot be shown."""

import pytest
from django.test import Client

from annotations.models import Annotation, Link
from annotations.side_by_side import compare
from edition.models import Article, Revision
from tests.annotations.html_page import Element, read
from tests.support.notes import force

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]

ONE_AND_FOUR = "/compare/?left=1&right=4"


def page(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return read(response.content.decode())


def pairs(root: Element) -> list[Element]:
    return [item for one in root.find("ol", css="pairs") for item in one.find("li")]


def letters(root: Element) -> list[str]:
    return [item.attributes["id"].removeprefix("pair-") for item in pairs(root)]


def article(number: int) -> Article:
    return Article.objects.get(number=number)


# --- the texts --------------------------------------------------------------------------------------


def test_both_texts_stand_whole_and_word_for_word(edition, client):
    sides = page(client, ONE_AND_FOUR).find("section", css="side")
    for side, number in zip(sides, (1, 4), strict=True):
        revision = Revision.objects.get(article__number=number)
        words = [one.without("data-editorial").text for one in side.find("p", css="words")]
        assert words == [one.text for one in revision.passages.order_by("position")]


def test_a_passage_leads_to_its_place_in_the_fixed_text(edition, client):
    right = page(client, ONE_AND_FOUR).by_id("right-p5").one("a", css="gutter")
    assert right.attributes["href"] == "/articles/article-4/v1/#p5"
    assert right.attributes["aria-label"] == "Article 4 ¶5"
    assert right.words == "5"


# --- what joins them --------------------------------------------------------------------------------


def test_linked_passages_have_the_same_letter_on_both_sides(edition, client):
    root = page(client, ONE_AND_FOUR)
    assert sorted(letters(root)) == list("abcdefgh")
    for letter in letters(root):
        for here, there in (("left", "right"), ("right", "left")):
            link = root.by_id(f"{here}-{letter}")
            assert link.attributes["href"] == f"#{there}-{letter}"
            assert link.one("b").words == letter


def test_a_pair_quotes_both_ends_and_names_the_note(edition, client):
    pair = page(client, ONE_AND_FOUR).by_id("pair-a")
    assert [one.words for one in pair.find("blockquote")] == [
        "“since 1947 to 1989”",
        "“after collapse of USSR and Indian economy in late 1980s”",
    ]
    assert "The reader's comment under article-4 moves the Soviet collapse into the late 1980s" in pair.words
    hrefs = [link.attributes["href"] for link in pair.find("a")]
    assert {"/notes/169/", "#left-a", "#right-a"} < set(hrefs)
    assert any(href.startswith("/articles/article-4/v1/#x3:~:text=") for href in hrefs)


def test_a_relation_is_worded_from_each_end(edition):
    found = compare(article(1), article(4))
    join = next(join for group in found.groups for join in group.joins if join.letter == "d")
    assert {join.left_word, join.right_word} == {"Adds detail", "Detail is added to"}
    mirrored = compare(article(4), article(1))
    same = next(other for group in mirrored.groups for other in group.joins if other.note == join.note)
    assert (same.left_word, same.right_word) == (join.right_word, join.left_word)
    assert (same.left, same.right) == (join.right, join.left)


def test_pairs_are_grouped_by_relation_with_their_counts(edition, client):
    headings = [one.words for one in page(client, ONE_AND_FOUR).find("h3") if one.classes]
    assert headings == ["Contradicts 3", "Agrees 2", "Adds detail 3"]
    assert "8 of 8 pairs shown" in page(client, ONE_AND_FOUR).words


def test_one_relation_alone_keeps_letters_and_counts(edition, client):
    root = page(client, f"{ONE_AND_FOUR}&relation=contradicts")
    assert letters(root) == ["a", "c", "f"]
    assert "3 of 8 pairs shown" in root.words
    assert [one.words for one in root.find("option") if "(" in one.words] == [
        "All that joins them (8)",
        "On the same point (0)",
        "Contradicts (3)",
        "Agrees (2)",
        "Adds detail (3)",
        "Same event (0)",
    ]
    assert not [one for one in root.find("a", css="join") if one.attributes["data-n"] == "b"]


def test_a_relation_of_which_there_is_none(edition, client):
    root = page(client, f"{ONE_AND_FOUR}&relation=same-event")
    assert "No pair of this kind. Clear filter" in root.words
    assert "0 of 8 pairs shown" in root.words


def test_only_published_links_join(edition, client):
    force(Annotation.objects.filter(number=169), status="draft")
    assert "7 of 7 pairs shown" in page(client, ONE_AND_FOUR).words


def test_two_articles_that_nothing_joins(edition, client):
    Link.objects.all().delete()
    root = page(client, ONE_AND_FOUR)
    assert "No note joins these two articles." in root.words
    assert len(root.find("section", css="side")) == 2


def test_words_are_escaped(edition, client):
    Annotation.objects.filter(number=169).update(gist="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in page(client, ONE_AND_FOUR).by_id("pair-a").words


# --- on a topic -------------------------------------------------------------------------------------


def test_a_topic_joins_the_accounts_of_its_points_and_the_links_between_its_words(edition, client):
    root = page(client, "/topics/end-of-cold-war/?left=1&right=4")
    groups = [one.words for one in root.find("h3") if one.classes]
    assert groups == ["On the same point 3", "Contradicts 1", "Adds detail 1"]
    point = pairs(root)[0]
    assert "/claims/cl01/" in [link.attributes["href"] for link in point.find("a")]
    assert "“The end of the Cold War happened in 1989 whilst the USSR remained united.”" in point.words


def test_several_accounts_of_one_point_share_its_letter(edition, client):
    root = page(client, "/topics/alliances/?left=1&right=4&relation=point")
    letter = letters(root)[0]
    assert root.by_id(f"left-{letter}").attributes["href"] == f"#right-{letter}"
    assert root.by_id(f"left-{letter}-2").attributes["href"] == f"#right-{letter}"


def test_a_topic_on_which_nothing_joins_two_articles_leads_to_all_that_does(edition, client):
    root = page(client, "/topics/geography/?left=1&right=5")
    assert "Nothing on this topic joins these two articles." in root.words
    assert "/compare/?left=1&right=5" in [link.attributes["href"] for link in root.find("a")]


# --- what cannot be shown ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("left=1&right=1", "Article 1 stands on both sides. Choose another for one of them."),
        ("left=1&right=99", "There is no article “99” in this edition. Choose one from the list."),
        ("left=x&right=1", "There is no article “x” in this edition."),
        ("left=1", "Choose an article for either side."),
        ("right=2", "Choose an article for either side."),
        ("left=%00&right=%3Cb%3E", "There is no article of that number in this edition."),
        ("left=1&right=%3Cb%3E", "There is no article “<b>” in this edition."),
        ("left=-1&right=1", "There is no article “-1” in this edition."),
        (f"left={'9' * 400}&right=1", "There is no article “"),
        ("left=1%2E0&right=2", "There is no article “1.0” in this edition."),
        ("left=%C2%B2&right=2", "There is no article “²” in this edition."),
    ],
)
@pytest.mark.parametrize("address", ["/compare/", "/topics/visits/"])
def test_what_cannot_be_compared_is_said_above_the_form(edition, client, address, query, sentence):
    root = page(client, f"{address}?{query}")
    assert sentence in root.one("p", role="alert").words
    assert not root.find("section", css="side")
    assert [one.attributes["name"] for one in root.one("main").find("select")] == ["left", "right", "relation"]


def test_an_unknown_relation_is_said_and_everything_is_shown(edition, client):
    root = page(client, f"{ONE_AND_FOUR}&relation=%3Cscript%3E")
    assert "“<script>” is no relation: everything is shown." in root.one("p", css="remark").words
    assert len(pairs(root)) == 8


def test_without_a_choice_the_articles_that_notes_join_are_listed(edition, client):
    root = page(client, "/compare/")
    assert not root.find("p", role="alert")
    assert [item.words for item in root.one("ul", css="link-list").find("li")][:2] == [
        "Article 2 and article 4 9 links",
        "Article 1 and article 4 8 links",
    ]
    assert len(root.one("ul", css="link-list").find("li")) == 10


def test_it_takes_two_articles(client, monkeypatch):
    monkeypatch.setattr("annotations.views.compare.Article.objects.published", list)
    root = page(client, "/compare/")
    assert "It takes two articles to compare, and this edition has not got them yet." in root.words


@pytest.mark.parametrize(
    ("address", "most"), [("/compare/", 3), (ONE_AND_FOUR, 6), ("/topics/end-of-cold-war/?left=1&right=4", 16)]
)
def test_queries_do_not_grow_with_the_joins(edition, client, django_assert_max_num_queries, address, most):
    with django_assert_max_num_queries(most):
        client.get(address)
