"""A newer text of article 1: what stands where it stood, what waits, and what readers of either text see."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction

from annotations import apparatus, bylines, carrying, earlier, folder, uses, waiting, workflow
from annotations.content import Content, LinkItem, Place, place_of
from annotations.models import Account, Annotation, FormerPlace, Topic, TopicPassage, Version
from edition import versions
from edition.models import Carriage, Revision, Span
from edition.texts import alignment
from edition.texts.carrying import Carried
from edition.texts.selectors import Location
from edition.verification import mismatches
from tests.support import captures
from tests.support.desk import draft
from tests.support.notes import CROSS_REFERENCE, bring, take
from tests.support.rows import rows

pytestmark = pytest.mark.usefixtures("edition")
WHOLE = "When Pakistan was born there was a start of the Cold War"


def note(number: int) -> Annotation:
    return Annotation.objects.get(number=number)


def seen(revision: Revision, *, former: bool = False) -> tuple[list[tuple[object, ...]], list[apparatus.Answer]]:
    """What readers see of the notes of a text: letters, numbers, words, relations; and the claims it answers."""
    found = apparatus.build(revision, former=former)
    return [
        (one.letter, one.number, one.start, one.end, one.exact, one.gist, len(one.evidence), len(one.topics))
        for one in found.entries
    ], found.accounts


def test_passages_keep_their_anchors_and_notes_their_numbers(bob: User) -> None:
    before, reviewed = seen(captures.first()), note(5).reviewed_at
    revision = captures.publish(bob)

    anchors = list(revision.passages.order_by("position").values_list("anchor", flat=True))
    assert anchors == ["t1", "t2", "t3", "p1", "p2", "p2a", "p3", "p4", "p5", "p6", "p8", "x1"]
    carried = note(5)
    assert (carried.span.revision, carried.span.exact, carried.span.passage.anchor) == (revision, WHOLE, "p1")
    assert (carried.status, carried.version, carried.public_version) == ("published", 2, 2)
    assert carried.reviewed_at == reviewed  # nobody read it anew
    version = carried.versions.get(number=2)
    assert (version.act, version.by, version.why) == ("carry", bob, "")
    assert version.fields["place"]["revision"] == 2
    assert carrying.told(version) == "Carried to text version 2: the same words in the same place, score 1.00."
    row = Carriage.objects.get(to_span=carried.span)
    assert (row.span.revision.number, row.outcome, row.how, row.score) == (1, "carried", "unmoved", 1.0)
    assert FormerPlace.objects.get(annotation=carried, relation="").span == row.span

    old = captures.first()
    assert seen(old, former=True) == before
    told = earlier.newer(old)
    assert told is not None
    assert (told.changed, told.added, told.gone) == (["¶5"], ["¶2a"], ["¶7"])
    own = Annotation.objects.published().filter(versions__fields__place__article="article-1", versions__number=1)
    assert (told.moved + told.waiting, told.waiting) == (own.count(), len(earlier.unplaced(revision)))
    assert list(mismatches()) == []


def test_nothing_is_carried_that_is_not_exactly_the_same_words(bob: User) -> None:
    captures.publish(bob)
    outcomes = {row.outcome for row in Carriage.objects.all()}
    assert outcomes == {"carried", "proposed", "unplaced"}
    for row in Carriage.objects.filter(outcome="carried").select_related("span", "to_span"):
        assert row.to_span is not None
        assert row.to_span.exact == row.span.exact
    changed, gone = note(3).span, note(12).span
    assert (changed.revision.number, changed.exact) == (1, captures.CHANGED[0])
    assert (gone.revision.number, gone.passage.anchor) == (1, "p7")
    found = Carriage.objects.get(span=changed)
    assert (found.outcome, found.reason) == ("proposed", "edited-words")
    assert found.to_span is not None
    assert found.to_span.exact == captures.CHANGED[1]
    assert (Carriage.objects.get(span=gone).outcome, Carriage.objects.get(span=gone).score) == ("unplaced", 0.0)
    waits = {(use.kind, use.key) for use in waiting.waiting()}
    assert {("note", "3"), ("note", "12")} < waits
    assert ("note", "5") not in waits
    assert carrying.waiting_count() == len(waiting.waiting())


def test_the_claim_ledger_and_links_of_other_articles_move_too(alice: User, bob: User) -> None:
    here, there = place_of(note(5).span), Place("article-2", 1, 3860, 3954)
    cross = bring("published", alice, bob, replace(CROSS_REFERENCE, place=there, links=(LinkItem(here, "agrees"),)))
    account = Account.objects.filter(span__exact=note(8).span.exact).select_related("claim").first()
    assert account is not None
    before = seen(captures.first())
    captures.publish(bob)
    account.refresh_from_db()
    assert account.span.revision.number == 2
    assert FormerPlace.objects.filter(claim=account.claim, span__exact=account.span.exact).count() == 1
    saved = versions.latest("claim", account.claim.slug)
    assert saved is not None
    assert (saved.act, saved.number, saved.by) == ("carry", 2, bob)
    cross.refresh_from_db()
    assert (cross.span.revision.article.slug, cross.version, cross.public_version) == ("article-2", 4, 4)
    assert cross.links.get().target == note(5).span
    told = "Carried to text version 2: the same words in the same place, score 1.00."
    assert carrying.told(cross.versions.get(act="carry")) == told
    assert FormerPlace.objects.get(annotation=cross).relation == "agrees"
    assert seen(captures.first(), former=True) == before


def test_what_is_under_way_moves_with_what_readers_see(alice: User, bob: User) -> None:
    fresh = draft(alice)  # on words that change: it waits
    mine = Content.of(note(5))
    new = workflow.start(replace(mine, gist="A draft on the same words."), alice)
    published = note(5)
    take(published, "save", alice, replace(mine, gist="A better line."))
    captures.publish(bob)

    published = note(5)
    assert (published.status, published.revising, published.version, published.public_version) == (
        "published",
        "draft",
        4,
        3,
    )
    shown, under_way = (published.versions.get(number=number) for number in (3, 4))
    assert (shown.status, shown.fields["gist"]) == ("published", mine.gist)
    assert (under_way.status, under_way.fields["gist"]) == ("draft", "A better line.")
    assert shown.fields["place"] == under_way.fields["place"]
    assert shown.fields["place"]["revision"] == 2
    new.refresh_from_db()
    assert (new.status, new.version, new.span.revision.number) == ("draft", 2, 2)
    assert not FormerPlace.objects.filter(annotation=new).exists()  # readers never saw it on the old text
    fresh.refresh_from_db()
    assert fresh.span.revision.number == 1
    take(published, "submit", alice)
    take(published, "publish", bob)
    lines = [(line.version.act, line.ordinal, line.writers) for line in bylines.publications(note(5))]
    assert lines == [
        ("load", 1, ["The editors"]),
        ("carry", 2, []),
        ("publish", 3, ["Alice Abbasi"]),
    ]
    assert note(5).span.revision.number == 2


def test_a_note_that_waited_is_looked_for_again_in_the_next_text(bob: User) -> None:
    first = captures.first().text
    captures.publish(bob)
    waited = note(12)
    captures.publish(bob, first + "\n\nOne more line.\n", base=2)  # the paragraph is back
    waited.refresh_from_db()
    assert (waited.span.revision.number, waited.version) == (3, 2)
    assert note(5).span.revision.number == 3
    assert {place.span.revision.number for place in note(5).former_places.filter(relation="")} == {1, 2}
    second = Revision.objects.get(article__slug="article-1", number=2)
    assert 5 in {entry.number for entry in apparatus.build(second, former=True).entries}
    assert Revision.objects.get(number=3).passages.filter(anchor="p7").count() == 0  # no anchor is given twice


def test_a_comparison_that_is_out_of_date_publishes_nothing(bob: User) -> None:
    captures.publish(bob)
    before = rows()
    with pytest.raises(carrying.Outdated, match="Text version 2 was published in the meantime"):
        captures.publish(bob, captures.first().text.replace("Russia", "The USSR"), base=1)
    assert rows() == before


def test_two_places_that_come_to_the_same_words_wait(bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    here = uses.on([captures.first().pk])[:2]
    one = Carried("carried", Location(0, 8, 1.0, "exact"), 1.0, "same-words")
    monkeypatch.setattr(alignment, "carry", lambda *_: [one, one])
    found = carrying.look(here, "", "")
    assert [(each.outcome, each.reason) for each in found] == [("proposed", "shared")] * 2


def test_two_places_of_a_topic_on_texts_of_different_age_never_become_one_unasked(bob: User) -> None:
    old, topic = captures.first(), Topic.objects.earliest("pk")
    new, words = captures.publish(bob), "Liaquat Ali Khan"
    for position, revision in enumerate((old, new), 90):
        start = revision.text.index(words)
        span = Span.objects.at(revision, start, start + len(words))
        TopicPassage.objects.create(topic=topic, span=span, position=position)
    third = captures.publish(bob, new.text + "\n\nOne more line.\n", base=2)
    rows = Carriage.objects.filter(revision=third, span__exact=words, span__topic_passages__topic=topic)
    assert [(row.outcome, row.reason) for row in rows] == [("proposed", "shared")] * 2


def test_pages_of_both_texts_say_what_became_of_the_notes(bob: User, client) -> None:
    captures.publish(bob)
    old = client.get("/articles/article-1/v1/").content.decode()
    assert "You are reading text version 1. The newest is version 2." in old
    assert "of its notes stand in a newer version too." in old
    assert client.get("/articles/article-1/v1/p7/").content.decode().count('class="note') >= 3
    new = client.get("/articles/article-1/").content.decode()
    assert '<section aria-labelledby="h-unplaced">' in new
    assert "Carried to text version 2: the same words in the same place, score 1.00." in (
        client.get("/notes/5/history/").content.decode()
    )


def test_an_edition_folder_keeps_where_notes_stood(bob: User, tmp_path) -> None:
    captures.publish(bob)
    folder.dump(tmp_path / "edition")
    report = folder.load(tmp_path / "edition")
    assert report.differing == []
    entry = next(one for one in folder.forms.entries(folder.forms.file_names())["notes.json"] if one["number"] == 5)
    assert entry["passage"]["revision"] == 2
    assert [(one["article"], one["quote"]) for one in entry["formerly"]] == [("article-1", WHOLE)]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE edition_carriage SET score = 1", "A row of edition_carriage is never changed."),
        ("DELETE FROM edition_carriage", "A row of edition_carriage is never deleted."),
        (
            "UPDATE annotations_formerplace SET relation = 'agrees'",
            "A row of annotations_formerplace is never changed.",
        ),
        ("DELETE FROM annotations_formerplace", "A row of annotations_formerplace is never deleted."),
        ("INSERT INTO edition_carriage SELECT * FROM edition_carriage", "A row of edition_carriage is never replaced."),
        (
            "INSERT INTO annotations_formerplace SELECT * FROM annotations_formerplace",
            "A row of annotations_formerplace is never replaced.",
        ),
    ],
)
def test_the_database_keeps_what_was_found_and_where_things_stood(bob: User, sql: str, message: str) -> None:
    span = Span.objects.filter(revision=captures.first()).first()
    assert span is not None
    new = captures.capture_plainly()
    Carriage(span=span, revision=new, outcome="unplaced", how="none", score=0, reason="gone").save()
    FormerPlace(span=span, annotation=note(5)).save()
    connection.check_constraints()  # PostgreSQL empties no table while deferred ones are pending
    statements = [sql]
    if connection.vendor == "postgresql" and sql.startswith("DELETE"):
        statements.append(f"TRUNCATE {sql.split()[-1]}")
    if connection.vendor == "sqlite" and sql.startswith("INSERT"):
        statements.append(sql.replace("INSERT", "INSERT OR REPLACE"))
    for statement in statements:
        with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert message in str(error.value)


def test_words_are_carried_to_a_later_text_of_their_article_alone() -> None:
    span = Span.objects.filter(revision=captures.first()).first()
    assert span is not None
    for revision in Revision.objects.filter(article__number__in=(1, 2)):
        row = Carriage(span=span, revision=revision, outcome="unplaced", how="none", score=0, reason="gone")
        with pytest.raises(DatabaseError, match="carried to a later text of its article"), transaction.atomic():
            row.save()


def test_versions_of_other_acts_tell_of_no_move() -> None:
    assert carrying.told(Version.objects.filter(act="load")[0]) == ""
