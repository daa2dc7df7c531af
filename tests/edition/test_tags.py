"""Tags as they are typed, and tags that cannot be."""

import pytest

from edition import tags


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Cold War, visits,, cold war", ["Cold War", "visits"]),
        ("  SCO ", ["SCO"]),
        ("a  b", ["a b"]),
        ("", []),
        ("россия, پاکستان", ["россия", "پاکستان"]),
        ("روس، سرد جنگ,امن", ["امن", "روس", "سرد جنگ"]),
    ],
)
def test_commas_part_tags_and_nothing_else(typed: str, found: list[str]):
    assert tags.from_string(typed) == found


@pytest.mark.parametrize(
    ("tag", "sentence"),
    [
        ("Cold War", ""),
        ("پاکستان", ""),
        ("???", "The tag “???” has no letter and no digit, so it can have no address. Write a word."),
        ("x" * 101, f"The tag “{'x' * 30}…” is longer than 100 characters. Part tags by commas."),
    ],
)
def test_a_tag_needs_an_address(tag: str, sentence: str):
    assert tags.problem(tag) == sentence
