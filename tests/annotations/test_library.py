"""Articles, bibliography, works and tags."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from annotations.models import Annotation
from annotations.overview import article_rows, sort_articles
from edition.models import Work
from tests.support.notes import force

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# --- articles ---------------------------------------------------------------------------------------


def test_the_list_names_title_author_date_length_and_review(edition, client):
    html = page(client, "/articles/")
    table = html.split('<table class="articles">')[1].split("</table>")[0]
    assert table.count('<th scope="row">') == 5
    assert '<td class="num" data-label="Paragraphs">29</td>' in html
    assert "22 cross-references" in html
    reviewed = Annotation.objects.get(number=1).reviewed_at
    assert reviewed is not None
    assert f'<time datetime="{reviewed:%Y-%m-%d}">' in html


@pytest.mark.parametrize(
    ("by", "numbers"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("title", [5, 3, 2, 1, 4]),
        ("author", [1, 4, 2, 3, 5]),
        ("-paragraphs", [5, 2, 4, 3, 1]),
        ("notes", [5, 1, 3, 2, 4]),
        ("published", [2, 1, 5, 4, 3]),
        ("-published", [3, 4, 5, 1, 2]),
        ("reviewed", [1, 2, 3, 4, 5]),
        ("nonsense\x00", [1, 2, 3, 4, 5]),
    ],
)
def test_sorting(edition, by, numbers):
    assert [row.article.number for row in sort_articles(article_rows(), by)] == numbers


def test_the_sorted_column_says_so(edition, client):
    html = page(client, "/articles/?sort=title")
    assert '<th scope="col" aria-sort="ascending"><a href="?sort=-title">Title</a></th>' in html
    assert html.count("aria-sort") == 1


# --- bibliography -----------------------------------------------------------------------------------


def entry(html: str, key: str) -> str:
    found = re.search(rf'<li id="{key}">.*?</li>', html, re.DOTALL)
    assert found
    return found[0]


def test_all_sources_are_listed_by_author_and_the_articles_after_them(edition, client):
    first, last = page(client, "/bibliography/"), page(client, "/bibliography/?page=2")
    assert "139 sources" in first
    assert "Articles in this edition" not in first
    assert "Page 2 of 2" in last
    sources, own = last.split("Articles in this edition")
    sources = first + sources
    keys = re.findall(r'<li id="([a-z0-9-]+)">', sources)
    assert len(keys) == 139
    assert keys == list(Work.objects.sources().alphabetical().values_list("key", flat=True))
    assert re.findall(r'<li id="([a-z0-9-]+)">', own) == [f"article-{number}" for number in range(1, 6)]


def test_an_entry_says_what_it_is_and_where_it_is_cited(edition, client):
    html = page(client, "/bibliography/")
    legacy = entry(html, "dukes-legacy")
    assert "Book chapter" in legacy
    assert '<a href="/bibliography/dukes-legacy/">Cited in 3 notes</a>' in legacy
    assert 'href="/bibliography/dukes-legacy/cite/"' in legacy
    assert "Dukes, Paul. <i>Legacy</i>" in legacy
    assert "A weak source" not in legacy


def test_weak_and_unseen_sources_are_marked(edition, client):
    html = page(client, "/bibliography/") + page(client, "/bibliography/?page=2")
    assert html.count("A weak source") == 14
    assert html.count("Not consulted by the editors: a standard reference.") == 9
    assert "A weak source" in entry(html, "student-notes-end-cold-war")


def test_unpublished_notes_do_not_count_as_citing(edition, client):
    force(Annotation.objects.filter(number=2), status="draft")
    assert "Cited in 2 notes" in entry(page(client, "/bibliography/"), "dukes-legacy")


def test_downloads_are_offered(edition, client):
    html = page(client, "/bibliography/")
    for form in ("bibtex", "biblatex", "ris", "csl-json"):
        assert f'href="/bibliography/cite/{form}"' in html


def test_one_type_alone(edition, client):
    html = page(client, "/bibliography/?type=treaty")
    assert "4 sources: Treaty" in html
    assert '<option value="treaty" selected>Treaty (4)</option>' in html
    assert html.split("Articles in this edition")[0].count("<li id=") == 4


@pytest.mark.parametrize("wrong", ["song", "%3Cscript%3E", "a%00b"])
def test_a_type_of_which_there_is_none(edition, client, wrong):
    html = page(client, f"/bibliography/?type={wrong}")
    assert "No source is of the type" in html
    assert "Clear filter" in html
    assert "<script>" not in html.split("</head>")[1]


def test_an_initial_leads_to_its_first_entry(edition, client):
    nav = page(client, "/bibliography/").split('<ul class="initials">')[1].split("</ul>")[0]
    links = re.findall(r'<a href="([^"]+)">(.)</a>', nav)
    assert [letter for _, letter in links] == sorted(letter for _, letter in links)
    of_d, of_z = (Work.objects.sources().filter(sort_name__istartswith=letter).alphabetical()[0].key for letter in "dz")
    assert (f".#{of_d}", "D") in links
    assert (f"?page=2#{of_z}", "Z") in links


DEAD, COPY = date(2026, 11, 3), date(2020, 5, 1)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"unreachable_on": DEAD}, "Original not reachable on 3 Nov 2026. No archived copy is known."),
        ({"unreachable_on": DEAD, "archived_url": "https://a.example/1"}, "not reachable on 3 Nov 2026. Archived copy"),
        ({"archived_url": "https://a.example/1", "archived_on": COPY}, "Archived copy of 1 May 2020"),
    ],
)
def test_what_became_of_the_original_is_said(edition, client, state, sentence):
    Work.objects.filter(key="dukes-legacy").update(**state)
    for html in (entry(page(client, "/bibliography/"), "dukes-legacy"), page(client, "/bibliography/dukes-legacy/")):
        assert sentence in " ".join(re.sub("<[^>]*>", "", html).split())
        assert html.count('href="https://a.example/1"') == ("archived_url" in state)


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "ftp://a.example/1", "example"])
def test_an_archived_copy_is_an_address_of_the_web(edition, wrong):
    work = Work.objects.get(key="dukes-legacy")
    work.archived_url = wrong
    with pytest.raises(ValidationError, match="archived_url"):
        work.save()


def test_a_reference_that_is_lacking_is_made(edition, client):
    Work.objects.filter(key="dukes-legacy").update(reference_html="")
    assert "<i>Legacy</i>" in entry(page(client, "/bibliography/"), "dukes-legacy")
    assert Work.objects.get(key="dukes-legacy").reference_html


# --- a work -----------------------------------------------------------------------------------------


def test_a_work_says_what_is_not_known_and_where_it_is_used(edition, client):
    html = page(client, "/bibliography/dukes-legacy/")
    assert '<dd class="not-known">Not dated</dd>' in html
    assert "Abstract only: sets out competing end dates" in html
    assert 'href="/notes/2/"' in html
    assert "There is no agreed end: Malta (December 1989)" in html
    assert 'href="/topics/end-of-cold-war/"' in html
    assert 'href="/claims/cl01/"' in html
    assert 'rel="nofollow noopener">https://www.taylorfrancis.com/' in html


def test_a_draft_that_rests_on_a_work_is_not_shown(edition, client):
    force(Annotation.objects.filter(number=2), status="draft")
    html = page(client, "/bibliography/dukes-legacy/")
    assert 'href="/notes/1/"' in html
    assert 'href="/notes/2/"' not in html


def test_a_work_without_an_author_says_so(edition, client):
    assert '<dd class="not-known">No author given</dd>' in page(client, "/bibliography/spine-times-saga/")


def test_the_work_of_an_article_links_to_the_article(edition, client):
    html = page(client, "/bibliography/article-3/")
    assert 'href="/articles/article-3/"' in html
    assert "This is article 3 of this edition" in html
    assert "No published note rests on it." in html


def test_an_unknown_work(edition, client):
    response = client.get("/bibliography/nothing/")
    assert response.status_code == 404
    assert "There is no source “nothing” in this edition." in response.content.decode()


# --- tags -------------------------------------------------------------------------------------------


def test_tags_are_counted(edition, client):
    html = page(client, "/tags/")
    assert '<a href="/tags/sco/">sco</a> <span class="row-meta">7</span>' in html


def test_a_tag_lists_its_notes(edition, client):
    html = page(client, "/tags/sco/")
    assert "7 notes" in html
    assert html.count('<li class="row-note">') == 7
    assert "Pakistan was an SCO observer from 2005" in html


@pytest.mark.parametrize("name", ["nothing", "a%00b", "%3Cb%3E"])
def test_an_unknown_tag(edition, client, name):
    response = client.get(f"/tags/{name}/")
    assert response.status_code == 404
    assert "Nothing in this edition carries the tag" in response.content.decode()
    assert "<b>" not in response.content.decode()


def test_a_tag_of_drafts_alone_is_not_shown(edition, client):
    force(Annotation.objects.filter(tags__slug="sco"), status="draft")
    assert client.get("/tags/sco/").status_code == 404
    assert 'href="/tags/sco/"' not in page(client, "/tags/")


# --- nothing yet ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "emptied", "sentence"),
    [
        ("/articles/", "annotations.views.library.article_rows", "No articles published yet."),
        ("/tags/", "annotations.usage.tag_counts", "No tags given yet."),
    ],
)
def test_an_empty_list_says_so(client, monkeypatch, address, emptied, sentence):
    monkeypatch.setattr(emptied, list)
    assert sentence in page(client, address)


def test_an_empty_bibliography_says_so(client, monkeypatch):
    monkeypatch.setattr(type(Work.objects), "sources", lambda manager: Work.objects.none())
    html = page(client, "/bibliography/")
    assert "No sources published yet." in html
    assert "<form" not in html.split("<main")[1]


# --- cost -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/articles/", 8),
        ("/bibliography/", 3),
        ("/bibliography/dukes-legacy/", 5),
        ("/tags/", 5),
        ("/tags/sco/", 4),
    ],
)
def test_queries_do_not_grow_with_the_list(edition, client, django_assert_max_num_queries, address, most):
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)
