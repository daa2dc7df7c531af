"""Signs that are told apart by eye: lines under words, what is chosen in forced colours, marks, and the focus."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]
ARTICLE = "/articles/article-4/"
WIDE = {"width": 1440, "height": 900}
# Where the lines under some words lie, in px below their base line: upper and lower edge, by kind.
LINES = """() => ['fc', 'co', 'xr'].map(kind => {
    const style = getComputedStyle(document.querySelector(`#p5 .hl.${kind}`));
    const probe = document.createElement('i');
    probe.style.cssText = `position:absolute;width:${style.textUnderlineOffset};font-size:${style.fontSize}`;
    document.body.append(probe);
    const upper = probe.getBoundingClientRect().width;
    probe.remove();
    return [upper, upper + parseFloat(style.textDecorationThickness)];
})"""
MARKS = """() => {
    const strip = document.querySelector('.strip').getBoundingClientRect();
    return [...document.querySelectorAll('.strip li')].map(mark => mark.getBoundingClientRect())
        .filter(box => box.left < strip.left - .5 || box.right > strip.right + .5).length;
}"""
LOOK = "one => { const s = getComputedStyle(one); return [s.backgroundColor, s.borderBottomColor]; }"


@pytest.mark.parametrize("width", [390, 1440])
def test_three_lines_under_the_same_words_stand_apart(new_page: NewPage, width: int):
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(ARTICLE)
    solid, dashed, dotted = page.evaluate(LINES)
    assert dashed[0] - solid[1] >= 1.5
    assert dotted[0] - dashed[1] >= 1.5
    assert dotted[1] <= 13  # the letters of the next line begin below


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_mark_leaves_the_strip(new_page: NewPage, width: int):
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(ARTICLE)
    assert page.locator(".strip li").count() == page.locator("details.note").count() > 70
    assert page.evaluate(MARKS) == 0


@pytest.mark.parametrize("chosen", ["Published", "Corrected", "Both"])
def test_in_forced_colours_the_chosen_reading_looks_chosen(new_page: NewPage, chosen: str):
    page = new_page(forced_colors="active", viewport=WIDE)
    page.goto(f"{ARTICLE}?reading={chosen.lower()}")
    looks = {one.inner_text(): tuple(one.evaluate(LOOK)) for one in page.locator(".reading-mode input + span").all()}
    others = {look for name, look in looks.items() if name != chosen}
    assert len(others) == 1
    assert looks[chosen][0] not in {look[0] for look in others}
    assert all(look[1] == "rgb(255, 255, 255)" for look in others)  # no line, on a white page


def test_what_takes_the_focus_by_a_link_has_a_ring(new_page: NewPage):
    page = new_page(viewport=WIDE)
    page.goto("/articles/article-1/")
    ring = "one => getComputedStyle(one).outlineStyle"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    assert page.locator("#text").evaluate(ring) == "solid"
    page.locator("#p5 a.nref").first.press("Enter")
    body = page.locator(".note.active .note-body")
    expect(body).to_be_focused()
    assert body.evaluate(ring) == "solid"
    body.locator(".cite").first.press("Enter")
    assert page.locator("li:target").evaluate(ring) == "solid"


def group(page: Page) -> None:
    """Select the first note whose finding cites two sources at once."""
    letter = page.locator(".note", has=page.locator(".finding .cites")).first.get_attribute("data-n")
    page.locator(f"#at-{letter}").press("Enter")


def test_one_of_several_numbers_shows_the_references_of_all(new_page: NewPage):
    page = new_page(viewport=WIDE)
    page.goto(ARTICLE)
    group(page)
    numbers = page.locator(".note.active .finding .cites .cite")
    page.keyboard.press("Tab")
    expect(numbers.first).to_be_focused()
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_visible()
    said = [f"{number.inner_text()}. " for number in numbers.all()]
    assert len(said) > 1
    shown = tip.locator("p").all_inner_texts()
    assert [text[: len(number)] for text, number in zip(shown, said, strict=True)] == said


def test_a_copied_finding_has_its_numbers(new_page: NewPage):
    page = new_page(viewport=WIDE)
    page.goto(ARTICLE)
    group(page)
    cites = page.locator(".note.active .finding .cites").first
    copied = page.evaluate(
        "() => { const s = getSelection(); s.selectAllChildren("
        "document.querySelector('.note.active .finding')); return s.toString(); }"
    )
    assert cites.inner_text() in copied
    assert cites.inner_text().startswith("[")


def test_the_stepper_speaks_in_the_one_status_line_unseen(new_page: NewPage):
    page = new_page(viewport=WIDE)
    page.goto(ARTICLE)
    page.get_by_role("button", name="Next note").click()
    line = page.get_by_role("status")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("1 of 74: Fact-check")
    assert line.evaluate("one => getComputedStyle(one).clipPath") == "inset(50%)"
    expect(page.locator("#pos")).to_have_text("1 of 74")
