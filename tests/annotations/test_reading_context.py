"""What a reading page says about its text: claims, provenance, other versions, languages."""

import pytest
from django.utils import translation

from annotations import earlier, provenance
from annotations.models import Account, Annotation, Claim
from annotations.paragraphs import direction, voice
from edition.capture import Block, capture
from edition.intake.plain import Reading
from edition.models import Article, Passage, Revision

pytestmark = pytest.mark.any_engine

# --- claims -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(1, 6))
def test_from_every_account_in_a_text_it_is_one_step_to_its_claim(page, number):
    whole = page(f"/articles/article-{number}/")
    accounts = Account.objects.filter(span__revision__article__number=number).select_related("span", "claim")
    assert accounts
    passages = list(Passage.objects.filter(revision__article__number=number))
    for account in accounts:
        anchor = next(one.anchor for one in passages if one.start < account.span.end <= one.end)
        line = whole.by_id(f"claims-{anchor}")
        assert "data-editorial" in line.attributes
        links = {one.attributes["href"]: one.text for one in line.find("a")}
        assert links[account.claim.get_absolute_url()] == account.claim.question
        assert whole.by_id(f"claim-{account.claim.slug}").attributes["href"] == account.claim.get_absolute_url()


def test_the_menu_of_a_paragraph_leads_to_its_claims(page):
    whole = page("/articles/article-1/")
    assert whole.by_id("p5").one("details", css="pmenu").find("a", href="#claims-p5")[0].text == "Claims in ¶5"
    without = [one for one in whole.find("div", css="para") if "id" in one.attributes and not one.find(css="ledger")]
    assert without
    assert not any(one.find("a", href=f"#claims-{one.attributes['id']}") for one in without)


def test_a_passage_page_has_the_claims_of_its_words_alone(page):
    links = page("/articles/article-1/p5/").one(css="ledger").find("a")
    assert links[0].text == "When did the Cold War end?"
    assert {one.attributes["href"] for one in links} == {
        claim.get_absolute_url()
        for claim in Claim.objects.filter(accounts__span__passage__anchor="p5", accounts__span__revision__article=1)
    }


# --- where the text comes from ----------------------------------------------------------------------


def test_the_record_of_a_text_says_what_it_rests_on(page):
    whole = page("/articles/article-4/")
    revision = Revision.objects.get(article__slug="article-4")
    record = whole.one("section", css="record")
    facts = {row.one("dt").words: row.one("dd").words for row in record.find("div")}
    assert revision.text_sha256 in facts["SHA-256 of the text"]
    assert revision.file_name in facts["Captured"]
    assert facts["Author"].startswith("Dr Rajkumar Singh (certain)")
    assert facts["Publisher"].startswith("Not known")
    assert facts["Written"].startswith("not before 7 April 2021; probably not after 15 August 2021")
    assert [one.attributes["href"] for one in record.find("a") if one.words.startswith("x")] == [
        f"#x{n}" for n in range(1, 8)
    ]
    assert record.one("ul").find("li")[0].text == revision.quirks[0]


@pytest.mark.parametrize(
    ("field", "value", "certainty"),
    [
        ({"value": "X", "certainty": "probable", "evidence": ["Line 1."]}, "X", "probable"),
        ({"value": "unknown", "certainty": "unknown", "evidence": []}, "", "not known"),
        ({"notBefore": "2012-10", "notAfter": None}, "not before October 2012", ""),
        ({"value": 3, "certainty": "sure"}, "3", "sure"),
        ({}, "", ""),
    ],
)
def test_a_field_is_shown_as_far_as_it_is_known(field, value, certainty):
    found = provenance.known({"author": field, "language": "en"})
    assert [(one.label, one.value, one.certainty) for one in found] == [("Author", value, certainty)]


def test_a_field_of_another_name_follows_the_known_ones():
    found = provenance.known({"shelfmark": {"value": "A 1"}, "author": {"value": "B"}})
    assert [one.label for one in found] == ["Author", "shelfmark"]


# --- other versions ---------------------------------------------------------------------------------


@pytest.fixture
def second(edition) -> Revision:
    """A second version of article 1 of three passages: p1 as it was, p2 in other words, and a new p99."""
    article = Article.objects.get(slug="article-1")
    first = article.current.passages.get(anchor="p1").text
    parts = [first, "Other words.", "More words."]
    text = "\n\n".join(parts)
    starts = [text.index(part) for part in parts]
    blocks = [
        Block(start, start + len(part), "body", anchor)
        for start, part, anchor in zip(starts, parts, ("p1", "p2", "p99"), strict=True)
    ]
    return capture(article, Reading(text.encode(), text, "utf-8"), blocks)


def test_a_passage_that_stands_under_another_anchor_neither_went_nor_came():
    old, new = {"p4": "One.", "p5": "Two.", "p6": "Six."}, {"p4": "One.", "p4a": "Two.", "p9": "Nine."}
    assert (earlier.only(old, new), earlier.only(new, old)) == (["p6"], ["p9"])


def test_an_older_version_says_where_the_newest_differs(second, page):
    older = Revision.objects.get(article__slug="article-1", number=1)
    found = earlier.newer(older)
    assert found is not None
    assert (found.number, found.changed, found.added) == (2, ["¶2"], ["¶99"])
    assert [place for place in found.gone if place.startswith("¶")] == ["¶3", "¶4", "¶5", "¶6", "¶7", "¶8"]
    said = page("/articles/article-1/v1/").one("p", css="newer").words
    assert said.startswith("You are reading text version 1. The newest is version 2. It differs in ¶2. It adds ¶99.")


@pytest.mark.parametrize("address", ["/articles/article-1/", "/articles/article-1/v2/"])
def test_the_newest_version_says_nothing_of_others_and_lists_notes_without_a_place(second, page, address):
    whole = page(address)
    assert whole.find("p", css="newer") == []
    assert "No notes on this article yet." in whole.words
    assert whole.find("nav", css="strip") == []
    rows = whole.one("section", **{"aria-labelledby": "h-unplaced"}).find("li")
    own = Annotation.objects.published().filter(span__revision__article__slug="article-1")
    assert len(rows) == own.count()
    assert rows[0].words.startswith(f"Note {own.order_by('number')[0].number} (version 1)")


def test_without_other_versions_there_is_no_such_section(page):
    whole = page("/articles/article-1/")
    assert whole.find("section", **{"aria-labelledby": "h-unplaced"}) == []
    assert whole.find("p", css="newer") == []


# --- languages --------------------------------------------------------------------------------------


def test_the_authors_words_carry_their_own_language(page):
    for address in ("/articles/article-1/", "/ur/articles/article-1/", "/articles/article-1/p5/", "/notes/2/"):
        words = page(address).find(css="src")
        assert words, address
        assert {(one.attributes["lang"], one.attributes["dir"]) for one in words} == {("en", "ltr")}, address


@pytest.mark.parametrize(
    ("csl", "attributes"),
    [
        ({"language": "ur"}, ' lang="ur" dir="rtl"'),
        ({}, ' lang="en" dir="ltr"'),
        ({"language": "ru-RU"}, ' lang="ru-RU" dir="ltr"'),
    ],
)
def test_a_text_in_another_language_is_set_in_its_direction(csl, attributes):
    assert voice(csl) == attributes


@pytest.mark.parametrize(("tag", "way"), [("fa", "rtl"), ("en_GB", "ltr"), ("az-Arab-IR", "rtl"), ("ur-Latn", "ltr")])
def test_the_script_of_a_tag_decides(tag, way):
    assert direction(tag) == way


@pytest.mark.parametrize(
    "address", ["/ur/articles/article-1/", "/ru/articles/article-4/", "/ur/articles/article-1/p5/", "/ru/notes/2/"]
)
def test_every_page_that_is_led_to_is_in_the_language_of_the_page(page, address):
    prefix = address[:4]
    hrefs = {one.attributes["href"] for one in page(address).one("article").find("a")}
    pages = {href for href in hrefs if href.startswith("/")}
    machine = {
        href for href in pages if href.endswith(("verbatim", "original")) or not href.split("#")[0].endswith("/")
    }
    assert pages - machine
    assert {href for href in pages - machine if not href.startswith(prefix)} == set()


def test_the_editors_words_are_marked_where_the_interface_is_another(page):
    with translation.override("en"):
        assert "lang" not in page("/articles/article-1/").find("span", css="gist")[0].attributes
    assert page("/ur/articles/article-1/").find("span", css="gist")[0].attributes["lang"] == "en"
    assert page("/ur/articles/article-1/").find("div", css="finding")[0].attributes["dir"] == "auto"
