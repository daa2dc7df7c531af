"""What the forms of the desk's ledger pages take, what they refuse with a sentence, and what they keep."""

from typing import Any

import pytest
from django.test import Client

from annotations.forms.ledger.work import WorkForm
from annotations.ledger_desk.topics import TopicRecord
from annotations.models import Claim, Topic
from edition import versions
from edition.models import Article, RecordVersion, Work
from tests.support.ledger import NEW, browser_sends, opened, typed, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]
TOPIC, CLAIM, WORK, ARTICLE = (
    "/desk/topics/end-of-cold-war/",
    "/desk/claims/cl01/",
    f"/desk/works/{NEW}/",
    "/desk/articles/article-2/",
)
WORDS = "The end of the Cold War happened in 1989 whilst the USSR remained united."


def row(part: str, /, **fields: str) -> dict[str, str]:
    return {f"{part}-{field}": value for field, value in fields.items()}


@pytest.mark.parametrize(
    ("address", "changes", "sentence"),
    [
        (TOPIC, {"title": " "}, "Title: This is needed."),
        (TOPIC, {"title": "x" * 201}, "These are 201 characters; at most 200 are kept."),
        (TOPIC, {"record": "See [@no-such-key]."}, "The citation [@no-such-key] names no source"),
        (TOPIC, {"record": "x" * 1_000_000}, "at most 20,000 are allowed"),
        (TOPIC, {"record": "A\x00b"}, "Null characters are not allowed."),
        (TOPIC, {"sources": "no-such-key"}, "There is no source “no-such-key” in the bibliography."),
        (TOPIC, {"sources": f"{NEW} {NEW}", "record": "So."}, "A source stands here twice. Name each once."),
        (TOPIC, row("timeline-0", date="26.12.1991"), "“26.12.1991” is no date. Write 1991, 1991-12, 1991-12-26"),
        (TOPIC, row("timeline-0", source=""), "An event has a date, a sentence and a source."),
        (TOPIC, row("timeline-0", source="no-such-key"), "There is no source “no-such-key”"),
        (TOPIC, row("passages-0", words="Words that stand nowhere in it"), "These words do not stand there"),
        (CLAIM, {"question": ""}, "Question: This is needed."),
        (CLAIM, row("accounts-0", asserts=""), "Say in a few words what it asserts."),
        (CLAIM, row("accounts-0", note="0"), "Write its number: 103."),
        (CLAIM, row("accounts-0", note="99999"), "There is no note 99999."),
        (CLAIM, row("accounts-0", note=""), "A verdict rests on a note"),
        (CLAIM, row("accounts-0", anchor="p999"), "There is no paragraph “p999” in this article."),
        (CLAIM, {"accounts-TOTAL_FORMS": "x"}, "ManagementForm data is missing or has been tampered with."),
        (WORK, {"title": ""}, "A source of this type needs it."),
        (WORK, {"type": "leaflet"}, "Choose a type."),
        (WORK, {"URL": "javascript:alert(1)"}, "is not a web address"),
        (WORK, {"archived_url": "file:///etc/passwd"}, "This is no web address."),
        (WORK, {"archived_on": "21.11.2026"}, "Write the day as 2026-11-21."),
        (ARTICLE, {"number": "1"}, "has this number. Give that one another first."),
        (ARTICLE, {"number": "x"}, "Write a number: 6."),
        (ARTICLE, {"headnote": "> " * 9_000}, "The text is nested more than 20 levels deep."),
        (ARTICLE, {"not_before": "1991-13"}, "Write a year, month or day"),
        (ARTICLE, {"tags": "?!"}, "has no letter and no digit"),
        (ARTICLE, row("known-0", name=""), "Say what this is: author, date, publisher, url"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(as_bob: Client, address: str, changes: dict, sentence: str) -> None:
    form = {**opened(as_bob, address), **changes, "why": "Kept as it is"}
    page = as_bob.post(address, form)
    assert (page.status_code, sentence in words_of(page)) == (422, True), words_of(page)[:800]
    again = typed(page)
    assert again["why"] == "Kept as it is"
    kept = {name: value for name, value in changes.items() if "FORMS" not in name and "\x00" not in value}
    assert {name: str(again.get(name, "")).strip() for name in kept if name != "type"} == {
        name: value.strip() for name, value in kept.items() if name != "type"
    }
    assert not RecordVersion.objects.exists()


def test_a_new_topic_is_made_with_an_address_of_its_title(as_bob: Client, client: Client) -> None:
    page = as_bob.get("/desk/topics/new/")
    form = {**typed(page), "do": "save", "title": "The Steel Mill", "question": "Who built it?", "sources": NEW}
    form |= {"record": f"It was built. [@{NEW}]", **row("timeline-0", date="1973-12-30", event="Begun", source=NEW)}
    form |= row("passages-0", article="article-1", anchor="5", words=WORDS)
    done = as_bob.post("/desk/topics/new/", form)
    assert done["Location"] == "/desk/topics/the-steel-mill/"
    topic = Topic.objects.get(slug="the-steel-mill")
    fields = TopicRecord().fields(topic)
    assert (fields["position"], fields["sources"]) == (13, [NEW])
    assert fields["timeline"] == [{"date": "1973-12-30", "event": "Begun", "source": NEW}]
    assert [passage.span.exact for passage in topic.passages.all()] == [WORDS]
    assert [(v.number, v.act) for v in versions.of("topic", topic.slug)] == [(1, "create")]
    assert "Who built it?" in words_of(client.get("/topics/the-steel-mill/"))
    again = as_bob.post("/desk/topics/new/", form)
    assert (again.status_code, "The address “the-steel-mill” is taken." in words_of(again)) == (422, True)


@pytest.mark.parametrize(("slug", "title"), [("new", "New"), ("Not A Slug", "x"), ("", "سوال"), ("a--b", "x")])
def test_an_address_that_is_none(as_bob: Client, slug: str, title: str) -> None:
    form = {**typed(as_bob.get("/desk/topics/new/")), "do": "save", "slug": slug, "title": title, "question": "Q?"}
    page = as_bob.post("/desk/topics/new/", {**form, "record": "So."})
    assert page.status_code == 422
    assert "ddress" in words_of(page)
    assert Topic.objects.count() == 12


def test_a_new_point_with_an_account_stands_last_in_its_topic(as_bob: Client, client: Client) -> None:
    address = "/desk/topics/end-of-cold-war/claims/new/"
    form = {**typed(as_bob.get(address)), "question": "Was it one end?", "checked_value": "No", "finding": "Two ends."}
    account = {"article": "article-1", "anchor": "p5", "words": WORDS, "asserts": "Two", "verdict": "disputed"}
    form |= {"slug": "one-end", **row("accounts-0", **account, note="2")}
    previewed = as_bob.post(address, {**form, "do": "preview"})
    assert "Two ends." in words_of(previewed).partition("Nothing is saved yet.")[2][:500]
    assert not Claim.objects.filter(slug="one-end").exists()
    assert as_bob.post(address, {**form, "do": "save"})["Location"] == "/desk/claims/one-end/"
    claim = Claim.objects.get(slug="one-end")
    made = claim.accounts.get()
    assert (claim.position, made.span.exact, made.asserts, made.shown_verdict) == (4, WORDS, "Two", "disputed")
    assert "Was it one end?" in words_of(client.get("/claims/one-end/"))


def test_a_source_is_found_and_put_into_the_list(as_bob: Client) -> None:
    form = {**opened(as_bob, CLAIM), "question": "Changed?"}
    found = as_bob.post(CLAIM, {**form, "do": "find", "q": "fatemi echoes"})
    assert NEW in found.content.decode()
    used = as_bob.post(CLAIM, {**form, "do": "find", "use": NEW})
    again = typed(used)
    assert (used.status_code, again["sources"].split()[-1], again["question"]) == (200, NEW, "Changed?")
    more = typed(as_bob.post(CLAIM, {**form, "do": "more-accounts"}))
    assert int(more["accounts-TOTAL_FORMS"]) == int(form["accounts-TOTAL_FORMS"]) + 1


def test_words_that_stand_twice_are_chosen_among(as_bob: Client) -> None:
    place = {"article": "article-1", "anchor": "p5-p6", "words": "Pakistan", "asserts": "It is named"}
    form = {**opened(as_bob, CLAIM), **row("accounts-5", **place)}
    page = as_bob.post(CLAIM, form)
    assert (page.status_code, "Choose the place below." in words_of(page)) == (422, True)
    assert 'name="accounts-5-place" value="1:' in page.content.decode()


@pytest.mark.parametrize(
    ("typed_in", "variable", "kept"),
    [
        ({"author": "Fatemi, Tariq\nUnited Nations,"}, "author", None),
        ({"issued": "1947/1989"}, "issued", {"date-parts": [[1947], [1989]]}),
        ({"issued": "summer 1990"}, "issued", {"date-parts": [[1990]], "season": 2}),
        ({"issued": ""}, "issued", None),
        ({"title": "  Two   blanks "}, "title", "Two blanks"),
    ],
)
def test_a_record_as_it_is_typed(as_bob: Client, typed_in: dict, variable: str, kept: Any) -> None:
    assert as_bob.post(WORK, {**opened(as_bob, WORK), **typed_in}).status_code == 302
    csl = Work.objects.get(key=NEW).csl
    if variable == "author":
        assert csl["author"] == [{"family": "Fatemi", "given": "Tariq"}, {"literal": "United Nations"}]
    else:
        assert csl.get(variable) == kept


@pytest.mark.any_engine
def test_every_record_comes_back_from_its_form_as_it_was(as_bob: Client) -> None:
    changed = []
    for work in Work.objects.all():
        fields = versions.of_work(work)
        form = WorkForm(browser_sends(WorkForm(fields=fields)), fields=fields)
        if not form.is_valid() or form.fields() != fields:
            changed.append((work.key, form.summary()))
    assert changed == []


def test_what_is_known_of_an_article_keeps_its_shape(as_bob: Client) -> None:
    before = Article.objects.get(slug="article-2").provenance
    form = opened(as_bob, ARTICLE)
    number = next(n for n in range(20) if form.get(f"known-{n}-name") == "author")
    form |= row(f"known-{number}", value="Someone Else", evidence="Line 1.\nLine 2.")
    assert as_bob.post(ARTICLE, form).status_code == 302
    after = Article.objects.get(slug="article-2").provenance
    assert after["author"] == {**before["author"], "value": "Someone Else", "evidence": ["Line 1.", "Line 2."]}
    assert {name: value for name, value in after.items() if name != "author"} == {
        name: value for name, value in before.items() if name != "author"
    }


@pytest.mark.parametrize(
    ("kind", "key", "move", "expected"),
    [
        ("claim", "cl02", "up", ["cl02", "cl01", "cl03"]),
        ("claim", "cl02", "down", ["cl01", "cl03", "cl02"]),
        ("claim", "cl01", "up", ["cl01", "cl02", "cl03"]),
    ],
)
def test_points_change_places(as_bob: Client, kind: str, key: str, move: str, expected: list[str]) -> None:
    order = Claim.objects.filter(topic__slug="end-of-cold-war").values_list("slug", flat=True)
    assert list(order) == ["cl01", "cl02", "cl03"]
    done = as_bob.post("/desk/topics/", {"kind": kind, "key": key, "move": move})
    assert done["Location"] == f"/desk/topics/#claim-{key}"
    assert list(order.all()) == expected
    assert versions.latest_number("claim", key) == (0 if expected[0] == "cl01" and move == "up" else 2)
