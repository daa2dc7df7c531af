"""A reader's journey in a real browser, on the site as `manage.py demo` starts it."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.pages import PAGES

pytestmark = pytest.mark.xdist_group("reader")
FRAMING = "The end of the Cold War happened in 1989 whilst the USSR remained united."


def walk_to_the_framing(page: Page) -> None:
    """From the home page to the note on the end of the Cold War in article 1, by what stands on the pages."""
    page.goto("/")
    page.get_by_role("link", name="Pakistan-Russia relations in the post-Cold War era").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pakistan-Russia relations in the post-Cold War era")
    note = page.locator("details.note", has=page.get_by_text(f"“{FRAMING}”")).first
    expect(note).to_contain_text("Disputed")


def test_a_reader_finds_the_framing_its_verdict_evidence_and_topic(page: Page):
    walk_to_the_framing(page)
    letter = page.locator("a.nref[data-n=y]")
    letter.click()
    note = page.locator("details.note.fc[data-n=y]")
    expect(note.locator(".finding")).to_contain_text("Charter of Paris of 21 November 1990")
    expect(note.locator(".finding .cites").first).to_have_text(re.compile(r"^\[\d+(, \d+)+\]$"))
    note.get_by_role("link", name="Compare the accounts side by side").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("When did the Cold War end")
    expect(page.locator("body")).to_contain_text("Not mentioned")


def test_without_script_the_letter_opens_the_note_and_the_number_leads_to_the_source(new_page: NewPage):
    page = new_page(script=False, viewport={"width": 390, "height": 800})
    page.goto("/articles/article-1/")
    finding = page.locator("#note-y .finding")
    expect(finding).to_be_hidden()
    page.locator("a#at-y").click()
    expect(finding).to_be_visible()
    finding.locator("a.cite").first.click()
    target = page.locator("li:target")
    expect(target).to_contain_text("Charting a Path towards a New Europe")
    target.get_by_role("link", name="y", exact=True).click()
    expect(page).to_have_url(re.compile(r"#cite-\d+-y$"))


def test_copying_a_paragraph_gives_the_stored_words(page: Page):
    page.goto("/articles/article-1/v1/")
    selected = page.evaluate(
        "() => { const s = getSelection(); s.setBaseAndExtent(document.querySelector('#p5'), 0,"
        " document.querySelector('#p5 .src'), document.querySelector('#p5 .src').childNodes.length);"
        " return s.toString() }"
    )
    verbatim = page.request.get("/articles/article-1/v1/verbatim").text()
    assert selected == verbatim[2361:2867]


def test_the_readings_switch_without_script(page_without_script: Page):
    page = page_without_script
    page.goto("/articles/article-1/")
    paragraph = page.locator("#p2 .src")
    expect(paragraph.locator(".as-cor").first).to_be_hidden()
    page.get_by_label("Corrected", exact=True).check()
    expect(paragraph.locator(".as-cor").first).to_be_visible()
    expect(paragraph.locator(".as-pub").first).to_be_hidden()


def test_margin_notes_stand_apart_and_none_is_dropped(new_page: NewPage):
    page = new_page(viewport={"width": 1440, "height": 1000})
    page.goto("/articles/article-4/")
    page.wait_for_selector(".reading.placed")
    boxes = page.eval_on_selector_all(
        ".reading > .para .note",
        "notes => notes.map(n => n.getBoundingClientRect()).map(r => [r.top, r.bottom]).sort((a, b) => a[0] - b[0])",
    )
    assert len(boxes) == 70
    assert all(above[1] <= below[0] + 0.5 for above, below in pairwise(boxes))


@pytest.mark.any_engine
@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_no_page_scrolls_sideways(new_page: NewPage, width: int):
    page = new_page(viewport={"width": width, "height": 900})
    wide = []
    for address in PAGES:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)
    assert wide == []
