"""What a reader marks is kept in the browser, counted in the site bar, and cited together."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]
MARKS = "JSON.parse(localStorage.getItem('marked'))"
P5, NOTE, TOPIC = "/articles/article-1/v1/p5/", "/notes/2/", "/topics/end-of-cold-war/"


def count(page: Page) -> str:
    return page.locator("a[data-marked]").inner_text()


def test_marks_are_made_at_paragraphs_notes_and_citations_and_cited_together(new_page: NewPage):
    page = new_page(permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1440, "height": 900})
    page.goto("/ru/articles/article-1/")
    expect(page.locator("a[data-marked]")).to_be_hidden()
    page.locator("#p5 .pmenu summary").click()
    page.locator("#p5 .pmenu-panel [data-mark]").click()
    assert page.evaluate(MARKS) == [P5]
    page.goto("/articles/article-1/#note-y")
    page.locator("#note-y [data-mark]").click()
    expect(page.locator("#note-y [data-mark]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#toast")).to_have_text("Marked")
    page.goto(TOPIC)
    page.get_by_role("link", name="Cite", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Mark").click()
    assert page.evaluate(MARKS) == [P5, NOTE, TOPIC]
    assert count(page) == "Marked 3"
    page.keyboard.press("Escape")
    page.locator("a[data-marked]").click()
    entries = page.locator(".cite-entries > li")
    expect(entries).to_have_count(3)
    page.get_by_role("link", name="MLA").click()
    expect(entries.first).to_contain_text("Manzoor, Asif. “Pakistan-Russia Relations")
    page.get_by_role("button", name="Copy all").click()
    expect(page.locator("#toast")).to_have_text("Copied")
    assert len(page.evaluate("navigator.clipboard.readText()").split("\n\n")) == 3
    assert "of=%2Fnotes%2F2%2F" in (page.get_by_role("link", name="RIS").get_attribute("href") or "")


def test_marks_are_removed_one_by_one_and_all_at_once_and_brought_back(new_page: NewPage, browser_errors: list[str]):
    page = new_page()
    kept = json.dumps([P5, "/nothing/", NOTE])
    page.add_init_script(f"if (!localStorage.getItem('marked')) localStorage.setItem('marked', {json.dumps(kept)})")
    page.goto("/marked/")
    lost = page.locator(".cite-lost li")
    expect(lost).to_contain_text("/nothing/")
    lost.get_by_role("button", name="Remove").click()
    expect(page.locator(".cite-lost")).to_have_count(0)
    assert page.evaluate(MARKS) == [P5, NOTE]
    page.get_by_role("button", name="Remove all").click()
    expect(page.get_by_text("Nothing is marked yet.")).to_be_visible()
    expect(page.locator("a[data-marked]")).to_be_hidden()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".cite-entries > li")).to_have_count(2)
    assert browser_errors == []
    page.route("**/cite/?*", lambda route: route.abort())
    page.reload()
    expect(page.locator("#marked")).to_contain_text("The citation could not be loaded.")
    expect(page.locator("#marked").get_by_role("link", name=P5)).to_have_attribute("href", P5)
    assert len(browser_errors) == 1
    browser_errors.clear()
