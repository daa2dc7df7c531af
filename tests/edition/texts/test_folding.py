"""Folding changes characters, never offsets."""

import sys

import pytest

from edition.texts.folding import fold, fold_case


@pytest.mark.parametrize(
    ("text", "folded"),
    [("‘Pakistan’s’", "'pakistan's'"), ("“a” – b\u00a0c", '"a" - b c'), ("İ ẞ Σ", "İ ß σ"), ("ÉÜ", "éü")],
)
def test_fold_case(text: str, folded: str) -> None:
    assert fold_case(text) == folded


def test_every_character_stays_one() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(fold(every)) == len(every)
    assert len(fold_case(every)) == len(every)
