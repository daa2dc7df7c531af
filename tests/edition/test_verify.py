"""Verifying a quotation: what is found in the edition, the page of it, and the same for machines."""

import hashlib
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from edition.capture import Block, capture
from edition.intake import plain
from edition.models import Article, Revision
from edition.quotations import corpus, finding

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]
FRAMING = "The end of the Cold War happened in 1989 whilst the USSR remained united."
MYTHS = "There were also myths that Stalin had invited Liaquat Ali Khan and later denied that visit."
REWORDED = "There were also tales that Stalin invited Liaquat Khan and then later denied that visit."


def ask(client: Client, quote: str) -> dict[str, Any]:
    response = client.get("/api/verify", {"quote": quote})
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def places(answer: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [
        (match["revision"]["article"], match["revision"]["version"], part["words"]["anchors"])
        for match in answer["matches"]
        for part in match["parts"]
    ]


def capture_again(slug: str, text: str) -> Revision:
    """Capture a further text version of an article, of one paragraph."""
    return capture(Article.objects.get(slug=slug), plain.read(text.encode()), [Block(0, len(text), "body")])


# --- what is found ----------------------------------------------------------------------------------


def test_exact_words_come_with_place_checksums_and_citation(client: Client):
    answer = ask(client, FRAMING)
    part = answer["matches"][0]["parts"][0]
    text = Revision.objects.get(article__slug="article-1").text
    words = part["words"]
    assert (answer["status"], places(answer)) == ("exact", [("article-1", 1, "p5")])
    assert text[words["start"] : words["end"]] == words["exact"] == FRAMING
    assert words["sha256"] == hashlib.sha256(FRAMING.encode()).hexdigest()
    assert answer["matches"][0]["revision"]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert words["address"] == "http://testserver/articles/article-1/v1/#p5"
    assert words["link"] == words["address"] + ":~:text=" + FRAMING.replace(" ", "%20")
    assert part["citation"].endswith(f"para. 5 (p5): “{FRAMING}” SHA-256: {words['sha256']}")


@pytest.mark.parametrize(
    ("quote", "status", "where", "foldings"),
    [
        ("“" + FRAMING + "”", "exact", [("article-1", 1, "p5")], []),
        ("the END of the Cold War happened", "folded", [("article-1", 1, "p5")], ["case"]),
        ("the Cold-\nWar happened", "changed", [("article-1", 1, "p5")], []),
        ("Stalin had\ninvited  Liaquat", "folded", [("article-1", 1, "p2")], ["spaces"]),
        ("happened in 1989 […] [O]n 21 December", "folded", [("article-1", 1, "p5")] * 2, []),
    ],
)
def test_statuses(client: Client, quote: str, status: str, where: list[tuple[str, int, str]], foldings: list[str]):
    answer = ask(client, quote)
    assert (answer["status"], places(answer)) == (status, where)
    assert answer["matches"][0]["parts"][0]["foldings"] == foldings


def test_repeated_words_are_all_listed(client: Client):
    first = Revision.objects.get(article__slug="article-2").passages.get(anchor="p1").text
    assert places(ask(client, first)) == [("article-2", 1, "p1"), ("article-2", 1, "p13")]


def test_words_across_paragraphs(client: Client):
    revision = Revision.objects.get(article__slug="article-1")
    first, second = revision.passages.filter(anchor__in=["p4", "p5"])
    quote = revision.text[second.start - 40 : second.start + 30]
    assert places(ask(client, quote)) == [("article-1", 1, "p4-p5")]
    assert first.end < second.start


def test_changed_words_are_shown_with_a_score(client: Client):
    answer = ask(client, REWORDED)
    part = answer["matches"][0]["parts"][0]
    assert (answer["status"], part["score"], part["words"]["exact"]) == ("changed", 89, MYTHS)
    assert [(piece["kind"], piece["words"].strip()) for piece in part["differences"] if piece["kind"] != "equal"] == [
        ("deleted", "myths"),
        ("inserted", "tales"),
        ("deleted", "had"),
        ("deleted", "Ali"),
        ("inserted", "then"),
    ]


def test_words_of_nobody_are_not_in_the_edition(client: Client):
    answer = ask(client, "Quantum chromodynamics describes gluons")
    assert (answer["status"], answer["matches"], answer["nearest"]) == ("not-found", [], None)


def test_words_a_little_like_some_have_these_as_the_nearest(client: Client):
    answer = ask(client, "Stalin had cordially begged Liaquat Ali Khan for a dinner")
    assert (answer["status"], answer["matches"]) == ("not-found", [])
    assert answer["nearest"]["parts"][0]["words"]["anchors"] == "p2"


def test_parts_in_another_order_are_no_quotation(client: Client):
    answer = ask(client, "remained united … The end of the Cold War happened")
    match = answer["matches"][0]
    assert (answer["status"], match["in_order"], match["score"]) == ("changed", False, 99)


def test_a_part_that_is_not_there_is_told_from_one_that_is(client: Client):
    answer = ask(client, f"{FRAMING[:-1]} … quantum chromodynamics")
    parts = answer["matches"][0]["parts"]
    assert [part["status"] for part in parts] == ["exact", "not-found"]
    assert answer["status"] == "changed"


def test_common_words_stop_at_fifty_places(client: Client):
    answer = ask(client, "Pakistan")
    assert (len(answer["matches"]), answer["more"]) == (50, True)


def test_all_text_versions_are_searched_the_newest_first(client: Client):
    capture_again("article-1", f"Only this: {FRAMING}")
    assert places(ask(client, FRAMING)) == [("article-1", 2, "p1"), ("article-1", 1, "p5")]
    assert [match["is_newest"] for match in ask(client, FRAMING)["matches"]] == [True, False]


def test_texts_are_folded_once(django_assert_num_queries: DjangoAssertNumQueries):
    corpus.forget()
    finding.find("gluons and quarks")
    with django_assert_num_queries(1):
        finding.find("gluons and quarks")


# --- the page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/verify/", "/ur/verify/", "/ru/verify/"])
def test_the_empty_form_explains_itself_and_has_an_example(client: Client, address: str):
    page = client.get(address).content.decode()
    assert f'<form method="post" action="{address}"' in page
    assert "?quote=Russia%20is%20the%20past%20superpower" in page
    assert "csrf" not in page


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        (FRAMING, "These words stand in the edition, character for character."),
        (FRAMING.upper(), "Differs in: capital and small letters."),
        (REWORDED, "The text has “<bdi>myths</bdi>”, the quotation “<bdi>tales</bdi>”."),
        (REWORDED, "89 of 100"),
        ("Quantum chromodynamics", "No text of the edition holds these words"),
        ("Stalin had cordially begged Liaquat Ali Khan for a dinner", "The nearest words, alike by"),
        (f"“{FRAMING}”", "The quote marks around the quotation were left out."),
        ("happened in 1989 … December", "its 2 parts were looked for one by one"),
        ("relations", "The words stand in more than 50 places."),
    ],
)
def test_what_the_page_says(client: Client, quote: str, said: str):
    response = client.get("/verify/", {"quote": quote})
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not response.cookies


def test_a_short_quotation_gets_an_address_and_a_long_one_is_answered(client: Client):
    text = Revision.objects.get(article__slug="article-2").text
    short = client.post("/verify/", {"quote": FRAMING})
    assert (short.status_code, short["Location"]) == (302, f"/verify/?{urlencode({'quote': FRAMING})}")
    long = client.post("/verify/", {"quote": text[text.index(" ", 600) : text.rindex(" ", 0, 6000)]})
    assert long.status_code == 200
    assert "character for character" in long.content.decode()


def test_quoted_markup_is_escaped(client: Client):
    page = client.get("/verify/", {"quote": "<script>alert(1)</script> Stalin had invited Liaquat"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    ("quote", "status", "said"),
    [
        ("", 400, "Paste the quotation."),
        (" \n ", 400, "Paste the quotation."),
        ("…?!", 400, "There is no letter and no digit"),
        ("a\0b", 400, "NUL character"),
        ("a" * 1_000_000, 413, "longer than 10,000 characters"),
    ],
)
def test_bad_quotations_get_a_sentence(client: Client, quote: str, status: int, said: str):
    for response in (
        client.post("/verify/", {"quote": quote}, follow=True),
        client.post("/api/verify", {"quote": quote}),
    ):
        assert response.status_code == status
        assert (
            said in json.loads(response.content)["sentence"]
            if "json" in response["Content-Type"]
            else response.content.decode()
        )


# --- machines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", json.dumps({"quote": FRAMING})),
        ("application/x-www-form-urlencoded", urlencode({"quote": FRAMING})),
        ("text/plain; charset=utf-8", FRAMING),
    ],
)
def test_ways_of_posting(content_type: str, body: str):
    response = Client(enforce_csrf_checks=True).post("/api/verify", body, content_type=content_type)
    assert (response.status_code, response.json()["status"]) == (200, "exact")


@pytest.mark.parametrize(
    ("content_type", "body", "status", "code"),
    [
        ("application/json", "{", 400, "json"),
        ("application/json", "[" * 100_000, 400, "json"),
        ("application/json", '{"quote": ' + "1" * 5000 + "}", 400, "json"),
        ("application/json", "[1]", 400, "missing"),
        ("application/json", '{"quote": 5}', 400, "json"),
        ("application/json", '{"quote": "\\ud800 war"}', 400, "surrogate"),
        ("application/json", b"\xff", 400, "encoding"),
        ("application/x-www-form-urlencoded", "other=1", 400, "missing"),
        ("multipart/form-data", "x", 400, "form"),
        ("image/png", "x", 415, "content-type"),
        ("text/plain", "a" * 3_000_000, 413, "too-long"),
    ],
)
def test_bad_posts_are_refused_in_json(client: Client, content_type: str, body: str, status: int, code: str):
    response = client.post("/api/verify", body, content_type=content_type)
    assert (response.status_code, response.json()["error"]) == (status, code)
    assert len(response.json()["sentence"]) > 20


def test_the_machine_address_says_how_to_ask(client: Client):
    usage = client.get("/api/verify").json()
    assert usage["get"] == "http://testserver/api/verify?quote={words}"
    assert list(usage["statuses"]) == ["exact", "folded", "changed", "not-found"]
    refused = client.put("/api/verify")
    assert (refused.status_code, refused["Allow"], refused.json()["error"]) == (405, "GET, HEAD, POST", "method")


def test_words_of_a_place_come_with_their_citation(client: Client):
    quote = client.get("/articles/article-1/v1/quote", {"start": "p5:0", "end": "p5:73"}).json()
    digest = hashlib.sha256(FRAMING.encode()).hexdigest()
    assert (quote["words"]["exact"], quote["words"]["start"]) == (FRAMING, 2361)
    assert quote["plain"].startswith(f"“{FRAMING}”\n\nManzoor, Asif.")
    assert quote["plain"].endswith(
        f"/articles/article-1/v1/#p5. Sic, text version 1, para. 5 (p5). SHA-256: {digest}\n"
    )
    assert f"“{FRAMING}”</p></blockquote><p>Manzoor, Asif." in quote["html"]
    assert client.get("/articles/article-1/v1/quote?start=2361&end=2434").json() == quote


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "offset"),
        ("start=a&end=3", 400, "offset"),
        ("start=-1&end=3", 400, "offset"),
        ("start=٣&end=9", 400, "offset"),
        ("start=3&end=3", 400, "empty"),
        ("start=9&end=3", 400, "bounds"),
        ("start=0&end=99999", 400, "bounds"),
        ("start=25&end=26", 400, "between"),
        ("start=p99:0&end=p99:1", 404, "passage"),
        ("start=p5:0&end=p5:9999", 400, "bounds"),
        ("start=p5:0&end=p5:7&exact=The+war", 409, "other-words"),
    ],
)
def test_bad_places_are_refused(client: Client, query: str, status: int, code: str):
    response = client.get(f"/articles/article-1/v1/quote?{query}")
    assert (response.status_code, response.json()["error"]) == (status, code)


@pytest.mark.parametrize("address", ["article-9/v1", "article-1/v9"])
def test_unknown_texts_are_refused_in_json(client: Client, address: str):
    response = client.get(f"/articles/{address}/quote?start=0&end=1")
    assert (response.status_code, response.json()["error"]) == (404, "unknown")


def test_a_character_of_several_code_points_is_not_cut(client: Client):
    capture_again("article-1", "A family 👨‍👩‍👧 stood there.")
    response = client.get("/articles/article-1/v2/quote?start=9&end=10")
    assert (response.status_code, response.json()["error"]) == (400, "split")
