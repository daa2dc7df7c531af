"""Dates that stand in words, and EDTF dates, as stretches of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.pictures.dating import Extent, in_prose, of_edtf


def spelt(extents: list[Extent]) -> list[str]:
    return [f"{one.first}/{one.last}{'?' if one.is_uncertain else ''}" for one in extents]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("On 21 December 1991", ["1991-12-21/1991-12-21"]),
        ("1989, with the USSR still united", ["1989-01-01/1989-12-31"]),
        ("the Cold War era since 1947 to 1989.", ["1947-01-01/1989-12-31"]),
        ("no improvement except between 1965 and 1971", ["1965-01-01/1971-12-31"]),
        ("Twice, in 2009 and 2012", ["2009-01-01/2009-12-31", "2012-01-01/2012-12-31"]),
        ("Late 1980s (reader comment)", ["1986-01-01/1989-12-31?"]),
        ("In the 1970s and 80s", ["1970-01-01/1989-12-31"]),
        ("Two: 1989 and about 1992", ["1989-01-01/1989-12-31", "1992-01-01/1992-12-31?"]),
        ("perhaps in 1995", ["1995-01-01/1995-12-31?"]),
        ("1989?", ["1989-01-01/1989-12-31?"]),
        ("pacts of 1954-55", ["1954-01-01/1955-12-31"]),
        ("the agreement of 2005–08", ["2005-01-01/2008-12-31"]),
        ("Lavrov, 3-4 October 2012", ["2012-10-03/2012-10-04"]),
        ("Announced September-October 2013", ["2013-09-01/2013-10-31"]),
        ("Prime minister (May 2008 to May 2012)", ["2008-05-01/2012-05-31"]),
        ("February 2004", ["2004-02-01/2004-02-29"]),
        ("31 February 1990", []),
        ("worth 310 million dollars", []),
        ("worth $1990", []),
        ("1,990 men and 1990,500 more", []),
        ("over 1990.", ["1990-01-01/1990-12-31"]),
        ("1999 to 1990", ["1999-01-01/1999-12-31", "1990-01-01/1990-12-31"]),
        ("1990-85", []),
        ("Undated collapse", []),
        ("", []),
    ],
)
def test_dates_in_words(words, found):
    assert spelt(in_prose(words)) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("1991-12-26", "1991-12-26/1991-12-26"),
        ("2014-06", "2014-06-01/2014-06-30"),
        ("1974", "1974-01-01/1974-12-31"),
        ("1989?", "1989-01-01/1989-12-31?"),
        ("1989~", "1989-01-01/1989-12-31?"),
        ("1947/1989", "1947-01-01/1989-12-31"),
        ("198X", "1980-01-01/1989-12-31"),
        ("1989/..", "1989-01-01/1989-01-01?"),
        ("../1989-11", "1989-11-30/1989-11-30?"),
        ("2001-21", "2001-03-01/2001-05-31"),
    ],
)
def test_edtf_dates(value, found):
    extent = of_edtf(value)
    assert extent
    assert spelt([extent]) == [found]


@pytest.mark.parametrize("value", ["", "yesterday", "1989-13", "1990-02-30", "-0044", "Y170000002", "../.."])
def test_what_is_no_date_of_the_calendar_is_none(value):
    assert of_edtf(value) is None


@given(st.dates(date(1000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_it_is_written(day):
    assert in_prose(f"It was on {day.day} {day:%B} {day.year}, they say.") == [Extent(day, day)]


@given(st.text(max_size=60))
def test_any_words_can_be_read(words):
    assert all(extent.first <= extent.last for extent in in_prose(words))


@given(st.text(max_size=30))
def test_any_edtf_can_be_read(value):
    extent = of_edtf(value)
    assert extent is None or isinstance(extent, Extent)
