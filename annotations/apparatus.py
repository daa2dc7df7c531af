"""The apparatus of a revision: its published notes in order, lettered, and the numbered list of their sources.

It is read in a number of queries that does not grow with the notes, as plain rows rather than model instances: a
page of a thousand notes is built from it without the cost of a thousand models.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from string import ascii_lowercase
from typing import Any

from django.db.models import F, Q

from annotations.models import Account, Annotation, Evidence, Link
from annotations.vocabulary import Kind, Status
from edition.models import Revision, Work
from edition.references import fill

_CITED = re.compile(r'<cite data-key="([^"]*)"')


@dataclass(slots=True)
class Target:
    """The other end of a cross-reference, with the relation as it is worded from this end."""

    relation: str
    incoming: bool
    slug: str
    article: int
    title: str
    revision: int
    anchor: str
    exact: str
    work: int


@dataclass(slots=True)
class Ground:
    """One piece of evidence of a note."""

    work: int
    key: str
    locator: str
    stance: str
    supports: str
    quotation: str


@dataclass(slots=True)
class Entry:
    """One note as it stands on one text: its letter there, its place there, and what it says."""

    id: int
    number: int
    kind: str
    start: int
    end: int
    exact: str
    verdict: str = ""
    gist: str = ""
    finding_html: str = ""
    correction_type: str = ""
    reading: str = ""
    sic: bool = False
    confidence: str = ""
    reviewed_at: datetime | None = None
    letter: str = ""
    evidence: list[Ground] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    topics: list[tuple[str, str]] = field(default_factory=list)
    claims: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """One work of the numbered source list, and the letters of the entries that cite it, in order."""

    number: int
    key: str
    title: str
    reference: str
    article: str = ""
    letters: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Apparatus:
    """The entries of one revision in the order of their words, and the sources by the key of their work's row."""

    entries: list[Entry]
    sources: dict[int, Source]


def letter(index: int) -> str:
    """Return the letter of the entry with this index, from 0: a … z, aa, ab …

    >>> letter(0), letter(25), letter(26), letter(702)
    ('a', 'z', 'aa', 'aaa')
    """
    letters = ""
    index += 1
    while index:
        index, last = divmod(index - 1, 26)
        letters = ascii_lowercase[last] + letters
    return letters


COLUMNS = (
    "id",
    "number",
    "kind",
    "place_start",
    "place_end",
    "place_exact",
    "verdict",
    "gist",
    "finding_html",
    "correction_type",
    "reading",
    "sic",
    "confidence",
    "reviewed_at",
)


def build(revision: Revision) -> Apparatus:
    """Return the apparatus of `revision`."""
    own = Annotation.objects.published().filter(span__revision=revision)
    entries = _entries(own, "span")
    by_note: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_note[entry.id].append(entry)
    _add_outgoing(revision, by_note)
    incoming = _incoming(revision, by_note)
    entries += incoming
    entries.sort(key=lambda entry: (entry.start, -entry.end, entry.number))
    for index, entry in enumerate(entries):
        entry.letter = letter(index)
    # A list of a thousand keys costs more than the rows it asks for: only the notes from elsewhere are listed.
    seen = Q(annotation__span__revision=revision, annotation__status=Status.PUBLISHED)
    seen |= Q(annotation__in={entry.id for entry in incoming})
    _add_evidence(by_note, seen)
    _add_topics(by_note, seen)
    return Apparatus(entries, sources_of(entries))


def one(note: Annotation) -> Apparatus:
    """Return the apparatus of one note alone, on the text it stands on, as its own page and a preview show it."""
    entries = _entries(Annotation.objects.filter(pk=note.pk), "span")
    by_note = {note.pk: entries}
    _add_outgoing(note.span.revision, by_note, only=note.pk)
    _add_evidence(by_note, Q(annotation=note))
    _add_topics(by_note, Q(annotation=note))
    _add_claims(by_note, Q(annotation=note))
    for index, entry in enumerate(entries):
        entry.letter = letter(index)
    return Apparatus(entries, sources_of(entries))


def alone(entry: Entry) -> Apparatus:
    """Return the apparatus of an entry that was never stored, as the preview of a note shows it."""
    return Apparatus([entry], sources_of([entry]))


def _entries(notes: Any, place: str) -> list[Entry]:
    # They are sorted by their place in a moment; to sort them by number first would cost as much as to read them.
    rows = (
        notes.order_by()
        .annotate(place_start=F(f"{place}__start"), place_end=F(f"{place}__end"), place_exact=F(f"{place}__exact"))
        .values_list(*COLUMNS)
    )
    return [Entry(*row) for row in rows]


_TARGET = ("slug", "number", "work__title", "work_id")


def _add_outgoing(revision: Revision, by_note: dict[int, list[Entry]], only: int | None = None) -> None:
    links = Link.objects.filter(annotation__span__revision=revision)
    links = links.filter(annotation=only) if only else links.filter(annotation__status=Status.PUBLISHED)
    article = "target__revision__article__"
    columns = [article + name for name in _TARGET]
    rows = links.order_by("position").values_list(
        "annotation_id",
        "relation",
        "target__revision__number",
        "target__passage__anchor",
        "target__exact",
        *columns,
    )
    for note, relation, number, anchor, exact, slug, place, title, work in rows:
        for entry in by_note.get(note, ()):
            entry.targets.append(Target(relation, False, slug, place, title, number, anchor, exact, work))


def _incoming(revision: Revision, by_note: dict[int, list[Entry]]) -> list[Entry]:
    """Return an entry for every published link that ends on `revision`: a link shows at both ends."""
    article = "annotation__span__revision__article__"
    columns = [article + name for name in _TARGET]
    note = [f"annotation__{name}" for name in ("number", "gist", "finding_html", "confidence", "reviewed_at")]
    span = (
        "annotation__span__revision__number",
        "annotation__span__passage__anchor",
        "annotation__span__exact",
    )
    rows = Link.objects.filter(target__revision=revision, annotation__status=Status.PUBLISHED).values_list(
        "annotation_id", "relation", "target__start", "target__end", "target__exact", *note, *span, *columns
    )
    made = []
    for row in rows:
        key, relation, start, end, exact, number, gist, finding, confidence, reviewed, *other = row
        entry = Entry(key, number, Kind.CROSS_REFERENCE.value, start, end, exact, gist=gist, finding_html=finding)
        entry.confidence, entry.reviewed_at = confidence, reviewed
        place, anchor, words, slug, article_number, title, work = other
        entry.targets.append(Target(relation, True, slug, article_number, title, place, anchor, words, work))
        by_note[key].append(entry)
        made.append(entry)
    return made


def _add_evidence(by_note: dict[int, list[Entry]], seen: Q) -> None:
    rows = (
        Evidence.objects.filter(seen)
        .order_by("annotation_id", "position")
        .values_list("annotation_id", "work_id", "work__key", "locator", "stance", "supports", "quotation")
    )
    for note, work, key, locator, stance, supports, quotation in rows:
        ground = Ground(work, key, locator, stance, supports, quotation)
        for entry in by_note[note]:
            entry.evidence.append(ground)


def _add_topics(by_note: dict[int, list[Entry]], seen: Q) -> None:
    through = Annotation.topics.through.objects.filter(seen).order_by("topic__position")
    for note, slug, title in through.values_list("annotation_id", "topic__slug", "topic__title"):
        for entry in by_note[note]:
            entry.topics.append((slug, title))


def _add_claims(by_note: dict[int, list[Entry]], seen: Q) -> None:
    accounts = Account.objects.filter(seen)
    accounts = accounts.order_by("claim__topic__position", "claim__position")
    for note, slug, question in accounts.values_list("annotation_id", "claim__slug", "claim__question"):
        for entry in by_note[note]:
            entry.claims.append((slug, question))


def sources_of(entries: Iterable[Entry]) -> dict[int, Source]:
    """Number the works by first use: inline in a finding, then the rest of its evidence, then articles linked to."""
    letters: dict[int, list[str]] = {}
    for entry in entries:
        for work in _cited(entry):
            letters.setdefault(work, []).append(entry.letter)
    rows = Work.objects.filter(pk__in=letters).values_list(*_SOURCE)
    works = {pk: row for pk, *row in rows}
    references = _references({pk: row[2] for pk, row in works.items()})
    return {
        pk: Source(number, works[pk][0], works[pk][1], references[pk], works[pk][3] or "", found)
        for number, (pk, found) in enumerate(letters.items(), 1)
    }


_SOURCE = ("pk", "key", "title", "reference_html", "article__slug")


def _references(stored: dict[int, str]) -> dict[int, str]:
    """Return the references by work; those that were never made are made now, and stored."""
    lacking = Work.objects.in_bulk([pk for pk, html in stored.items() if not html])
    fill(lacking.values())
    return stored | {pk: work.reference_html for pk, work in lacking.items()}


def _cited(entry: Entry) -> Iterable[int]:
    """Return the works of an entry in the order in which a reader meets them, each once."""
    keys = {ground.key: ground.work for ground in entry.evidence}
    inline = [keys[key] for key in _CITED.findall(entry.finding_html) if key in keys]
    rest = [ground.work for ground in entry.evidence]
    return dict.fromkeys([*inline, *rest, *(target.work for target in entry.targets)])
