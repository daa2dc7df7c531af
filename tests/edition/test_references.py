"""References on the site's pages: kept within bounds, and never a reason for a page to fail."""

import subprocess

import pytest
from django.test import Client

from edition import references
from edition.citations.record import Pinpoint, Record
from edition.models import FormattedCitation, Work

CSL = {"type": "webpage", "title": "Ties & Russia", "container-title": "Dawn", "URL": "https://sic.example/v1/#p1"}


def passage(anchor: str, quote: str, host: str = "sic.example") -> Record:
    pinpoint = Pinpoint("Ties & Russia", 1, 1, anchor, quote, "ab" * 32)
    return Record(f"article-1-v1-{anchor}", {**CSL, "URL": f"https://{host}/v1/#{anchor}"}, pinpoint)


def test_passages_of_one_text_share_what_is_kept(db):
    records = [passage("p1", "One."), passage("p2", "Two <b>"), passage("p1-p2", "One. Two", host="other.example")]
    made = [references.formatted([record], "apa")[0] for record in records]
    # One of a single paragraph and one of a range, however many there are.
    assert FormattedCitation.objects.filter(text__contains="Ties").count() == 2
    assert "https://sic.example/v1/#p2" in made[1].text
    assert "Sic, text version 1, para. 2 (p2): “Two <b>”. SHA-256: abab" in made[1].text
    assert '<a href="https://other.example/v1/#p1-p2">' in made[2].html
    assert "“Two &lt;b&gt;”" in made[1].html
    assert [one.inline for one in made] == [
        f"(Ties & Russia, n.d., {place})" for place in ("para. 1", "para. 2", "paras. 1–2")
    ]


def test_the_footnote_of_a_passage_has_its_own_address(db):
    for _made_then_kept in range(2):
        (one,) = references.formatted([passage("p7", "Seven.")], "chicago-notes")
        assert one.inline == "“Ties & Russia,” Dawn, para. 7, https://sic.example/v1/#p7."
        assert '<a href="https://sic.example/v1/#p7">' in one.inline_html
        assert "“Ties &amp; Russia,”" in one.inline_html


@pytest.fixture
def broken_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pandoc that never answers."""

    def run(*arguments: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("pandoc", 60)

    monkeypatch.setattr(subprocess, "run", run)
    FormattedCitation.objects.all().delete()


def test_pages_stand_when_the_engine_fails(edition, client: Client, broken_engine):
    Work.objects.update(reference_html="")
    for address in ("/articles/article-1/", "/articles/article-1/p5/", "/notes/2/", "/bibliography/"):
        assert client.get(address).status_code == 200
    assert (
        "Asif Manzoor. Pakistan-Russia relations in the post-Cold War era. The Frontier Post."
        in client.get("/articles/article-1/").content.decode()
    )
    assert not Work.objects.exclude(reference_html="").exists()


@pytest.mark.parametrize("address", ["/articles/article-1/cite/", "/notes/2/cite/apa"])
def test_a_citation_says_that_it_cannot_be_made(edition, client: Client, broken_engine, address: str):
    response = client.get(address)
    assert response.status_code == 503
    assert "BibTeX, BibLaTeX, RIS and CSL-JSON can" in response.content.decode()


def test_a_reference_of_an_old_record_is_not_kept(db):
    work = Work(key="a-work", csl={"type": "book", "title": "Old title"})
    work.save()
    stale = Work.objects.get(pk=work.pk)
    work.csl = {"type": "book", "title": "New title"}
    work.save()
    references.fill([stale])
    assert Work.objects.get(pk=work.pk).reference_html == ""
