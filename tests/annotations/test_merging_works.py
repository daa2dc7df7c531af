"""Two records of one work are merged: everything follows, each note with a version, and no address dies."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from annotations import workflow
from annotations.content import Content, EvidenceItem
from annotations.folder import dump, load
from annotations.ledger_desk import merging_works, records, rewriting
from annotations.ledger_desk.merging_works import MergeRefused
from annotations.ledger_desk.topics import TopicRecord
from annotations.ledger_desk.works import WorkRecord
from annotations.models import Annotation, ClaimSource, Evidence, TimelineEvent, TopicSource
from edition import bibliography, versions
from edition.models import Article, MergedWork, SearchEntry, Work
from edition.people import public_name
from tests.support import captures
from tests.support.desk import KEY, draft, fields_of, published
from tests.support.ledger import NEW, OLD, words_of
from tests.support.notes import FACT_CHECK, bring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]
ITEM = EvidenceItem("old")


@pytest.fixture
def old() -> Work:
    return Work.objects.get(key=OLD)


@pytest.fixture
def new() -> Work:
    return Work.objects.get(key=NEW)


def test_everything_follows(old: Work, new: Work, bob: User) -> None:
    numbers = set(Annotation.objects.filter(evidence__work=old).values_list("number", flat=True))
    topics = set(TopicSource.objects.filter(work=old).values_list("topic__slug", flat=True))
    claims = set(ClaimSource.objects.filter(work=old).values_list("claim__slug", flat=True))
    assert (len(numbers), len(topics), len(claims)) == (7, 2, 3)
    moved = Article.objects.get(slug="article-1").apparatus_version
    found = merging_works.merge(old, new, bob, "One article, twice.")
    assert found.count == 12
    for rows in (Evidence, TopicSource, ClaimSource, TimelineEvent):
        assert not rows.objects.filter(work=old).exists()
    for note in Annotation.objects.filter(number__in=numbers):
        newest = note.versions.get(number=note.version)
        assert (newest.act, newest.by, note.public_version, note.status) == ("merge", bob, note.version, "published")
        assert newest.why == f"The source {OLD} was merged into {NEW}. One article, twice."
        assert Content.from_json(newest.fields) == Content.of(note)
        assert NEW in {item.source for item in Content.of(note).evidence}
    assert not Annotation.objects.filter(finding__contains=f"@{OLD}").exists()
    assert not Annotation.objects.filter(finding_html__contains=f'"{OLD}"').exists()
    for kind, slugs in (("topic", topics), ("claim", claims), ("work", {OLD, NEW})):
        for slug in slugs:
            acts = versions.of(kind, slug).values_list("act", flat=True)
            assert acts.first() == "merge"
    assert Article.objects.get(slug="article-1").apparatus_version > moved
    assert not SearchEntry.objects.filter(kind="work", key=OLD).exists()
    assert MergedWork.objects.get().by_name == "Bob Baranov"


@pytest.mark.parametrize("prefix", ["", "/ur"])
def test_no_address_dies(client: Client, old: Work, new: Work, bob: User, prefix: str) -> None:
    merging_works.merge(old, new, bob)
    page = client.get(f"{prefix}/bibliography/{OLD}/")
    assert (page.status_code, page["Location"]) == (301, f"{prefix}/bibliography/{NEW}/")
    cited = client.get(f"{prefix}/bibliography/{OLD}/cite/")
    assert (cited.status_code, cited["Location"]) == (301, f"{prefix}/bibliography/{NEW}/cite/")
    form = client.get(f"/bibliography/{OLD}/cite/ris")
    assert (form.status_code, form["Location"]) == (301, f"/bibliography/{NEW}/cite/ris")
    assert OLD not in client.get("/bibliography/").content.decode()


def test_what_readers_see_and_what_is_under_way_both_follow(alice: User, bob: User, carol: User, new: Work) -> None:
    note = bring("redrafted", alice, bob, FACT_CHECK)
    before = note.version, note.public_version
    merging_works.merge(Work.objects.get(key="dukes-legacy"), new, carol)
    note = Annotation.objects.get(pk=note.pk)
    assert (note.version, note.public_version) == (before[0] + 2, before[0] + 1)
    assert (note.status, note.revising) == ("published", "draft")
    shown, under_way = (note.versions.get(number=n) for n in (note.public_version, note.version))
    for version, status, gist in (
        (shown, "published", FACT_CHECK.gist),
        (under_way, "draft", "A second gist."),
    ):
        content = Content.from_json(version.fields)
        assert (version.status, content.gist) == (status, gist)
        assert content.finding == f"Russia was *one* of fifteen. [@{NEW}, p. 3]"
    workflow.take(note, "submit", alice, started_from=note.version)
    workflow.take(note, "publish", bob, started_from=note.version)
    assert [item.work.key for item in note.evidence.all()] == [NEW]


def test_a_draft_keeps_its_author_and_its_state(alice: User, bob: User, old: Work, new: Work) -> None:
    note = _draft_on(alice, OLD)
    merging_works.merge(old, new, bob)
    note = Annotation.objects.get(pk=note.pk)
    assert (note.status, note.public_version, note.version) == ("draft", 0, 2)
    assert list(note.authors.all()) == [alice]


def _draft_on(by: User, key: str) -> Annotation:
    content = replace(FACT_CHECK, finding=f"So. [@{key}]", evidence=(EvidenceItem(key),))
    return workflow.start(content, by)


def test_who_wrote_and_who_published_stay_named(alice: User, bob: User, carol: User, new: Work, client: Client) -> None:
    note = published(alice, bob)
    merging_works.merge(note.evidence.get().work, new, carol)
    page = words_of(client.get(f"/notes/{note.number}/"))
    assert "Alice Abbasi" in page
    assert "Carol Chaudhry" not in page


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("evidence", "joined"),
    [
        ((ITEM, EvidenceItem("new")), (EvidenceItem("new"),)),
        (
            (EvidenceItem("old", "p. 1", quotation="One."), EvidenceItem("new", "p. 4")),
            (EvidenceItem("new", "p. 1; p. 4", quotation="One."),),
        ),
        (
            (EvidenceItem("old", "p. 1", quotation="One."), EvidenceItem("new", "p. 4", quotation="Two.")),
            (EvidenceItem("new", "p. 1", quotation="One."), EvidenceItem("new", "p. 4", quotation="Two.")),
        ),
        (
            (EvidenceItem("old", stance="contradicts"), EvidenceItem("new")),
            (EvidenceItem("new", stance="contradicts"), EvidenceItem("new")),
        ),
        (
            (EvidenceItem("old", "x" * 150), EvidenceItem("new", "y" * 150)),
            (EvidenceItem("new", "x" * 150), EvidenceItem("new", "y" * 150)),
        ),
        ((EvidenceItem("a"), EvidenceItem("a")), (EvidenceItem("a"), EvidenceItem("a"))),
    ],
)
def test_two_pieces_of_evidence_of_one_work_lose_nothing(evidence: tuple, joined: tuple) -> None:
    content = replace(FACT_CHECK, finding="So.", evidence=evidence)
    assert rewriting.source(content, "old", "new").evidence == joined


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("So. [@old]", "So. [@new]"),
        ("So. [@old, p. 12] And [@other].", "So. [@new, p. 12] And [@other]."),
        ("So. [@new; @old]", "So. [@new]"),
        ("So. [@new, p. 1; @old, p. 2]", "So. [@new, p. 1; @new, p. 2]"),
        ("So. [@older] [@old]", "So. [@older] [@new]"),
        ("`[@old]` \\[@old] [@old]", "`[@old]` \\[@old] [@new]"),
        ("> quoted [@old]\n\n- listed [@old]", "> quoted [@new]\n\n- listed [@new]"),
        ("No citation, @old.", "No citation, @old."),
    ],
)
def test_citations_in_markdown_follow_and_nothing_else(text: str, changed: str) -> None:
    assert rewriting.cited(text, "old", "new", {"other", "older"}) == changed


def test_what_cannot_be_merged(old: Work, new: Work, bob: User) -> None:
    article = Article.objects.get(slug="article-1").work
    other = Work.objects.get(key="dukes-legacy")
    merging_works.merge(old, new, bob)
    for one, into, sentence in (
        (new, new, "This is the same source."),
        (article, new, "This is the record of an article of this edition."),
        (other, old, f"The source “{OLD}” was merged into “{NEW}”."),
        (old, other, f"The source “{OLD}” was merged into “{NEW}”."),
    ):
        with pytest.raises(MergeRefused, match=sentence[:40]):
            merging_works.merge(one, into, bob)
    assert MergedWork.objects.count() == 1


def test_a_merged_source_is_no_evidence_any_more(old: Work, new: Work, alice: User, bob: User) -> None:
    merging_works.merge(old, new, bob)
    with pytest.raises(workflow.Incomplete, match=f"The source “{OLD}” was merged into “{NEW}”. Name that one."):
        _draft_on(alice, OLD)


def test_the_page_shows_what_follows_and_asks_before(as_bob: Client, old: Work, new: Work) -> None:
    page = as_bob.get(f"/desk/works/{OLD}/merge/?into={NEW}")
    words = words_of(page)
    assert "All that rests on brecorder-2007-fradkov will rest on fatemi-2012-echoes." in words
    first = Annotation.objects.filter(evidence__work=old).first()
    assert first is not None
    assert f"Note {first.number} · Published" in words
    assert not MergedWork.objects.exists()
    sent = {"into": NEW, "why": "Twice.", "old_version": 0, "new_version": 0}
    done = as_bob.post(f"/desk/works/{OLD}/merge/", sent, follow=True)
    assert done.redirect_chain == [(f"/desk/works/{NEW}/", 302)]
    assert f"Merged: 12 things that rested on “{OLD}” rest on this source now." in done.content.decode()
    again = as_bob.post(f"/desk/works/{OLD}/merge/", {"into": NEW})
    assert (again.status_code, f"was merged into “{NEW}”" in words_of(again)) == (422, True)
    assert as_bob.get(f"/desk/works/{OLD}/")["Location"] == f"/desk/works/{NEW}/"
    late = as_bob.post(f"/desk/works/{OLD}/", {"do": "save", "why": "Two words."})
    assert (late.status_code, "The note has changed" in words_of(late), "Two words." in words_of(late)) == (409, 0, 1)


def test_what_was_changed_since_it_was_looked_at_is_not_merged(
    as_bob: Client, old: Work, new: Work, carol: User
) -> None:
    fields = {**WorkRecord().fields(new), "archived_url": "https://web.archive.org/x"}
    records.save(WorkRecord(), NEW, fields, carol, started_from=0)
    late = as_bob.post(f"/desk/works/{OLD}/merge/", {"into": NEW, "old_version": 0, "new_version": 0})
    assert late.status_code == 409
    assert f"{public_name(carol)} changed one of the two after you opened this." in words_of(late)
    assert 'name="new_version" value="2"' in late.content.decode()
    assert as_bob.post(f"/desk/works/{OLD}/merge/", {"into": NEW}).status_code == 409
    assert not MergedWork.objects.exists()
    assert (
        as_bob.post(f"/desk/works/{OLD}/merge/", {"into": NEW, "old_version": 0, "new_version": 2}).status_code == 302
    )


@pytest.mark.parametrize("into", ["", "no-such-key", "\x00", OLD])
def test_a_choice_that_is_none(as_bob: Client, into: str) -> None:
    assert as_bob.post(f"/desk/works/{OLD}/merge/", {"into": into}).status_code == 422
    assert not MergedWork.objects.exists()


def test_a_folder_keeps_the_address_of_a_merged_work(old: Work, new: Work, bob: User, tmp_path) -> None:
    merging_works.merge(old, new, bob)
    dump(tmp_path / "one")
    assert load(tmp_path / "one").differing == []
    assert "mergedInto" in (tmp_path / "one" / "bibliography.json").read_text(encoding="utf-8")


def test_a_merged_source_is_no_longer_changed(as_bob: Client, old: Work, new: Work, bob: User) -> None:
    first = {**WorkRecord().fields(old), "archived_url": "https://web.archive.org/x"}
    records.save(WorkRecord(), OLD, first, bob, started_from=0)
    merging_works.merge(old, new, bob)
    newest = versions.latest_number("work", OLD)
    page = as_bob.post(f"/desk/works/{OLD}/history/", {"restore": "1", "started_from": newest})
    sentence = f"The source “{OLD}” was merged into “{NEW}” and is no longer changed."
    assert (page.status_code, sentence in page.content.decode()) == (409, True)
    with pytest.raises(ValidationError, match="no longer changed"):
        bibliography.archive(OLD, "https://web.archive.org/y", None, bob)
    latest = versions.latest("work", OLD)
    assert latest is not None
    assert (latest.number, latest.act) == (newest, "merge")


def test_an_earlier_version_is_restored_with_the_merges_followed(as_alice: Client, alice: User, bob: User) -> None:
    """Each source as the last of a chain of merges, in the evidence and in the text; the reason says so."""
    one, two, last = (Work.objects.get(key=key) for key in (OLD, NEW, "dukes-legacy"))
    note = _draft_on(alice, OLD)
    workflow.take(note, "save", alice, started_from=1, content=FACT_CHECK)
    merging_works.merge(one, two, bob)
    merging_works.merge(two, last, bob)
    form = {"started_from": str(note.version), "version": "1"}
    assert as_alice.post(f"/desk/notes/{note.number}/restore/", form).status_code == 302
    version = note.versions.order_by("number").last()
    assert version is not None
    content = Content.from_json(version.fields)
    assert (content.finding, content.evidence) == ("So. [@dukes-legacy]", (EvidenceItem("dukes-legacy"),))
    assert version.why == f"Version 1 restored. The source {OLD} was merged into dukes-legacy."


def test_an_earlier_version_of_a_topic_is_restored_with_the_merges_followed(
    as_bob: Client, old: Work, new: Work, bob: User
) -> None:
    topic = TopicSource.objects.filter(work=old).select_related("topic").first().topic  # type: ignore[union-attr]
    fields = TopicRecord().fields(topic)
    records.save(TopicRecord(), topic.slug, fields | {"title": "Another title"}, bob, started_from=0)
    merging_works.merge(old, new, bob)
    sent = {"restore": "1", "started_from": str(versions.latest_number("topic", topic.slug)), "why": "As it was."}
    assert as_bob.post(f"/desk/topics/{topic.slug}/history/", sent).status_code == 302
    latest = versions.latest("topic", topic.slug)
    assert latest is not None
    assert (latest.act, latest.fields["title"]) == ("restore", fields["title"])
    assert NEW in latest.fields["sources"]
    assert latest.why == f"The source {OLD} was merged into {NEW}. As it was."


def test_a_form_that_was_open_is_saved_with_the_merge_followed(as_alice: Client, alice: User, bob: User) -> None:
    """Nothing is to be chosen: the form and the saved version were changed by the same merge."""
    note = draft(alice, finding=f"So. [@{KEY}]")
    address = f"/desk/notes/{note.number}/edit/"
    opened = fields_of(as_alice.get(address).content.decode())
    merging_works.merge(Work.objects.get(key=KEY), Work.objects.get(key=NEW), bob)
    opened |= {"do": "save", "finding": f"{opened['finding']} And more. [@{KEY}]"}
    page = as_alice.post(address, opened)
    html = page.content.decode()
    assert (page.status_code, "Nothing collides: the form holds both." in html) == (409, True)
    assert f"The source “{KEY}” was merged into “{NEW}”." in html
    sent = fields_of(html)
    assert (sent["evidence-0-source"], sent["finding"].count(f"[@{KEY}"), sent["finding"].count(NEW)) == (NEW, 0, 2)
    assert as_alice.post(address, sent | {"do": "save"}).status_code == 302


def test_readers_are_told_of_a_merge_and_of_no_change_that_is_none(bob: User, carol: User, client: Client) -> None:
    note = Annotation.objects.get(number=5)
    work = note.evidence.select_related("work")[0].work
    merging_works.merge(work, Work.objects.get(key="dukes-legacy"), carol, "A word for editors.")
    captures.publish(bob)
    page = words_of(client.get("/notes/5/history/"))
    merged = f"A source or tag of it was merged: The source {work.key} was merged into dukes-legacy."
    assert merged in page
    assert "A word for editors." not in page
    assert [page.count(words) for words in ("Changed: Evidence", "Words of the article", "Carried to")] == [1, 0, 1]
    assert "Carol Chaudhry" in page
