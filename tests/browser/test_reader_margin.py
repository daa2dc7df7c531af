"""Notes in the margin and under their paragraphs: their places, what lights up together, copying, print."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# Of every note in the margin: its top and bottom, and the top of its words.
PLACES = """() => [...document.querySelectorAll('.reading > .para:not(.head-notes) .note')].map(note => {
    const words = document.querySelector(`.hl[data-n="${note.dataset.n}"]`).getClientRects()[0];
    const box = note.getBoundingClientRect();
    return [box.top, box.bottom, words.top, note.dataset.n];
}).sort((one, other) => one[0] - other[0])"""
SHIFT = """() => new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(sum), 500);
})"""


def box(page: Page, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.locator(selector).first.evaluate("one => one.getBoundingClientRect().toJSON()")
    return found


def opened(new_page: NewPage, address: str) -> Page:
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    page.goto(address)
    page.wait_for_selector(".reading.placed")
    return page


@pytest.mark.parametrize("number", range(1, 6))
def test_every_note_is_level_with_its_words_or_pushed_below_them(new_page: NewPage, number: int):
    places = opened(new_page, f"/articles/article-{number}/").evaluate(PLACES)
    assert len(places) > 20
    assert all(above[1] <= below[0] + 0.5 for above, below in pairwise(places))
    assert [place for place in places if place[0] < place[2] - 6] == []
    level = [place for place in places if abs(place[0] - place[2]) <= 6]
    assert level


def test_the_selected_note_stands_level_with_its_words(new_page: NewPage):
    page = opened(new_page, "/articles/article-4/")
    for letter in ("s", "aq", "bl"):
        page.locator(f"#at-{letter}").click()
        top, _bottom, words, _letter = next(place for place in page.evaluate(PLACES) if place[3] == letter)
        assert abs(top - words) <= 6
        expect(page.locator(f"#note-{letter} .finding, #note-{letter} .readings").first).to_be_visible()


def test_closed_notes_do_not_run_on_far_below_the_text(new_page: NewPage):
    for number in range(1, 6):
        page = opened(new_page, f"/articles/article-{number}/")
        over = page.evaluate(
            "() => { const bottom = e => e.getBoundingClientRect().bottom;"
            " const notes = [...document.querySelectorAll('.reading > .para .note')].map(bottom);"
            " return Math.max(...notes) - bottom([...document.querySelectorAll('.reading > *')].at(-1)); }"
        )
        assert over < 200, number


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_notes_shift_nothing_as_the_page_is_built(new_page: NewPage, viewport: dict[str, int]):
    page = new_page(viewport=viewport)
    page.goto("/articles/article-4/")
    assert page.evaluate(SHIFT) < 0.02


def test_words_letter_note_and_mark_light_up_together(new_page: NewPage):
    page = opened(new_page, "/articles/article-1/")
    page.locator("#at-y").hover()
    lit = page.eval_on_selector_all(".on", "all => all.map(one => one.dataset.n ?? one.hash.slice(6))")
    assert set(lit) == {"y"}
    for part in (".hl[data-n=y]", "#at-y", ".note[data-n=y]", ".strip a[href='#note-y']"):
        assert "on" in (page.locator(part).first.get_attribute("class") or "").split(), part
    page.mouse.move(5, 5)
    expect(page.locator(".on")).to_have_count(0)


def test_further_clicks_walk_outward_through_stacked_passages(new_page: NewPage):
    page = opened(new_page, "/articles/article-1/")
    deepest, stack = page.evaluate(
        "() => { const stackOf = e => e ? [...new Set([e.dataset.n, ...stackOf(e.parentElement.closest('.hl'))])] : [];"
        " const all = [...document.querySelectorAll('#p5 .src .hl')].map((e, i) => [i, stackOf(e)]);"
        " return all.sort((a, b) => b[1].length - a[1].length)[0]; }"
    )
    assert len(stack) >= 2
    words = page.locator("#p5 .src .hl").nth(deepest)
    chosen = []
    for _ in [*stack, stack[0]]:
        words.dispatch_event("click")
        chosen.append(page.locator(".note.active").get_attribute("data-n"))
    assert chosen == [*stack, stack[0]]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("script", [True, False])
def test_a_paragraph_in_the_address_stands_below_the_bar_and_is_marked(new_page, viewport, script):
    page = new_page(viewport=viewport, script=script)
    page.goto("/articles/article-1/#p5")
    page.wait_for_timeout(1200)
    top = box(page, "#p5")["top"]
    assert box(page, ".bar")["bottom"] <= top < viewport["height"] / 2
    border = page.locator("#p5 > .src").evaluate("one => getComputedStyle(one).borderInlineStartWidth")
    assert border == "3px"


def test_on_a_phone_notes_are_closed_one_liners_that_a_letter_opens(new_page: NewPage):
    page = new_page(viewport=PHONE)
    page.goto("/articles/article-1/")
    heights = page.eval_on_selector_all(".reading > .para .note", "all => all.map(one => one.offsetHeight)")
    assert len(heights) == 52
    assert min(heights) >= 44
    assert max(heights) <= 72
    page.locator("#at-y").click()
    expect(page.locator("#note-y .finding")).to_be_visible()
    page.evaluate("() => { scrollTo({ top: 3000, behavior: 'instant' }); document.activeElement.blur(); }")
    page.wait_for_timeout(100)
    bar = box(page, ".bar")
    assert bar["bottom"] <= 52 < bar["height"]


def test_the_words_of_a_paragraph_are_copied_exactly_in_every_reading(new_page: NewPage):
    page = new_page(viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/articles/article-1/v1/?reading=both")
    verbatim = page.request.get("/articles/article-1/v1/verbatim").text()
    for anchor, start, end in (("p2", 393, 893), ("p7", 3269, 3931)):
        page.locator(f"#{anchor} .pmenu summary").click()
        page.locator(f"#{anchor} [data-copy-words]").click()
        expect(page.locator("#toast")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == verbatim[start:end]


def test_margin_notes_stand_at_the_end_of_the_line_in_urdu(new_page: NewPage):
    page = opened(new_page, "/ur/articles/article-1/")
    assert box(page, "#p2 .note")["right"] < box(page, "#p2 .src")["left"]
    assert page.locator("#p2 .src").evaluate("one => getComputedStyle(one).direction") == "ltr"
    page = opened(new_page, "/articles/article-1/")
    assert box(page, "#p2 .note")["left"] > box(page, "#p2 .src")["right"]


@pytest.mark.parametrize("script", [True, False])
def test_in_print_notes_are_open_after_their_paragraph_and_no_control_is_seen(new_page: NewPage, script: bool):
    page = new_page(script=script, viewport=WIDE)
    page.goto("/articles/article-1/")
    page.emulate_media(media="print")
    if script:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for part in ("#note-y .finding", "#note-y .evidence li", "#claims-p5", ".refs li", ".howto", "#text-record"):
        expect(page.locator(part).first).to_be_visible()
    for part in (".bar", ".filters", ".site", ".note-foot > a", ".pmenu-panel", ".index", ".bls"):
        expect(page.locator(part).first).to_be_hidden()
    assert box(page, "#p5 .notes")["top"] >= box(page, "#p5 .src")["bottom"]
    assert page.locator("#p5 .notes").evaluate("one => getComputedStyle(one).columnCount") == "2"
