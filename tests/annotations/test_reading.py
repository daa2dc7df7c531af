"""The reading page: what a reader sees is the text, and every way on the page leads somewhere."""

import re
from itertools import pairwise

import pytest
from django.test import Client

from annotations.models import Annotation, Link
from annotations.vocabulary import RELATION_FROM_TARGET, Relation
from edition.models import Revision
from tests.annotations.html_page import Element, read

pytestmark = pytest.mark.any_engine

ADDRESSES = [f"/articles/article-{n}/{version}" for n in range(1, 6) for version in ("", "v1/")]
ARTICLES = ADDRESSES[::2]
COLD_WAR = "The end of the Cold War happened in 1989 whilst the USSR remained united."


@pytest.fixture
def page(edition: None, client: Client):
    def get(address: str) -> Element:
        response = client.get(address)
        assert response.status_code == 200
        return read(response.content.decode())

    return get


def revision_at(address: str) -> Revision:
    return Revision.objects.get(article__slug=address.split("/")[2], number=1)


def note_with(page: Element, key: str) -> Element:
    number = Annotation.objects.get(key=key).number
    return next(note for note in page.find("details", css="note") if note.find("a", href=f"/notes/{number}/"))


# --- the text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_the_editors_words_the_passages_remain(page, address):
    bare = page(address).one("article").without("data-editorial")
    passages = list(revision_at(address).passages.all())
    aside = [one.text for one in passages if one.anchor.startswith("x")]
    shown = [one.text for one in bare.find(css="src")]
    assert shown == [one.text for one in passages if not one.anchor.startswith("x")] + aside


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_the_editors_words_nothing_but_passages_remains(page, address):
    bare = page(address).one("article").without("data-editorial", css="src")
    assert bare.words == ""


@pytest.mark.parametrize("address", ARTICLES)
def test_every_passage_stands_at_its_anchor(page, address):
    whole = page(address)
    for passage in revision_at(address).passages.all():
        place = whole.by_id(passage.anchor).without("data-editorial")
        assert [one.text for one in place.find(css="src")] == [passage.text]


@pytest.mark.parametrize(("address", "count"), list(zip(ARTICLES, [1, 3, 2, 7, 0], strict=True)))
def test_the_captured_page_is_folded_away(page, address, count):
    anchors = list(revision_at(address).passages.filter(anchor__startswith="x").values_list("anchor", flat=True))
    folded = page(address).find("details", css="also")
    assert [one.attributes["id"] for part in folded for one in part.find("div", css="para")] == anchors
    assert len(anchors) == count
    assert all("open" not in part.attributes for part in folded)
    said = [part.children[0].words for part in folded if isinstance(part.children[0], Element)]
    assert [words.split(":")[0] for words in said] == ["Also on the captured page"] * len(folded)


def test_a_note_on_a_readers_comment_stands_with_the_comment(page):
    folded = page("/articles/article-4/").one("details", css="also")
    note = note_with(folded, "a4-fc30")
    assert note in folded.by_id("x3").find("details", css="note")
    assert note.one("span", css="kind").words.endswith("Fact-check")


# --- the ways on the page ---------------------------------------------------------------------------


@pytest.mark.parametrize("address", [*ADDRESSES, "/articles/article-1/p5/", "/articles/article-5/t1/", "/notes/2/"])
def test_ids_are_unique_and_every_fragment_is_there(page, address):
    whole = page(address)
    ids = [one.attributes["id"] for one in whole.all() if "id" in one.attributes]
    assert sorted(ids) == sorted(set(ids))
    targets = {one.attributes["href"][1:] for one in whole.find("a") if one.attributes["href"].startswith("#")}
    described = {one.attributes["aria-labelledby"] for one in whole.all() if "aria-labelledby" in one.attributes}
    # A note page leads from its foot to the article, not to itself.
    assert targets | described <= set(ids)


@pytest.mark.parametrize("address", ARTICLES)
def test_an_entry_has_one_letter_one_note_one_row(page, address):
    whole = page(address)
    revision = revision_at(address)
    letters = [one.attributes["data-n"] for one in whole.find("a", css="nref")]
    own = Annotation.objects.published().filter(span__revision=revision).count()
    links = Link.objects.filter(target__revision=revision, annotation__status="published").count()
    assert len(letters) == len(set(letters)) == own + links
    assert {one.attributes["data-n"] for one in whole.find("details", css="note")} == set(letters)
    assert len(whole.find("details", css="note")) == len(letters)
    assert sorted(row.find("a")[0].words for row in whole.one("section", css="index").find("tr")[1:]) == sorted(letters)
    for letter in letters:
        assert whole.by_id(f"at-{letter}").attributes["href"] == f"#note-{letter}"
        assert whole.by_id(f"note-{letter}").one("a", css="back").attributes["href"] == f"#at-{letter}"


@pytest.mark.parametrize("address", ARTICLES)
def test_letters_follow_the_words(page, address):
    rows = [row.find("a")[0].words for row in page(address).one("section", css="index").find("tr")[1:]]
    assert rows == sorted(rows, key=lambda letter: (len(letter), letter))
    assert rows[:3] == ["a", "b", "c"]


@pytest.mark.parametrize("address", ARTICLES)
def test_every_number_leads_to_its_source_and_back(page, address):
    whole = page(address)
    cites = whole.find("a", css="cite")
    for cite in cites:
        number = re.fullmatch(r"\[?(\d+)(, .+)?\]?", cite.words)
        assert number, cite.words
        assert cite.attributes["href"] == f"#ref-{number[1]}"
    refs = whole.one("section", css="refs").one("ol").find("li")
    assert [ref.attributes["id"] for ref in refs] == [f"ref-{n}" for n in range(1, len(refs) + 1)]
    for ref in refs:
        for back in ref.find("a", css="bl"):
            cite = whole.by_id(back.attributes["href"][1:])
            assert cite in whole.by_id(f"note-{back.words}").find("a", css="cite")
            assert cite.attributes["href"] == f"#{ref.attributes['id']}"
    led_back = {(ref.attributes["id"], back.words) for ref in refs for back in ref.find("a", css="bl")}
    cited = {
        (cite.attributes["href"][1:], note.attributes["data-n"])
        for note in whole.find("details", css="note")
        for cite in note.find("a", css="cite")
    }
    assert led_back == cited


@pytest.mark.parametrize("address", [*ARTICLES, "/articles/article-1/p5/", "/notes/2/", "/notes/2/history/"])
def test_no_rank_of_heading_is_skipped(page, address):
    ranks = [int(one.tag[1]) for one in page(address).all() if re.fullmatch("h[1-6]", one.tag)]
    assert ranks[0] == 1
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))


# --- the notes --------------------------------------------------------------------------------------


def test_the_end_of_the_cold_war_is_disputed(page):
    whole = page("/articles/article-1/")
    note = note_with(whole, "a1-fc02")
    letter = note.attributes["data-n"]
    marked = [one.text for one in whole.find("span", css="hl") if one.attributes["data-n"] == letter]
    assert "".join(marked) == COLD_WAR
    assert whole.by_id(f"at-{letter}").attributes["aria-label"] == f"Note {letter}: fact-check, disputed"
    assert note.one("span", css="v-disputed").words == "⇄ Disputed"
    assert note.one("details", css="evidence").one("summary").words == "Evidence · 6 sources"
    assert len(note.one("details", css="evidence").find("li")) == 6
    assert note.find("a", href="/topics/end-of-cold-war/")
    assert note.one("p", css="lemma").text == f"On the words “{COLD_WAR}”"


def test_a_correction_shows_both_readings(page):
    note = Annotation.objects.filter(kind="correction", span__revision__article__number=3).order_by("number")[0]
    whole = page("/articles/article-3/")
    shown = note_with(whole, note.key)
    assert shown.one("span", css="rd-pub").text == note.span.exact
    assert shown.one("dd", css="rd-cor").text == note.reading
    letter = shown.attributes["data-n"]
    woven = [one for one in whole.find("span", css="as-cor") if one.attributes["data-n"] == letter]
    assert [(one.text, "data-editorial" in one.attributes) for one in woven] == [(note.reading, True)]


def ends() -> list[tuple[str, str, str, str]]:
    """(article, words there, place of the other end, wording from here) of both ends of every link."""
    found = []
    links = Link.objects.filter(annotation__status="published").select_related(
        *(f"{end}__{part}" for end in ("annotation__span", "target") for part in ("revision__article", "passage"))
    )
    for link in links:
        here, there = link.annotation.span, link.target
        for span, other, words in (
            (here, there, Relation(link.relation).label),
            (there, here, RELATION_FROM_TARGET[Relation(link.relation)]),
        ):
            place = f"/articles/{other.revision.article.slug}/v1/#{other.passage.anchor}"
            found.append((span.revision.article.slug, span.exact, place, str(words)))
    return found


def test_every_link_is_seen_at_both_ends_in_words_of_its_own(page):
    expected = ends()
    assert len(expected) == 2 * 56
    shown = []
    for address in ARTICLES:
        for note in page(address).find("details", css="xr"):
            words = note.one("p", css="lemma").text.removeprefix("On the words “").removesuffix("”")
            for target in note.one("ul", css="xlinks").find("li"):
                link = target.find("a")[0].attributes["href"]
                shown.append((address.split("/")[2], words, link, target.one("span", css="rel").text))
    assert sorted(shown) == sorted(expected)


@pytest.mark.parametrize(
    ("address", "words", "place"),
    [
        ("/articles/article-1/", "Adds detail", "Article 4 ¶2"),
        ("/articles/article-4/", "Detail is added to", "Article 1 ¶5"),
    ],
)
def test_detail_is_added_at_one_end_and_received_at_the_other(page, address, words, place):
    note = note_with(page(address), "xr03")
    assert note.one("span", css="rel").text == words
    assert note.one("p", css="x-head").find("a")[0].text == place


def test_a_link_within_one_article_stands_there_twice(page):
    within = [
        link
        for link in Link.objects.select_related("target", "annotation__span")
        if link.target.revision_id == link.annotation.span.revision_id
    ]
    assert within
    for link in within:
        number, article = link.annotation.number, link.target.revision.article
        notes = page(article.get_absolute_url()).find("details", css="note")
        assert sum(bool(note.find("a", href=f"/notes/{number}/cite/")) for note in notes) == 2
