"""What a reader typed, as terms."""

import pytest

from edition.search.query import LENGTH, MOST, QueryError, parse


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("cold war", [("cold", False), ("war", False)]),
        ('"cold war" era', [("cold war", False), ("era", False)]),
        ("“Cold\u00a0War”", [("cold war", False)]),
        ("«Холодная война»", [("холодная воина", False)]),
        ("Brezh*", [("brezh", True)]),
        ("Brezh**", [("brezh", True)]),
        ('"cold wa*"', [("cold wa", True)]),
        ("Brezh *", [("brezh", False)]),
        ("*nev", [("nev", False)]),
        ("Soviet–Afghan", [("soviet afghan", False)]),
        ("it’s", [("it s", False)]),
        ("冷戦", [("冷 戦", False)]),
        ("“cold war", [("cold", False), ("war", False)]),
        ('"cold war" "era', [("cold war", False), ("era", False)]),
        ("cold AND war OR NOT NEAR(x)", [(w, False) for w in ("cold", "and", "war", "or", "not", "near", "x")]),
        ("^cold -war +x words:y", [("cold", False), ("war", False), ("x", False), ("words", False), ("y", False)]),
        ("war war", [("war", False)]),
        ('"" *** “” - \0', []),
        ("", []),
    ],
)
def test_terms_of_a_query(text: str, terms: list[tuple[str, bool]]) -> None:
    assert [(" ".join(term.words), term.is_prefix) for term in parse(text).terms] == terms


def test_terms_show_what_was_typed() -> None:
    assert parse("“Cold\u00a0War”  Brezh* Café").shown == "Cold War Brezh Café"


@pytest.mark.parametrize(
    ("text", "length", "count"),
    [("x" * (LENGTH + 1), LENGTH + 1, 1), ("ab " * 4000, 12_000, 4000)],
)
def test_a_query_that_is_too_long_is_refused_before_it_is_read(text: str, length: int, count: int) -> None:
    with pytest.raises(QueryError) as error:
        parse(text)
    assert (error.value.length, error.value.count) == (length, count)


def test_too_many_words_are_refused() -> None:
    words = [f"w{number}" for number in range(MOST)]
    assert len(parse(" ".join(words)).terms) == MOST
    with pytest.raises(QueryError):
        parse(" ".join([*words, "more"]))
    with pytest.raises(QueryError):
        parse(f'"{" ".join([*words, "more"])}"')
