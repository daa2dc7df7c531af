"""Dates for readers."""

import pytest

from edition.dates import dating, in_words, issued


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1991-12-26", "26 December 1991"),
        ("1991-12", "December 1991"),
        ("1991", "1991"),
        ("1949-06/1950-05-03", "June 1949 to 3 May 1950"),
        ("2012~", "2012~"),
        ("2012-13", "2012-13"),
        ("1991-02-30", "1991-02-30"),
        ("0000", "0000"),
        ("1/2/3", "1/2/3"),
        ("", ""),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(edtf, words):
    assert in_words(edtf) == words


@pytest.mark.parametrize(
    ("csl", "words"),
    [
        ({}, ""),
        ({"issued": {"date-parts": [[2012, 10, 2]]}}, "2 October 2012"),
        ({"issued": {"date-parts": [[1947], [1989]]}}, "1947 to 1989"),
        ({"issued": {"date-parts": [[2012]], "circa": True}}, "circa 2012"),
        ({"issued": {"date-parts": [[2012]], "season": 2}}, "summer 2012"),
        ({"issued": {"literal": "in the reign of Bhutto"}}, "in the reign of Bhutto"),
    ],
)
def test_when_a_work_was_issued(csl, words):
    assert issued(csl) == words


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (None, "Not dated"),
        ({"notBefore": None, "notAfter": None}, "Not dated"),
        ({"notBefore": "2012-10", "notAfter": None}, "Not dated; written in or after October 2012"),
        ({"notBefore": "2022-02-24"}, "Not dated; written on or after 24 February 2022"),
        ({"notAfter": "2022-02-24"}, "Not dated; written on or before 24 February 2022"),
        ({"notAfter": "2014"}, "Not dated; written in or before 2014"),
        (
            {"notBefore": "2011-11-28", "notAfter": "2014-12-31"},
            "Not dated; written between 28 November 2011 and 31 December 2014",
        ),
    ],
)
def test_an_undated_article_says_between_what_it_was_written(bounds, words):
    assert dating({}, {"dateBounds": bounds} if bounds else {}) == words


def test_a_known_date_needs_no_bounds():
    csl = {"issued": {"date-parts": [[2012, 10]]}}
    assert dating(csl, {"dateBounds": {"notBefore": "2012"}}) == "October 2012"
