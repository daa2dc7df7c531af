"""Readers choose their language in a real browser: by the menu, by the offer, and with no trace on the server."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]
OFFER = "یہ صفحہ اردو میں پڑھیں"


def test_the_menu_leads_to_the_same_page(page: Page):
    page.goto("/articles/?sort=date")
    page.locator(".site .languages").get_by_role("link", name="Русский").click()
    expect(page).to_have_url("/ru/articles/?sort=date")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.get_by_role("heading", level=1)).to_have_text("Статьи")
    assert page.context.cookies() == []


def test_on_a_phone_the_menu_stands_at_the_end_of_the_page(new_page: NewPage):
    page = new_page(script=False, viewport={"width": 390, "height": 800})
    page.goto("/topics/")
    expect(page.locator(".site .languages")).to_be_hidden()
    page.locator("footer .languages").get_by_role("link", name="اردو").click()
    expect(page).to_have_url("/ur/topics/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_the_readers_own_language_is_offered_until_it_is_declined(new_page: NewPage):
    page = new_page(locale="ur-PK")
    page.goto("/topics/")
    expect(page).to_have_url("/topics/")
    expect(page.locator(".offer").get_by_role("link", name=OFFER)).to_have_attribute("href", "/ur/topics/")
    page.locator(".offer").get_by_role("button", name="نہیں، شکریہ").click()
    expect(page.locator(".offer")).to_have_count(0)
    page.goto("/articles/")
    page.wait_for_load_state("load")
    expect(page.locator(".offer")).to_have_count(0)


def test_who_follows_the_offer_is_not_asked_again(new_page: NewPage):
    page = new_page(locale="ur-PK")
    page.goto("/topics/")
    page.get_by_role("link", name=OFFER).click()
    expect(page).to_have_url("/ur/topics/")
    page.goto("/topics/")
    page.wait_for_load_state("load")
    expect(page.locator(".offer")).to_have_count(0)


def test_the_offer_hides_nothing_and_goes_by_keyboard(new_page: NewPage):
    page = new_page(locale="ru-RU", viewport={"width": 390, "height": 700})
    page.goto("/ur/articles/article-1/")
    offer = page.locator(".offer")
    top = offer.evaluate("one => one.getBoundingClientRect().top")
    assert 700 - top <= 56
    for name in ("#f-pa", ".site-foot a >> nth=-1"):
        page.locator(name).focus()
        assert page.locator(name).evaluate("one => one.getBoundingClientRect().bottom") <= top
    offer.get_by_role("link").press("Escape")
    expect(offer).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate("localStorage.getItem('language-chosen')") == "ur"


@pytest.mark.parametrize("locale", ["en-US", "de-DE"])
def test_who_reads_the_language_of_the_page_or_none_of_ours_is_offered_nothing(new_page: NewPage, locale):
    page = new_page(locale=locale)
    page.goto("/topics/")
    page.wait_for_load_state("load")
    expect(page.locator(".offer")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/ur/", "/ur/topics/", "/ur/articles/article-1/", "/ur/bibliography/", "/ru/articles/"]
)
@pytest.mark.parametrize("width", [320, 820])
def test_no_page_is_wider_than_the_screen(new_page: NewPage, path, width):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
