"""Writing a note: from a paragraph to a draft, without script."""

import pytest

from annotations.content import Content
from annotations.models import Annotation, Version
from tests.support import captures
from tests.support.desk import KEY, WORDS, address, counts, draft, fields_of, form_data, place, published, text

pytestmark = pytest.mark.usefixtures("edition")


# --- the words --------------------------------------------------------------------------------------


def test_a_paragraph_is_shown_with_a_field_for_the_words(as_alice):
    page = as_alice.get("/desk/new/?a=1&p=5").content.decode()
    assert "Annotate ¶5" in page
    assert WORDS in page
    assert '<textarea id="exact-words" name="words"' in page


@pytest.mark.parametrize("anchor", ["5", "p5", "¶5", "p4-p5"])
def test_words_that_stand_once_lead_to_the_form(as_alice, anchor):
    response = as_alice.post(f"/desk/new/?a=1&p={anchor}", {"words": f"  {WORDS}\r\n"})
    assert response.status_code == 302
    assert response["Location"] == address(place())


def test_words_of_a_title_can_be_annotated(as_alice):
    response = as_alice.get("/desk/new/?a=1&p=t3&words=Asif+Manzoor")
    assert response["Location"] == address(place("Asif Manzoor"))


def test_words_that_stand_twice_are_a_choice(as_alice):
    page = as_alice.post("/desk/new/?a=1&p=5", {"words": "post-Cold War era"})
    html = page.content.decode()
    assert page.status_code == 200
    assert "These words stand there 2 times" in html
    assert "The start of the <mark>post-Cold War era</mark> started from 1989" not in html  # three words only
    assert "start of the <mark>post-Cold War era</mark> started from 1989 …" in html
    assert "while in the <mark>post-Cold War era</mark> Russia was weak …" in html
    first = place("post-Cold War era started").start
    assert f"start={first}&amp;end={first + 17}" in html


def test_words_that_stand_in_another_paragraph_are_shown_there(as_alice):
    page = as_alice.post("/desk/new/?a=1&p=5", {"words": "hostile superpower"})
    assert page.status_code == 422
    assert "They stand elsewhere in this article" in page.content.decode()
    assert "Annotate place 1, in ¶4" in page.content.decode()


def test_the_nearest_wording_is_offered_and_nothing_saved(as_alice):
    before = counts()
    page = as_alice.post("/desk/new/?a=1&p=5", {"words": "On 26 December 1991 the dissolution of USSR happened."})
    html = page.content.decode()
    assert page.status_code == 422
    assert "These words do not stand in ¶5, and nothing was saved." in html
    assert "On <del>26 </del><ins>21 </ins>December 1991 the dissolution of <ins>the </ins>USSR happened." in html
    assert address(place()).replace("&", "&amp;") in html
    assert counts() == before


def test_words_like_nothing_say_so(as_alice):
    page = as_alice.post("/desk/new/?a=1&p=5", {"words": "zzzz qqqq xxxx"})
    assert page.status_code == 422
    assert "zzzz qqqq xxxx" in page.content.decode()
    assert "The nearest wording" not in page.content.decode()
    assert "Nothing like them stands there either" in page.content.decode()


# --- a new note -------------------------------------------------------------------------------------


def test_the_form_has_the_place_fixed_and_every_field(as_alice):
    html = as_alice.get(address(place())).content.decode()
    assert f"<mark>{WORDS}</mark>" in html
    sent = fields_of(html)
    assert sent["evidence-TOTAL_FORMS"] == sent["links-TOTAL_FORMS"] == "3"
    assert sent["reading"] == WORDS
    assert {"finding", "gist", "tags", "related", "claim_reviewed", "evidence-2-quotation"} <= set(sent)


def test_a_draft_is_saved_with_all_its_fields(as_alice, alice):
    data = form_data(tags="Cold War, dates", related="2, 1", topics=["end-of-cold-war"], confidence="high")
    response = as_alice.post(address(place()), data | {"claim_reviewed": "The USSR ended on 21 December."})
    note = Annotation.objects.latest("number")
    assert response["Location"] == f"/desk/notes/{note.number}/"
    content = Content.of(note)
    assert (note.status, note.version, list(note.authors.all())) == ("draft", 1, [alice])
    assert (content.place, content.verdict, content.claim_reviewed) == (
        place(),
        "inaccurate",
        "The USSR ended on 21 December.",
    )
    assert (content.tags, content.topics, content.related) == (("Cold War", "dates"), ("end-of-cold-war",), (1, 2))
    assert [(item.source, item.stance) for item in content.evidence] == [(KEY, "supports")]
    assert content.reading == ""


def test_submitting_saves_and_submits(as_alice):
    as_alice.post(address(place()), form_data("submit"))
    note = Annotation.objects.latest("number")
    assert note.status == "submitted"
    assert list(note.versions.values_list("act", flat=True)) == ["save", "submit"]


def test_an_incomplete_note_is_not_submitted_and_nothing_is_half_saved(as_alice):
    before = counts()
    page = as_alice.post(address(place()), form_data("submit", verdict="", gist=" "))
    html = page.content.decode()
    assert page.status_code == 422
    assert '<a href="#field-verdict">Verdict: Choose a verdict.</a>' in html
    assert "Say in one line what is the case." in html
    assert fields_of(html)["finding"] == f"The Union ended on 26 December 1991.[@{KEY}, p. 2]"
    assert counts() == before


def test_the_same_form_sent_twice_makes_one_note(as_alice):
    first = as_alice.post(address(place()), form_data())
    after = counts()
    second = as_alice.post(address(place()), form_data())
    assert second["Location"] == first["Location"]
    assert counts() == after


def test_another_form_makes_another_note(as_alice):
    first = as_alice.post(address(place()), form_data())
    second = as_alice.post(address(place()), form_data(token="1" * 32))
    assert second["Location"] != first["Location"]


def test_a_preview_shows_the_note_and_saves_nothing(as_alice):
    before = counts()
    page = as_alice.post(address(place()), form_data("preview", gist=""))
    html = page.content.decode()
    assert page.status_code == 200
    assert f'<span class="hl fc in" data-n="a">{WORDS}</span>' in html
    assert 'The Union ended on 26 December 1991.<a class="cite"' in html
    assert "[1, p. 2]</a>" in html
    assert "Say in one line what is the case." in html
    assert fields_of(html)["verdict"] == "inaccurate"
    assert counts() == before


def test_a_search_of_the_bibliography_keeps_what_was_typed(as_alice):
    page = as_alice.post(address(place()), form_data("find", q="dissolution russianreport", finding="Half a"))
    html = page.content.decode()
    assert f'name="use" value="{KEY}"' in html
    assert fields_of(html)["finding"] == "Half a"


def test_use_puts_a_source_into_the_first_empty_row(as_alice):
    other = "dawn-2008-liaquat-us"
    page = as_alice.post(address(place()), form_data("", use=other, q="dawn"))
    sent = fields_of(page.content.decode())
    assert (sent["evidence-0-source"], sent["evidence-1-source"], sent["evidence-TOTAL_FORMS"]) == (KEY, other, "3")


def test_use_makes_a_row_where_none_is_empty(as_alice):
    rows = {f"evidence-{row}-source": KEY for row in range(3)}
    page = as_alice.post(address(place()), form_data("", use="dawn-2008-liaquat-us") | rows)
    sent = fields_of(page.content.decode())
    assert (sent["evidence-3-source"], sent["evidence-TOTAL_FORMS"]) == ("dawn-2008-liaquat-us", "4")


@pytest.mark.parametrize("part", ["evidence", "links"])
def test_one_more_row_keeps_everything(as_alice, part):
    page = as_alice.post(address(place()), form_data(f"more-{part}", gist="Half", links__0__words="some words"))
    sent = fields_of(page.content.decode())
    assert sent[f"{part}-TOTAL_FORMS"] == "4"
    assert (sent["gist"], sent["links-0-words"], sent["evidence-0-source"]) == ("Half", "some words", KEY)


# --- a note that is there ---------------------------------------------------------------------------


def test_a_note_is_changed_as_a_new_version(as_alice, alice):
    note = draft(alice)
    as_alice.post(f"/desk/notes/{note.number}/edit/", form_data(started_from="1", gist="Another line."))
    note.refresh_from_db()
    assert (note.version, note.gist) == (2, "Another line.")
    assert note.versions.get(number=1).fields["gist"] == "In one line."


def test_a_new_version_of_a_published_note_leaves_what_readers_see(as_carol, alice, bob):
    note = published(alice, bob)
    as_carol.post(f"/desk/notes/{note.number}/edit/", form_data(started_from="3", gist="Another line."))
    note.refresh_from_db()
    assert (note.status, note.revising, note.gist) == ("published", "draft", "In one line.")


def test_opening_and_saving_changes_nothing_but_the_version(as_bob):
    """The form shows and sends every field of every kind of note of the edition, without loss."""
    for number in (2, 10, 100, 164, 190, 219):
        before = Content.of(Annotation.objects.get(number=number))
        sent = fields_of(as_bob.get(f"/desk/notes/{number}/edit/").content.decode())
        response = as_bob.post(f"/desk/notes/{number}/edit/", sent | {"do": "save"})
        assert response.status_code == 302, (number, response.context["errors"])
        after = Version.objects.filter(annotation__number=number).latest("number")
        assert Content.from_json(after.fields) == before


# --- two at once ------------------------------------------------------------------------------------


def test_a_stale_save_shows_both_and_loses_neither(as_alice, as_bob, alice):
    note = draft(alice)
    as_bob.post(f"/desk/notes/{note.number}/edit/", form_data(started_from="1", gist="The line of Bob."))
    after = counts()
    page = as_alice.post(f"/desk/notes/{note.number}/edit/", form_data(started_from="1", gist="The line of Alice."))
    html = page.content.decode()
    assert page.status_code == 409
    assert "Bob Baranov saved this note after you opened it" in html
    assert "The line of <del>Bob.</del><ins>Alice.</ins>" in html
    assert counts() == after
    sent = fields_of(html)
    assert (sent["gist"], sent["started_from"]) == ("The line of Alice.", "2")
    kept = as_alice.post(f"/desk/notes/{note.number}/edit/", sent | {"do": "save"})
    assert kept.status_code == 302
    assert Annotation.objects.get(pk=note.pk).gist == "The line of Alice."
    assert note.versions.get(number=2).fields["gist"] == "The line of Bob."


def test_saving_the_same_twice_is_no_clash(as_alice, alice):
    note = draft(alice)
    for _ in range(2):
        response = as_alice.post(f"/desk/notes/{note.number}/edit/", form_data(started_from="1"))
        assert response.status_code == 302
    assert note.versions.count() == 2


def test_submitting_the_same_twice_is_no_clash(as_alice, alice):
    note = draft(alice)
    for _ in range(2):
        response = as_alice.post(f"/desk/notes/{note.number}/edit/", form_data("submit", started_from="1"))
        assert response.status_code == 302
    assert list(note.versions.values_list("act", flat=True)) == ["save", "save", "submit"]


def test_a_note_that_was_submitted_meanwhile_keeps_what_was_typed(as_alice, as_bob, alice):
    note = draft(alice)
    as_bob.post(f"/desk/notes/{note.number}/edit/", form_data("submit", started_from="1"))
    page = as_alice.post(f"/desk/notes/{note.number}/edit/", form_data(started_from="1", gist="Of Alice."))
    assert page.status_code == 409
    assert "is submitted now" in page.content.decode()
    assert fields_of(page.content.decode())["gist"] == "Of Alice."


def test_a_draft_may_cite_what_is_no_evidence_yet_and_shows_the_citation_as_typed(as_alice):
    finding = f"So it was.[@nowhere, p. 2] And so.[@{KEY}]"
    where = as_alice.post(address(place()), form_data(finding=finding))["Location"]
    note = Annotation.objects.latest("number")
    assert note.finding_html.startswith("<p>So it was.[@nowhere, p. 2] And so.<cite")
    page = as_alice.get(where).content.decode()
    assert "So it was.[@nowhere, p. 2]" in page
    assert "The citation [@nowhere] names no source of this note." in page
    assert as_alice.post(f"/desk/notes/{note.number}/submit/", {"started_from": "1"}).status_code == 422


def test_words_of_an_older_text_are_annotated_only_by_who_was_told(as_alice, bob):
    captures.publish(bob)
    where, before = address(place()), counts()
    told = "The words stand in text version 1; the newest is 2."
    page = as_alice.get(where).content.decode()
    assert told in page
    assert 'href="/desk/new/?a=1&amp;p=p5&amp;words=On+21+December' in page
    late = as_alice.post(where, form_data(gist="Typed before."))
    html = late.content.decode()
    assert (late.status_code, told in html, "Typed before." in html, counts()) == (409, True, True, before)
    assert as_alice.post(where, form_data(newest=fields_of(html)["newest"])).status_code == 302
    assert "the newest is" not in as_alice.get(address(place(article=2, words=text(2)[:20]))).content.decode()
