"""Topics and claims: the answer, which article is right, the ledger, one point."""

import pytest
from django.test import Client

from annotations.models import Account, Annotation, Claim, Link, Topic
from edition import markup
from tests.annotations.html_page import Element, read
from tests.support.notes import force

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]

FLAGSHIP = "/topics/end-of-cold-war/"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def row(html: str, claim: str) -> list[Element]:
    """The cells of the row of a claim: its question, what the sources support, and one an article."""
    table = read(html).one("div", css="compare")
    return [child for child in table.by_id(claim).children if isinstance(child, Element)]


def standings(client: Client, address: str) -> list[list[str]]:
    """The rows of the table that says which article is right, the sources' first."""
    table = read(page(client, address)).one("table", css="standings").one("tbody")
    return [[cell.words for cell in one.children if isinstance(cell, Element)] for one in table.find("tr")]


def questions(html: str) -> list[str]:
    table = read(html).find("div", css="compare")
    return [cell.words for one in table for cell in one.find("th", scope="row")]


# --- all topics -------------------------------------------------------------------------------------


def test_all_topics_are_listed_with_the_answer_in_a_line(edition, client):
    html = page(client, "/topics/")
    flagship = read(html).one("ul", css="topic-rows").find("li")[0]
    assert html.count('class="row-title is-edition"') == 12
    assert "When did the Cold War end, and is that the end of the Soviet Union?" in flagship.words
    assert "When did the Cold War end? The sources: No agreed date: 1989 (Malta), 1990" in flagship.words
    assert "5 articles 3 points 3 contradictions" in flagship.words
    assert [one.words for one in flagship.find("span", css="verdict")] == [
        "2 ◐ Partly accurate",
        "1 ⇄ Disputed",
        "1 ✕ Inaccurate",
    ]
    assert "1 ✕ Inaccurate (a reader’s comment)" in flagship.words
    assert "no contradiction noted" in html


def test_a_verdict_of_a_draft_is_not_counted(edition, client):
    force(Annotation.objects.filter(number=2), status="draft")
    flagship = read(page(client, "/topics/")).one("ul", css="topic-rows").find("li")[0]
    assert "Disputed" not in flagship.words


def test_an_edition_without_topics_says_so(client, monkeypatch):
    monkeypatch.setattr("annotations.views.topics.topic_rows", list)
    assert "No topics published yet." in page(client, "/topics/")


# --- the answer -------------------------------------------------------------------------------------


def test_the_answer_stands_first_in_two_sentences(edition, client):
    lede = read(page(client, FLAGSHIP)).one("p", css="in-short").words
    assert lede.startswith(
        "When did the Cold War end? No agreed date: 1989 (Malta), 1990 (Charter of Paris) or December 1991 [1]"
    )
    assert lede.endswith("Good sources disagree, so no article is simply right. Disputed: Article 1.")


@pytest.mark.parametrize(
    ("verdicts", "sentence"),
    [
        (["accurate", "accurate"], "The sources bear out: Article 1, Article 2."),
        (["inaccurate", "accurate"], "The sources bear out: Article 2."),
        (["lacks-context", "inaccurate"], "The sources bear out no article in full; in part: Article 1."),
        (["disputed", "inaccurate"], "Good sources disagree, so no article is simply right. Disputed: Article 1."),
        (["inaccurate", "unverified"], "The sources bear out none of the articles."),
        (["", ""], "No article says anything on it that was checked."),
    ],
)
def test_which_article_is_right_is_said_in_a_sentence(edition, client, verdicts, sentence):
    claim = Claim.objects.get(slug="cl01")
    accounts = list(claim.accounts.order_by("position"))[:2]
    for account, verdict in zip(accounts, verdicts, strict=True):
        note = Annotation.objects.get(number=2)
        Account.objects.filter(pk=account.pk).update(verdict=verdict, annotation=note)
    assert sentence in read(page(client, "/claims/cl01/")).one("dl", css="checked-value").words


def test_an_article_that_is_right_in_one_account_alone_is_right_in_part(edition, client):
    words = read(page(client, "/claims/cl05/")).one("dl", css="checked-value").words
    assert "The sources bear out no article in full; in part: Article 1, Article 3." in words


def test_every_article_stands_beside_the_sources(edition, client):
    rows = standings(client, FLAGSHIP)
    assert [one[0][:11] for one in rows] == [
        "The sources",
        *[f"Article {number} P"[:11] for number in (1, 2, 3)],
        *["Article 4 R", "Article 5 F"],
    ]
    assert "⇄ Disputed · 1989, with the USSR still united · Article 1 ¶5" in rows[1][1]
    assert "2 ◐ Partly accurate" in rows[1][2]
    assert "No verdict · Undated; start of a policy towards Russia" in rows[2][1]
    assert rows[3][1:] == ["Not mentioned", "1 without a verdict"]
    assert rows[4][2] == "1 ✕ Inaccurate (a reader’s comment) 2 without a verdict"


def test_an_article_that_is_silent_on_everything_says_so(edition, client):
    rows = standings(client, "/topics/geography/")
    assert [one[1] for one in rows if one[0].startswith("Article 5")] == ["Not mentioned"]


# --- the ledger -------------------------------------------------------------------------------------


def test_the_accounts_stand_side_by_side(edition, client):
    question, checked, *cells = row(page(client, FLAGSHIP), "cl01")
    assert question.one("a").attributes["href"] == "/claims/cl01/"
    assert "No agreed date: 1989 (Malta), 1990 (Charter of Paris) or December 1991" in checked.words
    assert "Two Pakistani studies of these relations choose December 1991." in checked.words
    assert [cite.words for cite in checked.find("a", css="cite")] == [f"[{number}]" for number in range(1, 7)]
    assert len(cells) == 5
    assert "“The end of the Cold War happened in 1989 whilst the USSR remained united.”" in cells[0].words
    assert "1989, with the USSR still united" in cells[0].words
    assert "/notes/2/" in [link.attributes["href"] for link in cells[0].find("a")]


def test_an_account_leads_to_its_words_in_the_fixed_text(edition, client):
    cell = row(page(client, FLAGSHIP), "cl01")[2]
    place = next(link for link in cell.find("a") if link.words == "Article 1 ¶5").attributes["href"]
    assert place.startswith("/articles/article-1/v1/#p5:~:text=The%20end%20of")


def test_a_verdict_has_its_sign_and_its_word(edition, client):
    cells = row(page(client, FLAGSHIP), "cl01")[2:]
    verdict = cells[0].one("span", css="verdict")
    assert verdict.words == "⇄ Disputed"
    assert "v-disputed" in verdict.classes
    assert not cells[1].find("span", css="verdict")
    assert "No verdict" in cells[1].words


def test_a_silent_article_is_shown_as_silent(edition, client):
    cells = row(page(client, FLAGSHIP), "cl01")[2:]
    assert ["Not mentioned" in cell.words for cell in cells] == [False, False, True, False, False]
    assert cells[2].attributes["data-label"] == "Article 3: Pakistan Russia Relationship"


def test_the_verdict_is_that_of_the_account_not_of_the_note(edition, client):
    account = Account.objects.get(claim__slug="cl01", span__revision__article__slug="article-1")
    Account.objects.filter(pk=account.pk).update(verdict="opinion")
    assert "○ Opinion" in row(page(client, FLAGSHIP), "cl01")[2].words


def test_a_draft_is_neither_linked_nor_its_verdict_shown(edition, client):
    force(Annotation.objects.filter(number=2), status="draft")
    cell = row(page(client, FLAGSHIP), "cl01")[2]
    assert "1989, with the USSR still united" in cell.words
    assert "/notes/2/" not in [link.attributes["href"] for link in cell.find("a")]
    assert "Disputed" not in cell.words


# --- only where accounts differ ---------------------------------------------------------------------


def test_only_the_points_on_which_accounts_differ(edition, client):
    everything, differing = page(client, "/topics/visits/"), page(client, "/topics/visits/?differ=1")
    assert len(questions(everything)) == 9
    assert "9 of 9 points shown · accounts differ on 4" in read(everything).words
    assert "4 of 9 points shown · accounts differ on 4" in read(differing).words
    assert len(questions(differing)) == 4
    assert set(questions(differing)) < set(questions(everything))
    assert 'name="differ" value="1" checked' in differing


def test_accounts_of_the_same_verdict_differ_where_a_note_says_so(edition, client):
    Account.objects.filter(claim__slug="cl08").update(verdict="")
    assert 'id="cl08"' in page(client, "/topics/alliances/?differ=1")
    Link.objects.all().delete()
    assert 'id="cl08"' not in page(client, "/topics/alliances/?differ=1")


def test_no_point_on_which_accounts_differ(edition, client):
    Account.objects.filter(claim__topic__slug="geography").update(verdict="")
    Link.objects.all().delete()
    html = page(client, "/topics/geography/?differ=1")
    assert "The accounts differ on no point of this topic." in html
    assert 'href="/topics/geography/#accounts">Show all points</a>' in html
    assert "0 of 1 point shown" in html


# --- record, timeline, passages, sources ------------------------------------------------------------


def test_the_sources_are_numbered_by_first_use_and_listed(edition, client):
    root = read(page(client, FLAGSHIP))
    numbers = [int(one.attributes["href"].removeprefix("#ref-")) for one in root.find("a", css="cite")]
    first = list(dict.fromkeys(numbers))
    assert first == list(range(1, 11))
    assert {one.attributes["id"] for one in root.one("ol", css="source-list").find("li")} == {
        f"ref-{number}" for number in first
    }


def test_a_citation_in_the_record_becomes_a_number(edition, client):
    made = markup.render("It ended twice.[@charter-of-paris-1990, p. 1]", {"charter-of-paris-1990"})
    Topic.objects.filter(slug="end-of-cold-war").update(record_html=made.html)
    record = read(page(client, FLAGSHIP)).one("div", css="answer")
    assert record.words == "It ended twice.[4, p. 1]"
    assert record.one("a", css="cite").attributes["aria-label"] == "Source 4, p. 1"


def test_the_passages_of_every_article_stand_side_by_side(edition, client):
    passages = read(page(client, "/topics/liaquat/")).one("details", css="passages")
    assert len(passages.find("h3")) == 5
    assert passages.words.count("Not mentioned") == 2


# --- a claim ----------------------------------------------------------------------------------------


def test_a_claim_has_its_value_finding_accounts_and_sources(edition, client):
    root = read(page(client, "/claims/cl01/"))
    assert root.one("strong").words == "No agreed date: 1989 (Malta), 1990 (Charter of Paris) or December 1991"
    assert "Two Pakistani studies of these relations choose December 1991." in root.words
    assert len(root.one("div", css="accounts").find("h3")) == 5
    assert root.words.count("Not mentioned") == 1
    assert len(root.one("ol", css="source-list").find("li")) == 6


def test_an_account_says_how_it_stands_to_the_checked_value_and_which_note_says_so(edition, client):
    first = read(page(client, "/claims/cl01/")).one("div", css="accounts").find("div", css="said")[0]
    assert "It says1989, with the USSR still united" in first.words
    assert "⇄ Disputed Good sources or scholars disagree." in first.words
    assert "Note 2: There is no agreed end: Malta (December 1989)" in first.words


def test_a_claim_leads_to_its_neighbours_and_back_to_its_row(edition, client):
    middle = read(page(client, "/claims/cl02/"))
    assert "Point 2 of 3" in middle.words
    assert [(link.attributes["rel"], link.attributes["href"]) for link in middle.find("a") if "rel" in link.attributes][
        :2
    ] == [("prev", "/claims/cl01/"), ("next", "/claims/cl03/")]
    assert f'href="{FLAGSHIP}#cl02"' in page(client, "/claims/cl02/")
    assert "Previous point" not in page(client, "/claims/cl01/")
    assert "Next point" not in page(client, "/claims/cl03/")


def test_every_topic_and_every_claim_has_its_page(edition, client):
    addresses = [topic.get_absolute_url() for topic in Topic.objects.all()]
    addresses += [claim.get_absolute_url() for claim in Claim.objects.all()]
    assert len(addresses) == 12 + 45
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("kind", ["topic", "claim"])
def test_an_unknown_slug_is_told_to_the_reader(edition, client, kind):
    response = client.get(f"/{kind}s/nothing/")
    assert response.status_code == 404
    assert f"There is no {kind} “nothing” in this edition." in response.content.decode()


@pytest.mark.parametrize(
    ("address", "most"), [("/topics/", 6), (FLAGSHIP, 12), ("/topics/visits/", 12), ("/claims/cl01/", 7)]
)
def test_queries_do_not_grow_with_the_topic(edition, client, django_assert_max_num_queries, address, most):
    with django_assert_max_num_queries(most):
        client.get(address)
