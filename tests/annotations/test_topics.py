"""Topics and claims: accounts side by side."""

import re

import pytest
from django.test import Client

from annotations.models import Account, Annotation, Claim, Topic
from edition import markup
from tests.support.notes import force

pytestmark = pytest.mark.django_db

FLAGSHIP = "/topics/end-of-cold-war/"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def row(html: str, claim: str) -> list[str]:
    """The cells of the row of a claim, its heading first."""
    found = re.search(rf'<tr>\s*<th scope="row"><a href="/claims/{claim}/">.*?</tr>', html, re.DOTALL)
    assert found
    return re.split(r"(?=<td)", found[0])


def test_all_topics_are_listed(edition, client):
    html = page(client, "/topics/")
    assert html.count('class="row-title is-edition"') == 12
    assert "When did the Cold War end, and is that the end of the Soviet Union?" in html
    assert "no contradiction noted" in html


def test_the_accounts_stand_side_by_side(edition, client):
    heading, *cells = row(page(client, FLAGSHIP), "cl01")
    assert "No agreed date: 1989 (Malta), 1990 (Charter of Paris) or December 1991" in heading
    assert len(cells) == 5
    assert "“The end of the Cold War happened in 1989 whilst the USSR remained united.”" in cells[0]
    assert "1989, with the USSR still united" in cells[0]
    assert 'href="/articles/article-1/v1/#p5">Article 1 ¶5</a>' in cells[0]
    assert 'href="/notes/2/"' in cells[0]


def test_a_verdict_has_its_sign_and_its_word(edition, client):
    cells = row(page(client, FLAGSHIP), "cl01")[1:]
    assert '<span class="verdict v-disputed"><span aria-hidden="true">⇄</span> Disputed</span>' in cells[0]
    assert "verdict" not in cells[1]


def test_a_silent_article_is_shown_as_silent(edition, client):
    cells = row(page(client, FLAGSHIP), "cl01")[1:]
    assert ["Not mentioned" in cell for cell in cells] == [False, False, True, False, False]
    assert "Article 3: Pakistan Russia Relationship" in cells[2]


def test_the_verdict_is_that_of_the_account_not_of_the_note(edition, client):
    account = Account.objects.get(claim__slug="cl01", span__revision__article__slug="article-1")
    Account.objects.filter(pk=account.pk).update(verdict="opinion")
    assert "Opinion" in row(page(client, FLAGSHIP), "cl01")[1]


def test_a_draft_is_neither_linked_nor_its_verdict_shown(edition, client):
    force(Annotation.objects.filter(number=2), status="draft")
    cell = row(page(client, FLAGSHIP), "cl01")[1]
    assert "1989, with the USSR still united" in cell
    assert "/notes/2/" not in cell
    assert "Disputed" not in cell


def test_the_timeline_is_in_order_with_its_sources(edition, client):
    html = page(client, FLAGSHIP)
    dates = re.findall(r'<time datetime="([\d-]+)">([^<]+)</time>', html)
    assert dates[0] == ("1947-03-12", "12 March 1947")
    assert dates[-1] == ("1991-12-26", "26 December 1991")
    assert len(dates) == 11
    assert ("1999-04", "April 1999") in re.findall(
        r'<time datetime="([\d-]+)">([^<]+)</time>', page(client, "/topics/visits/")
    )


def test_the_sources_of_the_record_are_numbered_and_listed(edition, client):
    html = page(client, FLAGSHIP)
    record = html[html.index("It rests on") :].split("</p>")[0]
    assert re.findall(r'href="#ref-(\d+)"', record) == [str(number) for number in range(1, 11)]
    assert set(re.findall(r'href="#ref-(\d+)"', html)) == set(re.findall(r'<li id="ref-(\d+)"', html))
    assert 'href="/bibliography/dukes-legacy/"' in html


def test_a_citation_in_the_record_becomes_a_number(edition, client):
    made = markup.render("It ended twice.[@charter-of-paris-1990, p. 1]", {"charter-of-paris-1990"})
    Topic.objects.filter(slug="end-of-cold-war").update(record_html=made.html)
    html = page(client, FLAGSHIP)
    assert '<p>It ended twice.<a class="cite" href="#ref-1" aria-label="Source 1, p. 1">[1, p. 1]</a></p>' in html
    assert html.index('id="ref-1"') < html.index("Charter of Paris for a New Europe, November 21, 1990")


def test_the_passages_of_every_article_stand_side_by_side(edition, client):
    html = page(client, "/topics/liaquat/").split("Passages on this topic, article by article")[1]
    assert html.count("<h3>") == 5
    assert html.count("Not mentioned") == 2


def test_a_claim_has_its_value_finding_accounts_and_sources(edition, client):
    html = page(client, "/claims/cl01/")
    assert "<strong>No agreed date: 1989 (Malta), 1990 (Charter of Paris) or December 1991</strong>" in html
    assert "Two Pakistani studies of these relations choose December 1991." in html
    assert html.count("<h3>") == 5
    assert html.count("Not mentioned") == 1
    assert 'href="/claims/cl02/"' in html
    assert len(re.findall(r'<li id="ref-\d"', html)) == 6


def test_every_topic_and_every_claim_has_its_page(edition, client):
    addresses = [topic.get_absolute_url() for topic in Topic.objects.all()]
    addresses += [claim.get_absolute_url() for claim in Claim.objects.all()]
    assert len(addresses) == 12 + 45
    assert {client.get(address).status_code for address in addresses} == {200}


def test_an_edition_without_topics_says_so(client, monkeypatch):
    monkeypatch.setattr("annotations.views.topics.topic_rows", list)
    assert "No topics published yet." in page(client, "/topics/")


@pytest.mark.parametrize("kind", ["topic", "claim"])
def test_an_unknown_slug_is_told_to_the_reader(edition, client, kind):
    response = client.get(f"/{kind}s/nothing/")
    assert response.status_code == 404
    assert f"There is no {kind} “nothing” in this edition." in response.content.decode()


@pytest.mark.parametrize(
    ("address", "most"), [("/topics/", 5), (FLAGSHIP, 8), ("/topics/visits/", 8), ("/claims/cl01/", 5)]
)
def test_queries_do_not_grow_with_the_topic(edition, client, django_assert_max_num_queries, address, most):
    with django_assert_max_num_queries(most):
        client.get(address)
