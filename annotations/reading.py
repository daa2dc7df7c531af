"""The reading page of a revision: its passages woven with their notes, in the order in which they are shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from annotations import apparatus, lists, rendering, strip
from annotations.apparatus import Apparatus, Entry, Source
from annotations.labels import KIND_CLASS, Labels
from annotations.paragraphs import Frame, paragraph
from annotations.rendering import Page
from edition.models import Passage, Revision
from edition.texts.weaving import weave

HEAD_ROLES = frozenset({"title", "kicker", "deck", "byline"})
ASIDE = "x"

# Rough heights in lines of a note, to tell without a browser where notes outgrow their paragraph.
TEXT_LINE, NOTE_LINE = 66, 46
_TAG = re.compile(r"<[^>]*>")


class Extent(NamedTuple):
    """What the page needs of a passage: its anchor, where it lies in the text, in characters, and its role."""

    anchor: str
    start: int
    end: int
    role: str


@dataclass(slots=True)
class Shown:
    """One passage as the page shows it: HTML of its words, and in pieces that of its notes and of it all."""

    anchor: str
    name: str
    role: str
    html: str
    notes: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    start: int = 0
    length: int = 0
    pieces: list[str] = field(default_factory=list)
    ledger: str = ""

    @property
    def block(self) -> str:
        """The passage with its notes as one string."""
        return "".join(self.pieces)


@dataclass(slots=True)
class Reading:
    """Everything the template of a reading page needs of the text and its notes; what is `str` is ready HTML."""

    head: list[Shown]
    head_notes: str
    body: list[Shown]
    aside: list[Shown]
    strip_blocks: str
    strip: list[str]
    rows: list[str]
    sources: list[str]
    total: int
    counts: dict[str, int]
    last_reviewed: date | None
    voice: str
    edition: str

    @property
    def title(self) -> str:
        """The anchor of the title as the author gave it; empty where the captured text has none."""
        return next((one.anchor for one in self.head if one.role == "title"), "")

    @property
    def is_signed(self) -> bool:
        """Whether the captured text names its author before it begins."""
        return any(one.role == "byline" for one in self.head)

    @property
    def late_byline(self) -> str:
        """The anchor of the first byline that stands after the title matter; '' where there is none."""
        return next((one.anchor for one in self.body if one.role in {"byline", "author-note"}), "")

    @property
    def parts(self) -> dict[str, list[str]]:
        """The large parts of the page, in pieces: see `edition.assembly`."""
        return {
            "text": [piece for one in self.body for piece in one.pieces],
            "aside": [piece for one in self.aside for piece in one.pieces],
            "strip": self.strip,
            "rows": self.rows,
            "sources": self.sources,
        }


def build(revision: Revision, *, may_write: bool = False, former: bool = False) -> Reading:
    """Return the reading page of `revision`; `may_write` puts a way to annotate into the menu of each passage.

    `former` is for a text of which there is a newer one: see `apparatus.build`.
    """
    rows = revision.passages.order_by("position").values_list("anchor", "start", "end", "role")
    passages = [Extent(*row) for row in rows]
    notes = apparatus.build(revision, asides(passages), former=former)
    return compose(passages, notes, revision, Frame.of(revision, may_write=may_write))


def asides(passages: Sequence[Passage | Extent]) -> list[tuple[int, int]]:
    """Return start and end of what stands below the text: the rest of the captured page."""
    return [(one.start, one.end) for one in passages if one.anchor.startswith(ASIDE)]


def compose(passages: Sequence[Passage | Extent], notes: Apparatus, revision: Revision, frame: Frame) -> Reading:
    """Return the reading page of passages and notes that are at hand; pure of the database."""
    page = Page(notes, Labels.now(frame.voice))
    shown = show(passages, notes, revision.text, page, frame)
    head, body, aside = _parts(shown)
    names = {entry.letter: one.name for one in shown for entry in one.entries}
    stretches = strip.stretches(head, body, aside)
    return Reading(
        head=head,
        head_notes="".join([piece for one in head for piece in one.notes]),
        body=body,
        aside=aside,
        strip_blocks=strip.blocks(stretches),
        strip=strip.marks(stretches, notes.entries),
        rows=lists.rows(notes.entries, names, page.labels),
        sources=lists.sources(ways_back(page), page.labels),
        total=len(notes.entries),
        counts=_counts(notes.entries),
        last_reviewed=_last_reviewed(notes.entries),
        voice=frame.voice,
        edition=page.labels.edition,
    )


def show(
    passages: Sequence[Passage | Extent],
    notes: Apparatus,
    text: str,
    page: Page,
    frame: Frame,
    *,
    is_open: bool = False,
) -> list[Shown]:
    """Return the passages with their notes; a note that reaches beyond them is shown on the words that lie in them."""
    ranges = [(one.start, one.end) for one in passages]
    woven = weave(text, ranges, rendering.marks(notes, page.labels))
    shown, seen = [], set[str]()
    answers = rendering.by_passage(notes.accounts, ranges)
    noted = rendering.by_passage(notes.entries, ranges)
    for one, words, entries, here in zip(passages, woven, noted, answers, strict=True):
        anchor, name = one.anchor, rendering.name(one.anchor)
        beside: list[str] = []
        for entry in entries:
            rendering.add_note(beside, entry, name, page, is_open=is_open)
        length = one.end - one.start
        dense = not is_open and is_dense(entries, length)
        ledger = lists.ledger(here, anchor, seen, page.labels)
        pieces = paragraph(anchor, name, one.role, words, beside, frame, dense=dense, ledger=ledger)
        shown.append(Shown(anchor, name, one.role, words, beside, entries, one.start, length, pieces, ledger))
    return shown


def _parts(shown: Sequence[Shown]) -> tuple[list[Shown], list[Shown], list[Shown]]:
    """Return title matter before the text, the text with what stands in it, and the rest of the captured page."""
    aside = [one for one in shown if one.anchor.startswith(ASIDE)]
    text = [one for one in shown if not one.anchor.startswith(ASIDE)]
    first = next((n for n, one in enumerate(text) if one.role not in HEAD_ROLES), len(text))
    return text[:first], text[first:], aside


def is_dense(entries: Sequence[Entry], length: int) -> bool:
    """Whether the open notes of a passage of `length` characters would stand much taller than the passage itself."""
    most, lines = 2 + 1.45 * length / TEXT_LINE, 0.0
    if 3 * len(entries) > most:
        return True
    for entry in entries:
        lines += 3 + len(_TAG.sub("", entry.finding_html)) / NOTE_LINE
        if lines > most:
            return True
    return False


def ways_back(page: Page) -> list[tuple[Source, list[tuple[str, str]]]]:
    """Return every source with (letter, id of the first [n] in that note) of the notes that cite it."""
    return [(cited.source, list(cited.first.items())) for cited in page.sources()]


def _last_reviewed(entries: Sequence[Entry]) -> date | None:
    last = max([entry.reviewed for entry in entries if entry.reviewed], default=None)
    return date.fromisoformat(last[:10]) if last else None


def _counts(entries: Sequence[Entry]) -> dict[str, int]:
    """Return how many notes there are of each kind, by its class, and of each verdict that occurs."""
    found = Counter([entry.kind for entry in entries])
    kinds = {css: found[kind] for kind, css in KIND_CLASS.items()}
    return kinds | Counter([entry.verdict for entry in entries if entry.verdict])


def not_found_sentence(anchor: str, instead: str) -> str:
    """Return what to tell a reader who asked for a passage that does not exist."""
    return _("%(asked)s does not exist. Showing %(instead)s.") % {
        "asked": rendering.name(anchor),
        "instead": rendering.name(instead),
    }
