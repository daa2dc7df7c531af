"""What differs between two texts, and that no text makes the comparison run away."""

import re
from difflib import Match
from typing import Any

import pytest

from annotations import differences
from annotations.differences import MOST_WORK, Matcher, words


def plain(html: str, without: str) -> str:
    """The text of a comparison without what stands in `del` (the new one) or `ins` (the old one)."""
    return re.sub(r"</?(?:del|ins)>", "", re.sub(f"<{without}>.*?</{without}>", "", html, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("", "", ""),
        ("a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a <del>b </del><ins>x </ins>c"),
        ("", "a <b>", "<ins>a &lt;b&gt;</ins>"),
        ("a & b", "", "<del>a &amp; b</del>"),
        ("a b", "a b c", "a <del>b</del><ins>b c</ins>"),
        ("a a a", "a a", "a <del>a </del>a"),
        ("one two three four", "zero two four", "<del>one </del><ins>zero </ins>two <del>three </del>four"),
    ],
)
def test_words_that_went_and_came(old: str, new: str, html: str) -> None:
    assert words(old, new) == html


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every comparison that is begun."""
    begun: list[Any] = []

    class Watched(Matcher):
        def __init__(self, one: list[str], other: list[str]) -> None:
            begun.append(self)
            self.done = 0
            super().__init__(one, other)

        def find_longest_match(
            self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
        ) -> Match:
            found = super().find_longest_match(alo, ahi, blo, bhi)
            self.done = self.work
            return found

    monkeypatch.setattr(differences, "Matcher", Watched)
    return begun


HOSTILE = {
    "one word": ("a " * 10_000, "b " + "a " * 9_000 + "b "),
    "two words": ("a b " * 5_000, "b " + "a b c " * 3_000 + "b "),
    "sentences": ("a. " * 7_000, "b. " + "a. " * 6_500 + "b. "),
}


@pytest.mark.parametrize(("old", "new"), HOSTILE.values(), ids=list(HOSTILE))
def test_repeated_words_are_given_up_and_both_texts_shown_whole(old: str, new: str, work: list[Any]) -> None:
    html = words(old, new)
    assert len(work) == 2
    assert all(matcher.done <= MOST_WORK for matcher in work)
    assert (html.count("<del>"), html.count("<ins>")) == (1, 1)
    assert (plain(html, "ins"), plain(html, "del")) == (old, new)


def test_equal_beginnings_and_ends_cost_nothing(work: list[Any]) -> None:
    html = words("a " * 10_000 + "b " + "a " * 10_000, "a " * 10_000 + "c " + "a " * 10_000)
    assert "<del>b </del><ins>c </ins>" in html
    assert sum(matcher.work for matcher in work) < 10


def test_too_much_for_words_is_compared_by_sentences(work: list[Any]) -> None:
    same = [f"Sentence {number} {'the ' * 30}end. " for number in range(40)]
    old, new = "Old start. " + "".join(same) + "Old end.", "New start. " + "".join(same) + "New end."
    html = words(old, new)
    assert len(work) == 2
    assert html.startswith("<del>Old start. </del><ins>New start. </ins>Sentence 0 the ")
    assert html.endswith("the end. <del>Old </del><ins>New </ins>end.")
    assert html.count("<ins>") == 2
    assert (plain(html, "ins"), plain(html, "del")) == (old, new)
