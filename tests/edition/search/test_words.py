"""Words as search compares them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.search.words import _WORD, LENGTH, fold, words, written


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Cold War", ["cold", "war"]),
        ("“Cold War”’s", ["cold", "war", "s"]),
        ("post-Cold–War—era", ["post", "cold", "war", "era"]),
        ("Indo\u00a0Pak\u2009relations", ["indo", "pak", "relations"]),
        ("Café e\u0301tat ÉTAT", ["cafe", "etat", "etat"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("Łódź Ærø Đorđe", ["lodz", "aero", "dorde"]),
        ("ﬁnal Ⅻ ½", ["final", "xii", "1", "2"]),
        ("co\u00adoperation na\u200bme", ["cooperation", "name"]),
        ("Ёлка ещё", ["елка", "еще"]),
        ("پاکستان كتاب علي", ["پاکستان", "کتاب", "علی"]),
        ("مُحَمَّد", ["محمد"]),
        ("۱۹۹۱ ١٩٩١ 1991", ["1991", "1991", "1991"]),
        ("冷戦 한국", ["冷", "戦", "한", "국"]),
        ("हिन्दी", ["हिन्दी"]),
        ("ʼabc", ["abc"]),
        ("snake_case 1,000", ["snake", "case", "1", "000"]),
        ("*** … “” - _ \0 \ud800", []),
        ("", []),
    ],
)
def test_what_words_are_folded_to(text: str, folded: list[str]) -> None:
    assert fold(text) == folded


def test_words_stand_where_they_stand() -> None:
    text = "The “Öl-Krise” ½"
    assert [(text[w.start : w.end], w.folded) for w in words(text)] == [
        ("The", ("the",)),
        ("Öl", ("ol",)),
        ("Krise", ("krise",)),
        ("½", ("1", "2")),
    ]


def test_a_word_without_end_counts_as_far_as_it_goes() -> None:
    assert fold("a" * 5000) == ["a" * LENGTH]


@given(st.text())
def test_words_and_fold_agree_and_to_fold_again_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert [part for word in words(text) for part in word.folded] == folded
    assert fold(" ".join(folded)) == folded
    assert not any(letter.isspace() or letter in string.punctuation for word in folded for letter in word)


@given(st.text("ab Яяёґئہيٹ1٣۵é×÷ßĳʻ\u00ad\u0301\u064b\u200c\u00a0_-’“”…،؟۔²½ªº€ə漢"))
def test_prose_holds_the_same_words_by_the_quick_pattern(text: str) -> None:
    assert written(text) == _WORD.findall(text)


def test_every_character_is_part_of_a_word_by_both_patterns_or_none() -> None:
    characters = [f"a{chr(code)}b" for code in range(0x3000)]
    assert [text for text in characters if written(text) != _WORD.findall(text)] == []
