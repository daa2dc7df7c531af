"""Pages are mirrored for languages that are written from the right."""

from pathlib import Path

import pytest

from tests.support.physical import physical

ROOT = Path(__file__).resolve().parents[2]
STYLESHEETS = sorted((ROOT / "edition/static/edition/css").glob("*.css"))
# A tip made of two sides of a box that is turned by 45 degrees: it points down in every language.
MEANT = {"notes.css": {"border-width:0 1.5px 1.5px 0"}}


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_no_stylesheet_knows_left_and_right(path):
    found = {line.partition(": ")[2] for line in physical(path.read_text(encoding="utf-8"))}
    assert found - MEANT.get(path.name, set()) == set()


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a{margin-left:1px}", ["1: margin-left:1px"]),
        ("a{color:red;\n  left:0}", ["2: left:0"]),
        ("@media print{a{float:right}}", ["1: float:right"]),
        ("a{border-top-right-radius:1px}", ["1: border-top-right-radius:1px"]),
        ("a{padding:1px 2px 3px 4px}", ["1: padding:1px 2px 3px 4px"]),
        ("a{margin:0 calc(1px + var(--a)) 0 0}", ["1: margin:0 calc(1px + var(--a)) 0 0"]),
        ("a{border-radius:0 6px 6px 0}", ["1: border-radius:0 6px 6px 0"]),
        (
            "a{background:linear-gradient(red,blue) right/1px no-repeat}",
            ["1: background:linear-gradient(red,blue) right/1px no-repeat"],
        ),
        ("a{text-align:left}", ["1: text-align:left"]),
        ("a{inset:0 auto auto 0}", ["1: inset:0 auto auto 0"]),
        ("a{padding:1px 2px 3px;margin:0 1px 2px 1px;border-radius:6px 6px 0 0;inset:0}", []),
        ("a{margin-inline-start:1px;text-align:start;float:inline-end;inset-inline-end:0}", []),
        ("/* left:0 */ a.left:hover{color:red} @page{margin:1mm 2mm 1mm 3mm;@bottom-right{content:''}}", []),
    ],
)
def test_left_and_right_are_seen(css, found):
    assert physical(css) == found
