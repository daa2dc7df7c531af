"""Editors' journey: a note is written, returned, mended, published, read, cited and withdrawn; script on and off."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import Site

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]
# Each journey annotates words of its own: the site is shared.
JOURNEYS = [
    (True, "7", "Russian President Putin cancelled his visit to Pakistan."),
    (False, "8", "politico-strategic dimensions"),
]
FINDING = "The visit was called off on 27 September 2012. [@fatemi-2012-echoes]"
GIST = "Mr Putin called the visit off in September 2012."


def log_in(page: Page, site: Site, name: str) -> None:
    page.goto("/accounts/login/?next=/desk/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(site.passwords[name])
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Desk")


def annotate(page: Page, paragraph: str, words: str) -> int:
    """Write a fact-check on `words` from the paragraph's menu and submit it; return its number."""
    page.goto("/articles/article-1/")
    page.locator(f"#p{paragraph} .pmenu summary").click()
    page.get_by_role("link", name=f"Annotate ¶{paragraph}").click()
    page.get_by_label("The exact words of the note").fill(words)
    page.get_by_role("button", name="Find the words").click()
    page.locator("input[name=kind][value=fact-check]").check()
    page.locator("input[name=verdict][value=accurate]").check()
    page.locator("textarea[name=finding]").fill(FINDING)
    page.locator("[name=gist]").fill(GIST)
    page.locator("[name='evidence-0-source']").fill("fatemi-2012-echoes")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.locator("[role=status].messages")).to_contain_text("submitted")
    page.goto("/desk/?tab=mine")
    row = page.locator(".queue li", has_text=words[:40]).last
    number = re.search(r"Note (\d+)", row.inner_text())
    assert number is not None
    return int(number[1])


def review(page: Page, number: int, act: str, why: str = "") -> None:
    page.goto(f"/desk/notes/{number}/")
    if act == "Withdraw":
        page.get_by_text("Withdraw the note").click()
        page.locator("#why-withdraw").fill(why)
    if act == "Return":
        page.locator("#why-return").fill(why)
    page.get_by_role("button", name=act, exact=True).click()


def axe_finds_nothing(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"][:200]) for found in violations] == []


@pytest.mark.parametrize(("script", "paragraph", "words"), JOURNEYS)
def test_a_note_goes_its_way(site: Site, new_page: NewPage, script: bool, paragraph: str, words: str):
    author, editor, reader = new_page(script=script), new_page(script=script), new_page(script=script)
    log_in(author, site, "contributor")
    number = annotate(author, paragraph, words)
    log_in(editor, site, "editor")
    assert reader.request.get(f"/notes/{number}/").status == 404

    review(editor, number, "Return", "Name the day of the announcement in the gist.")
    author.goto(f"/desk/notes/{number}/")
    expect(author.locator("main")).to_contain_text("Name the day of the announcement in the gist.")
    author.get_by_role("link", name="Edit", exact=True).click()
    author.locator("[name=gist]").fill(GIST.replace("in September", "on 27 September"))
    author.get_by_role("button", name="Submit for review").click()
    expect(author.locator("[role=status].messages")).to_contain_text("submitted")

    review(editor, number, "Publish")
    expect(editor.locator("[role=status].messages")).to_contain_text(f"Note {number} published")
    reader.goto("/articles/article-1/")
    note = reader.locator("details.note", has=reader.locator(f"a[href='/notes/{number}/']")).first
    expect(note.locator(".finding")).to_contain_text("The visit was called off on 27 September 2012.")
    expect(note.locator(".finding a.cite")).to_have_count(1)
    assert words in reader.request.get(f"/notes/{number}/cite/ris").text()

    reader.goto(f"/notes/{number}/history/")
    expect(reader.locator("main")).to_contain_text("Demo Contributor; published by Demo Editor")
    review(editor, number, "Withdraw", "Doubled by another note.")
    assert reader.request.get(f"/notes/{number}/").status == 200
    reader.goto(f"/notes/{number}/")
    expect(reader.locator(".withdrawn")).to_contain_text("Doubled by another note.")
    reader.goto("/articles/article-1/")
    expect(reader.locator(f"a[href='/notes/{number}/']")).to_have_count(0)
    result = site.manage("verify")
    assert result.returncode == 0, result.stdout


def test_nobody_publishes_their_own(site: Site, new_page: NewPage):
    editor = new_page()
    log_in(editor, site, "second-editor")
    number = annotate(editor, "6", "high-level visits to each other country")
    editor.goto(f"/desk/notes/{number}/")
    expect(editor.get_by_role("button", name="Publish")).to_have_count(0)
    expect(editor.locator("main")).to_contain_text("Another editor has to publish it.")


def test_the_desk_is_accessible(site: Site, new_page: NewPage):
    page = new_page(viewport={"width": 390, "height": 900}, color_scheme="dark")
    log_in(page, site, "editor")
    axe_finds_nothing(page)
    page.goto("/desk/new/?a=1&p=5")
    axe_finds_nothing(page)
    page.get_by_label("The exact words of the note").fill("the USSR remained united")
    page.get_by_role("button", name="Find the words").click()
    axe_finds_nothing(page)
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.goto("/articles/article-1/")
    axe_finds_nothing(page)
