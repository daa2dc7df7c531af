"""The reading page by keyboard: the walk of the interface guidelines, section 6."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]
ARTICLE = "/articles/article-1/"
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture(params=SIZES, ids=["wide", "phone"])
def page(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    page = new_page(viewport=request.param)
    page.goto(ARTICLE)
    return page


def focused(page: Page) -> str:
    """The focused element in short: its id, or tag and classes."""
    found: str = page.evaluate("(e => e.id || `${e.tagName.toLowerCase()}.${e.className}`)(document.activeElement)")
    return found


def test_enter_on_a_letter_enters_the_note_and_escape_returns(page: Page):
    page.locator("#at-y").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#note-y")).to_be_focused()
    expect(page.locator("#note-y .finding")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#at-y")).to_be_focused()
    expect(page.locator(".note.active")).to_have_count(0)


def test_a_number_shows_its_source_escape_closes_enter_jumps_and_it_leads_back(page: Page):
    page.locator("#at-y").press("Enter")
    page.keyboard.press("Tab")
    number = page.locator("#note-y .cite").first
    expect(number).to_be_focused()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("Charting a Path towards a New Europe")
    expect(number).to_have_attribute("aria-describedby", "tip")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(page.locator("#note-y")).to_be_visible()
    page.keyboard.press("Enter")
    target = page.locator("li:target")
    expect(target).to_contain_text("Charting a Path towards a New Europe")
    assert target.evaluate("one => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"
    back = target.locator(".bl.lit")
    expect(back).to_have_text("y")
    back.press("Enter")
    expect(page).to_have_url(re.compile(r"#cite-\d+-y$"))
    expect(page.locator(".note.active")).to_have_attribute("data-n", "y")


def test_the_menu_of_a_paragraph_closes_by_escape_and_gives_the_focus_back(page: Page):
    opener = page.locator("#p5 .pmenu summary")
    opener.press("Enter")
    expect(page.get_by_role("link", name="Copy link to ¶5")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the words of ¶5")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Copy link to ¶5")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_order_of_the_tab_key(page: Page):
    order = []
    page.keyboard.press("Tab")
    for _ in range(60):
        order.append(focused(page))
        page.keyboard.press("Tab")
    marks = ["a.skip", "a.brand", "f-fc", "prev", "next", "rd-pub", "a.btn", "at-a"]
    places = [order.index(mark) for mark in marks]
    assert places == sorted(places)


def test_marks_of_the_strip_are_in_the_order_without_script_only(page: Page, new_page: NewPage):
    assert page.locator(".strip a").first.get_attribute("tabindex") == "-1"
    plain = new_page(script=False)
    plain.goto(ARTICLE)
    assert plain.locator(".strip a").first.get_attribute("tabindex") is None
    expect(plain.locator(".step")).to_be_hidden()


def test_nothing_that_has_the_focus_is_hidden_behind_the_bar(page: Page):
    hidden = []
    for letter in ("e", "t", "y", "aj", "aw"):
        page.locator(f"#at-{letter}").focus()
        page.wait_for_timeout(400)
        top, bar = page.evaluate(
            "[document.activeElement.getBoundingClientRect().top, document.querySelector('.bar')"
            ".getBoundingClientRect().bottom]"
        )
        if top < bar:
            hidden.append((letter, top, bar))
    assert hidden == []
