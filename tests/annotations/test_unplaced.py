"""The queue “Notes without a place”: an editor confirms, chooses another place, or leaves things where they are."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations import carrying, telling, uses, waiting, workflow
from annotations.content import Content
from annotations.models import Annotation, FormerPlace, Topic, TopicPassage
from annotations.uses import Use
from edition import versions
from edition.models import Revision, Span
from tests.support import captures
from tests.support.notes import FACT_CHECK, take
from tests.support.rows import rows

pytestmark = pytest.mark.usefixtures("edition")


@pytest.fixture
def newest(bob: User) -> Revision:
    return captures.publish(bob)


def note(number: int) -> Annotation:
    return Annotation.objects.get(number=number)


def item(number: int, kind: str = uses.NOTE) -> str:
    return f"/desk/unplaced/{kind}/{number}/{note(number).span.pk}/"


def key(number: int) -> str:
    return f"note:{number}:{note(number).span.pk}:{note(number).version}"


def test_a_proposed_place_is_confirmed(newest: Revision, as_bob: Client, bob: User) -> None:
    count = carrying.waiting_count()
    page = as_bob.get("/desk/unplaced/").content.decode()
    assert "Note 3 · Fact-check" in page
    assert "the words themselves were changed" in page
    assert f"Notes without a place <b>{count}</b>" in as_bob.get("/desk/").content.decode()

    done = as_bob.post("/desk/unplaced/", {"confirm": key(3), "why": "The date alone was mended."}, follow=True)
    assert "1 place confirmed." in done.content.decode()
    moved = note(3)
    assert (moved.span.revision, moved.span.exact, moved.version) == (newest, captures.CHANGED[1], 2)
    version = moved.versions.get(number=2)
    assert (version.act, version.by, version.why) == ("attach", bob, "The date alone was mended.")
    said = carrying.told(version)
    assert said.startswith("Confirmed in text version 2: the words themselves were changed, score 0.")
    assert carrying.waiting_count() < count
    history = as_bob.get("/notes/3/history/").content.decode()
    assert said in history
    assert "The date alone was mended." in history


def test_several_are_confirmed_at_once_and_the_report_says_which_were_not(newest: Revision, as_bob: Client) -> None:
    stale, good = key(3), key(4) if note(4).span.revision.number == 1 else key(19)
    take(note(3), "withdraw", User.objects.get(username="bob"))
    answer = as_bob.post("/desk/unplaced/", {"chosen": [good, stale]})
    assert answer.status_code == 409
    assert "This has a place by now: somebody was quicker. Reload the page." in answer.content.decode()
    assert "1 place confirmed." in answer.content.decode()
    assert note(int(good.split(":")[1])).span.revision == newest
    nothing = as_bob.post("/desk/unplaced/", {})
    assert (nothing.status_code, "Nothing was chosen." in nothing.content.decode()) == (409, True)


def test_another_place_is_chosen_by_words_or_by_sentence(newest: Revision, as_bob: Client) -> None:
    start = newest.text.index(captures.ADDED)
    end = start + len(captures.ADDED)
    for query, last in (
        ("words=A+paragraph+that+the+newspaper+added+later.", end),
        ("words=A+paragraph+which+the+newspaper+added+later", end - 1),
        ("p=p2a", end),
    ):
        page = as_bob.get(f"{item(12)}?{query}").content.decode()
        assert f'name="start" value="{start}"' in page, query
        assert f'name="end" value="{last}"' in page, query
    assert "Nothing like" not in page
    lost = as_bob.get(f"{item(12)}?words=zzzz").content.decode()
    assert "These words do not stand in the text." in lost


def test_a_note_is_put_on_chosen_words_and_keeps_its_number(newest: Revision, as_bob: Client, client: Client) -> None:
    start = newest.text.index(captures.ADDED)
    place = {"do": "attach", "start": start, "end": start + len(captures.ADDED), "started_from": 1}
    done = as_bob.post(item(12), place, follow=True)
    assert "Note 12 · Fact-check stands in ¶2a now." in done.content.decode()
    assert (note(12).span.exact, note(12).number, note(12).version) == (captures.ADDED, 12, 2)
    assert carrying.told(note(12).versions.get(number=2)) == "Put on other words of text version 2 by hand."
    assert FormerPlace.objects.get(annotation=note(12)).span.passage.anchor == "p7"
    assert 'id="at-' in client.get("/articles/article-1/v1/p7/").content.decode()
    assert client.get("/notes/12/").status_code == 200


def test_a_refused_place_moves_nothing(newest: Revision, as_bob: Client) -> None:
    before = rows()
    for fields, status, sentence in (
        ({"started_from": 0}, 409, "changed this note after you opened it"),
        ({"start": 0, "end": 0}, 422, "empty"),
        ({"start": 0, "end": 99_999}, 422, "out of bounds"),
        ({"start": "x", "end": "10"}, 422, "out of bounds"),
        ({"do": "confirm"}, 409, "No place is proposed for it. Choose one."),
    ):
        answer = as_bob.post(item(12), {"do": "attach", "start": 0, "end": 8, "started_from": 1} | fields)
        assert answer.status_code == status, fields
        assert sentence in answer.content.decode(), fields
    late = as_bob.post(item(3), {"do": "confirm", "started_from": 0, "why": "The date was mended."})
    assert (late.status_code, 'value="The date was mended."' in late.content.decode()) == (409, True)
    assert rows() == before


def test_who_may_and_what_is_not_there(newest: Revision, as_alice: Client, as_bob: Client, client: Client) -> None:
    assert client.get("/desk/unplaced/").status_code == 302
    for address in ("/desk/unplaced/", item(12)):
        assert as_alice.get(address).status_code == 403
        assert as_alice.post(address, {"confirm": key(12)}).status_code == 403
    for address in (item(5), "/desk/unplaced/note/12/999999/", "/desk/unplaced/nothing/12/1/"):
        answer = as_bob.get(address)
        assert answer.status_code == 404
        assert "Nothing waits here" in answer.content.decode()
    assert as_bob.post("/desk/unplaced/", {"confirm": "note:3:x"}).status_code == 409


def test_an_empty_queue(edition: None, as_bob: Client, django_assert_num_queries) -> None:
    assert "Everything has a place in the newest text." in as_bob.get("/desk/unplaced/").content.decode()
    with django_assert_num_queries(1):
        assert carrying.waiting_count() == 0


def test_entries_of_the_ledger_and_links_are_put_in_their_place(newest: Revision, alice: User, bob: User) -> None:
    found = {use.kind: use for use in waiting.waiting() if use.span.exact == captures.CHANGED[0]}
    start = newest.text.index(captures.CHANGED[1])
    end = start + len(captures.CHANGED[1])
    claim, topic = found[uses.ACCOUNT], found[uses.PASSAGE]
    for use in (claim, topic):
        assert waiting.attach(use, start, end, bob, started_from=0).exact == captures.CHANGED[1]
        assert use not in waiting.waiting()
        with pytest.raises(waiting.Placed):
            waiting.attach(use, start, end, bob, started_from=0)
    for kind, use in (("claim", claim), ("topic", topic)):
        saved = versions.latest(kind, use.key)
        assert saved is not None
        assert (saved.act, saved.by) == ("attach", bob)
    with pytest.raises(workflow.Forbidden):
        waiting.attach(found[uses.NOTE], start, end, alice, started_from=1)


@pytest.mark.parametrize(("kind", "record"), [(uses.PASSAGE, "topic"), (uses.ACCOUNT, "claim")])
def test_what_no_longer_applies_is_left_out_with_a_reason(
    newest: Revision, as_bob: Client, bob: User, kind: str, record: str
) -> None:
    waits = next(use for use in waiting.waiting() if use.kind == kind)
    where = f"/desk/unplaced/{kind}/{waits.key}/{waits.span.pk}/"
    silent = as_bob.post(where, {"do": "leave-out", "why": " "})
    assert (silent.status_code, waits in waiting.waiting()) == (422, True)
    done = as_bob.post(where, {"do": "leave-out", "why": "The newspaper struck it."}, follow=True)
    assert "It was left out. The versions keep it." in done.content.decode()
    assert waits not in waiting.waiting()
    saved = versions.latest(record, waits.key)
    assert saved is not None
    assert (saved.act, saved.by, saved.why) == ("save", bob, "The newspaper struck it.")
    assert FormerPlace.objects.filter(**{f"{record}__slug": waits.key}, span=waits.span).count() == 1
    with pytest.raises(waiting.Placed):
        waiting.leave_out(waits, bob, "Again.")


def test_a_topic_that_has_the_words_already_has_them_once(newest: Revision, bob: User) -> None:
    waits = next(use for use in waiting.waiting() if (use.kind, use.span.exact) == (uses.PASSAGE, captures.CHANGED[0]))
    start = newest.text.index(captures.CHANGED[1])
    span, topic = Span.objects.at(newest, start, start + len(captures.CHANGED[1])), Topic.objects.get(slug=waits.key)
    TopicPassage.objects.create(topic=topic, span=span, position=99)
    assert waiting.attach(waits, span.start, span.end, bob, started_from=0) == span
    assert waits not in waiting.waiting()
    assert [row.position for row in topic.passages.filter(span=span)] == [99]
    assert FormerPlace.objects.filter(topic=topic, span=waits.span).count() == 1


def test_a_correction_is_never_put_on_the_words_it_proposes(newest: Revision, as_bob: Client) -> None:
    waits = [use for use in waiting.waiting() if use.kind == uses.NOTE]
    number = next(int(use.key) for use in waits if note(int(use.key)).kind == "correction")
    content = Content.of(note(number))
    take_in = newest.text.replace("Stalin", content.reading) if content.reading not in newest.text else newest.text
    latest = captures.publish(User.objects.get(username="bob"), take_in, base=2) if take_in != newest.text else newest
    start = latest.text.index(content.reading)
    sent = {"do": "attach", "start": start, "end": start + len(content.reading), "started_from": 1}
    answer = as_bob.post(item(number), sent)
    assert answer.status_code == 422
    assert "This is what the text says." in answer.content.decode()


def test_a_note_written_on_the_old_text_afterwards_waits_as_well(newest: Revision, bob: User) -> None:
    late = workflow.start(FACT_CHECK, bob)
    use = Use(uses.NOTE, str(late.number), late.span)
    assert use in waiting.waiting()
    assert not late.span.carriages.exists()
    row = waiting.told([use])[0]
    assert row.after is not None
    waiting.confirm(row, bob)
    late.refresh_from_db()
    assert late.span == Span.objects.at(newest, row.after.start, row.after.end)
    assert Span.objects.get(revision__number=1, start=93, end=99).carriages.get(revision=newest).to_span == late.span


def test_every_reason_has_words() -> None:
    from edition.texts import carrying as pure

    codes = {code for code in telling.REASONS if code != carrying.SHARED}
    assert pure.__doc__ is not None
    assert {code for code in codes if f"`{code}`" in pure.__doc__} == codes


def test_what_another_editor_placed_meanwhile_is_a_clash_that_says_where_it_is(
    newest: Revision, as_bob: Client, as_carol: Client
) -> None:
    where = item(3)
    started = note(3).version
    assert as_bob.post(where, {"do": "confirm", "started_from": started}).status_code == 302
    late = as_carol.post(where, {"do": "confirm", "started_from": started})
    page = late.content.decode()
    assert late.status_code == 409
    assert f"{note(3)} stands in" in page
    assert "Confirmed in text version 2: the words themselves were changed" in page
    assert '<a href="/desk/notes/3/">Open note 3</a>' in page
    assert '<a href="/desk/unplaced/">Notes without a place</a>' in page
    assert as_carol.get(where).status_code == 404
