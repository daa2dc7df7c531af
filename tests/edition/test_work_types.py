"""Words for the types of works."""

from edition.citations.validation import TYPES
from edition.work_types import TYPE_WORDS, word


def test_every_type_of_csl_has_a_word():
    assert set(TYPE_WORDS) == TYPES


def test_words():
    assert [word(t) for t in ("article-newspaper", "webpage", "thesis")] == ["Newspaper", "Web page", "Thesis"]
    assert word("parchment") == "parchment"
