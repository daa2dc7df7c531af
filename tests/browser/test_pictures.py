"""The pictures in a real browser: readable at every width, by keyboard, without script, and on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]

TOPICS = ("end-of-cold-war", "visits", "afghanistan", "china-order", "defence", "liaquat")
FLAGSHIP = "/topics/end-of-cold-war/"
WIDTH = {"wide": 1440, "narrow": 390}

# Where letters of 12 stand: from 10 above their base line to 3 below it. The box of a sign is as high as its font's.
BOXES = """const boxes = [...svg.querySelectorAll('text')].map(t => {
    const { x, width } = t.getBBox(), base = t.y.baseVal[0].value;
    return { words: t.textContent, start: x, end: x + width, top: base - 10, bottom: base + 3 };
  });"""
# A letter such as J begins a hair before its place.
# Pairs of texts of a drawing whose letters meet; texts that reach out of it; and how large the smallest letters are.
MEETING = f"""svg => {{
  {BOXES}
  return boxes.flatMap((a, index) => boxes.slice(index + 1).filter(b => a.start < b.end && b.start < a.end
    && a.top < b.bottom && b.top < a.bottom).map(b => [a.words, b.words]))
}}"""
OUTSIDE = f"""svg => {{
  {BOXES}
  const {{ width, height }} = svg.viewBox.baseVal;
  return boxes.filter(a => a.start < -2 || a.top < -2 || a.end > width + 2 || a.bottom > height + 2)
    .map(a => a.words)
}}"""
LETTERS = """svg => Math.min(...[...svg.querySelectorAll('text')].map(
  t => parseFloat(getComputedStyle(t).fontSize) * svg.getScreenCTM().a))"""


def open_at(new_page: NewPage, address: str, width: int) -> Page:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    return page


@pytest.mark.parametrize("drawing", WIDTH)
@pytest.mark.parametrize("language", ["", "/ru"])
def test_words_of_a_timeline_never_meet_nor_leave_it(new_page: NewPage, drawing: str, language: str):
    page = new_page(viewport={"width": WIDTH[drawing], "height": 900})
    for topic in TOPICS:
        page.goto(f"{language}/topics/{topic}/")
        svg = page.locator(f".drawing.{drawing} svg")
        expect(svg).to_be_visible()
        assert (topic, svg.evaluate(MEETING)) == (topic, [])
        assert (topic, svg.evaluate(OUTSIDE)) == (topic, [])
        assert svg.evaluate(LETTERS) >= 12


@pytest.mark.parametrize(("width", "shown"), [(320, "narrow"), (390, "narrow"), (820, "wide"), (1440, "wide")])
def test_one_drawing_is_shown_and_nothing_scrolls_sideways(new_page: NewPage, width: int, shown: str):
    page = open_at(new_page, FLAGSHIP, width)
    for drawing in WIDTH:
        expect(page.locator(f".drawing.{drawing}")).to_be_visible(visible=drawing == shown)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto("/map/")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_letters_of_the_map_and_of_the_bars_are_large_enough_on_a_phone(new_page: NewPage):
    page = open_at(new_page, "/map/", 390)
    drawings = page.locator("svg[role=group]").all()
    assert len(drawings) == 4 + 5
    for svg in drawings:
        assert svg.evaluate(LETTERS) >= 12
        assert svg.evaluate(MEETING) == []
        assert svg.evaluate(OUTSIDE) == []


def test_the_framing_and_what_the_record_says_are_seen_at_a_glance(new_page: NewPage):
    page = open_at(new_page, FLAGSHIP, 1440)
    picture = page.locator(".drawing.wide svg")
    account = picture.get_by_role("link", name="Article 1 ¶5: 1989, with the USSR still united (Disputed)")
    record = picture.locator("rect.mark.record").first.bounding_box()
    said = picture.locator("rect.mark.said").first.bounding_box()
    assert record
    assert said
    assert abs(record["x"] - said["x"]) <= 2  # both begin with 1989, one below the other
    assert record["y"] < said["y"]
    account.click()
    expect(page).to_have_url(re.compile(r"/articles/article-1/v1/#p5$"))


def test_a_badge_is_reached_by_keyboard_shows_the_focus_and_opens_its_pairs(page: Page):
    page.goto("/map/")
    badge = page.get_by_role("link", name="Contradicts. Articles 1 and 3: 3 pairs")
    page.locator("#panel-contradicts").evaluate("heading => { heading.tabIndex = -1; heading.focus() }")
    for _step in range(20):
        page.keyboard.press("Tab")
        if badge.evaluate("link => link === document.activeElement"):
            break
    expect(badge).to_be_focused()
    assert badge.evaluate("link => getComputedStyle(link).outlineWidth") == "2px"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/compare/\?left=1&right=3&relation=contradicts#pairs$"))


def test_without_script_a_loop_opens_the_table_and_a_bar_the_text(page_without_script: Page):
    page = page_without_script
    page.goto("/map/")
    pairs = page.locator("#contradicts-2-2")
    expect(pairs).to_be_hidden()
    page.get_by_role("link", name="Contradicts. Within article 2: 2 pairs").click()
    expect(pairs).to_be_visible()
    page.get_by_role("group", name="Article 1: 18 fact-checks").get_by_role("link", name="Disputed: 3").click()
    expect(page).to_have_url(re.compile(r"/articles/article-1/\?show=fc&verdict=disputed$"))


def test_the_table_says_the_same(page_without_script: Page):
    page = page_without_script
    page.goto(FLAGSHIP)
    row = page.locator("details.same tr", has_text="Late 1980s (reader comment)")
    expect(row).to_be_hidden()
    page.locator("details.same > summary").first.click()
    expect(row).to_be_visible()
    expect(row).to_contain_text("Inaccurate")


def test_patterns_and_lines_need_no_colour(new_page: NewPage):
    page = new_page(viewport={"width": 1440, "height": 900}, forced_colors="active")
    page.goto("/map/")
    styles = page.locator(".panel svg[role=group]").evaluate_all(
        "all => all.map(svg => { const s = getComputedStyle(svg.querySelector('.edge'));"
        " return [s.strokeWidth, s.strokeDasharray] })"
    )
    assert styles == [["1.5px", "none"], ["3px", "8px, 5px"], ["2px", "0.1px, 5px"], ["1.5px", "none"]]
    fills = page.locator(".legend .part").evaluate_all("all => all.map(part => getComputedStyle(part).fill)")
    assert len(set(fills)) == 7


def test_on_paper_the_wide_drawing_stands(new_page: NewPage):
    page = open_at(new_page, FLAGSHIP, 700)
    page.emulate_media(media="print")
    expect(page.locator(".drawing.wide")).to_be_visible()
    expect(page.locator(".drawing.narrow")).to_be_hidden()
