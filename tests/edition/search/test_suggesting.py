"""Did you mean …?"""

from collections.abc import Collection

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edition.models.search import SearchWord
from edition.search import suggesting
from edition.search.indexing import Entry, clear, index
from edition.search.query import parse
from edition.search.suggesting import suggest

pytestmark = pytest.mark.django_db
LETTERS = "abcdefghijklmnopqrstuvwxyzабвгд"
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


def fill(stem: str, ends: str) -> None:
    """Put many words into the index that stand before, in the alphabet, those that are looked for."""
    made = [f"{stem}{one}{two}{three}" for one in ends for two in ends for three in ends]
    SearchWord.objects.bulk_create(SearchWord(word=word, shown=word, length=len(word)) for word in made)


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("Tashkentt", "Tashkent"),
        ("Ytashkent", "Tashkent"),
        ("Atshkent", "Tashkent"),
        ("Tashkemt", "Tashkent"),
        ("Tashkned Kosigin Ajub", "Tashkent Kosygin Ayub"),
    ],
)
def test_no_word_is_lost_among_more_than_are_compared(typed: str, suggested: str) -> None:
    fill("aaaaa", "abcdefghijklmnopqrstuvwxyzабвгдежзик")
    assert SearchWord.objects.filter(length=8).count() > suggesting.MOST_CANDIDATES
    assert suggest(typed, parse(typed)) == suggested


def test_only_so_many_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    fill("brash", "abcde")
    read: list[int] = []
    monkeypatch.setattr(suggesting, "MOST_CANDIDATES", 40)

    def extract(word: str, names: Collection[str], **options: object) -> list[object]:
        read.append(len(names))
        return []

    monkeypatch.setattr(suggesting, "extract", extract)
    assert suggest("Tashkemt", parse("Tashkemt")) == ""
    assert 0 < read[0] <= 40


def test_of_too_many_that_are_alike_none_is_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    fill("tash", "abcde")
    monkeypatch.setattr(suggesting, "MOST_CANDIDATES", 0)
    assert suggest("Tashkemt", parse("Tashkemt")) == ""


@pytest.mark.parametrize(
    ("count", "queries", "suggested"),
    [(3, 4, "Brezhnev Tashkent Kosygin"), (4, 1, ""), (32, 1, "")],
)
def test_a_few_unknown_words_are_mended_in_one_read(count: int, queries: int, suggested: str) -> None:
    typed = " ".join(["Breznhev", "Tashkemt", "Kosigin", *(f"Butt{letter}o" for letter in LETTERS)][:count])
    with CaptureQueriesContext(connection) as captured:
        assert suggest(typed, parse(typed)) == suggested
    assert len(captured) == queries
