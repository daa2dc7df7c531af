"""Citing over the page: the walk of the interface guidelines, section 4.9; without script the same is a page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import RULES, violations
from tests.support.browser import NewPage

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]
ARTICLE = "/articles/article-1/"
CITATION = "**/articles/article-1/v1/cite/"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
REFUSE = """() => {
    const refuse = () => Promise.reject(new Error('refused'));
    Object.assign(navigator.clipboard, { write: refuse, writeText: refuse });
}"""
COPIED = """async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType('text/html')).text();
}"""
TWICE = "[...document.querySelectorAll('[id]')].map(one => one.id).filter((id, at, all) => all.indexOf(id) !== at)"


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def opener(page: Page) -> Locator:
    return page.locator(".bar a[data-cite]")


@pytest.fixture
def page(new_page: NewPage) -> Page:
    page = new_page(permissions=CLIPBOARD, viewport={"width": 1440, "height": 900})
    page.goto(ARTICLE)
    return page


def test_all_is_done_by_keyboard_and_the_focus_returns(page: Page):
    opener(page).press("Enter")
    first = dialog(page).get_by_role("button", name="Copy APA", exact=True)
    expect(first).to_be_focused()
    expect(dialog(page)).to_have_accessible_name("Cite")
    expect(dialog(page)).to_contain_text("Article 1, text version 1")
    styles = dialog(page).locator(".cite-list b").all_text_contents()
    chicago = ["Chicago (author-date)", "Chicago (notes and bibliography)"]
    assert styles == ["APA", "MLA", *chicago, "Harvard", "IEEE", "Vancouver", "Link", "SHA-256"]
    expect(dialog(page)).to_contain_text("The date of publication is not known. Nothing was put in its place.")
    expect(dialog(page).get_by_role("link", name="BibTeX")).to_have_attribute("href", f"{ARTICLE}v1/cite/bibtex")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()
    expect(page).to_have_url(re.compile(f"{ARTICLE}$"))


def test_a_paragraph_is_cited_from_its_menu_and_closing_leads_back_to_its_number(page: Page):
    number = page.locator("#p5 .pmenu summary")
    number.press("Enter")
    page.get_by_role("link", name="Cite ¶5").press("Enter")
    expect(dialog(page)).to_have_accessible_name("Cite ¶5")
    expect(dialog(page)).to_contain_text("Article 1, text version 1, paragraph 5")
    dialog(page).get_by_role("button", name="Close").press("Enter")
    expect(dialog(page)).to_be_hidden()
    expect(number).to_be_focused()


def test_a_list_is_cited_in_the_dialog_in_any_style(page: Page):
    page.goto("/search/?q=strong+stabilizer&in=passages")
    page.get_by_role("link", name="Cite all").click()
    expect(dialog(page).locator(".cite-entries li")).to_contain_text("Manzoor, A. (n.d.)")
    dialog(page).get_by_role("link", name="MLA").click()
    expect(dialog(page).locator(".cite-entries li")).to_contain_text("Manzoor, Asif. “Pakistan-Russia")
    expect(dialog(page).get_by_role("link", name="RIS")).to_have_attribute(
        "href", "/search/cite/ris?q=strong+stabilizer&in=passages"
    )


def test_what_was_chosen_in_a_menu_leaves_the_focus_at_its_number(page: Page):
    number = page.locator("#p5 .pmenu summary")
    number.press("Enter")
    page.get_by_role("link", name="Copy link to ¶5").press("Enter")
    expect(page.locator("#toast")).to_have_text("Link copied")
    expect(number).to_be_focused()


def test_escape_leaves_the_dialog_and_not_the_note_from_which_it_was_opened(page: Page):
    page.locator("#at-y").press("Enter")
    cite = page.locator("#note-y a[data-cite]")
    cite.press("Enter")
    expect(dialog(page)).to_contain_text("an editors’ fact-check")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(cite).to_be_focused()
    expect(page.locator(".note.active")).to_have_attribute("data-n", "y")


def test_its_links_lead_from_the_paragraph_to_the_article_and_to_a_note_in_one_dialog(page: Page):
    page.locator("#p5 .pmenu summary").click()
    page.get_by_role("link", name="Cite ¶5").click()
    dialog(page).get_by_text("a note on these words").click()
    dialog(page).get_by_role("link", name=re.compile(r"^note \d+$")).first.click()
    expect(dialog(page).locator(".cite-what")).to_have_text(re.compile(r"^Note \d+, an editors’"))
    dialog(page).get_by_role("link", name="the whole article").click()
    expect(dialog(page).locator(".cite-what")).to_have_text("Article 1, text version 1")
    expect(dialog(page).get_by_role("button", name="Copy APA", exact=True)).to_be_focused()
    expect(page.locator("dialog")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#p5 .pmenu summary")).to_be_focused()


def test_a_style_is_copied_with_its_italics_and_its_link_and_that_is_said(page: Page):
    opener(page).click()
    button = dialog(page).get_by_role("button", name="Copy APA", exact=True)
    button.press("Enter")
    expect(button).to_have_text("Copied")
    expect(dialog(page).get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#dialog-cite-apa").text_content()
    html = page.evaluate(COPIED)
    assert re.search(r"<i\b[^>]*>The Frontier Post</i>", html)
    assert re.search(r'<a href="http[^"]+/articles/article-1/v1/"', html)
    inline = dialog(page).get_by_role("button", name="Copy APA: In the text")
    inline.press("Enter")
    expect(inline).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "(Manzoor, n.d.)"
    expect(button).to_have_text("Copy")


def test_where_the_clipboard_is_refused_the_words_are_selected(page: Page):
    page.evaluate(REFUSE)
    opener(page).click()
    button = dialog(page).get_by_role("button", name="Copy Chicago (author-date)", exact=True)
    button.press("Enter")
    expect(button).to_have_text("Select and copy")
    words = page.locator("#dialog-cite-chicago-author-date").inner_text()
    assert page.evaluate("getSelection().toString()") == words


def test_waiting_is_said_and_what_is_closed_meanwhile_stays_closed(page: Page):
    page.route(CITATION, lambda _: None)
    opener(page).press("Enter")
    expect(dialog(page)).to_have_attribute("aria-busy", "true")
    expect(dialog(page).get_by_role("status")).to_have_text("Loading…")
    page.keyboard.press("Escape")
    expect(opener(page)).to_be_focused()
    page.unroute(CITATION)
    opener(page).press("Enter")
    expect(dialog(page).get_by_role("button", name="Copy APA", exact=True)).to_be_focused()
    expect(dialog(page)).not_to_have_attribute("aria-busy", "true")
    expect(dialog(page).get_by_role("status")).to_have_text("")


def test_a_failed_request_leads_to_the_page(page: Page, browser_errors: list[str]):
    page.route(CITATION, lambda route: route.fulfill(status=503, body=""))
    opener(page).press("Enter")
    status = dialog(page).get_by_role("status")
    expect(status).to_contain_text("The citation could not be loaded.")
    page.unroute(CITATION)
    status.get_by_role("link", name="Open it as a page").click()
    expect(page).to_have_url(re.compile(r"/articles/article-1/v1/cite/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Cite")
    assert ["503" in error for error in browser_errors] == [True]
    browser_errors.clear()


def test_another_tab_gets_the_page(page: Page):
    with page.context.expect_page() as opened:
        opener(page).click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile(r"/articles/article-1/v1/cite/$"))
    expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_dialog_and_no_id_stands_twice(new_page: NewPage, width: int, scheme):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto("/articles/article-1/p5/")
    page.get_by_role("link", name="All styles").click()
    expect(dialog(page).get_by_role("button", name="Copy APA", exact=True)).to_be_focused()
    assert violations(page, RULES) == []
    assert page.evaluate(TWICE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("prefix", "close"), [("/ur", "بند کریں"), ("/ru", "Закрыть")])
def test_the_dialog_speaks_the_language_of_the_page(new_page: NewPage, prefix: str, close: str):
    page = new_page(locale=prefix[1:])
    page.goto(f"{prefix}{ARTICLE}")
    opener(page).click()
    expect(dialog(page).locator("[data-copy-text]").first).to_be_focused()
    dialog(page).get_by_role("button", name=close).click()
    expect(dialog(page)).to_be_hidden()


def test_without_script_the_same_is_a_page(page_without_script: Page):
    page = page_without_script
    page.goto(ARTICLE)
    opener(page).click()
    expect(page).to_have_url(re.compile(r"/articles/article-1/v1/cite/$"))
    expect(page.locator(".cite-what")).to_have_text("Article 1, text version 1")
    page.get_by_text("a paragraph of it").click()
    page.get_by_role("link", name="¶5", exact=True).click()
    expect(page.locator(".cite-what")).to_have_text("Article 1, text version 1, paragraph 5")
    page.get_by_role("link", name="the whole article").click()
    expect(page).to_have_url(re.compile(r"/articles/article-1/v1/cite/$"))
