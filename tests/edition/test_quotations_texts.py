"""Pure parts of verifying a quotation: folding, reading what was pasted, places, changes, text fragments."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.texts import quotations, rewording
from edition.texts.fragments import fragment
from edition.texts.matching import Haystack
from edition.texts.normalisation import differing, mapped, normalise

TEXT = (
    "A title\n\nThe “Cold War” ended in 1989, they say. Stalin had invited Liaquat Ali Khan 🙂 and later denied it.\n\n"
    "The end came late.  Émile said: it’s over — almost. The “Cold War” ended in 1989, they say. Nobody agrees.\n"
)


# --- folding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("it’s", "it's", ["quotes"]),
        ("1947–1989", "1947-1989", ["dashes"]),
        ("a\u00a0b", "a b", ["spaces"]),
        ("a  b\n\nc", "a b c", ["spaces"]),
        ("so …", "so ...", ["ellipses"]),
        ("co\u00adoperate", "cooperate", ["hidden"]),
        ("ﬁne", "fine", ["ligatures"]),
        ("The", "the", ["case"]),
        ("Émile", "Emile", ["accents"]),
        ("é", "e\u0301", ["composition"]),
        ("کِتاب", "کتاب", ["accents"]),
        ("It’s—NOW", "it's-now", ["quotes", "dashes", "case"]),
        ("same", "same", []),
    ],
)
def test_what_differs_is_named(one: str, other: str, names: list[str]):
    assert normalise(one) == normalise(other)
    assert differing(one, other) == names


@pytest.mark.parametrize(("one", "other"), [("war", "wars"), ("क", "कि"), ("resume", "resum"), ("1989", "1998")])
def test_other_words_stay_other_words(one: str, other: str):
    assert normalise(one) != normalise(other)


@given(st.text(st.sampled_from("aÉß \n\u00a0\u00ad…ﬁ“’–🙂e\u0301\u200bКİ字\r"), max_size=30) | st.text(max_size=30))
def test_every_folded_character_leads_back(text: str):
    folded = mapped(text)
    assert folded.text == normalise(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)


# --- what was pasted --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pasted", "bare", "parts"),
    [
        ("  plain words\r\n", "plain words", ("plain words",)),
        ("“in quote marks”", "in quote marks", ("in quote marks",)),
        ("“a” and “b”", "“a” and “b”", ("“a” and “b”",)),
        ("“no end", "no end", ("no end",)),
        ("no start”", "no start", ("no start",)),
        ("‘it’s so’", "it’s so", ("it’s so",)),
        ("one … two [...] three", "one … two [...] three", ("one", "two", "three")),
        ("one [. . .] two....", "one [. . .] two....", ("one", "two")),
        ("… two", "… two", ("… two",)),
    ],
)
def test_a_pasted_quotation_is_read(pasted: str, bare: str, parts: tuple[str, ...]):
    read = quotations.read(pasted)
    assert (read.bare, read.parts) == (bare, parts)


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("", "empty"),
        (" \n\u00a0", "empty"),
        ("…?! –", "no-words"),
        ("a\0b", "nul"),
        ("a\ud800b", "surrogate"),
        ("a" * 10_001, "too-long"),
        ("\0" * 1_000_000, "too-long"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(pasted: str, code: str):
    with pytest.raises(quotations.QuotationError) as refused:
        quotations.read(pasted)
    assert refused.value.code == code


def test_readings_of_words_cut_at_line_ends_and_of_letters_in_brackets():
    assert quotations.readings("[T]he post-\nCold era") == [
        "[T]he post-\nCold era",
        "[T]he postCold era",
        "[T]he post-Cold era",
        "The post-\nCold era",
        "The postCold era",
        "The post-Cold era",
    ]
    assert len(quotations.readings("a-\nb " * 50)) == 3


# --- places -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quoted", "stored", "foldings"),
    [
        ("The “Cold War” ended", ["The “Cold War” ended"] * 2, ()),
        ('the "cold war" ended', ["The “Cold War” ended"] * 2, ("quotes", "case")),
        ("late. Emile said", ["late.  Émile said"], ("spaces", "accents")),
        ("Khan 🙂 and", ["Khan 🙂 and"], ()),
        ("in-\nvited Liaquat", ["invited Liaquat"], ("hyphenation",)),
        ("[s]talin had", ["Stalin had"], ("brackets", "case")),
        ("denied it. The end came", ["denied it.\n\nThe end came"], ("spaces",)),
        ("denied it.\n\nThe end came", ["denied it.\n\nThe end came"], ()),
    ],
)
def test_places_of_words(quoted: str, stored: list[str], foldings: tuple[str, ...]):
    places = Haystack(TEXT).places(quoted, 9)
    assert [TEXT[place.start : place.end] for place in places] == stored
    assert {place.foldings for place in places} == {foldings}


@pytest.mark.parametrize("quoted", ["tle", "nvited", "Cold Wa", "absent"])
def test_no_word_is_cut(quoted: str):
    assert Haystack(TEXT).places(quoted, 9) == []


def test_words_without_blanks_between_them_are_found():
    assert Haystack("中美關係").places("美關", 9)[0].start == 1


def test_line_ends_of_the_text_count_as_those_of_the_quotation():
    place = Haystack("one\r\ntwo three").places("one\ntwo", 9)[0]
    assert (place.start, place.end, place.foldings) == (0, 8, ())


def test_a_decomposed_letter_is_taken_whole():
    place = Haystack("the cafe\u0301 was").places("CAFE", 9)[0]
    assert (place.start, place.end) == (4, 9)


def test_parts_stand_in_order_and_as_close_as_can_be():
    text = "ant bee ant cat. bee dog"
    places = Haystack(text).in_order(["ant", "cat", "bee"])
    assert [place.start for place in places] == [8, 12, 17]
    assert Haystack(text).in_order(["cat", "ant"]) == []


# --- changes ----------------------------------------------------------------------------------------


def test_changes_by_word():
    stored, quoted = "There were also myths that Stalin had “invited”", 'There were tales that Stalin had "invited" him'
    pieces = rewording.differences(stored, quoted)
    assert [(piece.kind, piece.words) for piece in pieces] == [
        ("equal", "There were "),
        ("deleted", "also myths "),
        ("inserted", "tales "),
        ("equal", "that Stalin had “invited”"),
        ("inserted", "him"),
    ]


@pytest.mark.parametrize(("one", "other", "score"), [("a b", "A  b", 100), ("a" * 999, "a" * 998, 99), ("a", "b", 0)])
def test_the_score(one: str, other: str, score: int):
    assert rewording.score(one, other) == score


def test_the_nearest_words_are_found_in_a_long_text():
    words = ["lorem", "ipsum", "dolor", "sit", "amet", "the", "war", "ended"]
    rest = " ".join(random.Random(1).choices(words, k=30_000))
    text = f"{rest}. {TEXT} {rest}"
    found = rewording.nearest(Haystack(text), "Stalin invited Liaquat Khan and afterwards denied it")
    assert found is not None
    assert text[slice(*found)].startswith("Stalin had invited Liaquat Ali Khan 🙂 and later denied it")


def test_texts_with_the_rarer_words_come_first():
    texts = ["the cold war", "the cold war and liaquat", "the end", "nothing"]
    assert rewording.promising(["cold", "liaquat"], texts, 5)[0] == 1
    assert rewording.promising(["gluons", "quarks"], texts, 5) == []


# --- text fragments ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Nobody agrees", ":~:text=Nobody%20agrees."),
        ("tali", ":~:text=Stalin"),
        ("Stalin had invited Liaquat Ali Khan", ":~:text=Stalin%20had%20invited%20Liaquat%20Ali%20Khan"),
        (
            "invited Liaquat Ali Khan 🙂 and later",
            ":~:text=invited%20Liaquat%20Ali%20Khan%20%F0%9F%99%82%20and%20later",
        ),
        ("it’s over — almost", ":~:text=it%E2%80%99s%20over%20%E2%80%94%20almost."),
    ],
)
def test_fragments(words: str, expected: str):
    start = TEXT.index(words)
    assert fragment(TEXT, start, start + len(words)) == expected


def test_a_repeated_sentence_is_told_apart_by_what_stands_before_it():
    sentence = "The “Cold War” ended in 1989"
    second = TEXT.rindex(sentence)
    found = fragment(TEXT, second, second + len(sentence))
    assert found == ":~:text=almost.-,The%20%E2%80%9CCold%20War%E2%80%9D%20ended%20in%201989%2C"


def test_long_words_and_words_of_two_lines_are_given_by_their_ends():
    words = " ".join(f"w{number}" for number in range(1, 21))
    first, last = "%20".join(words.split()[:8]), "%20".join(words.split()[-8:])
    assert fragment(words, 0, len(words)) == f":~:text={first},{last}"
    assert fragment("one two\nthree four", 4, 13) == ":~:text=two,three"


def test_signs_of_directives_are_encoded():
    assert fragment("so re-form, a & b", 3, 17) == ":~:text=re%2Dform%2C%20a%20%26%20b"


def test_a_repeated_paragraph_has_no_fragment():
    text = "Same words here.\n\nSame words here.\n"
    assert fragment(text, 0, 16) == ":~:text=Same%20words%20here."
    assert fragment(text, 18, 34) == ""
    assert (fragment(text, 16, 18), fragment(text, 3, 3), fragment("", 0, 0)) == ("", "", "")
    with pytest.raises(ValueError, match="out of bounds"):
        fragment(text, 5, 99)
