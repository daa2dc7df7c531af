"""The content of a note: what is wrong with it, what it lacks, and that it is kept whole."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from annotations import workflow
from annotations.content import Content, EvidenceItem, LinkItem, Place, problems, write
from annotations.models import Annotation
from edition.models import Revision
from edition.texts.selectors import SelectorError
from tests.support.notes import CONTENTS, CORRECTION, CROSS_REFERENCE, FACT_CHECK, OTHER_WORDS, WORDS

pytestmark = pytest.mark.usefixtures("edition")


@pytest.mark.parametrize("content", CONTENTS.values(), ids=list(CONTENTS))
def test_a_whole_note_has_no_problems(content: Content) -> None:
    assert problems(content, whole=True) == {}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=list(CONTENTS))
def test_a_version_keeps_the_content_whole(content: Content) -> None:
    assert Content.from_json(content.as_json()) == content


def test_the_content_of_every_note_of_the_edition_is_that_of_its_version() -> None:
    notes = list(Annotation.objects.select_related("span__revision__article"))
    assert len(notes) == 219
    for note in notes:
        assert Content.of(note) == Content.from_json(note.versions.get().fields)


@pytest.mark.parametrize(
    ("content", "changes", "field", "sentence"),
    [
        (FACT_CHECK, {"kind": "remark"}, "kind", "'remark' is not one of: fact-check, correction, cross-reference."),
        (FACT_CHECK, {"verdict": "true"}, "verdict", "'true' is not one of: accurate, partly-accurate,"),
        (FACT_CHECK, {"confidence": "sure"}, "confidence", "'sure' is not one of: high, medium, low."),
        (FACT_CHECK, {"reading": "x"}, "reading", "A fact-check has no such field. Leave it empty."),
        (FACT_CHECK, {"sic": True}, "sic", "A fact-check has no such field."),
        (CORRECTION, {"verdict": "accurate"}, "verdict", "A correction has no such field."),
        (CORRECTION, {"correction_type": "style"}, "correction_type", "'style' is not one of: spelling, grammar,"),
        (CROSS_REFERENCE, {"claim_reviewed": "x"}, "claim_reviewed", "A cross-reference has no such field."),
        (FACT_CHECK, {"gist": "x" * 281}, "gist", "At most 280 characters."),
        (FACT_CHECK, {"finding": "> " * 10_000}, "finding", ""),
        (FACT_CHECK, {"finding": "x" * 1_000_000}, "finding", "The text has 1,000,000 bytes"),
        (FACT_CHECK, {"evidence": (EvidenceItem("nobody"),)}, "evidence", "There is no source “nobody”"),
        (
            FACT_CHECK,
            {"evidence": (EvidenceItem("dukes-legacy", stance="for"),)},
            "evidence",
            "A stance is one of: supports, contradicts, context.",
        ),
        (
            FACT_CHECK,
            {"evidence": (EvidenceItem("dukes-legacy", locator="p" * 201),)},
            "evidence",
            "A locator has at most 200 characters.",
        ),
        (
            CROSS_REFERENCE,
            {"links": (LinkItem(OTHER_WORDS, "near"),)},
            "links",
            "A relation is one of: agrees, contradicts, elaborates, same-event.",
        ),
        (
            CROSS_REFERENCE,
            {"links": (LinkItem(OTHER_WORDS, "agrees"), LinkItem(OTHER_WORDS, "elaborates"))},
            "links",
            "The same words are linked twice. Leave one of the links out.",
        ),
        (FACT_CHECK, {"topics": ("weather",)}, "topics", "There is no topic “weather”."),
        (FACT_CHECK, {"related": (999,)}, "related", "There is no note 999."),
        (
            FACT_CHECK,
            {"tags": ("x" * 101,)},
            "tags",
            "The tag “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” is longer than 100 characters.",
        ),
        (FACT_CHECK, {"tags": (" ",)}, "tags", "The tag “ ” has no letter and no digit"),
    ],
)
def test_what_is_wrong_is_said_even_of_a_draft(
    content: Content, changes: dict[str, Any], field: str, sentence: str
) -> None:
    found = problems(replace(content, **changes), whole=False)
    assert field in found
    assert found[field][0].startswith(sentence)


@pytest.mark.parametrize(
    ("content", "changes", "field"),
    [
        (FACT_CHECK, {"finding": " \n"}, "finding"),
        (FACT_CHECK, {"finding": "[@nobody]"}, "finding"),
        (FACT_CHECK, {"gist": ""}, "gist"),
        (FACT_CHECK, {"verdict": ""}, "verdict"),
        (CORRECTION, {"correction_type": ""}, "correction_type"),
        (CORRECTION, {"reading": " "}, "reading"),
        (CROSS_REFERENCE, {"links": ()}, "links"),
    ],
)
def test_what_is_lacking_is_said_before_review_only(content: Content, changes: dict[str, Any], field: str) -> None:
    unfinished = replace(content, **changes)
    assert problems(unfinished, whole=False) == {}
    assert list(problems(unfinished, whole=True)) == [field]


@pytest.mark.parametrize(
    ("verdict", "found"),
    [
        ("unverified", []),
        ("opinion", []),
        *[(v, ["evidence"]) for v in ("accurate", "partly-accurate", "lacks-context", "inaccurate", "disputed")],
    ],
)
def test_two_verdicts_stand_without_evidence(verdict: str, found: list[str]) -> None:
    bare = replace(FACT_CHECK, verdict=verdict, evidence=(), finding="None found.")
    assert list(problems(bare, whole=True)) == found


def test_a_note_to_come_may_be_named() -> None:
    assert problems(replace(FACT_CHECK, related=(999,)), whole=True, coming=[999]) == {}


def test_a_finding_is_rendered_when_it_is_written(alice: User) -> None:
    note = workflow.start(FACT_CHECK, alice)
    assert note.finding_html == (
        '<p>Russia was <em>one</em> of fifteen. <cite data-key="dukes-legacy" data-locator="p. 3"></cite></p>'
    )


SAYS_THE_TEXT = "This is what the text says. Change the words, or leave the field empty for now."


def test_a_correction_that_corrects_nothing_is_refused_at_its_field(alice: User) -> None:
    with pytest.raises(workflow.Incomplete) as refusal:
        workflow.start(replace(CORRECTION, reading="Russia"), alice)
    assert refusal.value.problems == {"reading": [SAYS_THE_TEXT]}
    assert Annotation.objects.count() == 219


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_the_kind_of_its_line_breaks_makes_no_reading(line_break: str) -> None:
    text = Revision.objects.get(article__slug="article-1").text
    at = text.index("\n")
    place = Place("article-1", 1, at - 4, at + 4)
    reading = text[at - 4 : at + 4].replace("\n", line_break)
    assert problems(replace(CORRECTION, place=place, reading=reading), whole=False) == {"reading": [SAYS_THE_TEXT]}
    assert problems(replace(CORRECTION, place=place, reading=reading + "!"), whole=False) == {}


def test_writing_checks_the_reading_once_more(alice: User) -> None:
    note = workflow.start(CORRECTION, alice)
    with pytest.raises(SelectorError, match="The corrected reading is the same as the words in the text"):
        write(note, replace(CORRECTION, reading="Russia"))


@pytest.mark.parametrize("place", [Place("article-1", 1, 93, 93), Place("article-1", 1, 4000, 9999)])
def test_a_place_that_is_none_leaves_nothing(alice: User, place: Place) -> None:
    with pytest.raises(SelectorError):
        workflow.start(replace(FACT_CHECK, place=place), alice)
    assert Annotation.objects.count() == 219


def test_evidence_and_links_are_replaced_as_a_whole(alice: User) -> None:
    note = workflow.start(FACT_CHECK, alice)
    other = (EvidenceItem("truman-doctrine-1947"), EvidenceItem("dukes-legacy", "p. 4", "context"))
    workflow.take(note, "save", alice, started_from=1, content=replace(FACT_CHECK, evidence=other))
    rows = note.evidence.order_by("position").values_list("position", "work__key", "locator", "stance")
    assert list(rows) == [(1, "truman-doctrine-1947", "", "supports"), (2, "dukes-legacy", "p. 4", "context")]
    assert note.span.exact == "Russia"
    assert Content.of(note).place == WORDS
