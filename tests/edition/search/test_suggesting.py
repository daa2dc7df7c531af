"""Did you mean …?"""

import pytest

from edition.search.indexing import Entry, clear, index
from edition.search.query import parse
from edition.search.suggesting import suggest

pytestmark = pytest.mark.django_db
TEXT = "Brezhnev met Bhutto in Rawalpindi; Холодная война; 冷戦. Peace, pence. Kosygin and Ayub at Tashkent."


@pytest.fixture(autouse=True)
def _small_index() -> None:
    clear()
    index([Entry("passage", "one/p1", TEXT, "one", "p1"), Entry("note", "1", "The Tashkent note")])


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("Breznhev", "Brezhnev"),
        ("brezhnevv", "Brezhnev"),
        ("Breshnew bhuto", "Brezhnev Bhutto"),
        ("“brezhnev met Butto”", "“brezhnev met Bhutto”"),
        ("Холоднея воина", "Холодная воина"),
        ("Tashkent Bhutto Kosigin", "Tashkent Bhutto Kosygin"),
        ("peack", "Peace"),
        ("Brezhnev", ""),
        ("Gorbachev", ""),
        ("Bxxzhnev", "Brezhnev"),
        ("Pexxe", ""),
        ("abc", ""),
        ("19475", ""),
        ("Brezhmev Gorbachev", ""),
        ("note Kosigin", ""),
        ("brezhx*", ""),
        ("", ""),
    ],
)
def test_what_is_suggested(typed: str, suggested: str) -> None:
    assert suggest(typed, parse(typed)) == suggested


def test_a_word_that_has_gone_is_not_suggested() -> None:
    clear()
    index([Entry("passage", "one/p1", TEXT, "one", "p1")])
    index([Entry("passage", "one/p1", "Nothing of it", "one", "p1")])
    assert suggest("Breznhev", parse("Breznhev")) == ""
