"""The whole edition on one page: every article as its own page prints it, under ids of its own."""

import doctest
import re
from collections import Counter

import pytest
from django.test import Client

from annotations import printing
from annotations.models import Annotation
from edition.models import Article
from tests.annotations.html_page import read

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]


def whole(client: Client, address: str = "/print/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response).decode()


def test_examples():
    assert doctest.testmod(printing).failed == 0


def test_every_article_stands_in_it_with_its_words_and_notes(client: Client):
    html = whole(client)
    for article in Article.objects.published():
        own = client.get(article.get_absolute_url()).content.decode()
        for part in ("src", "note "):
            assert own.count(f'class="{part}') > 3
        assert f'id="a{article.number}-p1"' in html
        assert html.count(f'id="a{article.number}-note-') == own.count(' id="note-')
        for passage in article.current.passages.filter(anchor__startswith="p"):
            assert f'id="a{article.number}-{passage.anchor}"' in html
    assert html.count('<article class="edition"') == 5


def test_ids_are_unique_and_every_reference_leads_somewhere(client: Client):
    html = whole(client)
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert [name for name, count in ids.items() if count > 1] == []
    assert len(ids) > 1000
    links = set(re.findall(r'\shref="#([^"]+)"', html))
    named = {name for found in re.findall(r'\saria-labelledby="([^"]+)"', html) for name in found.split()}
    assert links | named <= set(ids)
    assert "a4-p9" in ids


def test_nothing_of_the_screen_is_left(client: Client):
    html = whole(client)
    assert 'class="bar"' not in html
    assert "<form" not in html.partition('<article class="edition"')[2].rpartition("</article>")[0]


def test_the_title_page_says_what_it_is_and_leads_to_the_articles(client: Client):
    title = whole(client).partition('<article class="edition"')[0]
    assert f"<dd>{Annotation.objects.published().count()}</dd>" in title
    assert "<dd>21 November 2026</dd>" in title
    assert re.findall(r'<li value="(\d)"><a href="#a(\d)-text">', title) == [(str(n), str(n)) for n in range(1, 6)]
    assert "<dd>http://testserver/</dd>" in title


def test_one_heading_of_the_first_rank(client: Client):
    assert whole(client).count("<h1") == 1


def test_in_urdu_the_editors_words_are_urdu_to_the_end(client: Client):
    html = whole(client, "/ur/print/")
    assert '<html lang="ur" dir="rtl">' in html
    assert 'href="/ur/notes/1/"' in html
    assert 'href="/notes/' not in html


def test_it_is_whole_html(client: Client):
    assert read(whole(client)).find("article", css="edition")


def test_words_like_attributes_stay_as_they_are():
    html = '<p title="x">He wrote id="p1" and href="#p1" &lt;a id="b"&gt;</p>'
    assert printing.prefixed(html, "a1-") == html


def test_controls_are_taken_out_whole():
    html = '<a>1</a><div class="bar" x><div><div>2</div></div></div><form class="filters"><p>3</p></form><b>4</b>'
    assert printing.without_controls(html) == "<a>1</a><b>4</b>"


def test_an_empty_edition_says_so(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Article.objects, "published", Article.objects.none)
    monkeypatch.setattr("annotations.views.print.article_rows", list)
    assert "No articles published yet." in whole(client)
