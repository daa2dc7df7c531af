"""One suite for every engine: the test command runs it on SQLite and on PostgreSQL."""

from collections.abc import Sequence

import pytest
from django.test import TestCase

from edition.search import finding
from edition.search.engines import engine
from edition.search.finding import count, search, tally
from edition.search.indexing import Entry, clear, index, remove
from edition.search.query import parse

TEXTS = {
    "p1": "Brezhnev met “Bhutto” in Moscow; the Cold\u00a0War went on.",
    "p2": "A war, cold as winter. The USSR’s policy–makers waited.",
    "p3": "Café talk: Brezhnev, Brezhnev, and Kosygin again.",
    "p4": "پاکستان اور روس کے تعلقات",
    "p5": "Холодная война закончилась ещё в 1989 году",
    "p6": "冷戦の終結 and 한국전쟁",
    "p7": "and or not near the cold policy",
}
NOTES = {
    "1": ("Brezhnev never came to Pakistan.", {"verdict": ["inaccurate"], "kind": ["fact-check"], "tag": ["visits"]}),
    "2": (
        "The Cold War ended in 1989 or later.",
        {"verdict": ["disputed"], "kind": ["fact-check"], "tag": ["cold-war"]},
    ),
    "3": ("A Cold War slip of the pen.", {"kind": ["correction"], "tag": ["cold-war", "slips"]}),
}


def passage(anchor: str, words: str, article: str = "one") -> Entry:
    return Entry("passage", f"{article}/{anchor}", words, article, anchor, {"article": [article]})


def note(key: str, words: str, facets: dict[str, list[str]]) -> Entry:
    return Entry("note", key, words, facets={"article": ["one" if key != "3" else "two"], **facets})


class Search(TestCase):
    """Search over a small index of its own."""

    def setUp(self) -> None:
        clear()
        index([passage(anchor, words) for anchor, words in TEXTS.items()])
        index([note(key, words, facets) for key, (words, facets) in NOTES.items()])

    def found(self, text: str, of: str = "passage", **filters: str) -> list[str]:
        hits = search(parse(text), [of], filters).hits.get(of, [])
        return sorted(hit.key.removeprefix("one/") for hit in hits)

    def test_what_is_found(self) -> None:
        for text, keys in (
            ("Brezhnev", ["p1", "p3"]),
            ("BREZHNEV bhutto", ["p1"]),
            ("cold war", ["p1", "p2"]),
            ('"cold war"', ["p1"]),
            ("“war cold”", ["p2"]),
            ('"war went on"', ["p1"]),
            ("'Bhutto'", ["p1"]),
            ("“USSR's policy-makers”", ["p2"]),
            ("policy-makers", ["p2"]),
            ("policy makers", ["p2"]),
            ("pol*", ["p2", "p7"]),
            ("pol", []),
            ('"the ussr* "', ["p2"]),
            ('"cold wa*"', ["p1"]),
            ("cafe", ["p3"]),
            ("CAFÉ", ["p3"]),
            ("روس", ["p4"]),
            ("پاكستان", ["p4"]),
            ("холодная война", ["p5"]),
            ("еще", ["p5"]),
            ("終結", ["p6"]),
            ("冷戦", ["p6"]),
            ("戦冷", []),
            ("전쟁", ["p6"]),
            ("cold AND policy", ["p7"]),
            ("cold NOT war", []),
            ("nowhere", []),
        ):
            with self.subTest(text):
                assert self.found(text) == keys

    def test_operators_and_signs_are_none(self) -> None:
        for text, keys in (
            ("near(cold policy)", ["p7"]),
            ("^cold", ["p1", "p2", "p7"]),
            ("cold -policy", ["p2", "p7"]),
            ("+cold !war", ["p1", "p2"]),
            ("folded:cold", []),
            ("{cold} & (policy | war)", ["p2"]),
        ):
            with self.subTest(text):
                assert self.found(text) == keys

    def test_no_query_breaks_an_engine(self) -> None:
        for text in ("'", '"', "\\", "%", "_", "b'b", "b\\:*b", ":*", "'':*", "b & | ! ( )", "\0", "\ud800", "x" * 900):
            with self.subTest(ascii(text)):
                assert search(parse(text), ["passage"]).total == 0

    def test_any_word(self) -> None:
        query = parse('kosygin "cold war" nowhere', any_word=True)
        assert {hit.anchor for hit in search(query, ["passage"]).hits["passage"]} == {"p1", "p3"}
        assert count(query) == {"passage": 2, "note": 2}

    def test_counts_are_of_all_kinds_and_hits_of_those_asked(self) -> None:
        found = search(parse("cold"), ["note"])
        assert found.counts == {"passage": 3, "note": 2}
        assert found.total == 5
        assert set(found.hits) == {"note"}

    def test_words_come_as_they_are_stored(self) -> None:
        (hit,) = search(parse("bhutto"), ["passage"]).hits["passage"]
        assert (hit.words, hit.article, hit.anchor) == (TEXTS["p1"], "one", "p1")

    def test_the_best_comes_first(self) -> None:
        best = [hit.anchor for hit in search(parse("brezhnev"), ["passage"]).hits["passage"]]
        assert best == ["p3", "p1"]
        together = [hit.anchor for hit in search(parse("cold war"), ["passage"]).hits["passage"]]
        assert together == ["p1", "p2"]

    def test_filters_hold_together(self) -> None:
        assert self.found("cold war", "note") == ["2", "3"]
        assert self.found("cold war", "note", kind="correction") == ["3"]
        assert self.found("cold war", "note", kind="correction", article="one") == []
        assert self.found("cold war", "note", tag="cold-war", article="one") == ["2"]
        assert self.found("cold war", "passage", verdict="disputed") == []
        assert search(parse("cold"), ["note"], {"tag": "slips"}).counts == {"note": 1}

    def test_facets_count_what_choosing_them_finds(self) -> None:
        query = parse("cold war")
        for filters in ({}, {"article": "one"}, {"kind": "fact-check"}, {"kind": "correction", "tag": "slips"}):
            counted = tally(query, filters)
            for name, values in counted.items():
                for value, number in values.items():
                    with self.subTest(f"{filters} {name}={value}"):
                        assert count(query, {**filters, name: value}).total() == number > 0
        assert tally(query, {})["kind"] == {"fact-check": 1, "correction": 1}
        assert tally(query, {}, "passage") == {"article": {"one": 2}}
        assert tally(query, {"kind": "correction"})["kind"] == {"fact-check": 1, "correction": 1}
        assert tally(query, {"kind": "correction"})["tag"] == {"cold-war": 1, "slips": 1}

    def test_what_is_put_in_again_is_there_once(self) -> None:
        index([passage("p1", "Podgorny met Bhutto.")])
        assert self.found("bhutto") == ["p1"]
        assert self.found("podgorny") == ["p1"]
        assert self.found("moscow") == []

    def test_what_is_taken_out_is_gone(self) -> None:
        remove("passage", ["one/p1", "one/p99"])
        assert self.found("brezhnev") == ["p3"]
        assert self.found("brezhnev", "note") == ["1"]

    def test_a_phrase_is_found_behind_many_words(self) -> None:
        index([passage("p8", "the and " * 9000 + "quite singular the end")])
        assert self.found('"quite singular the"') == ["p8"]
        assert self.found('"the end"') == ["p8"]

    def test_words_beyond_what_an_index_holds_do_no_harm(self) -> None:
        index([passage("p9", " ".join(f"слово{number}" for number in range(60_000)))])
        assert self.found("слово7") == ["p9"]


class ManyFound(TestCase):
    """More is found than is ranked."""

    def setUp(self) -> None:
        clear()
        index(passage(f"p{number}", f"common {'common ' * (number == 19)}word {number}") for number in range(1, 21))
        index([note("1", "common sense", {})])
        ranked, few = finding.RANKED, engine().FEW
        finding.RANKED = 10
        setattr(engine(), "FEW", 5)  # noqa: B010
        self.addCleanup(setattr, finding, "RANKED", ranked)
        self.addCleanup(setattr, engine(), "FEW", few)

    def anchors(self, first: int, number: int) -> Sequence[str]:
        return [hit.anchor for hit in search(parse("common"), ["passage"], first=first, count=number).hits["passage"]]

    def test_counts_are_true(self) -> None:
        assert search(parse("common"), ["passage"]).counts == {"passage": 20, "note": 1}

    def test_pages_give_each_hit_once(self) -> None:
        pages = [anchor for first in range(0, 24, 4) for anchor in self.anchors(first, 4)]
        assert sorted(pages) == sorted(f"p{number}" for number in range(1, 21))

    def test_what_is_not_ranked_follows_in_the_order_of_the_index(self) -> None:
        assert self.anchors(8, 4) == ["p9", "p10", "p11", "p12"]
        assert self.anchors(18, 9) == ["p19", "p20"]
        assert self.anchors(40, 4) == []


@pytest.mark.django_db
def test_the_index_of_the_edition_agrees_with_it() -> None:
    from edition.search.providers import disagreements

    assert list(disagreements()) == []
