"""Three-way merge of a note's content: what was changed apart goes together, what collides is told."""

from dataclasses import replace
from typing import Any

import pytest

from annotations.content import Content, EvidenceItem, LinkItem, Place
from annotations.merging import choose, merge

PLACE = Place("article-1", 1, 93, 99)
ONE, TWO, THREE = EvidenceItem("one"), EvidenceItem("two"), EvidenceItem("three")
LINK, OTHER = (LinkItem(Place("article-2", 1, start, start + 5), "agrees") for start in (0, 10))
BASE = Content(
    "fact-check",
    PLACE,
    gist="Gist.",
    finding="Finding.",
    verdict="unverified",
    evidence=(ONE, TWO),
    tags=("a", "b"),
    topics=("t",),
    related=(2,),
)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ({}, {}, {}),
        ({"gist": "Mine."}, {"finding": "Theirs."}, {"gist": "Mine.", "finding": "Theirs."}),
        ({}, {"verdict": "opinion"}, {"verdict": "opinion"}),
        ({"gist": "Same."}, {"gist": "Same."}, {"gist": "Same."}),
        ({"tags": ("a", "c")}, {"tags": ("b", "d")}, {"tags": ("c", "d")}),
        ({"related": (2, 9)}, {"related": (2, 5)}, {"related": (2, 5, 9)}),
        ({"topics": ()}, {"topics": ("t", "u")}, {"topics": ("u",)}),
        ({"evidence": (ONE, TWO, THREE)}, {"evidence": (TWO,)}, {"evidence": (TWO, THREE)}),
        ({"evidence": (TWO, ONE)}, {}, {"evidence": (TWO, ONE)}),
        ({}, {"evidence": (TWO, ONE)}, {"evidence": (TWO, ONE)}),
        (
            {"evidence": (replace(ONE, locator="p. 1"), TWO)},
            {"evidence": (ONE, replace(TWO, locator="p. 2"))},
            {"evidence": (replace(ONE, locator="p. 1"), replace(TWO, locator="p. 2"))},
        ),
        ({"evidence": (ONE, TWO, ONE)}, {"gist": "Theirs."}, {"evidence": (ONE, TWO, ONE), "gist": "Theirs."}),
        (
            {"gist": "Mine."},
            {"kind": "correction", "verdict": ""},
            {"gist": "Mine.", "kind": "correction", "verdict": ""},
        ),
    ],
)
def test_what_was_changed_apart_goes_together(
    mine: dict[str, Any], theirs: dict[str, Any], merged: dict[str, Any]
) -> None:
    found = merge(BASE, replace(BASE, **mine), replace(BASE, **theirs))
    assert found.content == replace(BASE, **merged)
    assert found.collisions == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "key", "chosen"),
    [
        ({"gist": "Mine."}, {"gist": "Theirs."}, "gist", {"gist": "Theirs."}),
        ({"verdict": "opinion"}, {"verdict": "disputed"}, "verdict", {"verdict": "disputed"}),
        (
            {"evidence": (replace(ONE, locator="p. 1"), TWO)},
            {"evidence": (replace(ONE, locator="p. 2"), TWO)},
            "evidence:one:1",
            {"evidence": (replace(ONE, locator="p. 2"), TWO)},
        ),
        (
            {"evidence": (replace(ONE, locator="p. 1"), TWO)},
            {"evidence": (TWO,)},
            "evidence:one:1",
            {"evidence": (TWO,)},
        ),
        (
            {"evidence": (TWO,)},
            {"evidence": (replace(ONE, locator="p. 2"), TWO)},
            "evidence:one:1",
            {"evidence": (TWO, replace(ONE, locator="p. 2"))},
        ),
        (
            {"kind": "correction", "verdict": "", "reading": "USSR"},
            {"kind": "cross-reference", "verdict": "", "links": (LINK,)},
            "kind",
            {"kind": "cross-reference", "verdict": "", "links": (LINK,)},
        ),
    ],
)
def test_what_collides_is_mine_until_theirs_is_chosen(
    mine: dict[str, Any], theirs: dict[str, Any], key: str, chosen: dict[str, Any]
) -> None:
    my_side, other = replace(BASE, **mine, confidence="low"), replace(BASE, **theirs, tags=("new",))
    found = merge(BASE, my_side, other)
    assert [collision.key for collision in found.collisions] == [key]
    assert found.content == replace(my_side, tags=("new",))
    assert choose(found.content, other, [key]) == replace(BASE, **chosen, confidence="low", tags=("new",))


def test_links_go_together_by_their_target() -> None:
    base = replace(BASE, kind="cross-reference", verdict="", links=(LINK,))
    mine = replace(base, links=(replace(LINK, relation="contradicts"),))
    found = merge(base, mine, replace(base, links=(LINK, OTHER)))
    assert found.content.links == (replace(LINK, relation="contradicts"), OTHER)
    assert found.collisions == ()
    clash = merge(base, mine, replace(base, links=(replace(LINK, relation="elaborates"),)))
    assert [collision.key for collision in clash.collisions] == ["links:article-2/1/0-5:1"]


@pytest.mark.parametrize("key", ["", "nothing", "evidence", "evidence:zero:1", "evidence:one", "place:x:1"])
def test_a_choice_of_nothing_there_changes_nothing(key: str) -> None:
    assert choose(BASE, replace(BASE, gist="Theirs."), [key]) == BASE
