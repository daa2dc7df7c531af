"""What joins notes to words on the reading page: letters, readings, marks of the strip, and groups of numbers."""

import re
from itertools import pairwise

import pytest

from annotations import strip
from annotations.apparatus import Entry, Source
from annotations.reading import Shown
from annotations.rendering import Cited, cites
from annotations.strip import SIDE
from tests.annotations.html_page import Element, read

pytestmark = pytest.mark.any_engine

ARTICLES = [f"/articles/article-{number}/" for number in range(1, 6)]
SIGNS = {"Accurate": "✓", "Partly accurate": "◐", "Lacks context": "⊕", "Inaccurate": "✕", "Disputed": "⇄"} | {
    "Unverified": "?",
    "Opinion": "○",
}


def letters(elements: list[Element]) -> list[str]:
    return [one.attributes["data-n"] for one in elements]


@pytest.mark.parametrize("address", ARTICLES)
def test_letters_run_in_the_order_in_which_they_are_met(page, address):
    whole = page(address)
    met = letters(whole.find("a", css="nref"))
    assert met == sorted(met, key=lambda letter: (len(letter), letter))
    assert letters(whole.find("details", css="note")) == met


@pytest.mark.parametrize("address", ARTICLES)
def test_a_corrected_reading_follows_its_words_before_any_letter(page, address):
    readings = 0
    for words in page(address).find(css="src"):
        parts = [one for one in words.all() if {"as-pub", "as-cor", "nref"} & set(one.classes)]
        for before, one in pairwise(parts):
            if "as-cor" in one.classes:
                readings += 1
                assert set(before.classes) & {"as-pub", "as-cor"}
    assert readings


def test_three_notes_end_on_one_correction_in_both_readings(page):
    """Article 4 ¶5: “worth of $310 million” is corrected, checked, and referred to elsewhere."""
    words = page("/articles/article-4/").by_id("p5").one("p", css="src")
    (reading,) = words.find("span", css="as-cor")
    parts = list(words.all())
    behind = [one for one in parts[parts.index(reading) :] if "nref" in one.classes]
    assert reading.text == "worth $310 million"
    assert [one.classes[1] for one in behind[:3]] == ["co", "fc", "xr"]


# --- the strip --------------------------------------------------------------------------------------


def place(mark: Element) -> tuple[float, float]:
    x, width = re.findall(r"([\d.]+)%", mark.attributes["style"])
    return float(x), float(width)


@pytest.mark.parametrize("address", ARTICLES)
def test_every_note_has_a_mark_on_the_strip(page, address):
    whole = page(address)
    marks = whole.one("nav", css="strip").find("li")
    targets = [mark.one("a").attributes["href"].removeprefix("#note-") for mark in marks]
    assert targets == letters(whole.find("details", css="note"))
    assert all(x >= 0 and x + width <= 100.1 for x, width in map(place, marks))


def test_notes_on_the_title_begin_the_strip_and_those_on_the_captured_page_end_it(page):
    whole = page("/articles/article-4/")
    marks = {mark.one("a").attributes["href"][6:]: place(mark)[0] for mark in whole.one("nav", css="strip").find("li")}
    title = letters(whole.one("div", css="head-notes").find("details", css="note"))
    aside = letters(whole.one("details", css="also").find("details", css="note"))
    assert len(title) == 3
    assert len(aside) == 4
    assert all(marks[letter] < SIDE for letter in title)
    assert all(marks[letter] >= 100 - SIDE for letter in aside)
    assert all(SIDE <= x < 100 - SIDE for letter, x in marks.items() if letter not in {*title, *aside})
    assert len(whole.find("span", css="s-head")) == len(whole.find("span", css="s-also")) == 1


def test_without_notes_beside_the_text_the_text_has_the_strip_to_itself(page):
    assert not page("/articles/article-1/").find("span", css="s-head")
    head, body = Shown("t1", "t1", "title", "", length=8), Shown("p1", "¶1", "body", "", start=8, length=92)
    found = strip.stretches([head], [body], [])
    assert [(one.x, one.width) for one in found] == [(0, 0), (0, 100)]
    entry = Entry(1, 1, "fact-check", 0, 5, "Title", letter="a", css="fc un", spoken="Note a")
    assert strip.marks(found, [entry]) == [
        '<li style="--x:0.0%;--w:0.0%"><a class="fc un" href="#note-a" aria-label="Note a, t1"></a></li>'
    ]


# --- numbers and verdicts -----------------------------------------------------------------------------


def cited(number: int) -> Cited:
    return Cited(number, Source(f"s{number}", "", ""), "", iter([number]))


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ([(17, "")], "[17]"),
        ([(17, ""), (6, ""), (1, "")], "[17, 6, 1]"),
        ([(17, "p. 3"), (6, "")], "[17, p. 3; 6]"),
    ],
)
def test_neighbouring_numbers_are_one_group(group, words):
    html = read(cites([(cited(number), locator) for number, locator in group], "c"))
    assert html.words == words
    assert [one.attributes["id"] for one in html.find("a", css="cite")] == [f"cite-{number}-c" for number, _ in group]


@pytest.mark.parametrize("address", ARTICLES)
def test_no_two_numbers_stand_side_by_side_as_two(page, address):
    whole = page(address)
    groups = whole.find("span", css="cites")
    assert groups
    assert all(re.fullmatch(r"\[\d+(, [^\];]+)?([,;] [^\]]+)+\]", one.words) for one in groups)
    assert not [one for one in whole.find("div", css="finding") if re.search(r"\]\s*\[\d", one.text)]


@pytest.mark.parametrize("address", ARTICLES)
def test_a_verdict_in_the_table_has_its_sign(page, address):
    rows = [row.find("td") for row in page(address).one("section", css="index").find("tr", css="fc")]
    results = {row[3].words for row in rows}
    assert results
    assert results <= {f"{sign} {word}" for word, sign in SIGNS.items()}


def test_the_page_has_one_status_line(page):
    assert len(page("/articles/article-4/").find(role="status")) == 1


def test_a_cross_reference_shows_the_other_end_before_the_passage(page):
    whole = page("/notes/216/")
    headings = [one.words for one in whole.find("h2")]
    assert headings[:2] == ["Read with", "The words, in their passage"]
    assert (
        whole.one("ul", css="xlinks").one("blockquote").text
        == "to visit Pakistan in April 2021 after a long gap of seven years"
    )
    assert [one.words for one in page("/notes/2/").find("h2")][:2] == ["The words, in their passage", "Finding"]
