"""What the edition exports of its 139 sources, read back by its own readers: every variable, equal."""

import json

import pytest

from edition.citations.intake import read
from edition.citations.record import Record
from edition.citations.registry import export

FORMATS = ("bibtex", "biblatex", "ris", "csl-json")


def as_read(record):
    """A record as a reader gives it: the edition's remarks apart, as text."""
    csl = dict(record.csl)
    custom = csl.pop("custom", {})
    return csl, {name: value if isinstance(value, str) else json.dumps(value) for name, value in custom.items()}


@pytest.mark.parametrize("form", FORMATS)
def test_the_whole_bibliography_comes_back(records, form):
    batch = read("".join(export(records, form)).encode())
    assert [record.key for record in batch.records] == [record.key for record in records]
    for got, wanted in zip(batch.records, records, strict=True):
        assert (got.csl, got.own) == as_read(wanted)
        assert got.left == []
    assert batch.problems == []


HARD = {
    "type": "article-journal",
    "title": "50% of {braces}, $x$ & more_of it -- ``quoted'' \\ ~ ^ # “Мир” اردو",
    "author": [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr"},
        {"literal": "Ministry of A and B"},
        {"family": "Plato"},
    ],
    "container-title": "Journal of X and Y",
    "volume": "12",
    "issue": "3",
    "page": "12-15",
    "issued": {"date-parts": [[2012, 10, 2]]},
    "accessed": {"date-parts": [[2026, 11, 21]]},
    "DOI": "10.1000/a_b",
    "URL": "https://x.org/a_b?c=%20&d#e",
    "language": "en",
    "keyword": "war, peace",
    "note": "Seen in excerpt; 10% of it.",
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_record_that_is_hard_to_write_comes_back(form):
    batch = read("".join(export([Record("hard", HARD)], form)))
    assert batch.problems == []
    assert batch.records[0].csl == HARD


DATES = [
    {"date-parts": [[2012]]},
    {"date-parts": [[2012, 10]]},
    {"date-parts": [[1947], [1989, 12]]},
    {"date-parts": [[2012]], "circa": True},
    {"date-parts": [[2012]], "season": 3},
    {"date-parts": [[1984]], "circa": True, "raw": "1984?"},
    {"date-parts": [[1986, 5]], "circa": True, "raw": "1986-05%"},
    {"date-parts": [[1987]], "raw": "1987/.."},
    {"date-parts": [[1987]], "raw": "../1987"},
    {"literal": "1990s", "raw": "199X"},
    {"literal": "in the reign of Akbar"},
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("issued", DATES, ids=str)
def test_dates_come_back(form, issued):
    record = Record("dated", {"type": "book", "title": "T", "publisher": "P", "issued": issued})
    assert read("".join(export([record], form))).records[0].csl["issued"] == issued


# What a format cannot hold, or holds for something else as well: the whole list of what was found.
LOSSES = [
    # A particle that drops is written like one that does not.
    (
        {"author": [{"family": "Gogh", "given": "V.", "dropping-particle": "van"}]},
        {"author": [{"family": "Gogh", "given": "V.", "non-dropping-particle": "van"}]},
        {"bibtex", "biblatex", "ris"},
    ),
    # RIS parts names at commas and has no sign for a body whose name holds one.
    (
        {"author": [{"literal": "Smith, Jones & Co"}]},
        {"author": [{"family": "Smith", "given": "Jones & Co"}]},
        {"ris"},
    ),
    # A family name of several words that begins small reads as a particle and a name.
    (
        {"author": [{"family": "de la Cruz", "given": "A."}]},
        {"author": [{"family": "Cruz", "given": "A.", "non-dropping-particle": "de la"}]},
        {"ris"},
    ),
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("given", "changed", "forms"), LOSSES)
def test_what_a_format_cannot_hold_is_this_and_no_more(form, given, changed, forms):
    record = Record("lossy", {"type": "book", "title": "T", **given})
    read_back = read("".join(export([record], form))).records[0].csl
    assert read_back == {"type": "book", "title": "T", **(changed if form in forms else given)}
