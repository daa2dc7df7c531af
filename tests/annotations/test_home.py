"""The first page: articles, topics on which they differ, latest notes."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, User
from django.db.models import F
from django.test import Client

from annotations.models import Account, Annotation, Claim, Topic
from annotations.overview import article_rows, most_disputed, topic_rows
from edition.models import Article
from tests.annotations.html_page import read
from tests.support.notes import force

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_the_articles_are_linked_in_the_order_of_the_edition(edition, client):
    html = home(client)
    places = [html.index(f'href="/articles/article-{number}/"') for number in range(1, 6)]
    assert places == sorted(places)
    assert "Pakistan-Russia Cooperation Amidst Antagonism? Or just a geo-political shift’" in html


def test_unknown_authors_and_dates_are_said(edition, client):
    html = home(client)
    assert html.count("No author given") == 2
    assert "Asif Manzoor" in html
    assert "Not dated; written in or after October 2012" in html
    assert "Not dated; written between 28 November 2011 and 31 December 2014" in html
    assert "Not dated; written on or after 7 April 2021" in html


def test_the_counts_are_those_of_the_published_notes(edition, client):
    rows = article_rows()
    assert [row.notes for row in rows] == [52, 61, 54, 74, 34]
    assert [kind.words for kind in rows[0].counts] == ["18 fact-checks", "11 corrections", "23 cross-references"]
    assert [kind.words for kind in rows[4].counts] == ["18 fact-checks", "2 corrections", "14 cross-references"]
    assert "23 cross-references" in home(client)


def test_notes_that_are_not_published_are_not_counted(edition):
    withdrawn = Annotation.objects.filter(number=1)
    force(withdrawn, status="withdrawn", withdrawn_because="Superseded.")
    assert article_rows()[0].by_kind["fact-check"] == 17


def test_topics_with_contradictions_come_first_after_the_flagship(edition, client):
    rows = most_disputed(topic_rows(), 6)
    assert [(row.topic.slug, row.articles, row.contradictions) for row in rows] == [
        ("end-of-cold-war", 5, 3),
        ("alliances", 5, 3),
        ("visits", 5, 3),
        ("liaquat", 3, 2),
        ("1965-1971", 3, 2),
        ("india", 5, 2),
    ]
    html = home(client)
    assert "Where the accounts differ" in html
    assert 'href="/topics/end-of-cold-war/"' in html
    assert 'href="/topics/economy/"' not in html


def test_the_flagship_stands_first_with_what_the_sources_say(edition, client):
    first = read(home(client)).one("ul", css="topic-rows").find("li")[0]
    assert first.one("a").attributes["href"] == "/topics/end-of-cold-war/"
    assert first.one("p", css="row-answer").words == (
        "When did the Cold War end? The sources: No agreed date: 1989 (Malta), 1990 (Charter of Paris) or December 1991"
    )
    assert "3 contradictions" in first.words


def test_a_topic_without_points_has_no_answer_and_no_verdicts(edition):
    Account.objects.all().delete()
    other = Topic.objects.create(slug="other", position=99, title="Other", question="?", record="")
    Claim.objects.update(topic=other, position=F("pk"))
    row = topic_rows()[0]
    assert (row.answer, row.claims, row.verdicts) == ("", 0, [])


def test_the_search_field_leads_to_the_search(edition, client):
    form = read(home(client)).one("main").one("form", role="search")
    assert (form.attributes["action"], form.attributes["method"]) == ("/search/", "get")
    assert form.one("input").attributes["name"] == "q"
    assert form.one("label").attributes["for"] == form.one("input").attributes["id"]


def test_ten_latest_notes_with_verdict_and_place(edition, client):
    html = home(client)
    assert html.count('<li class="row-note">') == 10
    rows = read(html).one("ul", css="note-rows").find("li")
    assert [row.find("a")[0].attributes["href"] for row in rows] == [f"/notes/{n}/" for n in range(219, 209, -1)]
    force(Annotation.objects.filter(number=2), reviewed_at=datetime(2030, 1, 1, tzinfo=UTC))
    first = read(home(client)).one("ul", css="note-rows").find("li")[0]
    assert first.find("a")[1].attributes["href"] == "/articles/article-1/v1/#p5"
    assert "There is no agreed end: Malta (December 1989)" in first.words


def test_drafts_are_not_shown(edition, client):
    note = Annotation.objects.filter(number=219)
    force(note, status="draft")
    assert 'href="/notes/219/"' not in home(client)


def test_an_edition_without_articles_says_so(client, monkeypatch):
    monkeypatch.setattr("annotations.views.home.article_rows", list)
    html = home(client)
    assert "No articles published yet." in html
    assert "load_edition" not in html


def test_editors_read_how_to_load_an_edition(client, monkeypatch):
    monkeypatch.setattr("annotations.views.home.article_rows", list)
    editor = User.objects.create_user("editor-at-home")
    editor.groups.add(Group.objects.get(name="editor"))
    client.force_login(editor)
    assert "manage.py load_edition" in home(client)


def test_titles_are_escaped(edition, client):
    Topic.objects.filter(slug="end-of-cold-war").update(question="<script>alert(1)</script>?")
    html = home(client)
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_number_of_queries_does_not_grow(edition, client, django_assert_max_num_queries):
    assert Article.objects.count() == 5
    with django_assert_max_num_queries(12):
        client.get("/")
