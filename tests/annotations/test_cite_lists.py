"""Citations of lists: a tag, what a search finds, and several things at once, named by their addresses."""

import json
import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from taggit.models import Tag

from annotations import citing_lists
from annotations.models import Annotation
from tests.annotations.html_page import Element, read

pytestmark = pytest.mark.usefixtures("edition")
P5, NOTE, TOPIC, CLAIM = "/articles/article-1/v1/p5/", "/notes/2/", "/topics/end-of-cold-war/", "/claims/cl01/"
WORK = "/bibliography/fatemi-2012-echoes/"


def get(client: Client, address: str, **query: object) -> str:
    response = client.get(address, query_params=query)
    assert response.status_code == 200, b"".join(response)
    return b"".join(response).decode()


def keys(client: Client, address: str, **query: object) -> list[str]:
    return [item["id"] for item in json.loads(get(client, f"{address}csl-json", **query))]


def page(client: Client, address: str, **query: object) -> Element:
    return read(get(client, address, **query)).one("div", **{"data-citation": ""})


def refused(client: Client, address: str, **query: object) -> tuple[int, str]:
    response = client.get(address, query_params=query)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.status_code, response.content.decode()


# --- a tag --------------------------------------------------------------------------------------------


def test_a_tag_is_all_that_carries_it(client):
    notes = Annotation.objects.published().filter(tags__slug="cold-war").order_by("number")
    expected = [f"sic-note-{note.number}" for note in notes]
    assert len(expected) > 1
    assert keys(client, "/tags/cold-war/cite/") == expected
    shown = page(client, "/tags/cold-war/cite/")
    assert shown.one("p", css="cite-what").words == "Tag: cold-war"
    assert shown.one("p", css="cite-said").words == f"{len(expected)} citations."
    assert len(shown.one("ul", css="cite-entries").find("li")) == len(expected)


def test_a_tag_of_another_script_names_its_file(client):
    tag = Tag.objects.create(name="سرد جنگ", slug="سرد-جنگ")
    Annotation.objects.get(number=2).tags.add(tag)
    response = client.get("/tags/سرد-جنگ/cite/bibtex")
    assert b"".join(response).startswith(b"@")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''sic-tag-%D8%B3")


def test_the_style_of_a_list_is_chosen_and_an_unknown_one_refused(client):
    shown = page(client, "/tags/cold-war/cite/", style="mla")
    assert shown.one("a", **{"aria-current": "true"}).words == "MLA"
    assert "“Note 1: Fact-Check, Disputed.”" in shown.one("ul", css="cite-entries").words
    response = client.get("/tags/cold-war/cite/?style=asa")
    assert response.status_code == 400
    assert "There is no style “asa”. Styles are: apa, mla," in response.content.decode()


# --- a search -----------------------------------------------------------------------------------------


def test_a_search_is_all_that_it_finds_group_by_group(client):
    found = keys(client, "/search/cite/", q="cold war")
    kinds = ["article", "sic-note", "sic-claim", "sic-topic"]
    counts = {kind: sum(key.startswith(kind) for key in found) for kind in kinds}
    assert counts["article"] == 19
    assert counts["sic-note"] == 14
    assert counts["sic-claim"] + counts["sic-topic"] == 7
    assert len(found) == 45
    assert [key for key in found[:19] if not key.startswith("article-")] == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "strong stabilizer", "in": "passages"}, ["article-1-v1-p5"]),
        ({"q": "cold war", "in": "notes", "article": "article-1", "verdict": "accurate"}, ["sic-note-5"]),
    ],
)
def test_a_search_keeps_its_group_and_filters(client, query, expected):
    assert keys(client, "/search/cite/", **query) == expected


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ({"q": "zzzz"}, (404, "Nothing in this edition contains “zzzz”.\n")),
        ({}, (400, "Name the words to look for in “q”: ?q=cold+war\n")),
        ({"q": "war", "kind": "joke"}, (400, "There is no kind of note “joke”: the filter is left out.\n")),
        ({"q": "x" * 1001}, (400, "These are 1,001 characters; a search has at most 1,000. Shorten it.\n")),
    ],
)
def test_a_search_that_cannot_be_followed_is_refused(client, query, answer):
    assert refused(client, "/search/cite/bibtex", **query) == answer


def test_a_search_that_is_cut_says_so_on_the_page_and_in_the_name_of_the_file(client, monkeypatch):
    monkeypatch.setattr(citing_lists, "MOST", 3)
    said = page(client, "/search/cite/", q="cold war").one("p", css="cite-said").words
    assert said == "45 were found. Cited are 12, the best 3 of each group. 12 citations."
    response = client.get("/search/cite/bibtex?q=cold+war")
    assert response["Content-Disposition"] == 'attachment; filename="sic-search-first-12-of-45.bib"'


def test_a_long_list_is_cut_on_the_page_and_whole_in_the_file(client, monkeypatch):
    monkeypatch.setattr("annotations.views.cite_lists.MOST_SHOWN", 2)
    shown = page(client, "/tags/cold-war/cite/")
    assert shown.one("p", css="cite-said").words == "3 citations. The first 2 are shown here; the files hold all."
    assert len(shown.one("ul", css="cite-entries").find("li")) == 2
    assert len(keys(client, "/tags/cold-war/cite/")) == 3


def test_the_links_of_a_list_keep_its_question(client):
    shown = page(client, "/search/cite/", q="cold war", **{"in": "sources"})
    for link in [link for foot in shown.find("p", css="cite-foot") for link in foot.find("a")]:
        assert client.get(link.attributes["href"]).status_code == 200
        assert "q=cold+war&in=sources" in link.attributes["href"]


# --- several things -----------------------------------------------------------------------------------

SEVERAL = [
    (P5, "article-1-v1-p5"),
    (f"/ru{P5}", "article-1-v1-p5"),
    ("/articles/article-1/v1/#p5", "article-1-v1-p5"),
    ("/articles/article-1/p2-p3/", "article-1-v1-p2-p3"),
    ("/articles/article-1/", "article-1-v1"),
    (f"http://testserver{NOTE}", "sic-note-2"),
    (TOPIC, "sic-topic-end-of-cold-war"),
    (CLAIM, "sic-claim-cl01"),
    (WORK, "fatemi-2012-echoes"),
]
HOSTILE = [
    "/nothing/",
    "/articles/article-1/v1/p99/",
    "/articles/article-9/v1/p1/",
    "/notes/99999999999999999999/",
    "/notes/2",
    "/desk/",
    "/tags/cold-war/",
    "/verify/?quote=x",
    "//evil.example/notes/2/",
    "https://evil.example/notes/2/",
    "javascript:alert(1)",
    "notes/2/",
    "../notes/2/",
    "/notes/2/#p5",
    "/articles/article-1/v1/#<script>",
    "/notes/\x00/",
    "\u202e/notes/2/",
    "x" * 5000,
]


@pytest.mark.parametrize(("address", "key"), SEVERAL)
def test_a_thing_is_named_by_its_address(client, address, key):
    assert keys(client, "/cite/", of=address) == [key]


def test_several_keep_their_order_and_stand_once_each(client):
    named = [CLAIM, P5, f"/ur{P5}", NOTE, CLAIM]
    assert keys(client, "/cite/", of=named) == ["sic-claim-cl01", "article-1-v1-p5", "sic-note-2"]
    assert get(client, "/cite/apa", of=named, part="inline").split("\n\n") == [
        "(The editors, n.d.)",
        "(Manzoor, n.d., para. 5)",
        "(The editors, 2026, para. 5)\n",
    ]


ZED = "/bibliography/wikipedia-soviet-withdrawal/"


def test_numbered_styles_keep_the_order_and_number_it(client):
    for style, number, inline in (("ieee", "[{}] ", "[{}]"), ("vancouver", "{}. ", "({})")):
        for shape in ("text", "html", "rtf"):
            whole = get(client, f"/cite/{style}", of=[ZED, WORK], **{"as": shape})
            first, second = (whole.find(number.format(place)) for place in (1, 2))
            assert 0 <= first < whole.find("ikipedia") < second < whole.find("Fatemi"), (style, shape)
        found = get(client, f"/cite/{style}", of=[ZED, WORK], part="inline").split()
        assert found == [inline.format(1), inline.format(2)]
        shown = page(client, "/cite/", of=[ZED, WORK], style=style).one("ul", css="cite-entries").find("li")
        assert [item.words.startswith(number.format(place)) for place, item in enumerate(shown, 1)] == [True, True]
    assert not get(client, f"{WORK}cite/ieee").startswith("[1]")


@pytest.mark.parametrize("style", ["apa", "mla", "chicago-author-date", "chicago-notes", "harvard"])
def test_other_styles_are_in_their_own_order(client, style):
    shown = page(client, "/cite/", of=[ZED, WORK], style=style).one("ul", css="cite-entries").find("li")
    assert [item.attributes["data-of"] for item in shown] == [WORK, ZED]
    whole = get(client, f"/cite/{style}", of=[ZED, WORK])
    assert whole.startswith("Fatemi")
    assert keys(client, "/cite/", of=[ZED, WORK]) == ["wikipedia-soviet-withdrawal", "fatemi-2012-echoes"]


def test_equal_years_have_letters_in_a_list_and_none_alone(client):
    twins = ["/notes/5/", NOTE]
    assert "2026a" not in get(client, f"{NOTE}cite/apa")
    whole = get(client, "/cite/apa", of=twins)
    assert re.findall(r"\(2026\w?", whole) == ["(2026a", "(2026b"]
    assert re.findall(r"2026\w?", get(client, "/cite/apa", of=twins, part="inline")) == ["2026b", "2026a"]
    shown = page(client, "/cite/", of=twins, style="harvard").one("ul", css="cite-entries").words
    assert "(2026a)" in shown
    assert "(2026b)" in shown


def test_a_list_that_is_not_held_whole_has_no_letters(client, monkeypatch):
    monkeypatch.setattr("edition.views.cite_files.LETTERED", 1)
    assert len(get(client, "/cite/apa", of=["/notes/5/", NOTE]).split("(2026)")) == 3


@pytest.mark.parametrize("address", HOSTILE)
def test_what_cannot_be_cited_is_named_and_nothing_of_the_rest_is_lost(client, address):
    shown = page(client, "/cite/", of=[NOTE, address, TOPIC])
    assert [item.attributes["data-of"] for item in shown.one("ul", css="cite-entries").find("li")] == [NOTE, TOPIC]
    (lost,) = shown.one("div", css="cite-lost").find("li")
    assert lost.attributes["data-of"] == address
    status, sentence = refused(client, "/cite/ris", of=[NOTE, address, TOPIC])
    assert status == 400
    assert sentence.startswith("This cannot be cited: ")
    rest = urlencode([("of", NOTE), ("of", TOPIC)], safe="/")
    assert sentence.endswith(f". The rest: http://testserver/cite/ris?{rest}\n")
    assert sentence.removesuffix("\n").isprintable()


def test_nothing_and_too_much_are_refused(client):
    assert client.get("/cite/").status_code == 200
    assert client.get("/cite/", query_params={"of": "/nothing/"}).status_code == 404
    assert refused(client, "/cite/apa")[0] == 400
    assert refused(client, "/cite/marc", of=NOTE)[0] == 404
    status, sentence = refused(client, "/cite/apa", of=[f"/notes/{number}/" for number in range(201)])
    assert (status, sentence) == (400, "These are 201; at most 200 can be cited at once. Leave some out.\n")


def test_a_text_is_read_once_for_all_its_passages(client, django_assert_max_num_queries):
    named = [f"/articles/article-4/v1/p{number}/" for number in range(1, 12)]
    with django_assert_max_num_queries(1 + 2 * len(named)):
        assert len(keys(client, "/cite/", of=named)) == 11


def test_the_list_of_marks_works_without_script_as_far_as_it_can(client):
    shown = read(get(client, "/marked/"))
    assert "Marking needs JavaScript." in shown.one("noscript").text
    assert shown.by_id("marked").attributes["data-address"] == "/cite/"
    assert read(get(client, "/ru/marked/")).by_id("marked").attributes["data-address"] == "/ru/cite/"


def test_a_list_leads_to_pages_in_its_language_and_names_files_without_one(client):
    shown = page(client, "/ru/cite/", of=[NOTE])
    assert shown.one("ul", css="cite-entries").one("a", href=f"/ru{NOTE}").words
    assert shown.one("li", **{"data-of": NOTE})
    files = [link.attributes["href"] for foot in shown.find("p", css="cite-foot") for link in foot.find("a")]
    assert {href.partition("?")[0] for href in files} >= {"/cite/apa", "/cite/bibtex", "/cite/dublin-core"}
