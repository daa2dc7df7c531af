"""Contents of notes on the real edition, one of each kind, and notes brought to any state of the workflow."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, QuerySet

from annotations import workflow
from annotations.content import Content, EvidenceItem, LinkItem, Place
from annotations.models import Annotation

WORDS = Place("article-1", 1, 93, 99)  # “Russia”
OTHER_WORDS = Place("article-2", 1, 3860, 3954)

FACT_CHECK = Content(
    kind="fact-check",
    place=WORDS,
    gist="Russia was one of fifteen republics.",
    finding="Russia was *one* of fifteen. [@dukes-legacy, p. 3]",
    verdict="lacks-context",
    claim_reviewed="Russia is the past superpower.",
    evidence=(EvidenceItem("dukes-legacy", locator="p. 3"),),
    tags=("ussr",),
    topics=("end-of-cold-war",),
    related=(2,),
)
CORRECTION = Content(
    kind="correction",
    place=WORDS,
    gist="The USSR is meant.",
    finding="The state was the USSR.",
    correction_type="name",
    reading="The USSR",
    evidence=(EvidenceItem("dukes-legacy"),),
)
CROSS_REFERENCE = Content(
    kind="cross-reference",
    place=WORDS,
    finding="Both speak of the end of the Cold War.",
    links=(LinkItem(OTHER_WORDS, "same-event"),),
)
CONTENTS = {content.kind: content for content in (FACT_CHECK, CORRECTION, CROSS_REFERENCE)}
STATES = ("draft", "submitted", "returned", "published", "withdrawn", "redrafted", "resubmitted", "rereturned")


def take(note: Annotation, act: str, by: User, content: Content | None = None, why: str = "Because.") -> None:
    """Take one step from the newest version, with a reason where one is needed."""
    needs_reason = act in {"return", "withdraw"}
    reason = why if needs_reason else ""
    workflow.take(note, act, by, started_from=note.version, why=reason, content=content)


PATHS = {
    "draft": "",
    "submitted": "submit",
    "returned": "submit return",
    "published": "submit publish",
    "withdrawn": "submit publish withdraw",
    "redrafted": "submit publish save",
    "resubmitted": "submit publish save submit",
    "rereturned": "submit publish save submit return",
}


def bring(state: str, author: User, editor: User, content: Content = FACT_CHECK) -> Annotation:
    """Return a note of `author` in one of STATES, reviewed by `editor`; “re…” are of a published note."""
    note = workflow.start(content, author)
    for act in PATHS[state].split():
        changed = replace(content, gist="A second gist.") if act == "save" else None
        take(note, act, author if act in {"submit", "save"} else editor, changed)
    return note


def force(notes: QuerySet[Annotation], **columns: Any) -> None:
    """Set columns of notes past the workflow, as nothing on the site does, to see what readers are then shown."""
    rows = Annotation._base_manager.filter(pk__in=list(notes.values_list("pk", flat=True)))
    rows.update(version=F("version") + 1, **columns)
