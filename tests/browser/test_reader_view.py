"""What a reader chooses to see: the reading of the words, kinds and verdicts of notes; with and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]
ARTICLE = "/articles/article-1/"
WIDE = {"width": 1440, "height": 900}


def visible(page: Page, selector: str) -> int:
    count: int = page.eval_on_selector_all(selector, "all => all.filter(one => one.checkVisibility()).length")
    return count


@pytest.mark.parametrize("script", [True, False])
def test_a_kind_is_hidden_with_its_letters_lines_marks_and_rows(new_page: NewPage, script: bool):
    page = new_page(script=script, viewport=WIDE)
    page.goto(ARTICLE)
    parts = [".reading .note.co", ".nref.co", ".strip a.co", ".index tr.co"]
    assert [visible(page, part) for part in parts] == [11, 11, 11, 11]
    page.get_by_label("Corrections").uncheck()
    assert [visible(page, part) for part in parts] == [0, 0, 0, 0]
    line = page.locator(".hl.co").first.evaluate("one => getComputedStyle(one).textDecorationLine")
    assert line == "none"
    assert [visible(page, part.replace(".co", ".fc")) for part in parts] == [18, 18, 18, 18]


@pytest.mark.parametrize("script", [True, False])
def test_a_verdict_is_hidden_and_all_is_shown_again(new_page: NewPage, script: bool):
    page = new_page(script=script, viewport=WIDE)
    page.goto(ARTICLE)
    disputed = page.locator(".verdicts label", has_text="Disputed")
    expect(disputed).to_contain_text("⇄")
    assert visible(page, ".reading .note.di") == 3
    disputed.locator("input").uncheck()
    assert visible(page, ".reading .note.di") == 0
    assert visible(page, ".reading .note.fc") == 15
    page.locator(".some-hidden a").click()
    expect(page).to_have_url(re.compile(r"/articles/article-1/$"))
    page.wait_for_load_state()  # without script it is another page, which has to be there whole
    assert visible(page, ".reading .note") == 52


@pytest.mark.parametrize("script", [True, False])
def test_a_filter_that_hides_all_says_so_and_leads_back(new_page: NewPage, script: bool):
    page = new_page(script=script, viewport=WIDE)
    page.goto(f"{ARTICLE}?show=fc&verdict=none")
    assert visible(page, ".reading .note") == 0
    expect(page.locator(".all-hidden")).to_have_text(re.compile("52 notes hidden. +Show all"))
    expect(page.locator(".some-hidden")).to_be_hidden()
    page.locator(".all-hidden a").click()
    assert visible(page, ".reading .note") == 52


def test_with_no_note_shown_the_stepper_says_so_and_does_nothing(page: Page):
    page.goto(f"{ARTICLE}?show=")
    position, buttons = page.locator("#pos"), page.locator(".step button[aria-disabled=true]")
    expect(position).to_have_text("No notes shown")
    expect(buttons).to_have_count(2)
    page.locator("#next").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#next")).to_be_focused()
    expect(position).to_have_text("No notes shown")
    page.get_by_label("Corrections").check()
    expect(position).to_have_text("11 of 52")
    expect(buttons).to_have_count(0)
    page.get_by_label("Corrections").uncheck()
    expect(position).to_have_text("No notes shown")


def test_the_address_follows_what_is_chosen(page: Page):
    page.goto(f"{ARTICLE}#p2")
    page.get_by_label("Cross-references").uncheck()
    page.get_by_label("Both", exact=True).check(force=True)
    expect(page).to_have_url(re.compile(r"/articles/article-1/\?reading=both&show=fc,co#p2$"))
    page.locator(".verdicts input[value=disputed]").uncheck()
    page.reload()
    expect(page.locator("#rd-both")).to_be_checked()
    expect(page.get_by_label("Cross-references")).not_to_be_checked()
    expect(page.locator("#f-di")).not_to_be_checked()
    page.locator("[data-show-all]").first.click()
    page.get_by_label("Published", exact=True).check(force=True)
    expect(page).to_have_url(re.compile(r"/articles/article-1/#p2$"))


def test_without_script_a_form_puts_the_view_into_the_address(page_without_script: Page):
    page = page_without_script
    page.goto(ARTICLE)
    page.get_by_label("Cross-references").uncheck()
    page.get_by_label("Corrected", exact=True).check(force=True)
    page.get_by_role("button", name="Put this view into the address").click()
    expect(page).to_have_url(re.compile(r"reading=corrected"))
    expect(page.locator("#rd-cor")).to_be_checked()
    expect(page.get_by_label("Cross-references")).not_to_be_checked()
    assert visible(page, ".reading .note.xr") == 0
    assert visible(page, ".reading .note.fc") == 18


def test_the_form_of_the_view_is_not_seen_where_a_script_keeps_it(page: Page):
    page.goto(ARTICLE)
    assert page.get_by_role("button", name="Put this view into the address").count() == 0


@pytest.mark.parametrize(
    ("reading", "published", "corrected"),
    [("published", True, False), ("corrected", False, True), ("both", True, True)],
)
def test_a_reading_can_be_linked(page_without_script: Page, reading: str, published: bool, corrected: bool):
    page = page_without_script
    page.goto(f"{ARTICLE}?reading={reading}")
    assert page.locator("#p2 .as-pub").first.is_visible() is published
    assert page.locator("#p2 .as-cor").first.is_visible() is corrected
    family = page.locator("#p2 .as-cor").first.evaluate("one => getComputedStyle(one).fontFamily")
    assert "system-ui" in family  # never taken for the author's


def test_the_stepper_walks_what_is_shown(new_page: NewPage):
    page = new_page(viewport=WIDE)
    page.goto(f"{ARTICLE}?show=fc&verdict=disputed")
    following = page.get_by_role("button", name="Next note")
    following.focus()
    seen = []
    for _ in range(4):
        page.keyboard.press("Enter")
        seen.append(page.locator(".note.active").get_attribute("data-n"))
        expect(following).to_be_focused()
    assert len(set(seen)) == 3
    assert seen[3] == seen[0]
    page.keyboard.press("Enter")
    expect(page.locator("#pos")).to_have_text("2 of 3")
    expect(page.get_by_role("status")).to_contain_text("Disputed")
