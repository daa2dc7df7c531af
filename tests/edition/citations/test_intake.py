"""BibTeX, RIS and CSL-JSON as others write them: what is recognised, what is left out, what is refused."""

import json

import pytest

from edition.citations.intake import MOST_BYTES, MOST_ENTRIES, read
from edition.citations.intake.dates import parse


def only(data, **how):
    batch = read(data, **how)
    assert len(batch.records) == 1
    return batch.records[0]


def codes(data, **how):
    return [problem.code for problem in read(data, **how).problems]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title = {{\\'E}tudes on {NATO} \\& {\\ss}}", {"title": "Études on NATO & ß"}),
        ('title = "Two" # { words}', {"title": "Two words"}),
        ("title = T, journaltitle = {J. of X}", {"title": "T", "container-title": "J. of X"}),
        ("title = {A}, subtitle = {B}", {"title": "A: B"}),
        ("title = {100% of it}", {"title": "100% of it"}),
        ("author = {van der Berg, Jr, Jan}", {"author": [
            {"non-dropping-particle": "van der", "family": "Berg", "given": "Jan", "suffix": "Jr"}]}),
        ("author = {Jan {\\L}oś and {World Bank}}", {"author": [
            {"given": "Jan", "family": "Łoś"}, {"literal": "World Bank"}]}),
        ("year = 2012, month = oct", {"issued": {"date-parts": [[2012, 10]]}}),
        ("year = {2012}, month = 10 # \"~2\"", {"issued": {"date-parts": [[2012, 10, 2]]}}),
        ("year = {forthcoming}", {"issued": {"literal": "forthcoming"}}),
        ("date = {1947/1989}", {"issued": {"date-parts": [[1947], [1989]]}}),
        ("urldate = {2026-11-21}", {"accessed": {"date-parts": [[2026, 11, 21]]}}),
        ("url = {https://x.org/a\\_b}", {"URL": "https://x.org/a_b"}),
        ("doi = {https://doi.org/10.1000/X}", {"DOI": "10.1000/X"}),
        ("howpublished = {\\url{https://x.org/a}}", {"URL": "https://x.org/a"}),
        ("pages = {12--15}", {"page": "12-15"}),
        ("number = 3", {"issue": "3"}),
        ("langid = {ngerman}", {"language": "de"}),
    ],
)  # fmt: skip
def test_bibtex_fields(field, expected):
    csl = only(f"@article{{key, {field}}}").csl
    assert csl == {"type": "article-journal"} | expected


def test_what_bibtex_has_and_no_variable_holds_is_named():
    record = only("@book{k, title={T}, author={A, B and others}, foo={bar}, note={\\href{x}}, url={no address}}")
    left = {one.field: one.value for one in record.left}
    assert left == {"author": "and others", "foo": "bar", "note": "\\href{x}", "URL": "no address"}
    assert record.csl["author"] == [{"family": "A", "given": "B"}]


def test_fields_of_the_book_that_a_chapter_refers_to():
    text = "@incollection{c, title={C}, crossref={b}}\n@book{b, title={B}, publisher={P}, year=1999}"
    chapter, book = read(text).records
    assert chapter.csl == {
        "type": "chapter", "title": "C", "container-title": "B", "publisher": "P",
        "issued": {"date-parts": [[1999]]},
    }  # fmt: skip
    assert book.csl["title"] == "B"


def test_a_broken_entry_costs_no_other():
    batch = read("@book{a, title={A}}\nwords between\n@book{b, title={B}\n@book{c, title={C}}")
    assert [record.key for record in batch.records] == ["a", "c"]
    assert [(problem.code, problem.line) for problem in batch.problems] == [("ignored", 2), ("broken", 3)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@book{a, title={A}}\n@book{a, title={B}}", "key-twice"),
        ("@book{a, title={A}, title={B}}", "field-twice"),
        ("@book{a, title={A}, publisher=abc}", "unknown-string"),
        ("@paper{a, title={A}}", "unknown-type"),
        ("@book{a, year=1999}", "no-title"),
        ("TY  - JOUR\nTI  - A\n", "no-end"),
        ("TY  - JOUR\nTI  - A\nER  - \nmore", "ignored"),
        ("TY  - XYZ\nTI  - A\nER  - ", "unknown-type"),
        ('[{"type": "book", "title": "A"}, 3]', "no-object"),
        ('{"type": "book", "title": "A"', "no-json"),
        ("[" * 100_000, "no-json"),
        ("[" + "9" * 5000 + "]", "no-json"),
        ("[]", "no-entries"),
        ("", "empty"),
        ("A title, and no more.", "unknown-format"),
        (b"\x89PNG\r\n\x1a\n0000", "no-text"),
        (b"x" * (MOST_BYTES + 1), "too-large"),
        ("@book{a, title={" + "{" * 50_000 + "}" * 50_000 + "}}", "too-deep"),
        ("@book{a, title={" + "x" * 1_000_000 + "}}", "too-long"),
        ("@string{a={" + "x" * 9000 + "}}\n@string{b = a # a # a # a # a # a}\n@book{k, title=b # b}", "too-long"),
        ("@misc{k, title={T}}\n" * (MOST_ENTRIES + 1), "too-many"),
        ("TY  - BOOK\nTI  - T\nER  - \n" * (MOST_ENTRIES + 1), "too-many"),
        (json.dumps([{"type": "book", "title": "T"}] * (MOST_ENTRIES + 1)), "too-many"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_each_problem_is_told(text, code):
    batch = read(text)
    assert code in {problem.code for problem in batch.problems}
    assert len(batch.records) <= MOST_ENTRIES


def test_ris_as_others_write_it():
    text = (
        "TY  - JOUR\r\nA1  - Smith, John\r\nAU  - United Nations,\r\nT1  - A title\r\n  that goes on\r\n"
        "JO  - Journal\r\nY1  - 2012/10//\r\nSP  - 12\r\nEP  - 15\r\nSN  - 1234-5678\r\nKW  - war\r\n"
        "U1  - ours\r\nER  - \r\n"
    )
    record = only("\ufeff" + text)
    assert record.csl == {
        "type": "article-journal",
        "author": [{"family": "Smith", "given": "John"}, {"literal": "United Nations"}],
        "title": "A title that goes on",
        "container-title": "Journal",
        "issued": {"date-parts": [[2012, 10]]},
        "page": "12-15",
        "ISSN": "1234-5678",
        "keyword": "war",
    }
    assert [(one.field, one.value) for one in record.left] == [("U1", "ours")]


def test_the_record_of_a_doi_as_crossref_gives_it():
    item = {
        "DOI": "10.1000/x", "type": "journal-article", "title": ["A <i>b</i> c"], "subtitle": ["below"],
        "container-title": ["Journal", "Another"], "ISSN": ["1234-5678"], "issued": {"date-parts": [[None]]},
        "published-print": {"date-parts": [["2012", "10"]]}, "reference-count": 3,
        "author": [{"given": "A", "family": "B", "ORCID": "x", "affiliation": []}, {"name": "A Body"}],
    }  # fmt: skip
    record = only(json.dumps({"status": "ok", "message": item}))
    assert record.csl == {
        "DOI": "10.1000/x", "type": "article-journal", "title": "A b c: below", "container-title": "Journal",
        "ISSN": "1234-5678", "issued": {"date-parts": [[2012, 10]]},
        "author": [{"given": "A", "family": "B"}, {"literal": "A Body"}],
    }  # fmt: skip
    left = [one.field for one in record.left]
    assert {"title", "container-title", "author.ORCID", "reference-count"} <= set(left)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "windows-1251"])
def test_encodings(encoding):
    word = "Отношения России и Пакистана" if encoding == "windows-1251" else "déjà vu, Müller über alles"
    data = f"% Encoding: {encoding}\n@book{{a, title={{{word}}}}}".encode(encoding)
    assert only(data).csl["title"] == word
    assert only(data, encoding=encoding).csl["title"] == word


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2 October 2012", {"date-parts": [[2012, 10, 2]]}),
        ("Oct. 2012", {"date-parts": [[2012, 10]]}),
        ("October 2nd, 2012", {"date-parts": [[2012, 10, 2]]}),
        ("2012-02-30", {"literal": "2012-02-30"}),
        ("2012-00-00", {"date-parts": [[2012]]}),
        ("2012-10-02T10:00:00Z", {"date-parts": [[2012, 10, 2]]}),
        ("c. 1990", {"date-parts": [[1990]], "circa": True}),
        ("-0099", {"date-parts": [[-100]]}),
        ("1989/1947", {"literal": "1989/1947"}),
        ("n.d.", None),
    ],
)
def test_dates_of_many_spellings(text, date):
    assert parse(text) == date
