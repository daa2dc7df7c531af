"""The search page: groups, filters, pages, and what it says where there is nothing."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations.vocabulary import Verdict
from edition.models import Passage
from edition.search.finding import count
from edition.search.query import parse
from tests.support.notes import FACT_CHECK, bring

pytestmark = pytest.mark.usefixtures("edition")


class Texts(HTMLParser):
    """Collects what stands in the elements of a page: (tag, class, text)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found.append([tag, given.get("class") or given.get("role") or "", ""])

    def handle_endtag(self, tag: str) -> None:
        self.found.append(["/", "", ""])

    def handle_data(self, data: str) -> None:
        for element in self.found[-1:]:
            element[2] += data


def get(client: Client, query: str = "", status: int = 200) -> str:
    response = client.get(f"/search/{query}")
    assert response.status_code == status
    return response.content.decode()


def texts(html: str, tag: str, name: str = "") -> list[str]:
    return [text for found, css, text in Texts(html).found if found == tag and name in css]


def status(html: str) -> str:
    return next(text for tag, role, text in Texts(html).found if role == "search-status")


def test_without_a_query_the_page_says_what_is_looked_through(client: Client) -> None:
    html = get(client)
    assert 'role="search"' in html
    assert "articles in their newest text version" in html
    assert status(html) == ""
    assert 'class="search-groups"' not in html


def test_groups_with_their_counts(client: Client) -> None:
    html = get(client, "?q=“cold+war”")
    assert status(html) == "“cold war”: 19 passages, 14 notes, 7 topics and claims, 5 sources."
    assert 'value="“cold war”"' in html
    assert "All of 19 passages" in html
    assert html.count('<li class="row-note">') == 5
    assert html.count("<blockquote") == 5
    assert '<meta name="robots" content="noindex,follow">' in html


def test_words_stand_in_context_and_lead_to_their_place(client: Client) -> None:
    html = get(client, "?q=superpower")
    assert "Russia is the past <mark>superpower</mark> (USSR) of the Cold War" in html
    assert 'href="/articles/article-1/#p1:~:text=' in html
    assert '<blockquote class="src found-words" lang="en' in html


def test_every_marked_word_is_a_stored_one(client: Client) -> None:
    passages = " ".join(p.text for p in Passage.objects.select_related("revision"))
    html = get(client, "?q=pakistan+russia&in=passages")
    marked = texts(html, "mark")
    assert len(marked) > 20
    assert all(word in passages for word in marked)


def test_one_group_page_by_page(client: Client) -> None:
    first, second = get(client, "?q=pakistan&in=notes"), get(client, "?q=pakistan&in=notes&page=2")
    assert "Page 1 of" in first
    assert '<a rel="next" href="/search/?q=pakistan&amp;in=notes&amp;page=2">' in first
    assert '<a rel="prev" href="/search/?q=pakistan&amp;in=notes">' in second
    assert (first.count('<li class="row-note">'), 'rel="prev"' in first) == (20, False)
    assert 'href="/search/?q=pakistan&amp;in=notes" aria-current="page"' in first


def test_no_passage_but_a_note(client: Client, alice: User, bob: User) -> None:
    bring("published", alice, bob, replace(FACT_CHECK, gist="Brezhnev came later."))
    html = get(client, "?q=Brezhnev")
    assert status(html) == "No passage contains “Brezhnev”. 1 note does."
    assert "No source contains “Brezhnev”." in html


def test_nothing_and_what_any_of_the_words_would_find(client: Client) -> None:
    html = get(client, "?q=zyxwvut+treaty")
    assert status(html) == "Nothing in this edition contains all of “zyxwvut” “treaty”."
    assert "results with any of these words" in html
    assert 'href="/search/?q=zyxwvut+treaty&amp;match=any"' in html
    assert status(get(client, "?q=zyxwvut+superpower&match=any")).startswith("“zyxwvut” “superpower”: 2 passages")


def test_a_slip_of_typing(client: Client) -> None:
    html = get(client, "?q=superpwoer")
    assert '<a href="/search/?q=superpower">superpower</a>' in html
    assert "Did you mean" not in get(client, "?q=superpower")


def test_filters_offer_true_counts_and_are_kept(client: Client) -> None:
    html = get(client, "?q=“cold+war”&article=article-1&verdict=disputed")
    assert '<option value="article-1" selected>Article 1: Pakistan-Russia relations in the post-Cold War era (' in html
    assert '<option value="disputed" selected>⇄ Disputed (' in html
    number = int(html.split('<option value="disputed" selected>⇄ Disputed (')[1].split(")")[0])
    counts = count(parse("“cold war”"), {"article": "article-1", "verdict": "disputed"})
    assert number == counts.total() > 0
    assert 'href="/search/?q=%E2%80%9Ccold+war%E2%80%9D&amp;verdict=disputed"' in html
    assert "45 results without filters" in html


def test_a_filter_that_leaves_nothing_says_so(client: Client) -> None:
    html = get(client, "?q=superpower&kind=correction&article=article-5")
    assert status(html) == "Nothing under these filters contains “superpower”."
    assert "results without filters" in html
    assert "Did you mean" not in html


def test_every_verdict_may_be_asked_for(client: Client) -> None:
    for verdict in Verdict.values:
        assert "search-problem" not in get(client, f"?q=cold&verdict={verdict}")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=cold&article=article-99", "There is no article “article-99”: the filter is left out."),
        ("q=cold&kind=poem", "There is no kind of note “poem”: the filter is left out."),
        ("q=cold&verdict=true", "There is no verdict “true”: the filter is left out."),
        ("q=cold&tag=nothing", "Nothing carries the tag “nothing”: the filter is left out."),
        ("q=cold&person=Nobody", "No source is by “Nobody”: the filter is left out."),
        ("q=cold&in=poems", "There is no group “poems”: all groups are shown."),
        ("q=cold&in=notes&page=x", "“x” is no number of a page: the first is shown."),
        ("q=cold&in=notes&page=0", "“0” is no number of a page: the first is shown."),
        ("q=cold&in=notes&page=-1", "“-1” is no number of a page: the first is shown."),
        ("q=cold&in=notes&page=" + "9" * 200, "There is no page 999999999: this is the last."),
        ("q=cold&person=" + "x" * 5000, "No source is by “" + "x" * 60 + "”: the filter is left out."),
        ("q=cold&tag=%00", "Nothing carries the tag “\ufffd”: the filter is left out."),
        ("q=***", "There is no word in “***” to look for."),
        ("q=%22", "There is no word in “&quot;” to look for."),
        ("q=%00%ED%A0%80", "There is no word in “"),
    ],
)
def test_what_cannot_be_followed_is_said(client: Client, query: str, sentence: str) -> None:
    assert sentence in get(client, f"?{query}")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("x" * 10_240, "These are 10,240 characters; a search has at most 1,000. Shorten it."),
        ("ab+" * 3_400, "These are 10,200 characters; a search has at most 1,000. Shorten it."),
        ("+".join(f"w{n}" for n in range(60)), "These are 60 words; a search has at most 32. Leave some out."),
    ],
)
def test_a_query_that_is_too_long_is_refused_and_kept(client: Client, query: str, sentence: str) -> None:
    html = get(client, f"?q={query}", 400)
    assert sentence in html
    assert f'value="{query.replace("+", " ")}"' in html
    assert 'aria-invalid="true"' in html


def test_numbers_and_quotation_marks_are_the_languages_own(client: Client) -> None:
    refused = client.get(f"/ru/search/?q={'x' * 10_240}").content.decode()
    assert "Здесь 10\xa0240 символов; в запросе их не более 1\xa0000." in refused
    found = [status(client.get(f"/{code}/search/?q=Brezhnev").content.decode()) for code in ("ru", "ur")]
    assert found[0] == "Ничто в этом издании не содержит «Brezhnev»."
    assert "\u2068“Brezhnev”\u2069" in found[1]


@pytest.mark.parametrize(
    "query",
    [
        "cold AND",
        "OR",
        "NEAR(cold war)",
        "^cold",
        "cold:war",
        "-cold",
        "cold*war",
        "“cold",
        "'",
        "\\",
        "%",
        "a'b;--",
        "({[",
    ],
)
def test_signs_of_the_engines_are_answered(client: Client, query: str) -> None:
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    html = response.content.decode().lower()
    assert not [word for word in ("sqlite", "fts5", "tsquery", "syntax error", "traceback") if word in html]


def test_what_is_typed_is_never_markup(client: Client) -> None:
    response = client.get("/search/", {"q": '"><script>alert(1)</script>', "tag": "<b>"})
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "“&lt;b&gt;”" in html


@pytest.mark.parametrize("language", ["ur", "ru"])
def test_addresses_keep_the_language_of_the_interface(client: Client, language: str) -> None:
    html = client.get(f"/{language}/search/?q=superpower").content.decode()
    assert f'action="/{language}/search/"' in html
    assert f'href="/{language}/articles/article-1/#p1' in html
    assert f'href="/{language}/search/?q=superpower&amp;in=notes"' in html


def test_queries_do_not_grow_with_the_results(client: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(32):  # type: ignore[operator]
        client.get("/search/?q=pakistan")


def test_only_get_and_head(client: Client) -> None:
    assert client.post("/search/", {"q": "cold"}).status_code == 405
    assert client.head("/search/?q=cold").status_code == 200
