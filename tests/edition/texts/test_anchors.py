"""Numbering of passages and reading of anchors."""

import pytest

from edition.texts.anchors import between, following, number, parse, series, sort_key
from edition.texts.segmentation import ROLES


def test_every_role_has_its_series() -> None:
    assert "".join(series(role) for role in ROLES) == "ttttppppptxx"


def test_unknown_role() -> None:
    with pytest.raises(ValueError, match=r"“footer” is no role\. The roles are: title, kicker"):
        series("footer")


def test_each_series_counts_by_itself() -> None:
    roles = ["furniture", "title", "body", "pull-quote", "byline", "heading", "comment"]
    assert number(roles) == ["x1", "t1", "p1", "p2", "t2", "p3", "x2"]


@pytest.mark.parametrize(
    ("anchor", "parts"),
    [
        ("p5", ("p", 5, "")),
        ("p5a", ("p", 5, "a")),
        ("t12", ("t", 12, "")),
        ("x1bc", ("x", 1, "bc")),
        ("p0a", ("p", 0, "a")),
    ],
)
def test_parse(anchor: str, parts: tuple[str, int, str]) -> None:
    assert parse(anchor) == parts


@pytest.mark.parametrize(
    "anchor", ["", "p", "p0", "p05", "p00a", "5", "q5", "P5", "p5A", "p٥", "p5 ", "p5\n", "p" + "9" * 5000]
)
def test_no_anchor(anchor: str) -> None:
    with pytest.raises(ValueError, match=r"is no anchor\. Anchors look like p5, p5a, t1 or x2\."):
        parse(anchor)


def test_order() -> None:
    ordered = ["t1", "t2", "p1", "p2", "p2a", "p2b", "p10", "x1"]
    mixed = ["x1", "p10", "p2b", "t2", "p2", "p1", "p2a", "t1"]
    assert sorted(mixed, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("before", "after", "wanted", "used", "found"),
    [
        ("p5", "p6", 2, "", "p5a p5b"),
        ("p5", "p6", 2, "p5a", "p5b p5c"),
        ("p5", "p9", 1, "p6", "p5a"),
        ("p5a", "p5b", 2, "", "p5aa p5ab"),
        ("p5", "p5a", 2, "", "p5za p5zb"),
        ("p5", "p5za", 1, "", "p5zza"),
        ("p5y", "p6", 1, "", "p5ya"),
        ("", "p1", 2, "", "p0a p0b"),
        ("", "p0a", 1, "", "p0za"),
        ("", "t3", 1, "t1 t2", "t2a"),
    ],
)
def test_anchors_between(before: str, after: str, wanted: int, used: str, found: str) -> None:
    assert between(before, after, wanted, used.split()) == found.split()


def test_many_anchors_between_stay_short_and_ascend() -> None:
    names = between("p5", "p6", 600, {"p5a"})
    assert (len(set(names)), max(map(len, names))) == (600, 4)
    assert sorted(names, key=sort_key) == names


def test_anchors_at_the_end_count_on_from_the_highest_ever_used() -> None:
    assert following("p", 2, ["p1", "p7", "x9", "p3b"]) == ["p8", "p9"]
    assert following("t", 1, ["p1"]) == ["t1"]
