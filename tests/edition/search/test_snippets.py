"""Words in context."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.search.query import parse
from edition.search.snippets import places, snippet

LONG = "Filling words before. " * 30 + "The “Cold\u00a0War” ended, and the cold stayed. " + "More of it. " * 40


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("The Cold War", "war", ["War"]),
        ("The Cold War; a war of colds", "cold war", ["Cold", "War", "war"]),
        ("The “Cold\u00a0War” and war", '"cold war"', ["Cold\u00a0War"]),
        ("Brezhnev, Brezhnev’s", "brezh*", ["Brezhnev", "Brezhnev"]),
        ("État e\u0301tat", "etat", ["État", "e\u0301tat"]),
        ("冷戦の終結", "終結", ["終結"]),
        ("no word of it", "cold", []),
        ("war of war", "war", ["war", "war"]),
        ("a b a b a", '"a b a"', ["a b a"]),
    ],
)
def test_what_is_marked_is_what_is_stored(text: str, query: str, marked: list[str]) -> None:
    found = snippet(text, parse(query))
    assert "".join(piece.text for piece in found.pieces) == text
    assert [piece.text for piece in found.pieces if piece.is_found] == marked


def test_a_long_text_is_cut_around_what_was_found_at_blanks() -> None:
    found = snippet(LONG, parse("cold war"))
    shown = "".join(piece.text for piece in found.pieces)
    assert LONG[found.start :].startswith(shown)
    assert [piece.text for piece in found.pieces if piece.is_found] == ["Cold", "War", "cold"]
    assert found.is_cut_before
    assert found.is_cut_after
    assert len(shown) <= 240
    assert LONG[found.start - 1] == " "
    assert found.found is not None
    assert LONG[slice(*found.found)] == "Cold"


def test_the_beginning_is_shown_where_nothing_is_found() -> None:
    found = snippet(LONG, parse("nowhere"))
    assert (found.start, found.is_cut_before, found.found) == (0, False, None)


@given(st.text(alphabet="ab \n“Ü。冷"), st.sampled_from(["a", "ab*", '"a b"', "冷"]))
def test_a_snippet_is_a_piece_of_the_text(text: str, query: str) -> None:
    found = snippet(text, parse(query), 12)
    shown = "".join(piece.text for piece in found.pieces)
    assert text[found.start : found.start + len(shown)] == shown
    assert found.is_cut_after == (found.start + len(shown) < len(text))


@given(st.text(alphabet="ab "))
def test_places_are_in_order_and_apart(text: str) -> None:
    found = places(text, parse('"a b" b a*'))
    assert all(first[1] <= second[0] for first, second in pairwise(found))
