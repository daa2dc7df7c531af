"""Formatted citations: golden strings, markup in the input, and independence of the list."""

import re
from dataclasses import replace

import pytest

from edition.citations import inlines, styles
from edition.citations.record import Record
from edition.citations.styles import STYLES, Formatted, digest, format_all
from tests.edition.citations.conftest import SHA256

GOLDEN = {
    "apa": (
        "Fatemi, T. (2012, October 2). Echoes of the past. The Express Tribune. "
        "https://tribune.com.pk/story/445867/echoes-of-the-past/",
        "(Fatemi, 2012)",
    ),
    "mla": (
        "Fatemi, Tariq. “Echoes of the Past.” The Express Tribune, 2 Oct. 2012, "
        "https://tribune.com.pk/story/445867/echoes-of-the-past/.",
        "(Fatemi)",
    ),
    "chicago-author-date": (
        "Fatemi, Tariq. 2012. “Echoes of the Past.” The Express Tribune, October 2, 2012. "
        "https://tribune.com.pk/story/445867/echoes-of-the-past/.",
        "(Fatemi 2012)",
    ),
    "chicago-notes": (
        "Fatemi, Tariq. “Echoes of the Past.” The Express Tribune, October 2, 2012. "
        "https://tribune.com.pk/story/445867/echoes-of-the-past/.",
        "Tariq Fatemi, “Echoes of the Past,” The Express Tribune, October 2, 2012, "
        "https://tribune.com.pk/story/445867/echoes-of-the-past/.",
    ),
    "harvard": (
        "Fatemi, T. (2012) ‘Echoes of the past’, The Express Tribune, 2 October. Available at: "
        "https://tribune.com.pk/story/445867/echoes-of-the-past/.",
        "(Fatemi, 2012)",
    ),
    "ieee": (
        "T. Fatemi, “Echoes of the past,” The Express Tribune, Oct. 02, 2012. [Online]. Available: "
        "https://tribune.com.pk/story/445867/echoes-of-the-past/",
        "[1]",
    ),
    "vancouver": (
        "Fatemi T. Echoes of the past. The Express Tribune [Internet]. 2012 Oct 2. Available from: "
        "https://tribune.com.pk/story/445867/echoes-of-the-past/",
        "(1)",
    ),
}


@pytest.fixture(scope="module")
def everything(records):
    return {style: format_all(records, style) for style in STYLES}


def position(records, key):
    return [record.key for record in records].index(key)


@pytest.mark.parametrize("style", STYLES)
def test_golden(records, everything, style):
    entry = everything[style][position(records, "fatemi-2012-echoes")]
    assert (entry.text, entry.inline) == GOLDEN[style]


def without_quotation_marks(text):
    return re.sub("[“”‘’'\"]", "", text).lower()


@pytest.mark.parametrize("style", STYLES)
def test_every_source_has_an_entry_in_its_place(records, everything, style):
    entries = everything[style]
    assert len(entries) == len(records) == 139
    for record, entry in zip(records, entries, strict=True):
        assert without_quotation_marks(record.csl["title"]) in without_quotation_marks(entry.text)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("key", ["tass-soviet-withdrawal", "wikipedia-soviet-withdrawal", "dawn-ties-with-russia"])
def test_an_entry_reads_the_same_alone_and_in_a_list(records, everything, style, key):
    number = position(records, key)
    assert format_all([records[number]], style) == [everything[style][number]]


@pytest.mark.parametrize(
    ("style", "begin"),
    [
        ("apa", "Ties with Russia. (n.d.). Dawn. https://"),
        ("mla", "“Ties with Russia.” Dawn, https://"),
        ("chicago-author-date", "Dawn. n.d. “Ties with Russia.” https://"),
        ("chicago-notes", "Dawn. “Ties with Russia.” n.d. https://"),
        ("harvard", "Dawn (no date) ‘Ties with Russia’. Available at: https://"),
        ("ieee", "“Ties with Russia,” Dawn. [Online]. Available: https://"),
        ("vancouver", "Ties with Russia. Dawn [Internet]. Available from: https://"),
    ],
)
def test_without_author_and_date(records, everything, style, begin):
    assert everything[style][position(records, "dawn-ties-with-russia")].text.startswith(begin)


@pytest.mark.parametrize("style", STYLES)
def test_the_same_author_and_year_twice_gets_neither_letter_nor_dash(records, style):
    record = records[position(records, "fatemi-2012-echoes")]
    twin = Record("twin", {**record.csl, "title": "Another title"})
    first, second, third = format_all([record, twin, record], style)
    assert (first.text, first.inline) == GOLDEN[style] == (third.text, third.inline)
    assert second.text.startswith(("Fatemi, T", "T. Fatemi", "Fatemi T"))


HOSTILE = Record(
    "hostile",
    {
        "type": "book",
        "title": "a < b & <i>c</i> *d* [x](javascript:1) $x$ <script>",
        "author": [{"literal": "Rand <b>and</b> Wells"}],
        "URL": 'https://x.y/"onclick="',
        "issued": {"date-parts": [[1947], [1989]]},
    },
)


def test_markup_in_a_record_is_text():
    (entry,) = format_all([HOSTILE], "apa")
    title = "a < b & <i>c</i> *d* [x](javascript:1) $x$ <script>"
    assert entry.text == f'Rand <b>and</b> Wells. (1947–1989). {title}. https://x.y/"onclick="'
    assert entry.html == (
        "Rand &lt;b&gt;and&lt;/b&gt; Wells. (1947–1989). "
        "<i>a &lt; b &amp; &lt;i&gt;c&lt;/i&gt; *d* [x](javascript:1) $x$ &lt;script&gt;</i>. "
        '<a href="https://x.y/&quot;onclick=&quot;">https://x.y/&quot;onclick=&quot;</a>'
    )


def test_scripts_are_kept():
    urdu = {
        "type": "book",
        "title": "پاکستان اور روس",
        "author": [{"family": "علی", "given": "لیاقت"}],
        "language": "ur",
    }
    russian = {
        "type": "book",
        "title": "Россия и Пакистан",
        "author": [{"family": "Белов"}],
        "language": "ru",
    }
    first, second = format_all([Record("u", urdu), Record("r", russian)], "chicago-notes")
    assert first.text == "علی, لیاقت. پاکستان اور روس. n.d."
    assert second.text == "Белов. Россия и Пакистан. n.d."


def test_a_passage_names_version_place_words_and_hash(passage):
    (entry,) = format_all([passage], "apa")
    words = (
        "Sic, text version 2, paras. 5–7 (p5-p7): “The Cold War ended in 1989.  Or did it?”"
        f" Line breaks are blanks here. SHA-256: {SHA256}"
    )
    assert entry.text == f"Manzoor, A. (n.d.). Pakistan-Russia relations. The Frontier Post. {words}"
    assert entry.html.endswith(f"<i>The Frontier Post</i>. {words}")
    assert entry.inline == "(Manzoor, n.d., paras. 5–7)"


def test_a_work_that_a_style_does_not_list_is_given_as_its_citation():
    letter = Record("k", {"type": "personal_communication", "title": "Letter", "author": [{"literal": "Noor"}]})
    assert format_all([letter], "apa") == [Formatted(*["(Noor, personal communication, n.d.)"] * 4)]


def test_nothing_and_unknown():
    assert format_all([], "apa") == []
    with pytest.raises(KeyError, match="turabian"):
        format_all([HOSTILE], "turabian")


def test_a_digest_changes_with_record_style_and_pinpoint(passage):
    moved = replace(passage, pinpoint=replace(passage.pinpoint, anchor="p6"))
    renamed = replace(passage, csl={**passage.csl, "title": "Other"})
    digests = {digest(passage, style) for style in STYLES} | {digest(moved, "apa"), digest(renamed, "apa")}
    assert len(digests) == len(STYLES) + 2
    assert digest(passage, "apa") == digest(replace(passage, csl=dict(passage.csl)), "apa")


def test_what_pandoc_says_is_in_the_error(monkeypatch):
    monkeypatch.setitem(STYLES, "broken", styles.Style("Broken", "README.md", "none"))
    with pytest.raises(styles.StyleError, match=r".+"):
        format_all([HOSTILE], "broken")


@pytest.mark.parametrize("style", STYLES.values())
def test_style_files_keep_their_notice(style):
    text = style.path.read_text(encoding="utf-8")
    assert "http://creativecommons.org/licenses/by-sa/3.0/" in text
    assert style.edition in text


def test_only_web_addresses_become_links():
    def link(address):
        return [{"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "x"}], [address, ""]]}]

    assert inlines.to_html(link("javascript:alert(1)")) == "x"
    assert inlines.to_html(link("https://[x")) == "x"
    assert inlines.to_html(link("https://x.y")) == '<a href="https://x.y">x</a>'


def test_other_elements_are_unwrapped_and_raw_markup_is_dropped():
    raw = {"t": "RawInline", "c": ["html", "<script>"]}
    number = {"t": "Span", "c": [["", ["csl-left-margin"], []], [{"t": "Str", "c": "[1]"}]]}
    quoted = {"t": "Quoted", "c": [{"t": "SingleQuote"}, [{"t": "Strikeout", "c": [{"t": "Str", "c": "q"}]}]]}
    caps = {"t": "SmallCaps", "c": [{"t": "Str", "c": "ad"}, {"t": "SoftBreak"}]}
    assert inlines.to_html([raw, number, quoted, caps]) == '‘q’<span class="small-caps">ad </span>'
    assert inlines.to_text([raw, number, quoted, caps]) == "‘q’ad "
