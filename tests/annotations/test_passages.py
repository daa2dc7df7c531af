"""The page of a passage: at full size, with its notes open, and with what is told elsewhere."""

import pytest

from annotations.models import Link
from edition.models import Revision
from tests.annotations.html_page import read

pytestmark = pytest.mark.any_engine


@pytest.fixture
def page(edition, client):
    def get(address):
        response = client.get(address)
        assert response.status_code == 200
        return read(response.content.decode())

    return get


@pytest.mark.parametrize("version", ["", "v1/"])
@pytest.mark.parametrize(
    ("asked", "anchors"),
    [("p5", ["p5"]), ("p5-p7", ["p5", "p6", "p7"]), ("p7-p5", ["p5", "p6", "p7"]), ("t1", ["t1"]), ("x1", ["x1"]),
     ("t3-p2", ["t3", "p1", "p2"])],
)  # fmt: skip
def test_the_passages_asked_for_stand_word_for_word(page, version, asked, anchors):
    bare = page(f"/articles/article-1/{version}{asked}/").one("article").without("data-editorial")
    passages = {one.anchor: one.text for one in Revision.objects.get(article__slug="article-1").passages.all()}
    assert [one.text for one in bare.find(css="src")] == [passages[anchor] for anchor in anchors]
    assert bare.without("", css="src").words == ""


@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        ("p99", "¶99 does not exist. Showing ¶8."),
        ("p5-p99", "¶5–99 does not exist. Showing ¶5–8."),
        ("p5a", "¶5a does not exist. Showing ¶5."),
        ("p0", "¶0 does not exist. Showing ¶1."),
        ("p0-p2", "¶0–2 does not exist. Showing ¶1–2."),
        ("p05", "¶05 does not exist. Showing ¶5."),
        ("p999999999", "¶999999999 does not exist. Showing ¶8."),
        ("x7", "x7 does not exist. Showing x1."),
        ("t9", "t9 does not exist. Showing t3."),
    ],
)
def test_a_passage_that_does_not_exist_gives_the_nearest_and_says_so(page, asked, notice):
    whole = page(f"/articles/article-1/{asked}/")
    assert whole.one("p", css="notice", role="status").words == notice
    assert whole.one("h1").words.startswith(notice.rsplit(" ", 1)[1].rstrip("."))


def test_the_passage_that_exists_needs_no_notice(page):
    assert page("/articles/article-1/p5/").find("p", css="notice") == []


def test_its_notes_are_open_and_lettered_as_on_the_reading_page(page):
    whole, reading = page("/articles/article-1/p2/"), page("/articles/article-1/")
    notes = whole.find("details", css="note")
    assert notes
    assert all("open" in note.attributes for note in notes)
    beside = reading.by_id("p2").find("details", css="note")
    assert [note.attributes["data-n"] for note in notes] == [note.attributes["data-n"] for note in beside]


def told(whole, title):
    section = whole.one("section", **{"aria-labelledby": title})
    return [
        (group.words, [(one.find("a")[0].text, one.one("blockquote").text) for one in items.find("li")])
        for group, items in zip(section.find("h3"), section.find("ul"), strict=True)
    ]


def test_what_is_told_elsewhere_is_worded_from_here(page):
    link = Link.objects.select_related("target", "annotation__span").get(annotation__key="xr03")
    here, there = page("/articles/article-1/p5/"), page("/articles/article-4/p2/")
    outgoing = dict(told(here, "h-told"))
    incoming = dict(told(there, "h-referred"))
    assert ("Article 4 ¶2", link.target.exact) in next(v for k, v in outgoing.items() if k.startswith("Adds detail"))
    words = next(v for k, v in incoming.items() if k.startswith("Detail is added to"))
    assert ("Article 1 ¶5", link.annotation.span.exact) in words


def test_a_passage_of_which_nothing_is_told_says_so(page):
    whole = page("/articles/article-1/x1/")
    assert "This passage refers to no other." in whole.one("section", **{"aria-labelledby": "h-told"}).words
    assert "No other article refers to this passage." in whole.one("section", **{"aria-labelledby": "h-referred"}).words


def test_the_way_leads_on_and_back(page):
    nav = page("/articles/article-1/p5/").one("nav", css="pager")
    assert [(one.attributes.get("rel"), one.attributes["href"]) for one in nav.find("a")] == [
        ("prev", "/articles/article-1/v1/p4/"),
        (None, "/articles/article-1/v1/#p5"),
        ("next", "/articles/article-1/v1/p6/"),
    ]
