"""The form beside the words: written, previewed, kept through a lost connection, saved without leaving the page."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.test_editor import axe_finds_nothing, log_in
from tests.browser.test_selection import select, toolbar_shows
from tests.support.browser import NewPage
from tests.support.site import Site

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]
GIST = "The war had no one day on which it ended."


@pytest.fixture
def writer(site: Site, new_page: NewPage) -> Page:
    page = new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    log_in(page, site, "contributor")
    page.goto("/articles/article-1/")
    return page


def open_form(page: Page, key: str, anchor: str = "p5", end: int = 73) -> None:
    select(page, anchor, 0, anchor, end)
    toolbar_shows(page)
    expect(page.get_by_role("button", name="Fact-check", exact=True)).to_be_visible()
    page.keyboard.press(key)
    expect(page.locator(".in-place form")).to_be_visible()


def test_a_note_is_written_by_keyboard_alone(writer: Page):
    open_form(writer, "f")
    assert writer.evaluate("document.activeElement.closest('.in-place form') !== null")
    assert writer.evaluate("[...CSS.highlights.get('annotating')][0].toString()").startswith("The end of the Cold War")
    axe_finds_nothing(writer)
    writer.locator(".in-place [name=gist]").focus()
    writer.keyboard.type(GIST)
    expect(writer.locator(".live-preview .gist")).to_have_text(GIST)
    expect(writer.locator(".live-preview")).to_contain_text("Choose a verdict.")
    expect(writer.locator(".save-line")).to_contain_text("Kept in this browser")
    writer.keyboard.press("Control+Enter")
    saved = writer.locator(".in-place [role=status]")
    expect(saved).to_contain_text("saved as a draft.")
    expect(saved).to_contain_text("Saved ")
    expect(writer.locator(".in-place h2")).to_be_focused()
    assert writer.evaluate("Object.keys(localStorage).filter(key => key.startsWith('sic draft')).length") == 0
    writer.get_by_role("link", name="Edit note").click()
    expect(writer.locator(".in-place [name=gist]")).to_have_value(GIST)
    writer.keyboard.press("Escape")
    expect(writer.locator(".in-place")).to_have_count(0)
    expect(writer.locator("#text")).to_be_focused()


def test_what_is_refused_is_told_in_place(writer: Page, browser_errors: list[str]):
    open_form(writer, "c")
    field = writer.locator(".in-place [name=reading]")
    expect(field).to_have_value("The end of the Cold War happened in 1989 whilst the USSR remained united.")
    field.fill("The Cold War ended in 1989.")
    expect(writer.locator(".both-readings del")).to_have_text(
        "The end of the Cold War happened in 1989 whilst the USSR remained united."
    )
    expect(writer.locator(".both-readings ins")).to_have_text("The Cold War ended in 1989.")
    expect(writer.locator(".in-place [name=verdict]").first).to_be_hidden()
    writer.get_by_role("button", name="Submit for review").click()
    expect(writer.locator(".in-place .error-summary")).to_contain_text("Choose a type.")
    expect(writer.locator(".in-place .error-summary")).to_be_focused()
    expect(field).to_have_value("The Cold War ended in 1989.")
    browser_errors.clear()  # the console tells of the 422


def test_closing_asks_once_and_offers_the_draft_again(writer: Page):
    open_form(writer, "f", "p2", 60)
    writer.locator(".in-place [name=gist]").fill(GIST)
    writer.locator(".in-place").get_by_role("button", name="Close", exact=True).click()
    expect(writer.get_by_role("button", name="Keep writing")).to_be_focused()
    writer.keyboard.press("Escape")
    expect(writer.locator(".in-place")).to_have_count(0)
    assert writer.evaluate("getSelection().toString().length") == 60
    open_form(writer, "f", "p2", 60)
    expect(writer.locator(".kept-draft").first).to_contain_text("is kept in this browser.")
    expect(writer.locator(".in-place [name=gist]")).to_have_value("")
    writer.get_by_role("button", name="Restore").last.click()
    expect(writer.locator(".in-place [name=gist]")).to_have_value(GIST)
    writer.keyboard.press("Escape")
    writer.keyboard.press("Escape")
    open_form(writer, "f", "p2", 60)
    writer.get_by_role("button", name="Discard").first.click()
    expect(writer.locator(".kept-draft")).to_have_count(0)
    writer.keyboard.press("Escape")
    expect(writer.locator(".in-place")).to_have_count(0)


def test_a_lost_connection_loses_nothing(site: Site, writer: Page, browser_errors: list[str]):
    open_form(writer, "f", "p3", 40)
    writer.locator(".in-place [name=gist]").fill(GIST)
    writer.context.set_offline(True)
    writer.get_by_role("button", name="Save draft").click()
    expect(writer.locator(".not-saved")).to_contain_text("Not saved. Your text is still here.")
    expect(writer.locator(".in-place [name=gist]")).to_have_value(GIST)
    writer.context.set_offline(False)
    writer.once("dialog", lambda dialog: dialog.accept())
    writer.reload()  # as if the window had been closed
    open_form(writer, "f", "p3", 40)
    writer.get_by_role("button", name="Restore").last.click()
    expect(writer.locator(".in-place [name=gist]")).to_have_value(GIST)
    writer.context.clear_cookies()  # the log-in ends meanwhile
    writer.get_by_role("button", name="Save draft").click()
    expect(writer.locator(".not-saved").get_by_role("link", name="Log in, in another window")).to_be_visible()
    other = writer.context.new_page()
    log_in(other, site, "contributor")
    writer.get_by_role("button", name="Try again").click()
    expect(writer.locator(".in-place [role=status]")).to_contain_text("saved as a draft.")
    browser_errors.clear()  # of the lost connection, and of the 403


def test_what_is_far_too_long_is_told_at_once_and_neither_kept_nor_sent(writer: Page):
    asked: list[str] = []
    open_form(writer, "f", "p4", 30)
    writer.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    finding = writer.locator(".in-place [name=finding]")
    finding.fill("words " * 5_000)
    expect(writer.locator(".save-line")).to_have_text("This is too large to be a note.")
    writer.get_by_role("button", name="Save draft").click()
    expect(writer.locator(".not-saved")).to_contain_text("This is too large to be a note.")
    expect(finding).to_be_focused()
    assert writer.evaluate("Object.keys(localStorage).filter(key => key.startsWith('sic draft')).length") == 0
    assert asked == []
    finding.fill("Short again.")
    expect(writer.locator(".save-line")).to_contain_text("Kept in this browser")


def test_on_its_own_page_the_form_is_kept_and_sent_the_same_way(writer: Page, browser_errors: list[str]):
    writer.goto("/desk/new/write/?a=1&v=1&start=2361&end=2380&kind=fact-check")
    asked = []
    writer.locator("[name=gist]").fill(GIST)

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    writer.once("dialog", answer)
    writer.reload()
    assert asked == ["beforeunload"]
    writer.get_by_role("button", name="Restore").last.click()
    expect(writer.locator("[name=gist]")).to_have_value(GIST)
    writer.get_by_role("button", name="Submit for review").click()
    expect(writer.locator(".error-summary")).to_be_focused()
    writer.get_by_role("button", name="Save draft").click()
    expect(writer.locator(".messages")).to_contain_text("saved as a draft.")
    browser_errors.clear()  # the console tells of the 422


def test_without_script_by_sentence(site: Site, new_page: NewPage):
    page = new_page(script=False, viewport={"width": 390, "height": 900})
    log_in(page, site, "contributor")
    page.goto("/desk/new/?a=1&p=5")
    assert page.locator(".page").evaluate("part => part.scrollWidth <= part.clientWidth") is True
    page.locator("[name=last]").nth(1).check()
    page.get_by_role("button", name="Annotate these sentences").click()
    expect(page.locator(".in-context mark").first).to_have_text(
        "The end of the Cold War happened in 1989 whilst the USSR remained united. On 21 December 1991 the "
        "dissolution of the USSR happened."
    )
    expect(page.locator(".live-preview")).to_have_count(0)
