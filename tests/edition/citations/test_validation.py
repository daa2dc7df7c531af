"""What a CSL-JSON item may hold: the sentence that each mistake gets."""

import pytest

from edition.citations.record import validate, validate_key

GOOD = {"type": "book", "title": "Ghost Wars"}


def test_all_sources_of_the_first_edition_are_good(items):
    assert [problem for item in items for problem in validate(item)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"issued": {"date-parts": [[2012, 2, 29]]}},
        {"issued": {"date-parts": [[-44, 3, 15]]}},
        {"issued": {"date-parts": [[1947], [1989]], "circa": True}},
        {"issued": {"date-parts": [[1947]], "season": 4}},
        {"issued": {"literal": "undated"}},
        {"issue": 71},
        {"issue": "71"},
        {"title": "A & B <i>{x}</i> پاکستان Россия"},
        {"author": [{"family": "Berg", "given": "Piet", "non-dropping-particle": "van der"}]},
        {"custom": {"consulted": True, "quality": "press", "weight": 0.5}},
        {"URL": "https://دنیا.پاکستان/?p=1#x"},
    ],
)
def test_good(change):
    assert validate(GOOD | change) == []


@pytest.mark.parametrize(
    ("change", "part_of_sentence"),
    [
        ({"type": "newspaper"}, "“newspaper” is not a type"),
        ({"type": ["book"]}, "is not a type"),
        ({"titel": "x"}, "“titel” is not a variable"),
        ({"title": " "}, "“title” is empty"),
        ({"title": "two\nlines"}, "“title” has a line break"),
        ({"title": "nul\0"}, "control character"),
        ({"title": 5}, "“title” has to be a text"),
        ({"issue": True}, "“issue” has to be a text"),
        ({"issue": 1.5}, "“issue” has to be a text"),
        ({"URL": "javascript:alert(1)"}, "starts with http:// or https://"),
        ({"URL": "https://"}, "starts with http:// or https://"),
        ({"URL": "https://[x"}, "starts with http:// or https://"),
        ({"URL": "https://a b"}, "starts with http:// or https://"),
        ({"author": "Coll"}, "list of names"),
        ({"author": []}, "list of names"),
        ({"author": ["Coll"]}, "object with family and given"),
        ({"author": [{"given": "Steve"}]}, "either family (and given) or literal"),
        ({"author": [{"family": "Coll", "literal": "Coll"}]}, "either family (and given) or literal"),
        ({"author": [{"family": "Coll", "first": "S"}]}, "“first” is not a part of a name"),
        ({"author": [{"family": 1}]}, "“author.family” has to be a text"),
        ({"issued": "2012"}, "object with date-parts or literal"),
        ({"issued": {}}, "either date-parts or literal"),
        ({"issued": {"raw": "2012"}}, "either date-parts or literal"),
        ({"issued": {"date-parts": [2012]}}, "in whole numbers"),
        ({"issued": {"date-parts": [["2012"]]}}, "in whole numbers"),
        ({"issued": {"date-parts": [[2012, 1, 1, 1]]}}, "in whole numbers"),
        ({"issued": {"date-parts": []}}, "one date or two"),
        ({"issued": {"date-parts": [[0]]}}, "The year 0"),
        ({"issued": {"date-parts": [[2011, 2, 29]]}}, "no such date as 2011-2-29"),
        ({"issued": {"date-parts": [[2012, 13]]}}, "no such date as 2012-13"),
        ({"issued": {"date-parts": [[1989], [1947]]}}, "ends before it starts"),
        ({"issued": {"date-parts": [[2012]], "circa": 1}}, "circa” has to be true or false"),
        ({"issued": {"date-parts": [[2012]], "season": 5}}, "from spring to winter"),
        ({"issued": {"date-parts": [[2012, 1]], "season": 1}}, "beside one year"),
        ({"custom": []}, "“custom” has to be an object"),
        ({"custom": {"x": None}}, "“custom.x” has to be"),
        ({"categories": "x"}, "list of texts"),
        ({"id": "Not A Key"}, "is not usable"),
    ],
)
def test_bad(change, part_of_sentence):
    problems = validate(GOOD | change)
    assert len(problems) == 1
    assert part_of_sentence in problems[0]


def test_type_and_title_are_required():
    assert len(validate({})) == 2
    assert validate(["book"]) == ["A record is an object of CSL-JSON variables."]


@pytest.mark.parametrize(
    ("key", "is_good"), [("coll-2004", True), ("-x", False), ("Coll", False), ("", False), (4, False)]
)
def test_keys(key, is_good):
    assert (validate_key(key) == []) is is_good
