"""Selecting words to write on, in a real browser: the place that the server is told, and the toolbar of writers."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_editor import log_in
from tests.browser.test_selection import SELECT, select, toolbar_shows
from tests.support.browser import NewPage
from tests.support.hard_text import ASIDE, FAMILY, NUMBER, TEXT, make, offset
from tests.support.site import Site

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]
TWICE = "The same words stand here twice."


@pytest.fixture(scope="module")
def hard(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the small article, on the site that all journeys share."""
    folder: Path = make(tmp_path_factory.mktemp("hard") / "edition")
    result = site.manage("load_edition", str(folder))
    assert result.returncode == 0, result.stderr
    return "/articles/hard-text/"


@pytest.fixture
def writer(site: Site, new_page: NewPage) -> Callable[..., Page]:
    def open_page(address: str, **options: Any) -> Page:
        page = new_page(**{"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **options})
        log_in(page, site, "contributor")
        page.goto(address)
        return page

    return open_page


def press(page: Page, key: str) -> None:
    """Press a letter of the toolbar, and wait for the form."""
    toolbar_shows(page)
    expect(page.get_by_role("button", name="Fact-check", exact=True)).to_be_visible()
    page.keyboard.press(key)
    form_shows(page)


def form_shows(page: Page) -> None:
    expect(page.locator(".in-place form")).to_be_visible()


def place(page: Page) -> tuple[int, int]:
    """The place that the open form is on, as code points of the text."""
    query = parse_qs(urlsplit(page.locator(".in-place form").get_attribute("action") or "").query)
    assert query["a"] == [str(NUMBER)]
    return int(query["start"][0]), int(query["end"][0])


def close(page: Page) -> None:
    page.locator(".in-place [data-close]").click()
    expect(page.locator(".in-place")).to_have_count(0)


def test_offsets_whatever_stands_in_between(hard: str, writer: Callable[..., Page]):
    """Selected by UTF-16 units, as a browser counts; the server is told code points and agrees."""
    page = writer(hard)
    cases = [
        (("p1", 0, "p1", 10), "🙂 A smile"),  # the emoji are two units each
        (("p1", 21, "p1", 29), FAMILY),
        (("p1", 21, "p1", 23), FAMILY),  # half of the family is all of it
        (("p2", 0, "p2", 4), "Cafe\u0301"),
        (("p3", 0, "p3", 11), "وزیرِ اعظم"),  # with the blank behind it
        (("p4", 16, "p4", 48), TWICE),
        (("p5", 6, "p5", 22), "lines are\r\nbroken"),
    ]
    for selection, words in cases:
        select(page, *selection)
        press(page, "f")
        start, end = place(page)
        assert TEXT[start:end] == words
        close(page)


def test_of_two_equal_sentences_the_selected_one(hard: str, writer: Callable[..., Page]):
    page = writer(hard)
    for paragraph, units in ((4, (16, 48)), (2, (27, 59))):
        select(page, f"p{paragraph}", units[0], f"p{paragraph}", units[1])
        press(page, "f")
        start = offset(paragraph, TWICE)
        assert place(page) == (start, start + len(TWICE))
        close(page)


def test_across_paragraphs_the_words_between_are_the_text_s(hard: str, writer: Callable[..., Page]):
    page = writer(hard)
    select(page, "p4", 44, "p5", 5)
    press(page, "x")
    assert TEXT[slice(*place(page))] == f"ice.\r\n\r\n{ASIDE}\r\n\r\nThese"
    expect(page.locator(".in-place [name=kind][value=cross-reference]")).to_be_checked()


def test_a_page_that_lies_is_asked_and_nothing_guessed(
    hard: str, writer: Callable[..., Page], browser_errors: list[str]
):
    page = writer(hard)
    page.evaluate("document.querySelector('#p4 .src').prepend('Later: ')")
    select(page, "p4", 23, "p4", 55)
    toolbar_shows(page)
    page.get_by_role("button", name="Fact-check", exact=True).click()
    expect(page.locator(".in-place [role=alert]")).to_contain_text("Choose the place that you mean.")
    expect(page.locator(".in-place .hits li")).to_have_count(2)
    first = page.locator(".in-place .hits a").first
    expect(page.locator(".in-place .hits .words").first).to_contain_text("came that.")
    first.click()
    form_shows(page)
    assert place(page)[0] == offset(4, TWICE)
    browser_errors.clear()  # the console tells of the 409


def test_the_toolbar_of_a_writer(writer: Callable[..., Page]):
    page = writer("/articles/article-1/")
    select(page, "p5", 0, "p5", 73)
    toolbar_shows(page)
    expect(page.get_by_role("button", name="Fact-check", exact=True)).to_be_visible()
    expect(page.locator("#toast")).to_contain_text("F fact-check, C correction, X cross-reference")
    expect(page.get_by_role("button", name=re.compile(r"[1-9]\d* notes here"))).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Fact-check", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Correct", exact=True)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator(".note.active")).to_have_count(1)
    expect(page.locator(".note.active .note-body")).to_be_focused()


def test_a_quick_letter_means_the_words_that_are_selected_now(writer: Callable[..., Page]):
    page = writer("/articles/article-1/")
    select(page, "p6", 0, "p6", 7)
    toolbar_shows(page)
    expect(page.get_by_role("button", name="Fact-check", exact=True)).to_be_visible()
    page.evaluate(
        "getSelection().modify('extend', 'forward', 'word');"
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', bubbles: true }))"
    )
    form_shows(page)
    expect(page.locator(".in-place .lemma")).to_have_text("Russian’s")


def test_letters_write_nothing_without_words_that_are_selected(writer: Callable[..., Page]):
    page = writer("/articles/article-1/")
    select(page, "p6", 0, "p6", 10)
    toolbar_shows(page)
    page.keyboard.press("Escape")
    expect(page.locator("#selection")).to_be_hidden()
    page.keyboard.press("f")
    expect(page.locator(".in-place")).to_have_count(0)


def test_by_touch_the_toolbar_stands_below_and_fits(writer: Callable[..., Page]):
    page = writer("/articles/article-1/", viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.locator("#p5 .src").tap()
    page.evaluate(SELECT, ["p5", 0, "p5", 20])
    toolbar_shows(page)
    bar, words = (
        page.locator("#selection").bounding_box(),
        page.evaluate("(rect => [rect.bottom, innerWidth])(getSelection().getRangeAt(0).getBoundingClientRect())"),
    )
    assert bar is not None
    assert bar["y"] >= words[0]
    assert bar["x"] >= 0
    assert bar["x"] + bar["width"] <= words[1]
    page.get_by_role("button", name="Correct", exact=True).tap()
    form_shows(page)
    panel, paragraph = page.locator(".in-place").bounding_box(), page.locator("#p5 .src").bounding_box()
    assert panel is not None
    assert paragraph is not None
    assert panel["y"] >= paragraph["y"] + paragraph["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
