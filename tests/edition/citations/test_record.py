"""The neutral record: what is missing, what it is sorted by, and its pinpoint in words."""

from dataclasses import replace

import pytest

from edition.citations.record import Pinpoint, Record, missing, sort_name, year
from edition.citations.wording import describe, edtf, locator


@pytest.mark.parametrize(
    ("csl", "codes"),
    [
        ({"type": "webpage"}, ["no-author", "no-date", "no-publisher", "no-url"]),
        ({"type": "webpage", "container-title": "Stratfor"}, ["no-author", "no-date", "no-url"]),
        ({"type": "treaty", "issued": {"date-parts": [[1990]]}}, ["no-author", "no-url"]),
        (
            {"type": "article-newspaper", "author": [{"literal": "TASS"}], "URL": "https://tass.com"},
            ["no-date", "no-container"],
        ),
        ({"type": "book", "editor": [{"family": "Coll"}]}, ["no-date", "no-publisher", "no-url"]),
    ],
)
def test_missing_names_what_is_not_known(csl, codes):
    assert missing(Record("k", csl)) == codes


@pytest.mark.parametrize(
    ("csl", "name"),
    [
        ({"title": "Ties", "author": [{"family": "Khan", "given": "Sarfraz"}]}, "Khan, Sarfraz"),
        ({"title": "Ties", "author": [{"literal": "Noor-Ul-Amin"}]}, "Noor-Ul-Amin"),
        ({"title": "Ties", "editor": [{"family": "Coll"}]}, "Coll"),
        ({"title": "Ties", "author": [{"family": "Berg", "non-dropping-particle": "van"}]}, "van Berg"),
        ({"title": "Ties"}, "Ties"),
    ],
)
def test_sort_name(csl, name):
    assert sort_name(csl) == name


@pytest.mark.parametrize(
    ("csl", "number"),
    [
        ({"issued": {"date-parts": [[1947], [1989]]}}, 1947),
        ({"issued": {"literal": "in the nineties"}}, None),
        ({}, None),
    ],
)
def test_year(csl, number):
    assert year(csl) == number


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ({"date-parts": [[2012]]}, "2012"),
        ({"date-parts": [[2012, 10]]}, "2012-10"),
        ({"date-parts": [[2012, 10, 2]]}, "2012-10-02"),
        ({"date-parts": [[1947, 8], [1989]]}, "1947-08/1989"),
        ({"date-parts": [[1947]], "circa": True}, "1947~"),
        ({"date-parts": [[1947]], "season": 2}, "1947-22"),
        ({"date-parts": [[-44]]}, "-0043"),
        ({"date-parts": [[-1]]}, "0000"),
        ({"literal": "in the nineties"}, None),
    ],
)
def test_dates_in_edtf_say_no_more_than_is_known(date, text):
    assert edtf(date) == text


PIN = Pinpoint("Ties", 3, 2, "p5", "quo\nte", "ab12")


@pytest.mark.parametrize(
    ("pinpoint", "sentence"),
    [
        (PIN, "Sic, text version 2, para. 5 (p5): “quo te”. Line breaks are blanks here. SHA-256: ab12"),
        (
            replace(PIN, anchor="p5-p7"),
            "Sic, text version 2, paras. 5–7 (p5-p7): “quo te”. Line breaks are blanks here. SHA-256: ab12",
        ),
        (
            replace(PIN, anchor="p5a"),
            "Sic, text version 2, para. 5a (p5a): “quo te”. Line breaks are blanks here. SHA-256: ab12",
        ),
        (
            replace(PIN, anchor="t1"),
            "Sic, text version 2, passage t1: “quo te”. Line breaks are blanks here. SHA-256: ab12",
        ),
        (replace(PIN, anchor="", quote=""), "Sic, text version 2. SHA-256: ab12"),
        (
            replace(PIN, article="Other", note=103),
            "Editors’ note 103 on article 3, “Other”, text version 2, para. 5 (p5): “quo te”. "
            "Line breaks are blanks here. SHA-256: ab12",
        ),
    ],
)
def test_a_pinpoint_in_words(pinpoint, sentence):
    assert describe(Record("k", {"title": "Ties"}, pinpoint)) == sentence


def test_a_locator_is_a_numbered_paragraph_or_nothing():
    anchors = ("p5", "p5-p7", "t1", "")
    assert [locator(replace(PIN, anchor=anchor)) for anchor in anchors] == ["para. 5", "paras. 5–7", "", ""]
