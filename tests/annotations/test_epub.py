"""EPUB of the whole edition and of articles: valid, word for word, and every link leads somewhere."""

import doctest
from collections import Counter

import pytest

from annotations.exports import epub, signs
from annotations.exports.books import nodes
from edition.models import Article
from tests.support import books
from tests.support.books import BASE, EPUB_TYPE, HARD, XHTML, documents, words_of

pytestmark = [pytest.mark.any_engine, pytest.mark.xdist_group("books"), pytest.mark.usefixtures("edition")]

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def whole():
    return documents(books.made()["edition.epub"])


def test_examples():
    assert doctest.testmod(nodes).failed == 0
    assert doctest.testmod(signs).failed == 0


def test_epubcheck_has_nothing_against_the_edition(tmp_path):
    assert books.check(books.made()["edition.epub"], tmp_path) == []


def test_the_pages_of_an_article_from_the_right_follow_each_other_so():
    package = documents(books.made()["hard-urdu.epub"])["package.opf"]
    (spine,) = package.iter(f"{OPF}spine")
    assert spine.get("page-progression-direction") == "rtl"
    assert [one.text for one in package.iter(f"{DC}language")] == ["ur-PK", "en"]


def test_every_passage_stands_word_for_word(whole):
    for article in Article.objects.published():
        page = whole[f"article-{article.number}.xhtml"]
        shown = {one.get("id"): words_of(one.find("*[@lang]")) for one in page.iter() if one.get("class") == "para"}
        assert shown == {one.anchor: one.text for one in article.current.passages.all()}


def test_hard_words_stand_word_for_word_too():
    for slug, (_language, paragraphs) in HARD.items():
        pages = documents(books.made()[f"{slug}.epub"])
        page = next(page for name, page in pages.items() if name.startswith("article-"))
        shown = [words_of(one.find("*[@lang]")) for one in page.iter() if one.get("class") == "para"]
        assert shown == list(paragraphs)


def test_ids_are_unique_and_every_link_inside_leads_somewhere(whole):
    ids = {name: Counter(one.get("id") for one in page.iter() if one.get("id")) for name, page in whole.items()}
    assert [(name, one) for name, found in ids.items() for one, count in found.items() if count > 1] == []
    links = 0
    for name, page in whole.items():
        for link in page.iter(f"{XHTML}a"):
            file, _, fragment = link.get("href").partition("#")
            if "://" not in file and not file.startswith("mailto:"):
                assert fragment in {*ids[file or name], ""}, link.get("href")
                links += 1
    assert links > 2000


def test_each_letter_leads_to_a_note_and_back(whole, client):
    page = whole["article-4.xhtml"]
    letters = [one for one in page.iter(f"{XHTML}a") if one.get(EPUB_TYPE) == "noteref"]
    notes = {one.get("id"): one for one in page.iter(f"{XHTML}aside")}
    site = client.get("/articles/article-4/").content.decode()
    assert len(letters) == len(notes) == site.count('<details class="note ')
    for letter in letters:
        note = notes[letter.get("href").removeprefix("#")]
        back = [one.get("href") for one in note.iter(f"{XHTML}a") if one.get("role") == "doc-backlink"]
        assert (note.get(EPUB_TYPE), note.get("role"), back) == ("footnote", "doc-footnote", [f"#{letter.get('id')}"])


def test_a_note_says_what_it_says_on_the_site(whole):
    note = next(one for one in whole["article-1.xhtml"].iter(f"{XHTML}aside") if one.get("id") == "note-c")
    words = " ".join("".join(note.itertext()).split())
    assert words.startswith("c Fact-check · ⇄ Disputed ¶1 The Cold War is usually dated from 1947;")
    assert "Legacy — lists rival end dates and says there is no agreement [2]" in words
    assert words.endswith("Note 1 · reviewed 21 Nov 2026 · Back to ¶1")


def test_sources_have_the_numbers_of_the_site(whole, client):
    for number in range(1, 6):
        site = client.get(f"/articles/article-{number}/").content.decode()
        listed = [one for one in whole[f"article-{number}.xhtml"].iter(f"{XHTML}li") if one.get("value")]
        assert len(listed) == site.count('<li id="ref-') > 3
        for one in listed:
            item = site.partition(f'<li id="ref-{one.get("value")}"')[2].partition("</li>")[0]
            title = (one.find(f"{XHTML}a").get("href") or "").partition("?")[0]
            assert title.removeprefix(BASE).split("#")[0].split(".xhtml")[0].rpartition("/")[2] in item


def test_cross_references_stay_inside_the_edition_and_lead_to_the_site_from_an_article(whole):
    inside = [link.get("href") for link in whole["article-1.xhtml"].iter(f"{XHTML}a")]
    assert "article-4.xhtml#x3" in inside
    article = documents(epub.article(Article.objects.get(slug="article-1").current, BASE))["article-1.xhtml"]
    alone = [link.get("href") for link in article.iter(f"{XHTML}a")]
    assert f"{BASE}/articles/article-4/v1/#x3" in alone
    assert not any(str(href).startswith("article-4") for href in alone)


def test_the_colophon_has_checksum_and_fixed_address(whole):
    text = "".join(whole["article-3.xhtml"].itertext())
    revision = Article.objects.get(slug="article-3").current
    assert revision.text_sha256 in text
    assert f"{BASE}/articles/article-3/v1/" in text


def test_the_package_says_what_it_is_and_how_it_can_be_read(whole):
    package = whole["package.opf"]
    metas = {one.get("property"): one.text for one in package.iter(f"{OPF}meta")}
    assert [one.text for one in package.iter(f"{DC}title")] == ["Sic, an annotated edition"]
    assert [one.text for one in package.iter(f"{DC}identifier")] == [f"{BASE}/"]
    assert metas["schema:accessMode"] == "textual"
    assert metas["dcterms:conformsTo"] == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert len(metas["dcterms:modified"]) == len("2026-11-21T13:00:00Z")


def test_the_same_state_gives_the_same_bytes():
    revision = Article.objects.get(slug="article-5").current
    assert epub.article(revision, BASE) == epub.article(revision, BASE)
