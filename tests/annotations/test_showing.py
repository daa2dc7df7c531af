"""What the address asks a reading page to show: its reading, and the kinds and verdicts of its notes."""

import pytest
from django.http import QueryDict

from annotations import showing
from tests.annotations.html_page import Element

pytestmark = pytest.mark.any_engine

ALL_KINDS = {"fc", "co", "xr"}
ALL_VERDICTS = {
    "accurate", "partly-accurate", "lacks-context", "inaccurate", "disputed", "unverified", "opinion",
}  # fmt: skip


@pytest.mark.parametrize(
    ("query", "reading", "kinds", "verdicts"),
    [
        ("", "published", ALL_KINDS, ALL_VERDICTS),
        ("reading=corrected", "corrected", ALL_KINDS, ALL_VERDICTS),
        ("reading=both&show=fc,co", "both", {"fc", "co"}, ALL_VERDICTS),
        ("show=fc&verdict=inaccurate,disputed", "published", {"fc"}, {"inaccurate", "disputed"}),
        ("show=none&show=fc&show=xr", "published", {"fc", "xr"}, ALL_VERDICTS),
        ("show=none", "published", set(), ALL_VERDICTS),
        ("show=&verdict=", "published", set(), set()),
        ("show= fc , co ", "published", {"fc", "co"}, ALL_VERDICTS),
    ],
)
def test_the_address_says_what_is_shown(query, reading, kinds, verdicts):
    found = showing.read(QueryDict(query))
    assert (found.reading, set(found.kinds), set(found.verdicts)) == (reading, kinds, verdicts)
    assert found.problems == []


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("reading=x", ["There is no reading “x”. The text is shown as published."]),
        ("show=fc,zz", ["There is no kind of note “zz”. Notes of every kind are shown."]),
        ("verdict=false", ["There is no verdict “false”. Notes of every verdict are shown."]),
        ("reading=" + "y" * 5000, ["There is no reading “" + "y" * 40 + "…”. The text is shown as published."]),
        ("reading=x&show=q", ["There is no reading “x”. The text is shown as published.",
                              "There is no kind of note “q”. Notes of every kind are shown."]),
    ],
)  # fmt: skip
def test_what_means_nothing_is_said_and_all_is_shown(query, problems):
    found = showing.read(QueryDict(query))
    assert found.problems == problems
    assert (found.reading, set(found.kinds), set(found.verdicts)) == ("published", ALL_KINDS, ALL_VERDICTS)


def ticked(page: Element, name: str) -> list[str]:
    return [one.attributes["value"] for one in page.find("input", name=name) if "checked" in one.attributes]


def test_the_server_ticks_what_the_address_says(page):
    whole = page("/articles/article-1/?reading=both&show=fc&verdict=disputed")
    assert ticked(whole, "reading") == ["both"]
    assert ticked(whole, "show") == ["fc"]
    assert ticked(whole, "verdict") == ["disputed"]


def test_only_verdicts_that_occur_have_a_box_and_the_counts_are_true(page):
    whole = page("/articles/article-1/")
    boxes = whole.one("fieldset", css="verdicts").find("label")
    shown = {one.one("input").attributes["id"][2:]: int(one.one("b").text) for one in boxes}
    notes = [one.attributes["class"].split() for one in whole.find("details", css="note")]
    assert shown == {code: sum(code in classes for classes in notes) for code in shown}
    assert sum(shown.values()) == sum("fc" in classes for classes in notes) == 18
    assert "un" not in shown
    assert all(shown.values())


@pytest.mark.parametrize(
    "query", ["reading=x", "show=%00", "verdict=%F0%9F%98%80", "show=" + "fc," * 3000, "reading[]=1", "show='\"<b>"]
)
def test_no_query_is_an_error(page, query):
    whole = page(f"/articles/article-1/?{query}")
    assert len(whole.find("details", css="note")) == 52


def test_the_sentence_is_in_the_page_as_words(page):
    whole = page("/articles/article-1/?reading=<b>x</b>")
    assert [one.words for one in whole.find("p", css="notice")] == [
        "There is no reading “<b>x</b>”. The text is shown as published."
    ]


@pytest.mark.parametrize("address", ["/articles/article-1/", "/articles/article-1/v1/"])
def test_show_all_leads_to_the_plain_address(page, address):
    links = [one for one in page(f"{address}?show=none").find("a") if "data-show-all" in one.attributes]
    assert [one.attributes["href"] for one in links] == [address] * 2
