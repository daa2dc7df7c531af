"""Dates of EDTF that CSL-JSON cannot say: taken, kept, written out, and printed in words."""

import json

import pytest

from edition.citations.intake import read
from edition.citations.record import Record, validate
from edition.citations.registry import export
from edition.citations.styles import format_all
from edition.dates import issued as as_read

# (EDTF, what a style prints in its place, what MODS says of it)
DATES = [
    ("1984?", "(1984?)", "questionable"),
    ("1986%", "(circa 1986?)", "questionable"),
    ("1987/..", "(1987–)", None),
    ("2003/", "(2003–)", None),
    ("../1987", "(until 1987)", None),
    ("199X", "(1990s)", None),
    ("1984~/1987", "(circa 1984 to 1987)", "approximate"),
]


def taken(date: str) -> Record:
    (incoming,) = read(
        f"@book{{k, author = {{Khan, Ali}}, title = {{T}}, publisher = {{P}}, date = {{{date}}}}}"
    ).records
    return Record("k", incoming.csl)


@pytest.mark.parametrize(("date", "printed", "qualifier"), DATES)
def test_a_date_of_edtf_is_kept_and_written_out(date, printed, qualifier):
    record = taken(date)
    assert validate(record.csl) == []
    assert f"date = {{{date}}}" in "".join(export([record], "biblatex"))
    assert json.loads("".join(export([record], "csl-json")))[0]["issued"]["raw"] == date
    said = f' qualifier="{qualifier}"' if qualifier else ""
    assert f'<dateIssued encoding="edtf"{said}>{date}</dateIssued>' in "".join(export([record], "mods"))
    (again,) = read(json.dumps([{"type": "book", "title": "T", "issued": {"raw": date}}])).records
    assert again.csl["issued"] == record.csl["issued"]


def test_styles_and_pages_print_words():
    made = format_all([taken(date) for date, _printed, _qualifier in DATES], "apa")
    assert [printed in one.text for one, (_date, printed, _qualifier) in zip(made, DATES, strict=True)] == [True] * 7
    assert [as_read(taken(date).csl) for date in ("1984?", "1987/..", "199X")] == ["1984?", "1987–", "1990s"]


@pytest.mark.parametrize("raw", ["1984", "1985?", "soon", 1984])
def test_raw_has_to_agree_with_the_rest_of_the_date(raw):
    date = {"date-parts": [[1984]], "circa": True, "raw": raw}
    assert [problem[:12] for problem in validate({"type": "book", "title": "T", "issued": date})] == ["“issued.raw”"]
