"""What each reader makes of a real file: the words a reader of it sees, with roles, and the draft of a record.

The readers' texts prove what is stored, for ever: the passages below may only change with the version of a reader.
"""

from pathlib import Path
from typing import Any

import pytest

from edition import intake
from edition.texts.segmentation import check_tiling

DATA = Path(__file__).resolve().parents[2] / "data"
READABLE = {".md", ".txt", ".xml", ".docx", ".html"}
KHAN = {"family": "Khan", "given": "Maria"}
WEBLOG = [
    ("furniture", "Обзор"),
    ("furniture", "Home"),
    ("furniture", "Архив"),
    ("title", "Пакистан\u00a0и Россия"),
    ("byline", "Мария Хан, 1 мая 2019"),
    ("body", "Отношения улучшились после холодной войны — несразу."),
    ("heading", "Договор"),
    ("body", "Стороны подписали договор.\nОн действует."),
    ("body", "Новый абзац."),
    ("list-item", "первый пункт"),
    ("list-item", "второй пункт"),
    ("body", "Год\tСумма"),
    ("body", "1991\t5"),
    ("pull-quote", "Он действует."),
    ("furniture", "Share this:"),
    ("furniture", "Twitter"),
    ("comment", "2 Comments"),
    ("comment", "Спасибо!"),
    ("furniture", "© Обзор"),
]
ESSAY = [
    ("title", "A treaty of 1991"),
    ("body", "Some bold words and code, on two lines.[1]"),
    ("heading", "Terms"),
    ("list-item", "first"),
    ("list-item", "second"),
    ("list-item", "inner"),
    ("body", "Quoted words."),
    ("body", "Year\tSum"),
    ("body", "1991\t5"),
    ("body", "Raw markup stays words."),
    ("list-item", "Signed in Moscow."),
]
LETTER = [
    ("title", "To the editor"),
    ("byline", "By Maria Khan"),
    ("body", "The treaty was singed in Moscow,\nhe said: at last."),
    ("list-item", "Of 1949."),
    ("list-item", "one"),
    ("list-item", "two"),
    ("body", "A line of verse,\nanother."),
    ("furniture", "The Paper, page 4"),
    ("body", "1951\t5"),
]
REPORT = [
    ("title", "A report"),
    ("deck", "What was agreed"),
    ("heading", "Terms"),
    ("body", "The treaty “holds” & stands[1].\nIt does."),
    ("body", "Kept words."),
    ("body", "1951\t5"),
    ("body", "Quoted words."),
    ("list-item", "Of 1949."),
]
RECORDS: dict[str, dict[str, Any]] = {
    "weblog.html": {
        "type": "webpage",
        "title": "Пакистан и Россия",
        "author": [{"family": "Хан", "given": "Мария"}],
        "issued": {"date-parts": [[2019, 5, 1]]},
        "container-title": "Обзор",
        "URL": "https://obzor.example/pakistan",
        "language": "ru",
    },
    "essay.md": {
        "type": "document",
        "title": "A treaty",
        "author": [KHAN],
        "issued": {"date-parts": [[2020, 5, 1]]},
        "language": "en",
    },
    "letter.xml": {
        "type": "document",
        "title": "A letter",
        "author": [KHAN],
        "issued": {"date-parts": [[1951, 3, 2]]},
        "container-title": "The Paper",
        "language": "en",
    },
    "report.docx": {"type": "document", "title": "A report", "author": [KHAN, {"family": "Petrov", "given": "Ivan"}]},
    "koi8-r.txt": {"type": "document", "title": "Отношения между Пакистаном и Россией"},
}


def taken(name: str, **choices: Any) -> intake.Reading:
    return intake.read((DATA / name).read_bytes(), name, **choices)


@pytest.mark.parametrize(
    ("name", "encoding", "how", "passages"),
    [
        ("weblog.html", "html/1;charset=windows-1251", "meta", WEBLOG),
        ("essay.md", "markdown/1;charset=utf-8", "utf-8", ESSAY),
        ("letter.xml", "tei/1", "meta", LETTER),
        ("report.docx", "docx/1", "fixed", REPORT),
    ],
)
def test_the_passages_are_what_a_reader_sees(name: str, encoding: str, how: str, passages: list[Any]) -> None:
    reading = taken(name)
    assert [(block.role, reading.text[block.start : block.end]) for block in intake.propose(reading)] == passages
    assert (reading.encoding, reading.how, reading.original) == (encoding, how, (DATA / name).read_bytes())
    assert reading.text == "\n\n".join(words for _, words in passages) + "\n"


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir() if path.suffix in READABLE))
def test_the_same_reader_gives_the_same_text_again(name: str) -> None:
    reading = taken(name)
    assert intake.reread(reading.original, reading.encoding) == reading.text
    check_tiling(reading.text, [(block.start, block.end) for block in intake.propose(reading)])


@pytest.mark.parametrize(("name", "record"), RECORDS.items())
def test_the_record_is_what_the_file_says_of_itself(name: str, record: dict[str, Any]) -> None:
    assert dict(taken(name).metadata) == record


def test_a_text_of_another_version_of_a_reader_is_not_guessed_at() -> None:
    with pytest.raises(LookupError, match="unknown reader: docx/2"):
        intake.reread((DATA / "report.docx").read_bytes(), "docx/2")


@pytest.mark.parametrize(
    ("page", "passages"),
    [
        ("<p>one<p>two &amp; &lt;b&gt;", ["body one", "body two & <b>"]),
        ("<h1>A</h1><p>b</p><h1>C</h1><p>d</p>", ["heading A", "body b", "heading C", "body d"]),
        ("<div>loose <b>words</b><p>in</p>tail</div>", ["body loose words", "body in", "body tail"]),
        ("<pre>a  b\n  c</pre><p>d  e</p>", ["body a  b\n  c", "body d e"]),
        ("<body class=has-sidebar><div class=sidebar-left><p>All the words.</p></div>", ["body All the words."]),
        ("<p>x</p><noscript><p>fbpx</p></noscript>", ["body x", "furniture fbpx"]),
        (
            "<div class=deck>d</div><div class=author-bio><p>She writes.</p></div>",
            ["deck d", "author-note She writes."],
        ),
        ("<table><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>", ["body one", "body two", "body three"]),
        ("<p>a<script>no</script>b<style>no</style><template>no</template><svg><text>no</text></svg></p>", ["body ab"]),
        ("<p>x</p><nav>menu</nav><p role=navigation>y</p>", ["body x", "furniture menu", "furniture y"]),
        ("<p>\u2028x\u2028\u00a0\u2028y</p>", ["body x\u2028\u00a0\u2028y"]),
    ],
)
def test_structures_of_pages(page: str, passages: list[str]) -> None:
    reading = intake.read(f"<h1>T</h1>{page}".encode(), format="html")
    found = [f"{block.role} {reading.text[block.start : block.end]}" for block in reading.blocks]
    assert found == ["title T", *passages]


def test_a_title_outside_the_article_is_its_title() -> None:
    page = b"<header><h1>The title</h1></header><main><p>Words of the article.</p></main><aside><p>More</p></aside>"
    reading = intake.read(page, format="html")
    assert [block.role for block in reading.blocks] == ["title", "body", "furniture"]


@pytest.mark.parametrize(
    ("name", "start", "format_"),
    [
        ("a.txt", b"words", "plain"),
        ("a", b"<!DOCTYPE html><p>words", "html"),
        ("a.txt", b"\xef\xbb\xbf \n<html><p>words", "html"),
        ("a.xhtml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>w</body></html>', "html"),
        ("a.markdown", b"words", "markdown"),
        ("", b"2 < 3 and <b>", "plain"),
    ],
)
def test_a_format_is_told_by_name_and_first_bytes(name: str, start: bytes, format_: str) -> None:
    assert intake.read(start, name).format == format_
