"""Titles that would break a format are refused at entry, or read back equal by programs of others."""

import json
import re

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.citations import latex
from edition.citations.record import Record, validate
from edition.citations.registry import export
from edition.citations.styles import format_all
from tests.support import readers

TITLES = [
    "{a}} b { c",
    "@book{x, title = {y}}, @comment{ @string",
    "100% sure %% no comment",
    "\ufeffa BOM \ufeff within",
    "a \u202ereversed\u202c \u2067isolated\u2069 b",
    "=cmd|' /C calc'!A0",
    "\\input{/etc/passwd} \\write18{ls} \\\\",
    "ends with \\",
    "<script>alert(1)</script> &amp; ]]> <!-- x --> <b>a</b>",
    "ER  - the end",
    "a ER  - TY  - JOUR",
    "e\u0301 is not \u00e9",
    "😀 👩\u200d👩\u200d👧 🇵🇰 \U0001f3f4\U000e0067\U000e007f",
    "word " * 1999 + "end.",
    "~ ^ # a_b $x$ & | *s* `c` [l](x)",
    "\"double\" 'single' ``tex'' `tick",
    "a -- b --- c – e — f",
    "<<guillemets>> ?` !` ,, x",
    "پاکستان کی خارجہ پالیسی (۱۹۴۷ء)\u200c",
    "СССР и Пакистан: «трудный диалог»",
    "others",
    "Law and Order and others",
    "no\u00a0break",
    "$\\alpha$ and \\(x\\)",
    "#MeToo, \\LaTeX{}",
]
RECORDS = [
    Record(f"k{number}", {"type": "book", "title": title, "author": [{"literal": "A"}], "publisher": title})
    for number, title in enumerate(TITLES)
]


def same(title: str) -> str:
    return title


def one_blank(title: str) -> str:
    """TeX and HTML take blanks together."""
    return re.sub(" +", " ", title)


def in_latex(title: str) -> str:
    return latex.title(title)[1:-1]


def composed(title: str) -> str:
    """biber writes composed letters and no empty group at the start of a title."""
    return one_blank(in_latex(title)).replace("e\u0301", "\u00e9")


def as_pandoc_reads_latex(title: str) -> str:
    """pandoc prints quotation marks as TeX does and has no \\textbraceleft{}, only \\{."""
    unbalanced = title.startswith(("{a}}", "@book"))
    title = re.sub("[{}]", "", title) if unbalanced else title
    return one_blank(re.sub("[`'‘’“”\"]+", "'", title))


def as_pandoc_reads_csl(title: str) -> str:
    """pandoc prints quotation marks and the blank before `!` and `;` as it sets a text, and reads `<b>`."""
    return re.sub("[`'‘’“”\"]+", "'", one_blank(title))


def as_bibtexparser_reads(title: str) -> str:
    """Its LaTeX table has no \\textbraceleft{}, and another circumflex."""
    unbalanced = title.startswith(("{a}}", "@book"))
    return (re.sub("[{}]", "", title) if unbalanced else title).replace("^", "ˆ")


READERS = [
    ("bibtex", readers.bibtexparser, as_bibtexparser_reads, same),
    ("bibtex", readers.pybtex, lambda title: one_blank(in_latex(title)), same),
    ("bibtex", readers.pandoc("bibtex"), as_pandoc_reads_latex, as_pandoc_reads_csl),
    ("biblatex", readers.bibtexparser, as_bibtexparser_reads, same),
    ("biblatex", readers.biber, composed, same),
    ("biblatex", readers.pandoc("biblatex"), as_pandoc_reads_latex, as_pandoc_reads_csl),
    ("ris", readers.rispy_titles, same, same),
    ("ris", readers.pandoc("ris"), one_blank, same),
    ("ris", readers.bibutils("ris2xml"), same, same),
    ("mods", readers.libxml("{*}mods/{*}titleInfo/{*}title"), same, same),
    ("mods", readers.bibutils("xml2ris"), same, same),
    ("endnote-xml", readers.libxml("titles/title"), same, same),
    ("endnote-xml", readers.bibutils("endx2xml"), same, same),
    ("dublin-core", readers.libxml("{*}title"), same, same),
    ("csl-json", lambda path: [item["title"] for item in json.loads(path.read_bytes())], same, same),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Path of the export of the titles, by format."""
    folder = tmp_path_factory.mktemp("hostile")
    slugs = {slug for slug, *_ in READERS}
    paths = {slug: folder / f"{slug}.{'bib' if 'tex' in slug else 'txt'}" for slug in slugs}
    for slug, path in paths.items():
        path.write_bytes("".join(export(RECORDS, slug)).encode())
    return paths


def test_they_are_let_in():
    assert [validate(record.csl) for record in RECORDS] == [[]] * len(TITLES)


@pytest.mark.parametrize(("slug", "read", "written", "shown"), READERS)
def test_every_title_is_read_back_equal(files, slug, read, written, shown):
    assert [shown(title) for title in read(files[slug])] == [written(title) for title in TITLES]


def test_a_style_prints_every_title_and_no_markup_of_it():
    made = format_all(RECORDS, "apa")
    for title, one in zip(TITLES, made, strict=True):
        stop = "" if title.endswith((".", "?", "!")) else "."
        printed = re.sub("[`'‘’“”\"]+", "'", one.text)
        assert printed == re.sub("[`'‘’“”\"]+", "'", f"A. (n.d.). {title}{stop} {title}{stop}")
        assert set(re.findall(r"<[^>]*>", one.html)) == {"<i>", "</i>"}


@pytest.mark.parametrize(
    ("sign", "why"),
    [
        ("\n", "has a line break or a control character"),
        ("\r\nER  - ", "has a line break or a control character"),
        ("\0", "has a line break or a control character"),
        ("\x1b", "has a line break or a control character"),
        ("\u2028", "has a line break or a control character"),
        ("\ud800", "has a line break or a control character"),
        ("\ufdd0", "has a code point that Unicode keeps from being a character"),
        ("\uffff", "has a code point that Unicode keeps from being a character"),
        ("\U0001fffe", "has a code point that Unicode keeps from being a character"),
    ],
)
def test_what_no_format_could_carry_is_refused(sign, why):
    (sentence,) = validate({"type": "book", "title": f"before{sign}after"})
    assert sentence.startswith(f"“title” {why}")
    assert validate({"type": "book", "title": " x"}) == ["“title” starts or ends with a blank: delete it."]


# Letters, marks, signs and blanks of every script, without what is refused at entry.
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), min_size=1, max_size=60).filter(
    lambda text: text == text.strip()
)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_any_text_is_read_back_equal(title, publisher):
    csl = {"type": "report", "title": title, "author": [{"literal": publisher}], "publisher": publisher}
    assert validate(csl) == []
    record = Record("k", csl)
    (read,) = rispy.loads("".join(export([record], "ris")))
    assert (read["title"], read["publisher"]) == (title, publisher)
    assert json.loads("".join(export([record], "csl-json"))) == [{"id": "k", **csl}]
    for slug, element in (("mods", "{*}mods/{*}titleInfo/{*}title"), ("dublin-core", "*/{*}title")):
        root = etree.fromstring("".join(export([record], slug)).encode(), None)
        assert [found.text for found in root.iterfind(element)] == [title]
    library = parse_string("".join(export([record], "biblatex")))
    assert (len(library.entries), library.failed_blocks) == (1, [])
