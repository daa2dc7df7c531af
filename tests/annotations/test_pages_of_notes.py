"""What holds for all pages of notes: cost, caching, methods, and words that try to be mark-up."""

import pytest
from django.test import Client
from django.utils import timezone

from annotations import workflow
from annotations.content import Content, EvidenceItem, Place
from annotations.models import Annotation, Evidence
from annotations.workflow import Publication
from edition.models import Revision, Span, Work
from tests.annotations.html_page import read

PAGES = [
    "/articles/article-1/",
    "/articles/article-1/v1/",
    "/articles/article-1/p5/",
    "/articles/article-1/v1/p5-p7/",
    "/articles/article-1/cite/",
    "/articles/article-1/p5/cite/",
    "/articles/article-1/v1/p5/cite/bibtex",
    "/notes/2/",
    "/notes/2/history/",
    "/notes/2/cite/",
    "/bibliography/cite/",
]
HOSTILE = "<script>alert(1)</script> \"'&amp;"


def add_notes(count: int) -> None:
    """Publish `count` more notes on words of article 1, with two sources each."""
    revision = Revision.objects.get(article__slug="article-1")
    first, now = Annotation.objects.next_number(), timezone.now()
    works = list(Work.objects.sources()[:2])
    body = revision.passages.get(anchor="p5")
    words = [n for n in range(body.start + 1, body.end) if revision.text[n - 1] == " "]
    rows = []
    for number in range(first, first + count):
        row = Annotation(number=number, key=f"note-{number}", kind="fact-check", status="published")
        row.span = Span.objects.at(revision, words[(number - first) % len(words)], body.end)
        row.gist, row.verdict, row.finding, row.finding_html = "Gist", "accurate", "Finding", "<p>Finding</p>"
        row.version = row.public_version = 1
        row.created_at = row.published_at = row.reviewed_at = now
        rows.append(row)
    Annotation.objects.bulk_create(rows)
    Evidence.objects.bulk_create(
        Evidence(annotation=row, work=work, position=at) for row in rows for at, work in enumerate(works, 1)
    )


@pytest.mark.parametrize("address", ["/articles/article-1/", "/articles/article-1/p5/"])
def test_the_number_of_queries_does_not_grow_with_the_notes(
    edition, client, address, django_assert_max_num_queries, django_assert_num_queries
):
    client.get(address)  # makes the article's own citation, once
    with django_assert_max_num_queries(12) as before:
        few = client.get(address).content.count(b'<details class="note ')
    add_notes(200)
    with django_assert_num_queries(len(before)):
        many = client.get(address).content.count(b'<details class="note ')
    assert many == few + 200


@pytest.mark.parametrize("address", PAGES)
def test_a_reader_gets_no_cookie(edition, client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.cookies == {}


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_read_and_not_posted_to(edition, client, address):
    assert client.post(address).status_code == 405
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("address", ["/articles/article-9/", "/articles/article-9/p5/", "/articles/article-9/cite/"])
def test_an_unknown_article_is_said_to_be_unknown(edition, client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no article “article-9” in this edition." in response.content.decode()


@pytest.mark.parametrize("address", ["/articles/article-1/v9/", "/articles/article-1/v9/p5/"])
def test_an_unknown_version_names_the_newest(edition, client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "has no text version 9. Its newest is version 1." in response.content.decode()


def hostile_note(kind: str, **more: object) -> Annotation:
    """Publish a note whose every field tries to be mark-up, on the first words of ¶1 of article 1."""
    passage = Revision.objects.get(article__slug="article-1").passages.get(anchor="p1")
    work = Work(key="hostile", csl={"type": "book", "title": f"Title {HOSTILE}", "publisher": HOSTILE})
    work.save()
    content = Content(
        kind=kind,
        place=Place("article-1", 1, passage.start, passage.start + 10),
        gist=f"Gist {HOSTILE}",
        finding="Finding <script>alert(1)</script> [@hostile, p. <b>1</b>]",
        evidence=(EvidenceItem("hostile", f"p. {HOSTILE}", "supports", f"Supports {HOSTILE}", f"Quoted {HOSTILE}"),),
        tags=("<script>alert(1)</script>",),
        **more,  # type: ignore[arg-type]
    )
    now = timezone.now()
    number = Annotation.objects.next_number()
    return workflow.enter(content, Publication(number, "hostile", now, now, "<script>alert(1)</script>"))


@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        ("fact-check", {"verdict": "accurate", "claim_reviewed": f"Claim {HOSTILE}"}, "claim_reviewed"),
        ("correction", {"correction_type": "text", "reading": f"Reading {HOSTILE}"}, "reading"),
    ],
)
def test_words_that_try_to_be_mark_up_are_words(edition, client, kind, more, field):
    note = hostile_note(kind, **more)
    own = f"/notes/{note.number}/"
    for address in ("/articles/article-1/", "/articles/article-1/p1/", own, f"{own}history/", f"{own}cite/"):
        html = client.get(address).content.decode()
        page = read(html)
        assert "<script>alert" not in html, address
        for one in page.find("script"):
            assert one.text == "" or (one.attributes.get("type") == "application/ld+json" and "<" not in one.text), (
                address
            )
        assert not any(name.startswith("on") for one in page.all() for name in one.attributes), address
    said = read(client.get(own).content.decode()).text
    for words in (note.gist, getattr(note, field), f"Supports {HOSTILE}", f"Quoted {HOSTILE}"):
        assert words in said
    assert "Finding <script>alert(1)</script>" in said


@pytest.fixture
def published(edition, alice, bob) -> Annotation:
    """A note that Alice wrote and Bob published, on the words “Pakistan-Russia” of article 1."""
    revision = Revision.objects.get(article__slug="article-1")
    start = revision.passages.get(anchor="p1").start
    place = Place("article-1", 1, start, start + 8)
    content = Content("fact-check", place, "The first gist", "The first finding", "unverified")
    note = workflow.start(content, alice)
    workflow.take(note, "submit", alice, started_from=1)
    workflow.take(note, "publish", bob, started_from=2)
    return note


def test_a_draft_and_a_submitted_note_are_not_there(edition, client, alice):
    place = Place("article-1", 1, 300, 310)
    content = Content(kind="fact-check", place=place, gist="Not yet", finding="F", verdict="opinion")
    note = workflow.start(content, alice)
    for step in ("", "submit"):
        if step:
            workflow.take(note, step, alice, started_from=1)
        for address in (f"/notes/{note.number}/", f"/notes/{note.number}/history/", f"/notes/{note.number}/cite/"):
            response = client.get(address)
            assert response.status_code == 404
            assert f"There is no published note {note.number}." in response.content.decode()
        assert "Not yet" not in client.get("/articles/article-1/").content.decode()


def test_a_new_version_under_way_is_not_shown(published, client, alice):
    newer = Content.from_json({**Content.of(published).as_json(), "gist": "The second gist"})
    workflow.take(published, "save", alice, started_from=3, content=newer)
    own = f"/notes/{published.number}/"
    for address in ("/articles/article-1/", "/articles/article-1/p1/", own, f"{own}history/"):
        html = client.get(address).content.decode()
        assert "The second gist" not in html
    assert "The first gist" in client.get("/articles/article-1/").content.decode()
    assert "The first gist" in client.get(own).content.decode()


def test_a_withdrawn_note_keeps_its_address_and_says_why(published, client, bob):
    workflow.take(published, "withdraw", bob, started_from=3, why="It named the wrong <treaty>.")
    response = client.get(f"/notes/{published.number}/")
    page = read(response.content.decode())
    assert response.status_code == 200
    assert [one.words for one in page.one("div", css="withdrawn").find("p")] == [
        "This note was withdrawn. It named the wrong <treaty>.",
        "What it said is kept below, and it no longer stands in the article.",
    ]
    assert "The first finding" in page.text
    for address in ("/articles/article-1/", "/articles/article-1/p1/"):
        assert "The first gist" not in client.get(address).content.decode()
    history = read(client.get(f"/notes/{published.number}/history/").content.decode())
    assert [row.find("td")[5].words for row in history.one("tbody").find("tr")] == [
        "Withdrawn: It named the wrong <treaty>.",
        "Published",
    ]


def test_history_compares_two_published_versions(published, client, alice, bob):
    newer = Content.from_json({**Content.of(published).as_json(), "gist": "The second gist"})
    workflow.take(published, "save", alice, started_from=3, content=newer)
    workflow.take(published, "submit", alice, started_from=4)
    workflow.take(published, "publish", bob, started_from=5)
    page = read(client.get(f"/notes/{published.number}/history/").content.decode())
    assert [row.find("td")[2].words for row in page.one("tbody").find("tr")] == ["2", "1"]
    changed = page.one("dl", css="diff")
    assert [one.words for one in changed.find("del")] == ["first"]
    assert [one.words for one in changed.find("ins")] == ["second"]


def test_a_note_page_says_all_there_is(edition, client):
    page = read(client.get("/notes/2/").content.decode())
    assert page.one("h1").words == "Fact-check ⇄ Disputed"
    context = page.one("div", css="in-context")
    assert context.one("mark").text == "The end of the Cold War happened in 1989 whilst the USSR remained united."
    passage = Revision.objects.get(article__slug="article-1").passages.get(anchor="p5")
    assert context.one("p", css="src").text == passage.text
    assert len(page.one("section", css="refs").find("li")) == 6
    assert page.find("a", href="/claims/cl01/")
    assert page.find("a", href="/articles/article-1/v1/#p5")


def test_editors_may_annotate_from_the_page(edition, client: Client, as_alice: Client):
    link = "?a=1&v=1&p=p5"
    for address in ("/articles/article-1/", "/articles/article-1/p5/"):
        hrefs = {one.attributes.get("href", "") for one in read(as_alice.get(address).content.decode()).find("a")}
        assert any(href.endswith(link) for href in hrefs)
        assert link.replace("&", "&amp;") not in client.get(address).content.decode()
