"""The claim ledger and the comparison in a real browser: found, read and walked by what stands on the pages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage

pytestmark = pytest.mark.xdist_group("reader")

QUESTION = "When did the Cold War end, and is that the end of the Soviet Union?"
SAID = [
    ("The sources", "No agreed date: 1989 (Malta), 1990 (Charter of Paris) or December 1991"),
    ("Article 1", "⇄ Disputed · 1989, with the USSR still united"),
    ("Article 2", "No verdict · Undated; start of a policy towards Russia"),
    ("Article 3", "Not mentioned"),
    ("Article 4", "No verdict · Undated post-Cold War period"),
    ("Article 5", "No verdict · Undated post-Cold War era"),
]


@pytest.mark.any_engine
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_stranger_finds_in_three_steps_who_is_right_on_the_end_of_the_cold_war(
    new_page: NewPage, width: int, script: bool
):
    page = new_page(script=script, viewport={"width": width, "height": 900})
    page.goto("/")  # the first step
    link = page.get_by_role("link", name=QUESTION)
    expect(link).to_be_visible()
    link.click()  # the second: the question
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(page.locator(".in-short")).to_contain_text("so no article is simply right. Disputed: Article 1.")
    rows = page.locator("table.standings tbody tr")
    for place, (who, says) in enumerate(SAID):
        expect(rows.nth(place)).to_contain_text(who)
        expect(rows.nth(place)).to_contain_text(says)
    rows.nth(1).get_by_role("link", name="Article 1 ¶5").click()  # the third: the words themselves
    expect(page.locator("#p5")).to_contain_text("The end of the Cold War happened in 1989")


def test_the_question_stands_in_sight_without_scrolling_on_a_wide_window(new_page: NewPage):
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto("/")
    expect(page.get_by_role("link", name=QUESTION)).to_be_in_viewport()
    page.goto("/topics/end-of-cold-war/")
    expect(page.locator("table.standings tbody tr").last).to_be_in_viewport()


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    return page.eval_on_selector_all(
        selector, "all => all.map(one => { const r = one.getBoundingClientRect(); return {x: r.x, y: r.y} })"
    )


def test_the_questions_stay_while_the_table_scrolls_sideways(new_page: NewPage):
    page = new_page(viewport={"width": 820, "height": 900})
    page.goto("/topics/visits/")
    region = page.get_by_role("region", name="Table of the accounts")
    assert region.evaluate("one => one.scrollHeight === one.clientHeight && one.scrollWidth > one.clientWidth")
    first = boxes(page, ".compare tbody th")[0]
    region.evaluate("one => one.scrollTo({left: 300, behavior: 'instant'})")
    assert boxes(page, ".compare tbody th")[0] == first
    assert region.evaluate("one => Math.abs(one.scrollLeft)") > 0
    expect(page.locator("#scroll-hint")).to_be_visible()


def test_where_it_fits_the_window_the_page_scrolls_and_the_header_stays(new_page: NewPage):
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto("/topics/visits/")
    region = page.get_by_role("region", name="Table of the accounts")
    assert region.evaluate("one => one.scrollHeight === one.clientHeight && one.scrollWidth === one.clientWidth")
    expect(page.locator("#scroll-hint")).to_be_hidden()
    region.locator("tbody tr").nth(4).evaluate("one => one.scrollIntoView({block: 'start', behavior: 'instant'})")
    assert {box["y"] for box in boxes(page, ".compare thead th")} == {0}


def test_the_table_scrolls_by_keyboard(new_page: NewPage):
    page = new_page(viewport={"width": 820, "height": 900}, reduced_motion="reduce")
    page.goto("/topics/visits/")
    region = page.get_by_role("region", name="Table of the accounts")
    region.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    for _ in range(50):
        if region.evaluate("one => one.scrollLeft") > 0:
            break
        page.wait_for_timeout(100)
    assert region.evaluate("one => one.scrollLeft") > 0


def test_on_a_phone_each_point_stacks_its_articles_in_order(new_page: NewPage):
    page = new_page(viewport={"width": 390, "height": 900})
    page.goto("/topics/end-of-cold-war/")
    cells = boxes(page, "#cl01 > *")
    assert len({cell["x"] for cell in cells}) == 1
    assert [cell["y"] for cell in cells] == sorted(cell["y"] for cell in cells)
    labels = page.eval_on_selector_all("#cl01 > td", "all => all.map(one => getComputedStyle(one, '::before').content)")
    assert [re.findall(r"Article \d", label) for label in labels] == [[], *[[f"Article {n}"] for n in range(1, 6)]]
    expect(page.locator("#cl01 > td").nth(3)).to_have_text("Not mentioned")


def test_only_the_differing_points_without_script(page_without_script: Page):
    page = page_without_script
    page.goto("/topics/visits/")
    expect(page.locator(".compare tbody tr")).to_have_count(9)
    page.get_by_label("Only points where accounts differ").check()
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"/topics/visits/\?differ=1#accounts$"))
    expect(page.locator(".compare tbody tr")).to_have_count(4)
    expect(page.locator(".filter-form [role=status]")).to_have_text("4 of 9 points shown · accounts differ on 4")


def test_from_a_claim_to_its_neighbour_and_back_to_its_row(page: Page):
    page.goto("/claims/cl01/")
    page.get_by_role("link", name="Next point: When did the USSR come to an end?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("When did the USSR come to an end?")
    page.get_by_role("link", name="The end of the Cold War and the end of the USSR", exact=True).click()
    expect(page.locator("tr:target")).to_contain_text("When did the USSR come to an end?")


def test_a_letter_leads_to_the_other_text_and_moves_only_that(new_page: NewPage):
    page = new_page(script=False, viewport={"width": 1440, "height": 1000})
    page.goto("/compare/?left=1&right=4#texts")
    left, right = page.locator("section.side").first, page.locator("section.side").last
    page.locator("#left-f").scroll_into_view_if_needed()
    before = left.evaluate("one => one.scrollTop")
    assert before > 0
    page.locator("#left-f").click()
    expect(page.locator("#right-f")).to_be_in_viewport()
    page.wait_for_timeout(600)
    assert left.evaluate("one => one.scrollTop") == before
    assert right.evaluate("one => one.scrollTop") > 0
    page.locator("#right-f").click()
    expect(page.locator("#left-f:target")).to_be_in_viewport()


def test_two_articles_are_chosen_from_the_lists(page_without_script: Page):
    page = page_without_script
    page.goto("/compare/")
    page.get_by_label("First article").select_option("1")
    page.get_by_label("Second article").select_option("1")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_have_text("Article 1 stands on both sides. Choose another for one of them.")
    page.get_by_label("Second article").select_option("3")
    page.get_by_label("Show").select_option("contradicts")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles 1 and 3 side by side")
    expect(page.locator("ol.pairs")).to_have_count(1)


def test_on_a_phone_pairs_stack_and_the_texts_come_after_them(new_page: NewPage):
    page = new_page(viewport={"width": 390, "height": 900})
    page.goto("/compare/?left=1&right=4")
    ends = boxes(page, "#pair-a .ends > div")
    assert ends[0]["x"] == ends[1]["x"]
    assert ends[0]["y"] < ends[1]["y"]
    pairs, (first, second) = boxes(page, "#pairs")[0], boxes(page, "section.side")
    assert pairs["y"] < first["y"] < second["y"]
    assert first["x"] == second["x"]
