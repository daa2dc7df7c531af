"""Spans described, and found again in the same and in changed texts."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from edition.texts.selectors import (
    CONTEXT,
    Location,
    Selector,
    SelectorError,
    describe,
    locate,
    nearest,
    occurrences,
)

FIRST = "The end of the Cold War happened in 1989 whilst the USSR remained united. "
SECOND = "On 21 December 1991 the dissolution of the USSR happened, as most historians agree. "
THIRD = "Pakistan’s relations with Moscow began to improve slowly in the years that followed."
TEXT = FIRST + SECOND + THIRD
WORDS = st.lists(
    st.sampled_from(["Russia", "Pakistan", "the", "1989", "war", "e\u0301", "👨‍👩‍👧", "روس", "&"]), min_size=3
)


def span(text: str, words: str) -> Selector:
    start = text.index(words)
    return describe(text, start, start + len(words))


def words_at(text: str, found: Location | None) -> str | None:
    return text[found.start : found.end] if found else None


def test_describe() -> None:
    selector = span(TEXT, "1989")
    assert (selector.start, selector.end, selector.exact) == (36, 40, "1989")
    assert selector.prefix == TEXT[36 - CONTEXT : 36]
    assert selector.suffix == TEXT[40 : 40 + CONTEXT]


def test_context_grows_until_unique() -> None:
    text = "Once. " + SECOND * 3
    selector = describe(text, 6 + len(SECOND), 8 + len(SECOND))
    assert text.count(selector.prefix + selector.exact + selector.suffix) == 1
    assert len(selector.suffix) > CONTEXT


def test_context_ends_where_the_text_ends() -> None:
    assert describe("abc", 1, 2) == Selector(1, 2, "b", "a", "c")
    assert describe("aaaa" * 50, 0, 1).suffix == "a" * 199


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("abc", 1, 1, "The span at offset 1 is empty"),
        ("abc", 2, 1, "The span 2–1 is out of bounds: give a start and an end from 0 to 3."),
        ("abc", -1, 1, "The span -1–1 is out of bounds"),
        ("abc", 0, 4, "The span 0–4 is out of bounds"),
        ("e\u0301a", 0, 1, "Offset 1 splits the character 'e\u0301': choose all of it or none."),
        ("a👨‍👩‍👧", 3, 6, "Offset 3 splits the character"),
        ("a\r\nb", 0, 2, "Offset 2 splits the character"),
    ],
)
def test_refused_spans(text: str, start: int, end: int, message: str) -> None:
    with pytest.raises(SelectorError) as error:
        describe(text, start, end)
    assert message in str(error.value)


def test_white_space_may_be_described() -> None:
    assert describe("a\u00a0b", 1, 2).exact == "\u00a0"


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("banana", "ana"), [1, 3]),
        (("banana", "ana", 2), [3]),
        (("banana", "ana", 0, 5), [1]),
        (("banana", "x"), []),
        (("banana", ""), []),
        (("aaaa", "aa"), [0, 1, 2]),
    ],
)
def test_occurrences(arguments: tuple[str, str], found: list[int]) -> None:
    assert occurrences(*arguments) == found


def test_the_same_text_gives_the_same_offsets() -> None:
    assert locate(TEXT, span(TEXT, "1989")) == Location(36, 40, 1.0, "offset")


def test_a_word_that_moved_is_found_by_itself() -> None:
    assert locate("New. " + TEXT, span(TEXT, "1989")) == Location(41, 45, 1.0, "exact")


def test_a_word_that_stands_twice_is_found_by_its_surroundings() -> None:
    text = "The USSR was founded in 1922. " + TEXT
    second = TEXT.index("USSR", len(FIRST))
    assert locate(text, describe(TEXT, second, second + 4)) == Location(second + 30, second + 34, 1.0, "context")


def test_other_words_at_the_old_offset_do_not_deceive() -> None:
    text = "x" * 36 + "1989 was not it. " + TEXT
    assert locate(text, span(TEXT, "1989")) == Location(89, 93, 1.0, "context")


def test_two_equal_places_are_no_place() -> None:
    assert locate("New. " + TEXT + TEXT, Selector(52, 56, "USSR", "", "")) is None
    doubled = "New. " + FIRST * 2
    assert locate(doubled, Selector(7, 10, "end", FIRST[4:7], FIRST[7:30])) is None


def test_of_equal_places_the_old_offset_counts() -> None:
    found = locate(FIRST * 2, Selector(4, 7, "end", "The ", " or "))
    assert found is not None
    assert (found.start, found.end, found.how) == (4, 7, "offset")
    assert 0.5 < found.score < 1


def test_two_places_equally_alike_are_no_place() -> None:
    selector = span(FIRST, "Cold War happened in 1989")
    edited = FIRST.replace("War happened", "War ended")
    assert words_at("New. " + edited, locate("New. " + edited, selector)) == "Cold War ended in 1989"
    assert locate("New. " + edited * 2, selector) is None


@pytest.mark.parametrize(
    ("words", "changed", "expected"),
    [
        ("Cold War happened in 1989", TEXT.replace("War happened", "War ended"), "Cold War ended in 1989"),
        ("Pakistan’s relations with Moscow", TEXT.replace("’", "'"), "Pakistan's relations with Moscow"),
        ("the dissolution of the USSR happened", TEXT.replace("of the USSR", "of the old USSR"),
         "the dissolution of the old USSR happened"),
        (SECOND.strip(), TEXT.replace("most", "nearly all"), SECOND.strip().replace("most", "nearly all")),
    ],
)  # fmt: skip
def test_edited_words_are_found_by_likeness(words: str, changed: str, expected: str) -> None:
    found = locate("New. " + changed, span(TEXT, words))
    assert words_at("New. " + changed, found) == expected
    assert found is not None
    assert found.how == "fuzzy"
    assert 0.75 <= found.score <= 1


def test_the_threshold_is_the_callers() -> None:
    changed = TEXT.replace("Cold War happened in 1989", "Cold War ended in 1989")
    assert locate(changed, span(TEXT, "Cold War happened in 1989"), threshold=0.99) is None


@pytest.mark.parametrize("text", ["", "Nothing here is like it.", TEXT[::-1]])
def test_nothing_like_it(text: str) -> None:
    assert locate(text, span(TEXT, "Cold War happened in 1989")) is None


def test_part_of_a_character_is_no_place() -> None:
    assert locate("e\u0301", Selector(0, 1, "e", "", "")) is None


@given(WORDS.map(" ".join), st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_describe_then_locate_is_the_identity(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        selector = describe(text, start, end)
    except SelectorError:
        assume(False)
    assert text[selector.start : selector.end] == selector.exact
    assert len(occurrences(text, selector.prefix + selector.exact + selector.suffix)) == 1
    assert locate(text, selector) == Location(start, end, 1.0, "offset")


@given(st.integers(0, len(TEXT) - 2), st.integers(1, 60), st.integers(1, len(TEXT) // 8), st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_words_are_found_after_an_insertion_elsewhere(start: int, size: int, count: int, below: bool) -> None:
    end = min(start + size, len(TEXT))
    selector = describe(TEXT, start, end)
    inserted = "\n\nq " + "zz " * count
    text = TEXT + inserted if below else inserted + TEXT
    found = locate(text, selector)
    moved = 0 if below else len(inserted)
    assert found is not None
    assert (found.start, found.end) == (start + moved, end + moved)


@pytest.mark.parametrize(
    ("quote", "expected", "how"),
    [
        ("21 December 1991", "21 December 1991", "exact"),
        ("on 26 December 1991", "On 21 December 1991", "fuzzy"),
        ("Dissolution  of USSR", "dissolution of the USSR", "fuzzy"),
        ("as most historians 'agreed'", "as most historians agree", "fuzzy"),
    ],
)
def test_nearest(quote: str, expected: str, how: str) -> None:
    found = nearest(TEXT, quote, len(FIRST), len(FIRST + SECOND))
    assert words_at(TEXT, found) == expected
    assert found is not None
    assert found.how == how


def test_nearest_without_a_run_of_equal_letters() -> None:
    text = THIRD * 5 + TEXT
    assert words_at(text, nearest(text, "C0ld W4r h4pp3n3d", 0, len(text))) == "Cold War happened"


def test_nearest_keeps_to_its_range() -> None:
    assert nearest(TEXT, "Cold War", len(FIRST), len(TEXT)) is None
    found = nearest(TEXT, TEXT, len(FIRST), len(FIRST + SECOND))
    assert found is None or len(FIRST) <= found.start < found.end <= len(FIRST + SECOND)


@pytest.mark.parametrize("quote", ["", "  ", "zzzzzzzz", "\u0301"])
def test_nothing_near(quote: str) -> None:
    assert nearest("The end.", quote, 0, 8) is None


def test_nearest_takes_whole_characters() -> None:
    text = "un cafe\u0301 noir"
    assert words_at(text, nearest(text, "un cafe", 0, len(text))) == "un cafe\u0301"


@pytest.mark.parametrize(("quote", "bounds"), [("a" * 10_001, (0, 3)), ("a", (0, 4)), ("a", (-1, 2)), ("a", (2, 1))])
def test_nearest_refuses(quote: str, bounds: tuple[int, int]) -> None:
    with pytest.raises(SelectorError, match=r"at most 10,000 can be looked for|out of bounds"):
        nearest("abc", quote, *bounds)


@given(st.text(alphabet="ab \u0301👩\u200d’é", max_size=40), st.text(alphabet="ab \u0301👩\u200d'é", max_size=12))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_nearest_never_splits_a_character(text: str, quote: str) -> None:
    found = nearest(text, quote, 0, len(text))
    assert found is None or describe(text, found.start, found.end).exact == text[found.start : found.end]
