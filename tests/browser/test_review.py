"""A reviewer's keyboard: a step taken back, and two versions of one note put together."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_editor import annotate, log_in
from tests.support.browser import NewPage
from tests.support.site import Site

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]


def press(page: Page, name: str) -> None:
    """Press a button by the keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_publication_is_undone_and_a_clash_is_merged(site: Site, new_page: NewPage, browser_errors: list[str]):
    author, editor = new_page(), new_page()
    log_in(author, site, "contributor")
    number = annotate(author, "2", "champions of international communism")
    log_in(editor, site, "editor")
    editor.goto(f"/desk/notes/{number}/")
    press(editor, "Publish")
    expect(editor.locator("[role=status].messages")).to_contain_text(f"Note {number} published.")
    press(editor, "Undo")
    expect(editor.locator("[role=status].messages")).to_contain_text(f"Undone. Note {number} is submitted again.")
    expect(editor).to_have_url(re.compile(rf"/desk/notes/{number}/$"))
    editor.locator("#remark-text").fill("Name the day.")
    press(editor, "Remark")
    expect(editor.locator(".remark")).to_contain_text("Name the day.")
    editor.get_by_label("A source is needed").focus()
    editor.keyboard.press("Space")
    press(editor, "Return")
    expect(editor.locator("[role=status].messages")).to_contain_text(f"Note {number} returned.")

    for page in (author, editor):
        page.goto(f"/desk/notes/{number}/edit/")
    expect(author.locator(".remark-on")).to_contain_text("Name the day.")
    editor.locator("[name=gist]").fill("The line of the editor.")
    editor.locator("[name=tags]").fill("ussr")
    press(editor, "Save draft")
    expect(editor).to_have_url(re.compile(rf"/desk/notes/{number}/$"))
    author.locator("[name=gist]").fill("The line of the author.")
    press(author, "Save draft")
    expect(author.get_by_role("alert")).to_contain_text("saved this note after you opened it")
    browser_errors.clear()  # the browser reports the status 409
    author.get_by_role("radio", name=re.compile("^Mine")).focus()
    author.keyboard.press("ArrowDown")
    press(author, "Save as chosen")
    expect(author).to_have_url(re.compile(rf"/desk/notes/{number}/$"))
    expect(author.locator(".gist").first).to_have_text("The line of the editor.")
