"""Woven HTML: the text stays, every piece has its marks, `after` stands once."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.texts.weaving import Mark, Piece, pieces, weave

ALPHABET = st.sampled_from(
    ["a", "b ", "&", "<", ">", '"', "'", "e\u0301", "👨‍👩‍👧", "🇵🇰", "روس", "&amp;", "<b>", "\n", "\u00a0"]
)


class Reader(HTMLParser):
    """The text with the ids that cover each character, and the `after` marks met on the way."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.covers: list[tuple[int, ...]] = []
        self.afters: list[tuple[int, int]] = []
        self._open: list[tuple[str, int]] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, int(dict(attrs)["data-n"] or "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "a":
            self.afters.append((self._open[-1][1], len(self.text)))
            return
        self.text += data
        self.covers += [tuple(number for _, number in self._open)] * len(data)


def marks_at(*bounds: tuple[int, int]) -> list[Mark]:
    return [
        Mark(start, end, f'<span data-n="{number}">', after=f'<a data-n="{number}" data-editorial>{number}</a>')
        for number, (start, end) in enumerate(bounds)
    ]


def simple(start: int, end: int, name: str) -> Mark:
    return Mark(start, end, f"<{name}>", f"</{name}>", f"[{name}]")


@st.composite
def editions(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[Mark]]:
    """A text, passages with gaps between them, and marks that touch a passage."""
    words = draw(st.lists(st.lists(ALPHABET, min_size=1, max_size=12).map("".join), min_size=1, max_size=5))
    text, passages = "", []
    for word in words:
        text += "\n" * draw(st.integers(0, 2))
        passages.append((len(text), len(text) + len(word)))
        text += word
    offsets = st.integers(0, len(text))
    bounds = st.tuples(offsets, offsets).map(lambda pair: (min(pair), max(pair)))
    touching = bounds.filter(lambda span: any(max(span[0], low) < min(span[1], high) for low, high in passages))
    return text, passages, marks_at(*draw(st.lists(touching, max_size=12)))


@given(editions())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_without_tags_and_notes_the_text_remains(
    edition: tuple[str, list[tuple[int, int]], list[Mark]],
) -> None:
    text, passages, marks = edition
    woven = weave(text, passages, marks)
    assert [Reader(html).text for html in woven] == [text[start:end] for start, end in passages]


@given(editions())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_every_character_has_its_marks(edition: tuple[str, list[tuple[int, int]], list[Mark]]) -> None:
    text, passages, marks = edition
    outermost = sorted(range(len(marks)), key=lambda index: (marks[index].start, -marks[index].end, index))
    for (start, end), html in zip(passages, weave(text, passages, marks), strict=True):
        expected = [
            tuple(index for index in outermost if marks[index].start <= offset < marks[index].end)
            for offset in range(start, end)
        ]
        assert Reader(html).covers == expected
        found = pieces(start, end, marks)
        assert [piece.covering for piece in found for _ in range(piece.start, piece.end)] == expected
        assert [found[0].start, *(piece.end for piece in found)] == [*(piece.start for piece in found), end]


@given(editions())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_each_note_stands_once_after_its_last_character(
    edition: tuple[str, list[tuple[int, int]], list[Mark]],
) -> None:
    text, passages, marks = edition
    expected = []
    for index, mark in enumerate(marks):
        last = max(offset for low, high in passages for offset in range(low, high) if mark.start <= offset < mark.end)
        expected.append((last + 1, index))
    found = [
        (start + offset, index)
        for (start, _), html in zip(passages, weave(text, passages, marks), strict=True)
        for index, offset in Reader(html).afters
    ]
    assert found == sorted(expected)


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([], "a &lt; b &amp; c"),
        ([simple(0, 5, "i")], "<i>a &lt; b</i>[i] &amp; c"),
        ([simple(0, 1, "i"), simple(1, 3, "b")], "<i>a</i>[i]<b> &lt;</b>[b] b &amp; c"),
        ([simple(4, 5, "i"), simple(4, 5, "b")], "a &lt; <i><b>b</b></i>[i][b] &amp; c"),
        ([simple(0, 1, "i"), simple(0, 3, "b")], "<b><i>a</i></b>[i]<b> &lt;</b>[b] b &amp; c"),
        ([simple(0, 3, "i"), simple(2, 5, "b")], "<i>a </i><i><b>&lt;</b></i>[i]<b> b</b>[b] &amp; c"),
        ([simple(0, 9, "i"), simple(8, 9, "b")], "<i>a &lt; b &amp; </i><i><b>c</b></i>[i][b]"),
    ],
)
def test_one_passage(marks: list[Mark], html: str) -> None:
    assert weave("a < b & c", [(0, 9)], marks) == [html]


def test_a_mark_across_passages() -> None:
    text = "one\n\ntwo\n\nthree"
    passages = [(0, 3), (5, 8), (10, 15)]
    assert weave(text, passages, [simple(2, 11, "i")]) == ["on<i>e</i>", "<i>two</i>", "<i>t</i>[i]hree"]
    assert weave(text, passages, [simple(3, 9, "i")]) == ["one", "<i>two</i>[i]", "three"]


def test_pieces_of_a_clipped_passage() -> None:
    marks = marks_at((0, 4), (3, 8), (6, 20), (9, 12))
    assert pieces(2, 7, marks) == [
        Piece(2, 3, (0,), ()),
        Piece(3, 4, (0, 1), (0,)),
        Piece(4, 6, (1,), ()),
        Piece(6, 7, (1, 2), ()),
    ]


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ((2, 2), "Mark 0 (2–2) is empty: choose words of a passage."),
        ((2, 1), "Mark 0 (2–1) is empty"),
        ((3, 5), "Mark 0 (3–5) shows in no passage or leaves the text: choose words of a passage."),
        ((8, 9), "Mark 0 (8–9) shows in no passage or leaves the text"),
        ((0, 10), "Mark 0 (0–10) shows in no passage or leaves the text"),
        ((-1, 2), "Mark 0 (-1–2) shows in no passage or leaves the text"),
    ],
)
def test_refused_marks(bounds: tuple[int, int], message: str) -> None:
    with pytest.raises(ValueError, match="Mark 0") as error:
        weave("one\n\ntwo\n", [(0, 3), (5, 8)], marks_at(bounds))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("passages", "message"),
    [
        ([(0, 0)], "Passage 1 (0–0) is empty: leave it out."),
        ([(5, 8), (0, 3)], "Passage 2 (0–3) is out of order: sort the passages."),
        ([(0, 6), (5, 8)], "Passage 2 (5–8) is out of order: sort the passages."),
        ([(-1, 3)], "Passage 1 (-1–3) is out of order: sort the passages."),
        ([(0, 3), (5, 10)], "The last passage ends at 10, beyond the text, which ends at 9."),
    ],
)
def test_refused_passages(passages: list[tuple[int, int]], message: str) -> None:
    with pytest.raises(ValueError, match=r"[Pp]assage") as error:
        weave("one\n\ntwo\n", passages, [])
    assert str(error.value) == message


def test_no_passages() -> None:
    assert weave("", [], []) == []
    with pytest.raises(ValueError, match="Mark 0"):
        weave("one", [], marks_at((0, 1)))
