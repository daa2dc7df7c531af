"""Numbering of passages and reading of anchors."""

import pytest

from edition.texts.anchors import number, parse, series, sort_key
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
    [("p5", ("p", 5, "")), ("p5a", ("p", 5, "a")), ("t12", ("t", 12, "")), ("x1bc", ("x", 1, "bc"))],
)
def test_parse(anchor: str, parts: tuple[str, int, str]) -> None:
    assert parse(anchor) == parts


@pytest.mark.parametrize(
    "anchor", ["", "p", "p0", "p05", "5", "q5", "P5", "p5A", "p٥", "p5 ", "p5\n", "p" + "9" * 5000]
)
def test_no_anchor(anchor: str) -> None:
    with pytest.raises(ValueError, match=r"is no anchor\. Anchors look like p5, p5a, t1 or x2\."):
        parse(anchor)


def test_order() -> None:
    ordered = ["t1", "t2", "p1", "p2", "p2a", "p2b", "p10", "x1"]
    mixed = ["x1", "p10", "p2b", "t2", "p2", "p1", "p2a", "t1"]
    assert sorted(mixed, key=sort_key) == ordered
