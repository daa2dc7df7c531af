"""The edition as a harvester sees it that we did not write: all of it, its changes and its tombstones."""

from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from sickle import Sickle
from sickle.oaiexceptions import BadResumptionToken, IdDoesNotExist

from annotations.exports import oai, oai_items
from annotations.ledger_desk import merging_works
from annotations.models import Annotation, Claim, Topic
from edition import versions
from edition.models import RecordVersion, Revision, Work
from tests.support.harvest import check, harvester
from tests.support.notes import bring, take

__all__ = ["harvester"]
pytestmark = pytest.mark.usefixtures("edition")
NOTE = "oai:testserver:notes/2"


def test_everything_public_is_harvested_once(harvester: Sickle):
    found = [record.header for record in harvester.ListRecords(metadataPrefix="oai_dc")]
    by_set = {spec: sum(spec in header.setSpecs for header in found) for spec in ("articles", "notes", "sources")}
    assert by_set == {"articles": 5, "notes": 219, "sources": Work.objects.sources().count()}
    assert len({header.identifier for header in found}) == len(found)
    assert len(found) == sum(by_set.values()) + Topic.objects.count() + Claim.objects.count()
    corrections = list(harvester.ListIdentifiers(metadataPrefix="mods", set="notes:correction"))
    assert len(corrections) == Annotation.objects.published().filter(kind="correction").count()


def test_a_record_says_what_its_page_says(harvester: Sickle):
    record = harvester.GetRecord(identifier=NOTE, metadataPrefix="oai_dc")
    assert record.metadata["identifier"] == ["http://testserver/notes/2/"]
    assert record.metadata["title"] == ["Note 2: fact-check, disputed"]
    assert record.metadata["creator"] == ["The editors"]
    assert "Malta" in record.metadata["description"][0]
    assert record.header.setSpecs == ["notes", "notes:fact-check"]
    mods = harvester.GetRecord(identifier="oai:testserver:sources/dukes-legacy", metadataPrefix="mods")
    assert mods.xml.findtext(".//{http://www.loc.gov/mods/v3}namePart[@type='family']") == "Dukes"


def test_articles_come_as_tei_as_well(harvester: Sickle):
    one = harvester.GetRecord(identifier="oai:testserver:articles/article-1", metadataPrefix="tei")
    title = one.xml.findtext(".//{http://www.tei-c.org/ns/1.0}title")
    assert title == "Pakistan-Russia relations in the post-Cold War era"
    assert [form.metadataPrefix for form in harvester.ListMetadataFormats(identifier=NOTE)] == ["oai_dc", "mods"]


def test_all_articles_as_tei_are_one_document_a_page(harvester: Sickle, monkeypatch: pytest.MonkeyPatch):
    """Each answer is parsed (tests.support.harvest): an xml:id that stands twice in it is an error."""
    monkeypatch.setitem(oai.FORMATS, "tei", replace(oai.FORMATS["tei"], on_a_page=3))
    records = list(harvester.ListRecords(metadataPrefix="tei"))
    assert len(records) == 5
    for record in records:
        slug = record.header.identifier.rpartition("/")[2]
        named = set(record.xml.xpath(".//@xml:id"))
        pointers = {part for value in record.xml.xpath(".//@*") for part in value.split() if part.startswith("#")}
        assert f"of.{slug}.p5" in named
        assert len(pointers) > 50
        assert pointers <= {f"#{name}" for name in named}


def test_a_page_of_topics_and_claims_asks_once_who_saved_them():
    for kind, count in ((oai_items.TOPICS, Topic.objects.count()), (oai_items.CLAIMS, Claim.objects.count())):
        rows = Topic.objects if kind == oai_items.TOPICS else Claim.objects
        names = [f"{kind}/{slug}" for slug in rows.values_list("slug", flat=True)]
        with CaptureQueriesContext(connection) as queries:
            assert len(oai._records(names, "http://testserver")) == count > 5
        assert len(queries) == 2


def test_an_item_has_one_name_by_whichever_host_it_is_asked_for(client: Client, settings: LazySettings):
    settings.SITE_URL = "https://sic.example"
    query = "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:sic.example:notes/2"
    found = {host: check(client.get(query, headers={"host": host}).content) for host in ("localhost", "testserver")}
    for answer in found.values():
        assert answer.findtext(".//{*}header/{*}identifier") == "oai:sic.example:notes/2"
        assert answer.findtext(".//{*}metadata//{*}identifier") == "https://sic.example/notes/2/"
        assert answer.findtext("{*}request") == "https://sic.example/oai"


def test_a_withdrawn_note_stays_as_a_tombstone_and_moves_its_datestamp(harvester: Sickle, alice: User, bob: User):
    note = bring("published", alice, bob)
    name = f"oai:testserver:notes/{note.number}"
    shown = harvester.GetRecord(identifier=name, metadataPrefix="oai_dc").header
    assert not shown.deleted
    take(note, "withdraw", bob, why="It was wrong.")
    gone = harvester.GetRecord(identifier=name, metadataPrefix="oai_dc")
    assert gone.header.deleted
    assert gone.header.datestamp >= shown.datestamp
    late = harvester.ListIdentifiers(metadataPrefix="oai_dc", **{"from": gone.header.datestamp})
    assert name in [header.identifier for header in late]


def test_what_was_never_published_is_not_known(harvester: Sickle, alice: User, bob: User):
    note = bring("submitted", alice, bob)
    with pytest.raises(IdDoesNotExist):
        harvester.GetRecord(identifier=f"oai:testserver:notes/{note.number}", metadataPrefix="oai_dc")


def test_a_draft_of_a_published_note_changes_nothing(harvester: Sickle, alice: User, bob: User):
    note = bring("redrafted", alice, bob)
    record = harvester.GetRecord(identifier=f"oai:testserver:notes/{note.number}", metadataPrefix="oai_dc")
    assert "A second gist." not in record.raw
    assert record.header.datestamp == f"{note.reviewed_at:%Y-%m-%dT%H:%M:%SZ}"


def test_a_changed_source_and_a_merged_one(harvester: Sickle, bob: User):
    name = "oai:testserver:sources/{}".format
    before = harvester.GetRecord(identifier=name("dukes-legacy"), metadataPrefix="mods").header.datestamp
    work = Work.objects.get(key="dukes-legacy")
    saved = versions.append(RecordVersion.Kind.WORK, work.key, versions.of_work(work), bob)
    after = harvester.GetRecord(identifier=name("dukes-legacy"), metadataPrefix="mods").header.datestamp
    assert before <= after == f"{saved.at:%Y-%m-%dT%H:%M:%SZ}"
    old, new = Work.objects.sources().order_by("key")[:2]
    merging_works.merge(old, new, bob)
    assert harvester.GetRecord(identifier=name(old.key), metadataPrefix="mods").header.deleted
    assert not harvester.GetRecord(identifier=name(new.key), metadataPrefix="mods").header.deleted


def test_datestamps_are_not_older_than_the_edition_here(harvester: Sickle):
    """A folder tells of days before it was loaded: who harvested on those days would miss it all."""
    earliest = harvester.Identify().earliestDatestamp
    stored = Revision.objects.order_by("created_at").values_list("created_at", flat=True)[0]
    assert earliest == f"{stored:%Y-%m-%dT%H:%M:%SZ}"


def test_a_made_up_token_is_refused_in_the_words_of_the_protocol(harvester: Sickle):
    with pytest.raises(BadResumptionToken):
        harvester.ListRecords(resumptionToken="WyJMaXN0UmVjb3JkcyJd.0123456789abcdef").next()


def test_arguments_may_come_in_a_form_and_nothing_is_kept(client: Client):
    posted = client.post("/oai", {"verb": "ListSets"})
    assert len(check(posted.content).findall(".//{*}setSpec")) == 8
    assert posted.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert posted.headers["Cache-Control"] == "no-cache"
    refused = client.put("/oai")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, POST")
