"""Blocks of texts in every layout, and the check that they tile."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.texts.segmentation import ROLES, Block, TilingError, check_tiling, segment

WRAPPED = (
    "A TITLE\n\n"
    "The first paragraph is set by hand at a width of some fifty\n"
    "characters, as letters and plain electronic books are, and\n"
    "goes on over three lines.\n"
    "The second begins after a short line and without a blank\n"
    "line between, which a reader still sees.\n\n"
    "- a point that is long enough to need a second line of the\n"
    "  list, hanging\n"
    "- another\n"
    "- a third point that is no less wide than the lines above it\n"
    "- a fourth"
)
LONG = "This paragraph is long enough to be told from a heading, and it ends in a full stop. " * 3
OTHER = "Another paragraph of the same article, which has one sentence that will be shown again in large letters."
TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_characters="\0"),
        st.sampled_from("\n\r\v\f\x85\u2028\u2029 \t\u00a0\u200b-•.:aBج1"),
    ),
    max_size=200,
)


def quotes(text: str) -> list[str]:
    return [text[block.start : block.end] for block in segment(text)]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        (" \n\t\r\n\u00a0", []),
        ("one", ["one"]),
        ("one\n\ntwo\n", ["one", "two"]),
        ("one\ntwo", ["one", "two"]),
        ("one\r\n\r\ntwo\r\nthree", ["one", "two", "three"]),
        ("one\rtwo\r\rthree", ["one", "two", "three"]),
        ("one\vtwo\fthree\x85four\u2028five\u2029six", ["one", "two", "three", "four", "five", "six"]),
        ("\u00a0 one \n  two\u00a0", ["\u00a0 one ", "  two\u00a0"]),
        ("عنوان\n\nپاکستان اور روس۔\nدوسرا۔", ["عنوان", "پاکستان اور روس۔", "دوسرا۔"]),
        ("\n\n🇵🇰\n\n", ["🇵🇰"]),
    ],
)
def test_blocks(text: str, blocks: list[str]) -> None:
    assert quotes(text) == blocks


def test_hard_wrapped_lines_are_one_block() -> None:
    assert [quote.split()[0] + " … " + quote.split()[-1] for quote in quotes(WRAPPED)] == [
        "A … TITLE",
        "The … lines.",
        "The … sees.",
        "- … hanging",
        "- … another",
        "- … it",
        "- … fourth",
    ]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\x85", "\u2028"])
def test_hard_wrapped_with_other_newlines(newline: str) -> None:
    text = WRAPPED.replace("\n", newline)
    assert [quote.replace(newline, "\n") for quote in quotes(text)] == quotes(WRAPPED)


def test_long_lines_are_not_joined() -> None:
    assert quotes(f"{LONG}\n{LONG}\n{LONG}") == [LONG, LONG, LONG]


def test_lines_of_one_width_that_end_in_full_stops_are_not_joined() -> None:
    text = "Every line of this text is a paragraph of its own, a short one.\n" * 4
    assert len(segment(text)) == 4


@pytest.mark.parametrize(
    ("paragraphs", "roles"),
    [
        (["A title", LONG], ["title", "body"]),
        (["WORLD", "A title", "A deck that says more", "By Jane Doe", LONG],
         ["kicker", "title", "deck", "byline", "body"]),
        (["A title", "Jane Doe", "3 March 2014", LONG], ["title", "byline", "byline", "body"]),
        (["A title", "- one", "• two", LONG, "- three"],
         ["title", "summary", "summary", "body", "list-item"]),
        ([LONG, "Results", OTHER], ["body", "heading", "body"]),
        ([LONG, "Results:", "1. one", "• two"], ["body", "heading", "list-item", "list-item"]),
        (["A title", LONG, "Jane Doe", "The writer teaches history."],
         ["title", "body", "byline", "author-note"]),
        ([OTHER, OTHER[8:90], LONG], ["body", "pull-quote", "body"]),
        ([LONG, LONG], ["body", "pull-quote"]),
        (["A title", LONG, "2 COMMENTS", "I agree", "Must Read", "Elsewhere"],
         ["title", "body", "furniture", "comment", "furniture", "furniture"]),
        (["Must Read", "A title", LONG], ["furniture", "title", "body"]),
        (["Posted in", "Comments are closed.", "Leave a Reply"], ["furniture"] * 3),
        (["fbpx", "عنوان", LONG, "تحریر: احمد"], ["furniture", "title", "body", "byline"]),
    ],
)  # fmt: skip
def test_roles(paragraphs: list[str], roles: list[str]) -> None:
    assert [block.role for block in segment("\n\n".join(paragraphs))] == roles


@given(TEXTS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_segments_tile_any_text(text: str) -> None:
    blocks = segment(text)
    check_tiling(text, [(block.start, block.end) for block in blocks])
    assert {block.role for block in blocks} <= set(ROLES)
    assert "".join(text.split()) == "".join("".join(quote.split()) for quote in quotes(text))


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ([(0, 3)], "Offset 5, 'two ' lies in no block."),
        ([(0, 2), (5, 9)], "Offset 2, 'e' lies in no block."),
        ([(0, 3), (5, 8)], "Offset 8, ' ' lies in no block."),
        ([(0, 6), (5, 9)], "Block 2 overlaps the block before it or is out of order: Offset 5, 't'."),
        ([(5, 9), (0, 3)], "Block 2 overlaps the block before it or is out of order: Offset 0, 'one'."),
        ([(0, 3), (3, 3), (5, 9)], "Block 2 at offset 3 is empty."),
        ([(0, 3), (5, 11)], "Block 2 (5–11) leaves the text, which ends at 10."),
        ([(-1, 3), (5, 9)], "Block 1 (-1–3) leaves the text, which ends at 10."),
        ([(0, 4), (5, 9)], "Block 1 (0–4) ends with a line break or a blank line."),
        ([(0, 3), (4, 9)], "Block 2 (4–9) begins with a line break or a blank line."),
        ([(0, 3), (5, 10)], "Block 2 (5–10) ends with a line break or a blank line."),
    ],
)
def test_what_does_not_tile(blocks: list[tuple[int, int]], message: str) -> None:
    with pytest.raises(TilingError) as error:
        check_tiling("one\n\ntwo \n", blocks)
    assert str(error.value) == message


@pytest.mark.parametrize("blocks", [[(0, 3), (5, 9)], [(0, 9)], [(0, 1), (1, 3), (5, 9)]])
def test_what_tiles(blocks: list[tuple[int, int]]) -> None:
    check_tiling("one\n\ntwo \n", blocks)


def test_blocks_are_values() -> None:
    assert segment("Posted in") == [Block(0, 9, "furniture")]
