"""BibTeX and BibLaTeX, word for word."""

import pytest

from edition.citations import biblatex, bibtex, latex
from edition.citations.record import Record
from tests.edition.citations.conftest import SHA256


def entry(module, csl, pinpoint=None):
    return "".join(module.write([Record("k", csl, pinpoint)]))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Taylor & Francis, 50% of $5 #1 a_b", r"Taylor \& Francis, 50\% of \$5 \#1 a\_b"),
        ("{x}", r"\{x\}"),
        ("}x{", r"\textbraceright{}x\textbraceleft{}"),
        ("~ ^ \\", r"\textasciitilde{} \textasciicircum{} \textbackslash{}"),
        ("a -- b --- c ``q''", "a -{}- b -{}-{}- c `{}`q'{}'"),
        ("a < b, <i>x</i>", "a < b, <i>x</i>"),
        ("پاکستان Россия “q” ’", "پاکستان Россия “q” ’"),
    ],
)
def test_escape(text, written):
    assert latex.escape(text) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"family": "Coll", "given": "Steve"}, "Coll, Steve"),
        ({"literal": "Rand and Wells, Inc."}, "{Rand and Wells, Inc.}"),
        ({"family": "Berg", "given": "Piet", "non-dropping-particle": "van der"}, "van der Berg, Piet"),
        ({"family": "King", "given": "M. L.", "suffix": "Jr."}, "King, Jr., M. L."),
        ({"family": "King", "suffix": "Jr."}, "King, Jr., {}"),
        ({"family": "ibn Saud", "given": "Abd"}, "{ibn Saud}, Abd"),
        ({"family": "Smith and Wesson", "given": "A, B"}, "{Smith and Wesson}, {A, B}"),
        ({"literal": "others"}, "{others}"),
        ({"family": "علی", "given": "لیاقت"}, "علی, لیاقت"),
    ],
)
def test_names(name, written):
    assert latex.names([name, {"family": "Nye"}]) == f"{written} and Nye"


def test_nothing_is_escaped_in_an_address():
    assert latex.verbatim("https://x.y/a_b%20c?d=1&e=~#f") == "https://x.y/a_b%20c?d=1&e=~#f"
    assert latex.verbatim("https://x.y/{a}") == "https://x.y/%7Ba%7D"


def test_an_article_with_all_its_demands():
    csl = {
        "type": "article-newspaper",
        "title": "Echoes of the past",
        "author": [{"family": "Fatemi", "given": "Tariq"}],
        "container-title": "The Express Tribune",
        "issued": {"date-parts": [[2012, 10, 2]]},
        "language": "en",
        "URL": "https://tribune.com.pk/445867/echoes_of",
        "custom": {"consulted": True},
    }
    assert entry(biblatex, csl) == (
        "@article{k,\n"
        "  author = {Fatemi, Tariq},\n"
        "  title = {{Echoes of the past}},\n"
        "  journaltitle = {{The Express Tribune}},\n"
        "  url = {https://tribune.com.pk/445867/echoes_of},\n"
        "  langid = {en},\n"
        "  date = {2012-10-02},\n"
        "  entrysubtype = {newspaper},\n"
        "  keywords = {consulted: true},\n"
        "}\n\n"
    )
    assert entry(bibtex, csl) == (
        "@article{k,\n"
        "  author = {Fatemi, Tariq},\n"
        "  title = {{Echoes of the past}},\n"
        "  journal = {{The Express Tribune}},\n"
        "  url = {https://tribune.com.pk/445867/echoes_of},\n"
        "  langid = {en},\n"
        "  year = {2012},\n"
        "  month = oct,\n"
        "  date = {2012-10-02},\n"
        "  entrysubtype = {newspaper},\n"
        "  keywords = {consulted: true},\n"
        "}\n\n"
    )


def test_without_author_and_date_nothing_is_made_up():
    csl = {
        "type": "chapter",
        "title": "322. Telegram",
        "container-title": "FRUS",
        "publisher": "State and Co",
    }
    assert entry(biblatex, csl) == (
        "@misc{k,\n"
        "  title = {{322. Telegram}},\n"
        "  howpublished = {{FRUS}},\n"
        "  organization = {{State and Co}},\n"
        "  date = {XXXX},\n"
        "  entrysubtype = {chapter},\n"
        "}\n\n"
    )
    # biber, which reads both dialects, wants a date, and EDTF says that none is known.
    assert entry(bibtex, csl) == entry(biblatex, csl)


@pytest.mark.parametrize(
    ("issued", "bibtex_lines", "biblatex_lines"),
    [
        (
            {"date-parts": [[1988, 6]]},
            ["year = {1988},", "month = jun,", "date = {1988-06},"],
            ["date = {1988-06},"],
        ),
        ({"date-parts": [[1988]]}, ["year = {1988},", "date = {1988},"], ["date = {1988},"]),
        (
            {"date-parts": [[1947], [1989]]},
            ["note = {1947 to 1989},", "year = {1947},", "date = {1947/1989},"],
            ["date = {1947/1989},"],
        ),
        (
            {"date-parts": [[1947]], "circa": True},
            ["note = {circa 1947},", "year = {1947},", "date = {1947~},"],
            ["date = {1947~},"],
        ),
        (
            {"literal": "c. 1950"},
            ["date = {XXXX},", "annote = {issued: c. 1950},"],
            ["date = {XXXX},", "annotation = {issued: c. 1950},"],
        ),
        (
            {"date-parts": [[1987]], "raw": "1987/.."},
            ["note = {1987–},", "year = {1987},", "date = {1987/..},"],
            ["date = {1987/..},"],
        ),
        ({"literal": "1990s", "raw": "199X"}, ["note = {1990s},", "date = {199X},"], ["date = {199X},"]),
    ],
)
def test_dates_keep_their_precision(issued, bibtex_lines, biblatex_lines):
    csl = {"type": "webpage", "title": "T", "issued": issued}
    for module, lines in ((bibtex, bibtex_lines), (biblatex, biblatex_lines)):
        written = [line.strip() for line in entry(module, csl).splitlines()]
        assert [
            line for line in written if line.split(" ")[0] in {"note", "year", "month", "date", "annote", "annotation"}
        ] == lines


def test_a_thesis_of_an_unnamed_degree_is_not_called_a_doctoral_one():
    csl = {
        "type": "thesis",
        "title": "T",
        "author": [{"family": "Ahmad"}],
        "publisher": "Gujrat",
        "issued": {"date-parts": [[2021]]},
    }
    assert bibtex.entry_type(csl) == "misc"
    assert bibtex.entry_type(csl | {"genre": "Ph.D. thesis"}) == "phdthesis"
    assert bibtex.entry_type(csl | {"genre": "Master’s thesis"}) == "mastersthesis"
    assert biblatex.entry_type(csl) == "thesis"


def test_a_pinpoint_is_in_version_and_annotation(passage):
    words = (
        "Sic, text version 2, paras. 5–7 (p5-p7): “The Cold War ended in 1989.  Or did it?”"
        f" Line breaks are blanks here. SHA-256: {SHA256}"
    )
    assert "  version = {v2},\n" in entry(biblatex, passage.csl, passage.pinpoint)
    assert f"  annotation = {{{words}}},\n" in entry(biblatex, passage.csl, passage.pinpoint)
    assert f"  annote = {{{words}}},\n" in entry(bibtex, passage.csl, passage.pinpoint)


def test_what_has_no_field_is_in_the_annotation():
    csl = {
        "type": "webpage",
        "title": "T",
        "volume": "XV",
        "director": [{"family": "Lean", "given": "David"}],
        "keyword": "steel, trade",
    }
    assert "  keywords = {steel, trade},\n" in entry(biblatex, csl)
    assert "  annotation = {volume: XV. director: David Lean},\n" in entry(biblatex, csl)
