"""Boundaries of grapheme clusters, against the segmentation of the whole text."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.texts.graphemes import after, before, is_boundary

PARTS = st.sampled_from(
    [
        *"ab \n\r\u0301\u200d\ufe0f\u0600कष्\u093fاُر하한",
        *"\U0001f1f5\U0001f1f0\U0001f468\U0001f469\U0001f3fd❤\u0e33\u0d4e",
    ]
)


@pytest.mark.parametrize(
    ("text", "boundaries"),
    [
        ("", [0]),
        ("ab", [0, 1, 2]),
        ("e\u0301a", [0, 2, 3]),
        ("a\r\nb", [0, 1, 3, 4]),
        ("👨‍👩‍👧!", [0, 5, 6]),
        ("🇵🇰🇷🇺", [0, 2, 4]),
        ("👍🏽👍", [0, 2, 3]),
        ("ᄒ\u1161\u11abᄀ", [0, 3, 4]),
        ("क्षि", [0, 4]),
        ("اُردو", [0, 2, 3, 4, 5]),
        ("\u0600a1", [0, 2, 3]),
    ],
)
def test_boundaries(text: str, boundaries: list[int]) -> None:
    assert [offset for offset in range(-1, len(text) + 2) if is_boundary(text, offset)] == boundaries


@given(st.lists(PARTS, max_size=40).map("".join) | st.text(max_size=40))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_windows_agree_with_the_whole_text(text: str) -> None:
    whole = [0, *(match.end() for match in regex.finditer(r"\X", text))]
    assert [offset for offset in range(len(text) + 1) if is_boundary(text, offset)] == whole
    for offset in range(len(text) + 1):
        assert before(text, offset) == max(end for end in whole if end <= offset)
        assert after(text, offset) == min(end for end in whole if end >= offset)
