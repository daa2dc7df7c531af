"""A style as text, HTML and RTF, as an entry of a list and as a citation in a text; topics and claims in words."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from edition import versions
from edition.citations import styles
from edition.models import RecordVersion

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]
PASSAGE = "/articles/article-1/v1/p5/cite/"
TOPIC, CLAIM = "/topics/end-of-cold-war/cite/", "/claims/cl01/cite/"
OF_TOPIC = "When did the Cold War end, and is that the end of the Soviet Union?"


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.content.decode()


@pytest.mark.parametrize(
    ("asked", "media_type", "disposition"),
    [
        ("", "text/x-bibliography; style=apa; charset=utf-8", 'inline; filename="article-1-v1-p5.txt"'),
        ("?as=text", "text/x-bibliography; style=apa; charset=utf-8", 'inline; filename="article-1-v1-p5.txt"'),
        ("?as=html", "text/html; charset=utf-8", 'inline; filename="article-1-v1-p5.html"'),
        ("?as=rtf", "application/rtf", 'attachment; filename="article-1-v1-p5.rtf"'),
    ],
)
def test_a_style_has_three_media(client, asked, media_type, disposition):
    response = client.get(f"{PASSAGE}apa{asked}")
    assert (response["Content-Type"], response["Content-Disposition"]) == (media_type, disposition)


def test_html_and_rtf_keep_the_italics(client):
    assert "<i>The Frontier Post</i>" in body(client, f"{PASSAGE}apa?as=html")
    assert r"{\i\ai The Frontier Post}" in body(client, f"{PASSAGE}apa?as=rtf")
    assert "The Frontier Post" in body(client, f"{PASSAGE}apa")


@pytest.mark.parametrize(
    ("address", "style", "words"),
    [
        (PASSAGE, "apa", "(Manzoor, n.d., para. 5)"),
        (CLAIM, "apa", "(The editors, n.d.)"),
        (TOPIC, "mla", "(The editors)"),
        ("/bibliography/fatemi-2012-echoes/cite/", "ieee", "[1]"),
    ],
)
def test_the_citation_in_a_text(client, address, style, words):
    assert body(client, f"{address}{style}?part=inline") == f"{words}\n"
    assert f'<div class="csl-entry">{words}</div>' in body(client, f"{address}{style}?part=inline&as=html")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("apa?as=pdf", "“as” cannot be “pdf”. It is one of: text, html, rtf.\n"),
        ("mla?part=all", "“part” cannot be “all”. It is one of: bibliography, inline.\n"),
        ("apa?as=%00%0a<b>", "“as” cannot be “\ufffd\ufffd<b>”. It is one of: text, html, rtf.\n"),
        ("ris?as=html", "RIS is written in one way only. Leave out “as” and “part”.\n"),
    ],
)
def test_another_shape_is_refused_with_those_there_are(client, asked, sentence):
    response = client.get(f"{PASSAGE}{asked}")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content.decode() == sentence


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        ("apa", f"The editors. (n.d.). {OF_TOPIC} In Sic. http://testserver/topics/end-of-cold-war/\n"),
        (
            "chicago-author-date",
            "The editors. n.d. “When Did the Cold War End, and Is That the End of the Soviet Union?” In Sic. "
            "http://testserver/topics/end-of-cold-war/.\n",
        ),
    ],
)
def test_a_topic_is_an_entry_of_the_edition(client, style, reference):
    assert body(client, f"{TOPIC}{style}") == reference


def test_a_claim_names_what_the_sources_support_and_who_saved_it(client, alice):
    (before,) = json.loads(body(client, f"{CLAIM}csl-json"))
    assert (before["id"], before["title"]) == ("sic-claim-cl01", "When did the Cold War end?")
    assert before["author"] == [{"literal": "The editors"}]
    assert before["abstract"] == "No agreed date: 1989 (Malta), 1990 (Charter of Paris) or December 1991"
    assert before["URL"] == "http://testserver/claims/cl01/"
    assert "issued" not in before
    versions.append(RecordVersion.Kind.CLAIM, "cl01", {"question": "?"}, alice, before={"question": "!"})
    (after,) = json.loads(body(client, f"{CLAIM}csl-json"))
    today = timezone.now().date()
    assert after["issued"] == {"date-parts": [[today.year, today.month, today.day]]}
    assert after["author"] == [{"literal": "The editors"}, {"literal": "Alice Abbasi"}]
    assert alice.get_username() not in str(after)


def test_where_the_engine_fails_a_file_and_a_list_say_so(client, monkeypatch):
    def fail(*_: object) -> None:
        raise styles.StyleError("no engine")

    monkeypatch.setattr("edition.references.formatted", fail)
    for address in (f"{PASSAGE}apa", "/bibliography/cite/apa", "/tags/cold-war/cite/", PASSAGE):
        response = client.get(address)
        assert response.status_code == 503
        assert response.content.decode().startswith("Citation styles cannot be made at this moment.")


@pytest.mark.parametrize("address", ["/cite/csl-json?of=/notes/2/", "/claims/cl01/cite/ris", "/search/cite/apa?q=war"])
def test_scripts_of_other_sites_may_fetch_citations(client, address):
    response = client.get(address, headers={"origin": "https://journal.example"})
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")
