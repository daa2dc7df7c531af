"""What must not be saved: each gets its status and a sentence, and the database is as before."""

import re

import pytest

from annotations import workflow
from tests.support.desk import address, counts, draft, form_data, place, published, submitted

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]

MEGABYTE = "x" * 1_000_000


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "rumour"}, "“rumour” is not in the list. Choose from it."),
        ({"kind": ""}, "Choose a kind."),
        ({"verdict": "true-ish"}, "“true-ish” is not in the list. Choose from it."),
        ({"correction_type": "date"}, "A fact-check has no such field. Leave it empty."),
        ({"reading": "Other words"}, "A fact-check has no such field. Leave it empty."),
        ({"kind": "correction"}, "A correction has no such field. Leave it empty."),
        ({"gist": "x" * 281}, "At most 280 characters."),
        ({"finding": "x" * 30_000}, "The text has 30,000 bytes and at most 20,000 are allowed."),
        ({"finding": MEGABYTE}, "The text has 1,000,000 bytes and at most 20,000 are allowed."),
        ({"finding": ">" * 10_000 + "x"}, "nested more than 20 levels deep"),
        ({"finding": "a\x00b"}, "Null characters are not allowed."),
        ({"finding": "a\x0bb"}, "The text contains the character U+000B"),
        ({"gist": "a\x0bb"}, "The text contains the character U+000B"),
        ({"gist": "a\x00b"}, "Null characters are not allowed."),
        ({"finding": "So it was.[@nowhere]", "do": "submit"}, "names no source of this note"),
        ({"finding": "[x](javascript:alert)"}, "is not allowed. Use a whole address"),
        ({"evidence__0__source": "nowhere"}, "There is no source “nowhere” in the bibliography."),
        ({"evidence__0__stance": "doubts"}, "doubts"),
        ({"evidence__1__quotation": "Words of no source"}, "Name the source that this row is about"),
        ({"evidence__1__source": "a\x00b"}, "Null characters are not allowed."),
        ({"evidence__0__locator": "p" * 201}, "at most 200 are kept"),
        ({"evidence__TOTAL_FORMS": "many"}, "ManagementForm data is missing"),
        ({"evidence__TOTAL_FORMS": "100000"}, "Please submit at most 60 forms."),
        ({"topics": ["weather"]}, "“weather” is not in the list. Choose from it."),
        ({"related": "9999"}, "There is no note 9999."),
        ({"related": "ten"}, "“ten” is no number of a note."),
        ({"related": "9" * 30}, "is no number of a note."),
        ({"tags": "t" * 101}, "is longer than 100 characters."),
        ({"links__0__article": "article-2"}, "Give the paragraph: 5."),
    ],
)
def test_a_form_with_a_fault_is_not_saved(as_alice, changes, sentence):
    before = counts()
    page = as_alice.post(address(place()), form_data(**changes))
    html = page.content.decode()
    assert page.status_code == 422
    assert sentence in html
    assert "Your text is still here." in html
    assert counts() == before


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"article": "article-9", "anchor": "1", "relation": "agrees"}, "article-9"),
        ({"article": "article-2", "anchor": "99", "relation": "agrees"}, "There is no paragraph “99”"),
        ({"article": "article-2", "anchor": "p2-p1", "relation": "agrees"}, "There is no paragraph “p2-p1”"),
        ({"article": "article-2", "anchor": "1", "relation": "likes"}, "likes"),
        ({"article": "article-2", "anchor": "1", "relation": ""}, "Choose how the two passages are related."),
        ({"article": "article-2", "anchor": "1", "relation": "agrees", "words": "zzqq xxyy"}, "nothing is like them"),
        ({"article": "article-1", "anchor": "5", "relation": "agrees", "words": "hostile superpower"}, "but in ¶4."),
        ({"article": "article-1", "anchor": "5", "relation": "agrees", "words": "post-Cold War era"}, "2 times"),
        (
            {"article": "article-1", "anchor": "5", "relation": "agrees", "words": "dissolution of the USSR hapened"},
            "The nearest are: “dissolution of the USSR happened”.",
        ),
        ({"article": "article-1", "anchor": "5", "relation": "agrees", "words": MEGABYTE}, "longer than 10,000"),
        ({"article": "article-1", "anchor": "5", "relation": "agrees", "words": "a\x00b"}, "Null characters"),
    ],
)
def test_a_target_with_a_fault_is_told_at_its_row(as_alice, row, sentence):
    before = counts()
    data = form_data(kind="cross-reference", verdict="") | {f"links-1-{key}": value for key, value in row.items()}
    page = as_alice.post(address(place()), data)
    html = page.content.decode()
    assert page.status_code == 422
    assert sentence in html
    assert 'href="#links-2"' in html
    assert counts() == before


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/desk/new/?a=9&p=1", "There is no article 9 in this edition."),
        ("/desk/new/?p=1", "Name an article and a paragraph"),
        ("/desk/new/?a=x", "“x” is not a number."),
        ("/desk/new/?a=1&p=99", "There is no paragraph “99” in this article. Its paragraphs are ¶1 to ¶8."),
        ("/desk/new/?a=1&p=%00", "There is no paragraph"),
        ("/desk/new/?a=1&v=9", "has no text version 9"),
        ("/desk/new/write/?a=9&start=1&end=2", "There is no article 9"),
        ("/desk/notes/9999/", "There is no note 9999."),
        ("/desk/notes/99999999999999999999999/", "There is no note"),
        ("/desk/notes/9999/edit/", "There is no note 9999."),
    ],
)
def test_what_is_not_there(as_bob, path, sentence):
    response = as_bob.get(path)
    assert response.status_code == 404
    assert sentence in response.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "&start=5&end=3",
        "&start=1&end=99999",
        "&start=25&end=27",
        "&start=99998&end=99999",
    ],
)
def test_a_place_that_is_none_leads_to_where_words_are_chosen(as_bob, asked):
    response = as_bob.get(f"/desk/new/write/?a=1&v=1{asked}")
    html = response.content.decode()
    assert response.status_code == 422
    assert "No note can stand here: the place is none in this text, or cuts a character in two." in html
    way = re.search(r'href="(/desk/new/\?[^"]*)">Choose again<', html)
    assert way is not None
    assert way[1].startswith("/desk/new/?a=1&amp;v=1")
    assert as_bob.get(way[1].replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (MEGABYTE, 413, "These are more than 10,000 characters."),
        ("a\x00b", 422, "a character that cannot be shown"),
        (" \r\n ", 422, "Type or paste the words"),
        ("", 422, "Type or paste the words"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_words_that_cannot_be_looked_for(as_alice, words, status, sentence, method):
    before = counts()
    if method == "get":
        page = as_alice.get("/desk/new/", {"a": "1", "p": "5", "words": words})
    else:
        page = as_alice.post("/desk/new/?a=1&p=5", {"words": words})
    assert (page.status_code, sentence in page.content.decode()) == (status, True)
    assert len(page.content) < 100_000
    assert counts() == before


def test_a_thousand_rows_of_evidence_are_refused(as_alice):
    before = counts()
    rows = {f"evidence-{row}-{name}": f"typed{row}" for row in range(1000) for name in ("source", "supports")}
    page = as_alice.post(address(place()), form_data(evidence__TOTAL_FORMS="1000") | rows)
    html = page.content.decode()
    assert (page.status_code, "Please submit at most 60 forms." in html) == (422, True)
    assert html.count('value="typed999"') == 2
    assert counts() == before


def test_a_withdrawn_note_is_no_longer_linked_to(as_alice, bob, carol):
    note = published(bob, carol)
    workflow.take(note, "withdraw", carol, started_from=note.version, why="Not so.")
    page = as_alice.post(address(place()), form_data(related=str(note.number)))
    assert page.status_code == 422
    assert f"Note {note.number} is withdrawn. Leave it out." in page.content.decode()


def test_a_verdict_without_evidence_does_not_go_to_review(as_alice):
    before = counts()
    page = as_alice.post(address(place()), form_data("submit", evidence__0__source="", finding="So it was."))
    assert page.status_code == 422
    assert "Name a source. Only “Unverified” and “Opinion” may stand without one." in page.content.decode()
    assert counts() == before


def test_what_is_far_too_long_is_refused_before_it_is_read(as_alice):
    before = counts()
    page = as_alice.post(address(place()), form_data(finding="x" * 3_000_000))
    assert page.status_code == 413
    assert "larger than 2 MB" in page.content.decode()
    assert counts() == before


@pytest.mark.parametrize("make", [submitted, draft])
def test_another_authors_note_is_not_edited(request, as_alice, bob, make):
    note = make(bob)
    before = counts()
    edit = f"/desk/notes/{note.number}/edit/"
    assert as_alice.get(edit).status_code in {403, 409}
    page = as_alice.post(edit, form_data(started_from=str(note.version)))
    assert page.status_code in {403, 409}
    assert counts() == before


@pytest.mark.parametrize("started_from", ["", "x", "-1", "99", "0"])
def test_a_save_that_does_not_say_from_which_version_is_refused(as_alice, alice, started_from):
    note = draft(alice)
    before = counts()
    page = as_alice.post(f"/desk/notes/{note.number}/edit/", form_data(started_from=started_from, gist="Other."))
    assert page.status_code in {409, 422}
    assert "Other." in page.content.decode()
    assert counts() == before


def test_other_methods_are_refused_with_what_is_allowed(as_alice):
    response = as_alice.delete(address(place()))
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
