"""Selected words on the server: the place where page and text agree; else a choice, and never a guess."""

import pytest
from django.http import QueryDict

from annotations import folder, selected
from annotations.selected import Answer, Selection
from edition.models import Revision
from tests.support.desk import place, text
from tests.support.hard_text import ASIDE, FAMILY, TEXT, make, offset

pytestmark = pytest.mark.any_engine

ADDRESS = "/desk/new/place/?a=1&v=1"
FRAMING = "The end of the Cold War happened in 1989 whilst the USSR remained united."


@pytest.fixture
def hard(edition, tmp_path) -> Revision:
    folder.load(make(tmp_path / "hard"))
    return Revision.objects.get(article__slug="hard-text")


def ask(revision: Revision, start: str, end: str, *pieces: str, is_newest: bool = True, **around: str) -> Answer:
    return selected.find(revision, Selection(start, end, pieces, **around), is_newest=is_newest)


def words(revision: Revision, answer: Answer) -> str:
    assert answer.place is not None, answer.sentence
    return revision.text[slice(*answer.place)]


def sent(start: str, end: str, *pieces: str, **more: str) -> dict[str, str | list[str]]:
    return {"start": start, "end": end, "exact": list(pieces), **more}


# --- where page and text agree ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "pieces", "found"),
    [
        ("p1:0", "p1:9", ("🙂 A smile",), "🙂 A smile"),
        ("p1:20", "p1:25", (FAMILY,), FAMILY),
        ("p1:22", "p1:23", ("👩",), FAMILY),  # half a character is widened to the whole
        ("p2:0", "p2:4", ("Cafe",), "Cafe\u0301"),
        ("p2:5", "p2:9", (" is ",), "is"),
        ("p3:0", "p3:11", ("وزیرِ اعظم ",), "وزیرِ اعظم"),
        ("p4:16", "p4:48", ("The same words stand here twice.",), "The same words stand here twice."),
        ("p5:6", "p5:22", ("lines are\nbroken",), "lines are\r\nbroken"),
        ("p3:48", "p4:4", ("lish.", "Then"), "lish.\r\n\r\nThen"),
        ("p4:44", "p5:5", ("ice.", "These"), f"ice.\r\n\r\n{ASIDE}\r\n\r\nThese"),
        ("x1:0", "x1:9", ("Read also",), "Read also"),
    ],
)
def test_the_place_of_the_words(hard, start, end, pieces, found):
    assert words(hard, ask(hard, start, end, *pieces)) == found


def test_of_words_that_stand_twice_the_one_that_was_selected(hard):
    first = ask(hard, "p2:27", "p2:59", "The same words stand here twice.", prefix="points. ")
    second = ask(hard, "p4:16", "p4:48", "The same words stand here twice.", prefix="Then came that. ")
    assert first.place == (offset(2, "The same"), offset(2, "The same") + 32)
    assert second.place == (offset(4, "The same"), offset(4, "The same") + 32)


def test_paragraphs_that_are_repeated_keep_their_own_notes(edition):
    revision = Revision.objects.get(article__number=2, number=1)
    first, again = (revision.passages.get(anchor=anchor) for anchor in ("p1", "p13"))
    shown = revision.text[again.start : again.end]
    assert revision.text[first.start : first.end].strip() == shown.strip()
    assert ask(revision, "p13:0", f"p13:{len(shown)}", shown).place == (again.start, again.start + len(shown.rstrip()))


# --- where they do not: a choice ----------------------------------------------------------------------


def test_a_page_that_counts_wrongly_is_asked_with_the_likeliest_first(hard):
    answer = ask(hard, "p2:26", "p2:58", "The same words stand here twice.", prefix="Then came that. ")
    assert answer.place is None
    assert [hit.start for hit in answer.offered] == [offset(4, "The same"), offset(2, "The same")]
    assert answer.offered[0].before == "Then came that. "
    assert "Choose the place that you mean." in answer.sentence


def test_without_surroundings_the_nearest_comes_first(hard):
    near_second = ask(hard, "p4:15", "p4:47", "The same words stand here twice.")
    assert [hit.anchor for hit in near_second.offered] == ["p4", "p2"]


def test_the_right_words_with_other_surroundings_are_asked_about(hard):
    answer = ask(hard, "p4:16", "p4:48", "The same words stand here twice.", prefix="points. ")
    assert (answer.place, [hit.anchor for hit in answer.offered]) == (None, ["p2", "p4"])


def test_one_place_alone_is_not_guessed_either(hard):
    answer = ask(hard, "p1:3", "p1:9", "broken by hand")
    assert (answer.place, [hit.exact for hit in answer.offered]) == (None, ["broken by hand"])


def test_an_older_text_leads_to_the_newest(edition, tmp_path):
    folder.load(make(tmp_path / "hard", with_newer=True))
    newest = Revision.objects.get(article__slug="hard-text", number=2)
    answer = ask(newest, "p4:16", "p4:48", "The same words stand here twice.", is_newest=False)
    assert answer.place is None
    assert sorted(hit.anchor for hit in answer.offered) == ["p3", "p5"]
    assert "version 2" in answer.sentence


def test_words_that_changed_are_offered_as_they_are_now(hard):
    answer = ask(hard, "p5:0", "p5:30", "These lines were broken by hand")
    assert [hit.exact for hit in answer.offered] == ["These lines are\r\nbroken by hand"]


@pytest.mark.parametrize(
    ("start", "end", "pieces", "sentence"),
    [
        ("p1:0", "p1:0", (), "Nothing is selected."),
        ("p1:0", "p1:5", ("  ", "\n"), "Nothing is selected."),
        ("p1:0", "p1:5", ("x" * 10_001,), "more than 10,000 characters"),
        ("p1:0", "p1:5", ("zzzz qqqq",), "does not have these words"),
        ("p1:5", "p1:0", ("\x00",), "does not have these words"),
        ("", "", ("zzzz qqqq",), "does not have these words"),
        ("p99:0", "p1:9999999", ("zzzz qqqq",), "does not have these words"),
    ],
)
def test_what_cannot_have_a_note_says_so(hard, start, end, pieces, sentence):
    answer = selected.find(hard, Selection.read(_query(sent(start, end, *pieces))))
    assert (answer.place, answer.offered) == (None, [])
    assert sentence in answer.sentence


def _query(fields: dict[str, str | list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in fields.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


@pytest.mark.parametrize("bounds", [("p1:9", "p1:0"), ("p1:0", "p1:400"), ("p9:0", "p1:9"), ("p1", "p1:-1"), ("", "")])
def test_bounds_that_are_none_are_asked_about(hard, bounds):
    answer = ask(hard, *bounds, "🙂 A smile")
    assert (answer.place, [hit.start for hit in answer.offered]) == (None, [TEXT.index("🙂")])


# --- the address ------------------------------------------------------------------------------------


def test_agreement_leads_to_the_form_with_the_kind_chosen(as_alice):
    response = as_alice.post(ADDRESS, sent("p5:0", "p5:73", FRAMING, kind="correction", suffix=" On 21 December"))
    where = place(FRAMING)
    assert response.status_code == 302
    assert response["Location"] == f"/desk/new/write/?a=1&v=1&start={where.start}&end={where.end}&kind=correction"
    html = as_alice.get(response["Location"]).content.decode()
    assert 'value="correction" checked' in html


def test_disagreement_is_a_choice_with_a_status(as_alice):
    response = as_alice.post(ADDRESS, sent("p5:1", "p5:74", FRAMING), headers={"X-Fragment": "panel"})
    html = response.content.decode()
    assert response.status_code == 409
    assert html.count("<mark>") == 1
    assert f"start={text().index(FRAMING)}" in html
    assert "<html" not in html
    whole = as_alice.get("/desk/new/place/", {"a": 1, "v": 1, **sent("p5:1", "p5:74", FRAMING)})
    assert (whole.status_code, "<html" in whole.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("query", "status"),
    [("a=1&v=1", 422), ("a=1&v=7", 404), ("a=77", 404), ("a=x", 404), ("", 404)],
)
def test_what_is_not_there_has_a_sentence(as_alice, query, status):
    response = as_alice.post(f"/desk/new/place/?{query}", sent("p5:0", "p5:9", "zzzz qqqq"))
    assert response.status_code == status
    assert "Traceback" not in response.content.decode()


def test_only_writers_are_answered(client, as_dave, edition):
    assert client.post(ADDRESS).status_code == 403
    assert as_dave.post(ADDRESS).status_code == 403


# --- by sentence ------------------------------------------------------------------------------------


def test_sentences_of_a_paragraph_are_a_choice(as_alice):
    html = as_alice.get("/desk/new/?a=1&p=5").content.decode()
    start, end = place(FRAMING).start, place("On 21 December 1991 the dissolution of the USSR happened.").end
    assert f'name="first" value="{start}"' in html
    assert f'name="last" value="{end}"' in html
    response = as_alice.get(f"/desk/new/sentences/?a=1&v=1&p=p5&first={start}&last={end}")
    assert response["Location"] == f"/desk/new/write/?a=1&v=1&start={start}&end={end}"


@pytest.mark.parametrize("query", ["first=90&last=10", "first=90", ""])
def test_sentences_the_wrong_way_round_are_asked_again(as_alice, query):
    response = as_alice.get(f"/desk/new/sentences/?a=1&v=1&p=p5&{query}")
    assert response.status_code == 422
    assert "Choose both again." in response.content.decode()
    assert 'href="/desk/new/?a=1&amp;p=p5"' in response.content.decode()
