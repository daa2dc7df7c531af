"""The form of a note and its rows; words found in a text; differences between versions."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict

from annotations import quoting
from annotations.content import Content, EvidenceItem, LinkItem, Place
from annotations.differences import differences, words
from annotations.forms import NoteForms
from annotations.forms.whole import with_row, with_source
from annotations.models import Annotation
from edition.models import Passage, Revision
from tests.support.desk import KEY, WORDS, form_data, place

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]


def query(**changes: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in form_data(**changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def filled(**changes: object) -> NoteForms:
    return NoteForms(place(), WORDS, data=query(**changes))


def link(**row: str) -> NoteForms:
    fields = {f"links__0__{name}": value for name, value in row.items()}
    return filled(kind="cross-reference", verdict="", **fields)


# --- fields -----------------------------------------------------------------------------------------


def test_a_form_becomes_content():
    forms = filled(tags="b, a,, B", related=" 3,1,3 ", topics=["end-of-cold-war"])
    assert forms.check(whole=True), forms.summary()
    content = forms.content()
    assert (content.tags, content.related, content.topics) == (("a", "b"), (1, 3), ("end-of-cold-war",))
    assert content.evidence == (EvidenceItem(KEY),)


def test_line_ends_are_one_sign_and_blanks_of_a_reading_stay():
    forms = filled(kind="correction", verdict="", correction_type="text", reading=" one\r\ntwo ", finding="a\r\n\r\nb")
    assert forms.check(whole=False), forms.summary()
    assert (forms.content().reading, forms.content().finding) == (" one\ntwo ", "a\n\nb")


def test_the_reading_that_the_form_filled_in_is_no_field_of_a_fact_check():
    forms = filled(reading=WORDS)
    assert forms.check(whole=True), forms.summary()
    assert forms.content().reading == ""


def test_a_correction_that_corrects_nothing_is_told_so():
    forms = filled(kind="correction", verdict="", reading=WORDS)
    assert not forms.check(whole=False)
    assert (
        "field-reading",
        "Corrected reading: This is what the text says. Change the words, or leave the field empty for now.",
    ) in forms.summary()


@pytest.mark.parametrize("fields", [{}, {"evidence__0__DELETE": "on"}])
def test_only_rows_with_a_source_are_evidence(fields):
    forms = filled(evidence__2__source="dawn-2008-liaquat-us", evidence__2__locator="p. 3", **fields)
    assert forms.check(whole=True) is (not fields), forms.summary()  # [@key] in the finding needs its source
    if not fields:
        assert [item.source for item in forms.content().evidence] == [KEY, "dawn-2008-liaquat-us"]
        assert forms.content().evidence[1].locator == "p. 3"


def test_rows_are_added_where_they_are_asked_for():
    data = with_row(query(), "links")
    assert (data["links-TOTAL_FORMS"], data["evidence-TOTAL_FORMS"]) == ("4", "3")
    assert with_source(data, "x")["evidence-1-source"] == "x"
    assert with_row(query(links__TOTAL_FORMS="x"), "links")["links-TOTAL_FORMS"] == "1"


# --- targets ----------------------------------------------------------------------------------------


def passage(article: int, anchor: str) -> Passage:
    return Passage.objects.get(revision__article__number=article, anchor=anchor)


def test_a_target_without_words_is_the_whole_paragraph():
    forms = link(article="article-2", anchor="2", relation="agrees")
    assert forms.check(whole=True), forms.summary()
    there = passage(2, "p2")
    assert forms.content().links == (LinkItem(Place("article-2", 1, there.start, there.end), "agrees"),)


def test_a_target_of_words_that_stand_once():
    forms = link(article="article-1", anchor="4", relation="agrees", words=" hostile superpower ")
    assert forms.check(whole=True), forms.summary()
    start = Revision.objects.get(article__number=1).text.index("hostile superpower")
    assert forms.content().links[0].target == Place("article-1", 1, start, start + 18)


def test_a_target_of_words_that_stand_twice_is_chosen():
    row = {"article": "article-1", "anchor": "5", "relation": "agrees", "words": "post-Cold War era"}
    forms = link(**row)
    assert not forms.check(whole=True)
    choices = [value for value, _hit in forms.links.forms[0].choices]
    assert len(choices) == 2
    chosen = link(**row, place=choices[1])
    assert chosen.check(whole=True), chosen.summary()
    _revision, start, end = map(int, choices[1].split(":"))
    assert chosen.content().links[0].target == Place("article-1", 1, start, end)


@pytest.mark.parametrize("chosen", ["1:0:17", "1:99999:100016", "9:1:2", "x", "1:5:3"])
def test_a_place_that_does_not_hold_the_words_is_not_taken(chosen):
    forms = link(article="article-1", anchor="5", relation="agrees", words="post-Cold War era", place=chosen)
    assert not forms.check(whole=True)


def test_a_passage_is_named_once_and_never_the_notes_own():
    twice = {"article": "article-1", "anchor": "4", "relation": "agrees"}
    second = {f"links__1__{name}": value for name, value in twice.items()}
    first = {f"links__0__{name}": value for name, value in twice.items()}
    forms = filled(kind="cross-reference", verdict="", **first, **second)
    assert not forms.check(whole=False)
    assert [id for id, _sentence in forms.summary()] == ["links-2"]
    own = link(article="article-1", anchor="5", relation="agrees", words=WORDS)
    assert not own.check(whole=False)


# --- words in a text --------------------------------------------------------------------------------


def test_a_hit_never_splits_a_character():
    revision = Revision.objects.get(article__number=1)
    passages = quoting.passages_named(revision, "1")
    revision.text = "cafe\u0301 and cafe here".ljust(passages[0].end + 1)  # in memory alone
    passages[0].start = 0
    found = quoting.find(revision, "cafe", passages)
    assert [(hit.start, hit.end) for hit in found.here] == [(10, 14)]


@pytest.mark.parametrize(
    ("anchors", "named"),
    [("5", ["p5"]), ("¶5", ["p5"]), ("t2", ["t2"]), ("p4-p5", ["p4", "p5"]), ("4–5", ["p4", "p5"]), ("x1", ["x1"])],
)
def test_passages_are_named_in_several_ways(anchors, named):
    revision = Revision.objects.get(article__number=1)
    assert [passage.anchor for passage in quoting.passages_named(revision, anchors)] == named


# --- differences ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("one two", "one two", "one two"),
        ("one two three", "one four three", "one <del>two </del><ins>four </ins>three"),
        ("", "new", "<ins>new</ins>"),
        ("old", "", "<del>old</del>"),
        ("a <b>", "a <i> & c", "a <del>&lt;b&gt;</del><ins>&lt;i&gt; &amp; c</ins>"),
    ],
)
def test_words_that_differ_are_marked_and_escaped(old, new, html):
    assert words(old, new) == html


def test_fields_that_differ_are_told_in_words():
    old = Content.of(Annotation.objects.get(number=2))
    new = replace(old, verdict="unverified", tags=("<x>",), sic=True, evidence=())
    found = dict(differences(old, new))
    assert list(found) == ["Verdict", "Marked [sic]", "Evidence", "Tags"]
    assert found["Verdict"].endswith("→ <ins>Unverified</ins>")
    assert found["Marked [sic]"] == "<del>none</del> → <ins>yes</ins>"
    assert found["Tags"].endswith("<ins>&lt;x&gt;</ins>")
    assert differences(old, old) == []


def test_a_target_is_told_with_its_words():
    old = Content.of(Annotation.objects.get(number=2))
    new = replace(old, links=(LinkItem(place("hostile superpower"), "agrees"),))
    assert dict(differences(old, new)) == {
        "Passages referred to": "<ins>Agrees: Article 1 ¶4: “hostile superpower”</ins>"
    }
