"""Where the notes and the words of a reading page are found: links to words, a thousand notes, a script that fails."""

from itertools import pairwise
from urllib.parse import quote

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.bench.bench_reading import MANY, make_article, make_sources
from tests.support.browser import NewPage
from tests.support.site import Site

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]
WIDE: ViewportSize = {"width": 1440, "height": 900}
BOXES = """() => [...document.querySelectorAll('.reading > .para .note')].map(note => {
    const box = note.getBoundingClientRect();
    return [box.top, box.bottom, box.width];
}).sort((one, other) => one[0] - other[0])"""
SCROLL = """async () => {
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight) { scrollTo(0, y); await frame(); }
}"""
# Of every note whose words stand once in the text, are long enough, and lie in one paragraph: its letter and words.
WORDS = """() => {
    const stored = element => { const copy = element.cloneNode(true);
        copy.querySelectorAll('[data-editorial]').forEach(part => part.remove()); return copy.textContent; };
    const text = [...document.querySelectorAll('.art-head .src, .reading > .para > .src')].map(stored).join('\\n');
    return [...document.querySelectorAll('.reading > .para:not(.head-notes) .note')].map(note => {
        return [note.dataset.n, note.querySelector('.lemma').textContent.split('“').slice(1).join('“').slice(0, -1)];
    }).filter(([, words]) => words.length > 25 && words.length < 200 && text.split(words).length === 2);
}"""
WORDS_TOP = "letter => document.querySelector(`.hl[data-n=${letter}]`).getClientRects()[0].top"


def all_placed(page: Page) -> None:
    page.wait_for_selector(".reading.placed")


@pytest.mark.parametrize("number", [1, 4])
def test_a_link_to_words_that_a_note_quotes_lands_on_them(new_page: NewPage, number: int):
    address = f"/articles/article-{number}/"
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    page.goto(address)
    sample = page.evaluate(WORDS)[::11]
    assert len(sample) >= 3
    missed = []
    for letter, words in sample:
        page = new_page(viewport=WIDE, reduced_motion="reduce")
        page.goto(f"{address}#:~:text={quote(words, safe='').replace('-', '%2D')}")
        all_placed(page)
        if not 0 < page.evaluate(WORDS_TOP, letter) < WIDE["height"]:
            missed.append((letter, words))
        page.context.close()
    assert missed == []


def test_letters_are_seen_but_stand_in_no_text(new_page: NewPage):
    page = new_page(viewport=WIDE)
    page.goto("/articles/article-1/")
    letter = page.locator("#at-y")
    assert letter.evaluate("one => getComputedStyle(one, '::before').content") == '"y"'
    assert letter.evaluate("one => one.textContent") == ""
    assert letter.evaluate("one => one.getBoundingClientRect().width") > 5
    assert page.get_by_role("link", name="Note y: fact-check, disputed").count() >= 1


def test_a_thousand_notes_all_stand_apart_after_scrolling(new_page: NewPage, site: Site, edition: object):
    make_article(102, MANY, make_sources())
    html = Client().get("/articles/article-102/").content
    page = new_page(viewport=WIDE, reduced_motion="reduce")
    page.route("**/articles/article-102/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/articles/article-102/")
    page.evaluate(SCROLL)
    all_placed(page)
    boxes = page.evaluate(BOXES)
    assert len(boxes) == MANY
    assert all(bottom - top >= 20 and width > 300 for top, bottom, width in boxes)
    assert all(above[1] <= below[0] + 0.5 for above, below in pairwise(boxes))


def test_where_a_script_fails_the_notes_stand_readable_in_the_flow(browser: Browser, site: Site):
    context = browser.new_context(viewport=WIDE, base_url=site.url)
    page = context.new_page()
    page.route("**/js/margin*.js", lambda route: route.abort())
    page.goto("/articles/article-1/")
    expect(page.locator(":root.failed")).to_have_count(1)
    boxes = page.evaluate(BOXES)
    assert len(boxes) == 52
    assert all(bottom - top >= 20 and width > 200 for top, bottom, width in boxes)
    assert all(above[1] <= below[0] + 0.5 for above, below in pairwise(boxes))
    note = page.locator("#p5 .note").first
    expect(note).to_be_visible()
    page.locator("#p5 .nref").last.click()
    expect(page.locator("#p5 .note[open] .note-body").first).to_be_visible()
    context.close()


def test_many_claims_of_a_paragraph_are_one_line_that_unfolds(new_page: NewPage):
    page = new_page(viewport=WIDE, script=False)
    page.goto("/articles/article-4/")
    folded = page.locator("#p2 details.ledger")
    expect(folded.locator("summary")).to_have_text("In the claim ledger: 9 questions")
    expect(folded.locator("a").first).to_be_hidden()
    page.goto("/articles/article-4/#claims-p2")
    expect(folded.locator("a")).to_have_count(9)
    expect(folded.locator("a").first).to_be_visible()
