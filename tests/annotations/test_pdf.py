"""PDF of the whole edition and of articles: tagged, word for word, and words of an article are never code."""

import doctest
import io
import json
from typing import Any

import pytest
from pypdf import PdfReader

from annotations.exports import pdf
from annotations.exports.books import volumes
from annotations.exports.pdf import articles, coverage, data, typesetting
from annotations.exports.pdf.volume import of_volume
from edition.models import Article, Revision
from tests.support import books
from tests.support.books import BASE, CODE, RUSSIAN, URDU

pytestmark = [pytest.mark.any_engine, pytest.mark.xdist_group("books"), pytest.mark.usefixtures("edition")]


def reader(name: str) -> PdfReader:
    return PdfReader(io.BytesIO(books.made()[name]))


def text_of(name: str) -> str:
    return "\n".join(page.extract_text() for page in reader(name).pages[:4])


def test_examples():
    assert doctest.testmod(data).failed == 0


@pytest.mark.parametrize("name", ["edition.pdf", "hard-urdu.pdf"])
def test_it_is_tagged_and_says_so(name):
    root: Any = reader(name).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 — a boolean of the reader's own
    assert root["/Lang"] == "en"
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_the_words_of_an_article_are_never_code():
    metadata, text = reader("hard-code.pdf").metadata, " ".join(text_of("hard-code.pdf").split())
    assert metadata is not None
    assert metadata.title == metadata.author == CODE
    assert CODE in text
    assert "root:" not in text


def test_signs_without_a_shape_are_shown_by_their_number():
    text = text_of("hard-code.pdf")
    for shown in ("Two  blanks, paged", "U+000C", "U+6F22", "U+5B57", "U+E000", "🤔", "U+FFFE", "Cafe\u0301"):
        assert shown in text


def test_russian_and_urdu_come_back():
    russian = " ".join(text_of("hard-russian.pdf").split())
    assert all(paragraph in russian for paragraph in RUSSIAN)
    # The reader gives the words of a line from the right in the order in which they are seen.
    urdu = text_of("hard-urdu.pdf")
    for paragraph in URDU:
        assert " ".join(reversed(paragraph.split())) in urdu


def test_every_passage_is_handed_over_word_for_word():
    for article in Article.objects.published():
        chapter = of_volume(volumes.of_revision(article.current, BASE))["chapters"][0]
        shown = {
            one["mark"].rpartition("/")[2]: "".join(piece for run in one["runs"] for piece in run["words"])
            for one in [*chapter["head"], *chapter["body"], *chapter["aside"]]
        }
        assert shown == {one.anchor: one.text for one in article.current.passages.all()}


def test_the_outline_has_every_part_and_links_lead_inside():
    whole = reader("edition.pdf")
    names = [one.title for one in whole.outline if not isinstance(one, list)]
    assert names[:2] == ["Sic, an annotated edition", "Pakistan-Russia relations in the post-Cold War era"]
    assert names[-2:] == ["Bibliography", "How to read the notes"]
    assert len(names) == 1 + 8 + 12 + 2
    links = [one.get_object() for page in whole.pages for one in page.get("/Annots", [])]
    assert sum("/Dest" in one or one.get("/A", {}).get("/S") == "/GoTo" for one in links) > 1500


def test_a_note_stands_after_its_paragraph_with_verdict_and_sources():
    text = " ".join(text_of("edition.pdf").split())
    first = text.index("Russia is the past superpower")
    note = text.index("The Cold War is usually dated from 1947; its end is placed anywhere")
    assert first < note < text.index("The USSR was the champions")
    assert "⇄" in text[first:note]


def test_two_columns_of_notes_are_about_as_long():
    chapter = volumes.of_revision(Article.objects.get(slug="article-4").current, BASE).chapters[0]
    for paragraph in chapter.paragraphs:
        if len(paragraph.notes) > 3:
            heights = [articles.lines(one) for one in paragraph.notes]
            first = articles.split(paragraph.notes)
            assert abs(sum(heights[:first]) - sum(heights[first:])) <= 2 * max(heights)


def test_every_sign_that_is_said_to_have_a_shape_has_one():
    ranges = json.loads(coverage.RANGES.read_text())
    signs = [chr(code) for first, last in ranges for code in range(first, last + 1)]
    assert len(signs) > 5000
    assert coverage.missing().findall("".join(signs)) == []
    revision = Article.objects.get(slug="article-5").current
    book = of_volume(volumes.of_revision(revision, BASE))
    book["chapters"], book["whole"], book["reading"] = [], True, [[" ".join(signs)]]
    assert typesetting.typeset(book, revision.created_at).startswith(b"%PDF")


def test_what_typst_refuses_is_an_error_of_ours():
    with pytest.raises(typesetting.TypesettingError):
        typesetting.typeset({}, Revision.objects.all()[0].created_at)


def test_the_same_state_gives_the_same_bytes():
    revision = Article.objects.get(slug="article-5").current
    assert pdf.article(revision, BASE) == pdf.article(revision, BASE)
