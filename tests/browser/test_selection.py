"""Selecting words in a real browser: copies that are exact, copying with citation, links to the words selected."""

import hashlib
import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from edition.texts.fragments import fragment
from tests.support.browser import NewPage
from tests.support.fixture_edition import FOLDER

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]
CLIPBOARD: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"], "reduced_motion": "reduce"}
ARTICLES = json.loads((FOLDER / "articles.json").read_text(encoding="utf-8"))["articles"]
FRAMING = "The end of the Cold War happened in 1989 whilst the USSR remained united."
SELECT = """([from, start, to, end]) => {
  const boundary = (id, offset) => {
    const at = document.getElementById(id);
    const source = at.matches('.src') ? at : at.querySelector('.src');
    const texts = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (node.parentElement.closest('[data-editorial]')) continue;
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
    }
    return [source, source.childNodes.length];
  };
  getSelection().setBaseAndExtent(...boundary(from, start), ...boundary(to, end));
}"""


def select(page: Page, first: str, start: int, last: str, end: int) -> None:
    """Select from one passage to another, by UTF-16 units of the author's words."""
    page.evaluate(SELECT, [first, start, last, end])


def clipboard(page: Page, kind: str = "text/plain") -> str:
    script = (
        "async kind => { const [item] = await navigator.clipboard.read(); return (await item.getType(kind)).text() }"
    )
    return str(page.evaluate(script, kind))


def toolbar_shows(page: Page) -> None:
    expect(page.get_by_role("toolbar", name="Selected words")).to_be_visible()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["key"])
def test_copying_a_passage_gives_the_stored_text(new_page: NewPage, article: dict[str, Any]):
    page = new_page(**CLIPBOARD)
    text = (FOLDER / "articles" / article["file"]).read_bytes().decode()
    page.goto(f"/articles/{article['key']}/v1/")
    page.evaluate("document.querySelectorAll('.also').forEach(fold => { fold.open = true; })")
    wrong = []
    for block in article["blocks"]:
        select(page, block["anchor"], 0, block["anchor"], 100_000)
        page.keyboard.press("Control+c")
        if clipboard(page) != text[block["start"] : block["end"]]:
            wrong.append((block["anchor"], clipboard(page)))
    assert wrong == []


def test_words_are_copied_with_their_citation(new_page: NewPage):
    page = new_page(**CLIPBOARD)
    page.goto("/articles/article-1/v1/")
    select(page, "p5", 0, "p5", len(FRAMING) + 1)
    toolbar_shows(page)
    page.get_by_role("button", name="Copy with citation").click()
    expect(page.locator("#toast")).to_have_text("Copied with citation")
    expect(page.locator("#selection")).to_be_hidden()
    plain, digest = clipboard(page), hashlib.sha256(FRAMING.encode()).hexdigest()
    assert plain.startswith(f"“{FRAMING}”\n\nManzoor, Asif.")
    assert f"/articles/article-1/v1/#p5. Sic, text version 1, para. 5 (p5). SHA-256: {digest}" in plain
    assert "<blockquote" in clipboard(page, "text/html")


def test_words_across_paragraphs_are_those_of_the_text(new_page: NewPage):
    page = new_page(**CLIPBOARD)
    page.goto("/articles/article-1/v1/")
    verbatim = page.request.get("/articles/article-1/v1/verbatim").text()
    select(page, "p4", 640, "p5", 11)
    toolbar_shows(page)
    page.keyboard.press("q")
    expect(page.locator("#toast")).to_have_text("Copied with citation")
    start, end = verbatim.index("Steel Mill (PSM) Karachi.") - 9, 2361 + 11
    copied = clipboard(page).split("”\n\n")[0]
    assert copied.endswith("\n\nThe end of ".strip(" "))
    assert copied.removeprefix("“") in verbatim[start - 40 : end]


def test_a_link_to_the_words_leads_to_them_and_not_to_their_double(new_page: NewPage):
    page = new_page(viewport={"width": 1200, "height": 500}, **CLIPBOARD)
    page.goto("/articles/article-1/v1/")
    select(page, "p5", 0, "p5", len(FRAMING))
    toolbar_shows(page)
    page.keyboard.press("l")
    expect(page.locator("#toast")).to_have_text("Link copied")
    link = clipboard(page)
    assert link.endswith(f"/articles/article-1/v1/#p5:~:text={FRAMING.replace(' ', '%20')}")
    other = new_page(viewport={"width": 1200, "height": 500}, reduced_motion="reduce")
    other.goto(link)
    other.wait_for_function("scrollY > 0")
    expect(other.locator("#p5 .src")).to_be_in_viewport()
    assert other.evaluate("typeof document.fragmentDirective") == "object"
    # Chromium makes what holds the words found the target; the paragraph itself is it where none were found.
    assert other.evaluate("document.querySelector(':target').closest('#p5 .src') !== null")


def test_a_fragment_finds_the_second_of_two_equal_sentences(new_page: NewPage):
    page = new_page(viewport={"width": 800, "height": 400}, reduced_motion="reduce")
    gap = "<p style='height:2000px'></p>"
    text = "First came this. The same words stand here twice.\n\nThen came that. The same words stand here twice.\n"
    one, other = text.split("\n\n")
    body = f"<!doctype html>{gap}<p id=p1>{one}</p>{gap}<p id=p2>{other}</p>{gap}"
    page.route("**/made-up", lambda route: route.fulfill(body=body, content_type="text/html"))
    start = text.rindex("The same")
    page.goto(f"/made-up#p2{fragment(text, start, len(text) - 1)}")
    page.wait_for_function("scrollY > 0")
    expect(page.locator("#p2")).to_be_in_viewport()
    expect(page.locator("#p1")).not_to_be_in_viewport()


def test_offsets_are_code_points_without_the_words_of_the_edition(page: Page):
    page.goto("/articles/article-1/v1/")
    found = page.evaluate(
        """async () => {
          const { placeOf } = await import('/static/edition/js/offsets.js');
          const article = document.querySelector('article');
          article.insertAdjacentHTML('beforeend', '<div class="para" id="p99"><p class="src">🙂a<a data-editorial>x</a>'
            + 'é🙂 b<i data-editorial>yy</i>c\\u00a0</p></div>');
          const source = document.querySelector('#p99 .src');
          const range = document.createRange();
          range.setStart(source.childNodes[2], 0);
          range.setEnd(source, source.childNodes.length);
          const { start, end, pieces, whole } = placeOf(range, article);
          return [start, end, pieces, whole];
        }"""
    )
    assert found == ["p99:2", "p99:7", ["é🙂 bc"], ["é🙂 bc\u00a0"]]


def test_the_toolbar_by_keyboard(page: Page):
    page.goto("/articles/article-1/v1/")
    select(page, "p5", 0, "p5", 20)
    toolbar_shows(page)
    expect(page.locator("#toast")).to_contain_text("Q copies with citation")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy with citation")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Copy link to these words")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="notes here")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Copy with citation")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#selection")).to_be_hidden()
    assert page.evaluate("getSelection().toString().length") == 20


@pytest.mark.parametrize("width", [320, 1440])
def test_the_toolbar_stays_in_the_window(new_page: NewPage, width: int):
    page = new_page(viewport={"width": width, "height": 700})
    page.goto("/articles/article-1/v1/")
    for anchor, end in (("p5", 5), ("p5", 60), ("p5", 500)):
        page.locator(f"#{anchor}").scroll_into_view_if_needed()
        select(page, anchor, 0, anchor, end)
        toolbar_shows(page)
        box = page.locator("#selection").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_selection_that_leaves_the_text_is_told_so(page: Page):
    page.goto("/articles/article-1/v1/")
    page.evaluate(
        "getSelection().setBaseAndExtent(document.querySelector('.headnote p:last-of-type').firstChild, 0,"
        " document.querySelector('#p1 .src'), 1)"
    )
    expect(page.locator("#toast")).to_have_text("Select words inside the article text")
    expect(page.locator("#selection")).to_be_hidden()


def test_corrected_words_are_not_taken_for_the_authors(page: Page):
    page.goto("/articles/article-1/v1/")
    page.get_by_label("Corrected", exact=True).check()
    select(page, "p2", 0, "p2", 80)
    expect(page.locator("#toast")).to_contain_text("Switch to Published")
    expect(page.locator("#selection")).to_be_hidden()


def test_the_citation_on_the_page_of_a_quotation_is_copied(new_page: NewPage):
    page = new_page(**CLIPBOARD)
    page.goto("/verify/")
    page.get_by_label("Quotation").fill(f"“{FRAMING}”")
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("heading", name="Exact")).to_be_visible()
    page.get_by_role("button", name="Copy the citation of article 1 ¶5").click()
    expect(page.locator("#toast")).to_have_text("Copied")
    assert clipboard(page).startswith("Manzoor, Asif.")
