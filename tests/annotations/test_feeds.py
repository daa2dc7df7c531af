"""Atom feeds as a reader sees them that we did not write (feedparser), and as RFC 4287 wants them."""

import re
from collections.abc import Iterator
from dataclasses import replace

import feedparser
import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from lxml import etree

from annotations import undoing
from annotations.models import Annotation
from edition.models import Article, Profile
from tests.support.notes import CORRECTION, FACT_CHECK, bring, force, take

pytestmark = pytest.mark.usefixtures("edition")
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = (
    "/feeds/notes.atom",
    "/feeds/corrections.atom",
    "/feeds/articles/article-3.atom",
    "/feeds/topics/end-of-cold-war.atom",
)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def read(client: Client, address: str):
    """Return a feed as feedparser reads it; fails where that has anything to say against it."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo
    return found


def link(feed, relation: str) -> str:
    return next((one.href for one in feed.links if one.rel == relation), "")


def pages(client: Client, address: str) -> Iterator:
    """Follow a feed from page to page."""
    while address:
        found = read(client, address)
        yield found
        address = link(found.feed, "next").removeprefix("http://testserver")


@pytest.mark.parametrize("address", FEEDS)
def test_every_feed_has_what_atom_asks_of_it(client: Client, address: str):
    root = etree.fromstring(client.get(address).content)
    for parent in (root, *root.findall(f"{ATOM}entry")):
        ids, dates = parent.findall(f"{ATOM}id"), parent.findall(f"{ATOM}updated")
        assert [str(one.text).startswith("http://testserver/") for one in ids] == [True]
        assert [bool(TIME.fullmatch(str(one.text))) for one in dates] == [True]
        assert len(parent.findall(f"{ATOM}title")) == 1
        assert parent.findtext(f"{ATOM}author/{ATOM}name") == "The editors"
    names = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(names) == len(set(names)) > 10
    assert root.xpath("string(//*[@rel='self']/@href)") == f"http://testserver{address}"


def test_all_notes_are_found_page_by_page(client: Client):
    found = list(pages(client, "/feeds/notes.atom"))
    entries = [entry for page in found for entry in page.entries]
    assert [len(page.entries) for page in found] == [50, 50, 50, 50, 19]
    assert len({entry.id for entry in entries}) == Annotation.objects.published().count() == 219
    assert link(found[1].feed, "previous") == "http://testserver/feeds/notes.atom"
    assert {page.feed.id for page in found} == {"http://testserver/feeds/notes.atom"}


def test_an_entry_says_what_the_note_says(client: Client):
    entry = next(e for page in pages(client, "/feeds/notes.atom") for e in page.entries if e.id.endswith("/notes/2/"))
    assert entry.title.startswith("Note 2: Fact-check: Disputed, Article 1 ¶5: “The end of the Cold War")
    assert entry.link == "http://testserver/notes/2/"
    assert link(entry, "via") == "http://testserver/articles/article-1/v1/p5/"
    assert entry.summary.startswith("There is no agreed end")
    html = entry.content[0].value
    assert "The end of the Cold War happened in 1989 whilst the USSR remained united." in html
    assert 'href="http://testserver/bibliography/' in html
    assert not re.findall(r'(?:href|cite)="/', html)
    assert {"fact-check", "disputed"} <= {tag.term for tag in entry.tags}


def test_the_feeds_of_an_article_and_of_a_topic_hold_their_own(client: Client):
    article = Article.objects.get(slug="article-3")
    own = {e.id for page in pages(client, "/feeds/articles/article-3.atom") for e in page.entries}
    on_it = Annotation.objects.published().filter(span__revision__article=article)
    linked = Annotation.objects.published().filter(links__target__revision__article=article)
    assert own == {
        f"http://testserver/notes/{number}/"
        for number in {*on_it.values_list("number", flat=True), *linked.values_list("number", flat=True)}
    }
    topic = read(client, "/feeds/topics/end-of-cold-war.atom")
    assert topic.feed.title == "Sic: Notes on “The end of the Cold War and the end of the USSR”"
    assert "http://testserver/notes/2/" in {entry.id for entry in topic.entries}


def test_a_new_note_comes_first_with_its_authors_public_name(client: Client, alice: User, bob: User):
    Profile.objects.create(user=alice, public_name="Alice A.", orcid="0000-0002-1825-0097")
    note = bring("published", alice, bob)
    first = read(client, "/feeds/notes.atom").entries[0]
    assert first.id == f"http://testserver/notes/{note.number}/"
    assert [dict(author) for author in first.authors] == [
        {"name": "Alice A.", "href": "https://orcid.org/0000-0002-1825-0097"}
    ]
    assert "alice" not in client.get("/feeds/notes.atom").content.decode()


def test_a_withdrawn_note_is_a_tombstone_and_a_correction(client: Client, alice: User, bob: User):
    note = bring("published", alice, bob)
    take(note, "withdraw", bob, why="The source says nothing of it.")
    root = etree.fromstring(client.get("/feeds/notes.atom").content)
    gone = root.find("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert gone is not None
    assert gone.get("ref") == f"http://testserver/notes/{note.number}/"
    assert gone.findtext("{*}comment") == "The source says nothing of it."
    said = read(client, "/feeds/corrections.atom").entries[0]
    assert said.title.startswith(f"Note {note.number} was withdrawn: Article 1 ¶1: “Russia”")
    assert "The source says nothing of it." in said.content[0].value
    assert said.authors[0].name == "Bob Baranov"


def test_a_changed_verdict_and_a_revised_correction_are_told(client: Client, alice: User, bob: User):
    checked, corrected = (bring("published", alice, bob, content) for content in (FACT_CHECK, CORRECTION))
    for note, changed in (
        (checked, replace(FACT_CHECK, verdict="inaccurate")),
        (corrected, replace(CORRECTION, reading="The U.S.S.R.")),
    ):
        take(note, "save", alice, changed)
        take(note, "submit", alice)
        take(note, "publish", bob)
    entries = read(client, "/feeds/corrections.atom").entries[:3]
    place = "Article 1 ¶1: “Russia”"
    assert [entry.title for entry in entries] == [
        f"Correction revised: {place}",
        f"Verdict changed from “Lacks context” to “Inaccurate”: {place}",
        f"Correction: {place}",
    ]
    assert "<ins>The U.S.S.R.</ins>" in entries[0].content[0].value
    assert "<ins>The USSR</ins>" in entries[2].content[0].value


def test_what_was_undone_after_it_was_served_is_a_tombstone(client: Client, alice: User, bob: User):
    note = bring("published", alice, bob)
    take(note, "save", alice, replace(FACT_CHECK, verdict="inaccurate"))
    take(note, "submit", alice)
    take(note, "publish", bob)
    served = read(client, "/feeds/corrections.atom").entries[0].id
    undoing.undo(note, bob, started_from=note.version)
    root = etree.fromstring(client.get("/feeds/corrections.atom").content)
    (gone,) = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert gone.get("ref") == served == f"http://testserver/notes/{note.number}/history/#verdict-{note.version - 1}"
    assert served not in [one.text for one in root.iter(f"{ATOM}id")]


def test_nothing_that_is_not_published_is_told(client: Client, alice: User, bob: User):
    before = [client.get(address).content for address in FEEDS]
    bring("submitted", alice, bob, CORRECTION)
    assert [client.get(address).content for address in FEEDS] == before
    bring("redrafted", alice, bob)
    assert all(b"A second gist" not in client.get(address).content for address in FEEDS)


def test_an_empty_feed_is_one(client: Client):
    force(Annotation.objects.all(), status="draft", verdict_changed=None)
    for address in FEEDS:
        found = read(client, address)
        assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00+00:00")


def test_characters_that_xml_cannot_carry_do_no_harm(client: Client):
    force(Annotation.objects.filter(number=2), gist="A \x0c<b>&\ufffe ]]> gist")
    found = next(e for page in pages(client, "/feeds/notes.atom") for e in page.entries if e.id.endswith("/notes/2/"))
    assert found.summary == "A \ufffd<b>&\ufffd ]]> gist"


@pytest.mark.parametrize(
    "address",
    [
        "/feeds/notes.atom?page=6",
        "/feeds/notes.atom?page=0",
        "/feeds/corrections.atom?page=x",
        "/feeds/articles/no.atom",
    ],
)
def test_what_there_is_not_is_not_found(client: Client, address: str):
    assert client.get(address).status_code == 404


def test_who_has_the_newest_is_told_so(client: Client, settings: LazySettings):
    settings.PAGE_CACHE_MB = 4
    first = client.get(FEEDS[0])
    assert "Last-Modified" not in first.headers  # words change without a newer entry
    assert client.get(FEEDS[0], headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    assert client.get(FEEDS[0], headers={"if-modified-since": "Sat, 21 Nov 2026 12:00:00 GMT"}).status_code == 200


def test_the_queries_do_not_grow_with_the_notes(client: Client, django_assert_max_num_queries):
    for address in FEEDS:
        with django_assert_max_num_queries(14):
            client.get(address)


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("/", ["/feeds/notes.atom", "/feeds/corrections.atom"]),
        ("/ur/articles/article-3/", ["/feeds/articles/article-3.atom", "/feeds/corrections.atom"]),
        ("/topics/end-of-cold-war/", ["/feeds/topics/end-of-cold-war.atom", "/feeds/corrections.atom"]),
    ],
)
def test_pages_name_their_feeds(client: Client, page: str, feeds: list[str]):
    html = client.get(page).content.decode()
    assert (
        re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', html) == feeds
    )
    assert all(f'<a href="{feed}">' in html for feed in feeds)
