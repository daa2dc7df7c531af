"""Numbers and order of the entries of a list."""

import re

import pytest

from edition.citations import citeproc, lists
from edition.citations.csl_files import prepared
from edition.citations.record import Record
from edition.citations.styles import STYLES, Formatted, format_alike, format_all
from tests.support.citeproc import RECORDS


def test_entries_and_their_citations_are_numbered_where_the_style_numbers():
    entries = [Formatted("A 1.", "<i>A</i> 1.", "[1, Para. 1]", "[1, Para. 1]")] * 2
    numbered = list(lists.numbered(entries, "ieee", 11))
    assert numbered[1] == Formatted("[12] A 1.", "[12] <i>A</i> 1.", "[12, Para. 1]", "[12, Para. 1]")
    assert [entry.text for entry in lists.numbered(entries, "vancouver")] == ["1. A 1.", "2. A 1."]
    assert list(lists.numbered(entries, "apa")) == entries


# Entries do not show the names behind “et al.”, nor that Harvard sorts `de Goeje` under G; letters are not listed.
HIDDEN = {"authors-3", "authors-8", "authors-21", "particles"}
CHOSEN = [one for one in RECORDS if one.key not in HIDDEN and one.csl["type"] != "personal_communication"]


@pytest.mark.parametrize("style", ["apa", "mla", "chicago-author-date", "chicago-notes", "harvard"])
def test_the_order_is_that_of_the_styles_own_bibliography(style):
    mine = lists.order(format_all(CHOSEN, style), style)
    wanted = STYLES[style]
    blocks = citeproc._pandoc(
        citeproc._document(CHOSEN, wanted.language, [f"r{n}" for n in range(len(CHOSEN))]), prepared(wanted.path)
    )
    assert [f"ref-r{place}" for place in mine] == [name for name, _entry in citeproc._entries(blocks)]
    assert mine != sorted(mine)


def test_a_numbered_list_keeps_its_order():
    assert lists.order([Formatted(text, "", "") for text in ("Z", "A")], "ieee") == [0, 1]


KHAN = {"type": "book", "author": [{"family": "Khan", "given": "Ali"}], "issued": {"date-parts": [[2011]]}}
TWINS = [Record(key, {**KHAN, "title": title}) for key, title in (("b", "Second"), ("a", "First"), ("b", "Second"))]
OTHER = Record("c", {**KHAN, "title": "Third", "issued": {"date-parts": [[2012]]}})


@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "harvard"])
def test_equal_years_of_the_same_names_have_letters_in_a_list(style):
    records = [TWINS[0], OTHER, *TWINS[1:]]
    assert lists.alike(records, style) == [0, 2, 3]
    made = format_alike([records[place] for place in (0, 2, 3)], style)
    assert [re.findall("2011[ab]?", entry.text)[0] for entry in made] == ["2011b", "2011a", "2011b"]
    assert [re.findall("2011[ab]?", entry.inline)[0] for entry in made] == ["2011b", "2011a", "2011b"]


def test_one_work_cited_twice_has_no_letter_nor_has_any_in_other_styles():
    assert lists.alike([TWINS[0], TWINS[2], OTHER], "apa") == []
    assert lists.alike(TWINS, "mla") == lists.alike(TWINS, "ieee") == []
