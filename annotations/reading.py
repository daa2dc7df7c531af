"""The reading page of a revision: its passages woven with their notes, in the order in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from django.utils.translation import gettext as _

from annotations import apparatus, rendering
from annotations.apparatus import Apparatus, Entry, Source
from annotations.labels import KIND_CLASS, Labels
from annotations.rendering import Page
from annotations.vocabulary import Kind
from edition.models import Passage, Revision
from edition.texts.weaving import weave

HEAD_ROLES = frozenset({"title", "kicker", "deck", "byline"})
ASIDE = "x"

# Rough heights in lines of a note, to tell without a browser where notes outgrow their paragraph.
TEXT_LINE, NOTE_LINE = 66, 46


@dataclass(slots=True)
class Shown:
    """One passage as the page shows it: ready HTML of its words and of the notes that end in it."""

    anchor: str
    name: str
    role: str
    html: str
    notes: str = ""
    entries: list[Entry] = field(default_factory=list)
    length: int = 0
    dense: bool = False

    @property
    def label(self) -> str:
        """The number in the gutter: 5 for p5; other anchors as they are."""
        return self.anchor[1:] if self.anchor.startswith("p") else self.anchor


@dataclass(slots=True)
class Block:
    """One block of the overview strip: where it begins and how wide it is, in per cent."""

    x: str
    width: str


@dataclass(slots=True)
class Trace:
    """One mark on the overview strip."""

    x: str
    width: str
    kind: str
    letter: str
    label: str


@dataclass(slots=True)
class Row:
    """One line of the table of all notes."""

    letter: str
    kind_class: str
    kind: str
    where: str
    result: str
    gist: str
    number: int


@dataclass(slots=True)
class Reading:
    """Everything the template of a reading page needs of the text and its notes."""

    head: list[Shown]
    head_notes: str
    body: list[Shown]
    aside: list[Shown]
    blocks: list[Block]
    traces: list[Trace]
    rows: list[Row]
    sources: list[tuple[Source, list[tuple[str, str]]]]
    counts: dict[str, int]
    last_reviewed: datetime | None

    @property
    def total(self) -> int:
        return len(self.rows)


def build(revision: Revision) -> Reading:
    """Return the reading page of `revision`."""
    notes = apparatus.build(revision)
    return compose(revision, list(revision.passages.all()), notes)


def compose(revision: Revision, passages: Sequence[Passage], notes: Apparatus) -> Reading:
    """Return the reading page of passages and notes that are at hand; pure of the database."""
    labels = Labels.now()
    ranges = [(passage.start, passage.end) for passage in passages]
    woven = weave(revision.text, ranges, rendering.marks(notes, labels))
    page = Page(notes, labels)
    where: dict[str, str] = {}
    shown = []
    for passage, html, entries in zip(
        passages, woven, rendering.by_passage(notes.entries, ranges), strict=True
    ):
        one = Shown(passage.anchor, rendering.name(passage.anchor), passage.role, html, entries=entries)
        one.length = passage.end - passage.start
        one.notes = "".join(rendering.note(entry, passage.anchor, page) for entry in entries)
        one.dense = is_dense(one)
        where.update((entry.letter, passage.anchor) for entry in entries)
        shown.append(one)
    head, body, aside = _parts(shown)
    return Reading(
        head=head,
        head_notes="".join(one.notes for one in head),
        body=body,
        aside=aside,
        blocks=_blocks(body),
        traces=_traces(revision, passages, body, notes, labels),
        rows=[_row(entry, where[entry.letter], labels) for entry in notes.entries],
        sources=ways_back(page),
        counts=_counts(notes.entries),
        last_reviewed=max((entry.reviewed_at for entry in notes.entries if entry.reviewed_at), default=None),
    )


def _parts(shown: Sequence[Shown]) -> tuple[list[Shown], list[Shown], list[Shown]]:
    """Return title matter before the text, the text with what stands in it, and the rest of the captured page."""
    aside = [one for one in shown if one.anchor.startswith(ASIDE)]
    text = [one for one in shown if not one.anchor.startswith(ASIDE)]
    first = next((n for n, one in enumerate(text) if one.role not in HEAD_ROLES), len(text))
    return text[:first], text[first:], aside


def is_dense(one: Shown) -> bool:
    """Whether the open notes of a passage would stand much taller than the passage itself."""
    lines = sum(3 + len(re.sub(r"<[^>]*>", "", entry.finding_html)) / NOTE_LINE for entry in one.entries)
    return lines > 2 + 1.45 * one.length / TEXT_LINE


def _percent(part: float) -> str:
    return f"{100 * part:.2f}%"


def _blocks(body: Sequence[Shown]) -> list[Block]:
    total = sum(one.length for one in body) or 1
    blocks, so_far = [], 0
    for one in body:
        blocks.append(Block(_percent(so_far / total), _percent(one.length / total)))
        so_far += one.length
    return blocks


def _traces(
    revision: Revision, passages: Sequence[Passage], body: Sequence[Shown], notes: Apparatus, labels: Labels
) -> list[Trace]:
    """Return the marks of the strip: each begins where its words do, among the characters of the text."""
    anchors = {one.anchor for one in body}
    total = sum(one.length for one in body) or 1
    offsets: list[tuple[int, int, int, str]] = []
    so_far = 0
    for passage in passages:
        if passage.anchor in anchors:
            offsets.append((passage.start, passage.end, so_far, passage.anchor))
            so_far += passage.end - passage.start
    traces = []
    at = 0
    for entry in notes.entries:
        while at < len(offsets) - 1 and offsets[at][1] <= entry.start:
            at += 1
        if not offsets or not (offsets[at][0] <= entry.start < offsets[at][1]):
            continue
        start, end, before, anchor = offsets[at]
        width = min(entry.end, end) - entry.start
        label = f"{rendering.spoken(entry, labels)}, {rendering.name(anchor)}"
        traces.append(
            Trace(
                _percent((before + entry.start - start) / total),
                _percent(width / total),
                KIND_CLASS[Kind(entry.kind)],
                entry.letter,
                label,
            )
        )
    return traces


def _row(entry: Entry, anchor: str, labels: Labels) -> Row:
    return Row(
        entry.letter,
        KIND_CLASS[Kind(entry.kind)],
        labels.kinds[entry.kind],
        rendering.name(anchor),
        rendering.result_word(entry, labels),
        rendering.gist(entry, labels),
        entry.number,
    )


def ways_back(page: Page) -> list[tuple[Source, list[tuple[str, str]]]]:
    """Return every source with (letter, id of the first [n] in that note) of the notes that cite it."""
    return [
        (source, [(letter, page.first[source.number, letter]) for letter in source.letters])
        for source in page.apparatus.sources.values()
    ]


def _counts(entries: Sequence[Entry]) -> dict[str, int]:
    counts = {"fc": 0, "co": 0, "xr": 0}
    for entry in entries:
        counts[KIND_CLASS[Kind(entry.kind)]] += 1
    return counts


def unwoven(passage: Passage) -> str:
    """Return the words of a passage as HTML without notes, as grey context shows them."""
    return escape(passage.text)


def not_found_sentence(anchor: str, instead: str) -> str:
    """Return what to tell a reader who asked for a passage that does not exist."""
    return _("%(asked)s does not exist. Showing %(instead)s.") % {
        "asked": rendering.name(anchor),
        "instead": rendering.name(instead),
    }
