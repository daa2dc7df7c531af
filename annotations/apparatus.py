"""The apparatus of a revision: its published notes in order, lettered, and the numbered list of their sources.

It is read in a number of queries that does not grow with the notes, as plain rows rather than model instances: a
page of a thousand notes is built from it without the cost of a thousand models.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, product
from string import ascii_lowercase
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast

from annotations.models import Account, Annotation, Evidence, FormerPlace, Link
from annotations.vocabulary import Kind, Status
from edition.models import Revision, Work
from edition.prepared import Prepared
from edition.references import fill

Row = tuple[Any, ...]
Rows = Iterable[Row]


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


class Ground(NamedTuple):
    """One piece of evidence of a note; `work` is the key of the work's row."""

    work: int
    locator: str
    stance: str
    supports: str
    quotation: str


@dataclass(slots=True)
class Entry:
    """One note as it stands on one text: its letter there, its place there, and what it says.

    `reviewed` is the time of its last review in UTC as the database writes it: YYYY-MM-DD, a blank, and the rest.
    `changed` is the last change of its verdict, as `annotations.notices` stores it.
    `spoken` is what a screen reader says for its letter, as HTML, and `css` the classes of all that belongs to it:
    `rendering.marks` fills them in.
    """

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
    sic: bool | str = False
    confidence: str = ""
    reviewed: str | None = None
    changed: str | None = None
    letter: str = ""
    spoken: str = ""
    css: str = ""
    evidence: tuple[Ground, ...] = ()
    targets: tuple[Target, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    claims: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Source:
    """One work of the source list. It has its `number` from the first note that cites it as the page is made."""

    key: str
    title: str
    reference: str
    article: str = ""
    number: int = 0


class Answer(NamedTuple):
    """The words of a text, from start to end, that answer a claim of the ledger, given by its slug and question."""

    start: int
    end: int
    claim: str
    question: str


@dataclass(slots=True)
class Apparatus:
    """The entries of one revision in the order of their letters, and the sources by the key of their work's row.

    `accounts` are what the words of the revision answer in the claim ledger, in the order of the words.
    """

    entries: list[Entry]
    sources: dict[int, Source]
    accounts: list[Answer] = field(default_factory=list)


def letters() -> Iterator[str]:
    """Return the letters of the entries without end: a … z, aa, ab …

    >>> from itertools import islice
    >>> [next(islice(letters(), index, None)) for index in (0, 25, 26, 702)]
    ['a', 'z', 'aa', 'aaa']
    """
    return ("".join(letter) for length in count(1) for letter in product(ascii_lowercase, repeat=length))


COLUMNS = (
    "id",
    "number",
    "kind",
    "span__start",
    "span__end",
    "words",
    "verdict",
    "gist",
    "finding_html",
    "correction_type",
    "reading",
    "is_sic",
    "confidence",
    "reviewed",
    "verdict_changed",
)


def build(revision: Revision, last: Sequence[tuple[int, int]] = (), *, former: bool = False) -> Apparatus:
    """Return the apparatus of `revision`; notes on the stretches `last`, by start and end, come after all others.

    `former` is for a text of which there is a newer one: what stood in it and has moved on is shown there still.
    """
    seen = _here(revision.pk)
    if former:
        seen = with_former(revision.pk, seen)
    entries = _entries(revision.text, seen.own)
    by_note: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_note[entry.id].append(entry)
    _add_outgoing(by_note, seen.links)
    entries += _incoming(by_note, seen.incoming)
    _letter(entries, last)
    _add_evidence(by_note, seen.evidence)
    _add_topics(by_note, seen.topics)
    return Apparatus(entries, sources_of(entries), [Answer._make(row) for row in seen.accounts])


class Seen(NamedTuple):
    """The rows of which the apparatus of a text is made."""

    own: list[Row]
    links: list[Row]
    incoming: list[Row]
    evidence: list[Row]
    topics: list[Row]
    accounts: list[Row]


def _here(revision: int) -> Seen:
    return Seen(*[question.rows(revision) for question in _QUESTIONS])


def with_former(revision: int, now: Seen) -> Seen:
    """Return the rows of what stands on a text, and of what stood on it until it moved to a newer one."""
    stood = FormerPlace.objects.filter(span__revision=revision).exclude(annotation__in=[row[0] for row in now.own])
    notes = stood.filter(annotation__status=Status.PUBLISHED.value)
    own = notes.filter(relation="").annotate(**_shown("annotation__")).values_list(*_columns())
    # A link that was taken back since is taken back here too.
    still = Link.objects.filter(annotation=OuterRef("annotation"), relation=OuterRef("relation"))
    links = notes.filter(Exists(still)).annotate(reviewed=_time("annotation__reviewed_at"))
    added = [*own], [*links.values_list(*_incoming_columns("span"))]
    keys = {row[0] for row in added[0]}
    seen = (keys | {row[1] for row in added[1]}) - {row[1] for row in now.incoming}
    accounts = stood.exclude(claim=None).values_list("span__start", "span__end", "claim__slug", "claim__question")
    return Seen(
        [*now.own, *added[0]],
        [*now.links, *_OUTGOING.filter(annotation__in=keys)],
        [*now.incoming, *added[1]],
        [*now.evidence, *_EVIDENCE.filter(annotation__in=seen)],
        [*now.topics, *_TOPICS.filter(annotation__in=seen)],
        sorted([*now.accounts, *accounts], key=lambda row: row[0]),
    )


def one(note: Annotation) -> Apparatus:
    """Return the apparatus of one note alone, on the text it stands on, as its own page and a preview show it."""
    entries = _entries(note.span.revision.text, _ENTRIES.filter(pk=note.pk))
    by_note = {note.pk: entries}
    _add_outgoing(by_note, _OUTGOING.filter(annotation=note))
    _add_evidence(by_note, _EVIDENCE.filter(annotation=note))
    _add_topics(by_note, _TOPICS.filter(annotation=note))
    _add_claims(by_note, note)
    entries[0].letter = next(letters())
    return Apparatus(entries, sources_of(entries))


def alone(entry: Entry) -> Apparatus:
    """Return the apparatus of an entry that was never stored, as the preview of a note shows it."""
    return Apparatus([entry], sources_of([entry]))


def _time(column: str) -> Cast:
    """Return a time as text; connections to the database are in UTC."""
    return Cast(column, CharField())


def _shown(of: str = "") -> dict[str, Any]:
    """Return the columns of an entry that are made in the query; `of` is the way to the note."""
    is_sic = Case(When(**{f"{of}sic": True}, then=Value("sic")), default=Value(""))
    return {"words": Value(""), "is_sic": is_sic, "reviewed": _time(f"{of}reviewed_at")}


def _columns() -> list[str]:
    """Return COLUMNS as a former place has them."""
    own = {"span__start", "span__end", *_shown()}
    return [name if name in own else f"annotation__{name}" for name in COLUMNS]


# Notes are sorted by their place in a moment; to sort them by number first would cost as much as to read them. No
# column is left that Django would convert: it copies every row to do so, and a thousand times would be parsed for
# the few days on which they fall.
_ENTRIES = Annotation.objects.order_by().annotate(**_shown()).values_list(*COLUMNS)
_ARTICLE = ("slug", "number", "work__title", "work_id")
_OUTGOING = Link.objects.order_by("position").values_list(
    "annotation_id",
    "relation",
    "target__revision__number",
    "target__passage__anchor",
    "target__exact",
    *[f"target__revision__article__{name}" for name in _ARTICLE],
)


def _incoming_columns(target: str) -> list[str]:
    """Return what an entry at the end of a link is made of; `target` is the way to the words there."""
    return [
        "annotation__status",
        "annotation_id",
        "relation",
        f"{target}__start",
        f"{target}__end",
        f"{target}__exact",
        *[f"annotation__{name}" for name in ("number", "gist", "finding_html", "confidence")],
        "reviewed",
        "annotation__span__revision__number",
        "annotation__span__passage__anchor",
        "annotation__span__exact",
        *[f"annotation__span__revision__article__{name}" for name in _ARTICLE],
    ]


# Asked for the published, SQLite reads every published note of the edition to find their links.
_INCOMING = Link.objects.annotate(reviewed=_time("annotation__reviewed_at")).values_list(*_incoming_columns("target"))
_EVIDENCE = Evidence.objects.order_by("annotation_id", "position").values_list(
    "annotation_id", "work_id", "locator", "stance", "supports", "quotation"
)
_TOPICS = Annotation.topics.through.objects.order_by("topic__position").values_list(
    "annotation_id", "topic__slug", "topic__title"
)
_PUBLISHED_HERE = {"annotation__status": Status.PUBLISHED.value}


def _seen(revision: int) -> Q:
    """The notes on a revision and those that link to it; as subqueries, for a thousand keys would cost more."""
    here = Annotation.objects.published().order_by().filter(span__revision=revision).values("pk")
    elsewhere = Link.objects.order_by().filter(target__revision=revision).values("annotation")
    return Q(annotation__in=here.union(elsewhere))


_OWN = Prepared(lambda revision: _ENTRIES.filter(status=Status.PUBLISHED.value, span__revision=revision))
_OWN_LINKS = Prepared(lambda revision: _OUTGOING.filter(annotation__span__revision=revision, **_PUBLISHED_HERE))
_LINKS_HERE = Prepared(lambda revision: _INCOMING.filter(target__revision=revision))
_SEEN_EVIDENCE = Prepared(lambda revision: _EVIDENCE.filter(_seen(revision)))
_SEEN_TOPICS = Prepared(lambda revision: _TOPICS.filter(_seen(revision)))
_ACCOUNTS = Prepared(
    lambda revision: (
        Account.objects.filter(span__revision=revision)
        .order_by("span__start", "claim__topic__position", "claim__position")
        .values_list("span__start", "span__end", "claim__slug", "claim__question")
    )
)
_QUESTIONS = (_OWN, _OWN_LINKS, _LINKS_HERE, _SEEN_EVIDENCE, _SEEN_TOPICS, _ACCOUNTS)


def _letter(entries: list[Entry], last: Sequence[tuple[int, int]]) -> None:
    """Sort the entries as a reader meets their letters, which stand where the words end: the inner before the outer."""
    entries.sort(key=lambda entry: (entry.end, -entry.start, entry.number))
    if last:
        entries.sort(key=lambda entry: any(start < entry.end <= end for start, end in last))
    for entry, letter in zip(entries, letters(), strict=False):
        entry.letter = letter


def _entries(text: str, rows: Rows) -> list[Entry]:
    # The words of a span are those of the text between its ends; to slice them is cheaper than to read them.
    entries = [Entry(*row) for row in rows]
    for entry in entries:
        entry.exact = text[entry.start : entry.end]
    return entries


def _add_outgoing(by_note: dict[int, list[Entry]], rows: Rows) -> None:
    for note, relation, number, anchor, exact, slug, place, title, work in rows:
        for entry in by_note.get(note, ()):
            entry.targets += (Target(relation, False, slug, place, title, number, anchor, exact, work),)


def _incoming(by_note: dict[int, list[Entry]], rows: Rows) -> list[Entry]:
    """Return an entry for every published link that ends on the text: a link shows at both ends."""
    made = []
    for status, *row in rows:
        if status != Status.PUBLISHED.value:
            continue
        key, relation, start, end, exact, number, gist, finding, confidence, reviewed, *other = row
        entry = Entry(key, number, Kind.CROSS_REFERENCE.value, start, end, exact, gist=gist, finding_html=finding)
        entry.confidence, entry.reviewed = confidence, reviewed
        place, anchor, words, slug, article_number, title, work = other
        entry.targets = (Target(relation, True, slug, article_number, title, place, anchor, words, work),)
        by_note[key].append(entry)
        made.append(entry)
    return made


def _add_evidence(by_note: dict[int, list[Entry]], rows: Rows) -> None:
    for row in rows:
        for entry in by_note.get(row[0], ()):
            entry.evidence += (Ground._make(row[1:]),)


def _add_topics(by_note: dict[int, list[Entry]], rows: Rows) -> None:
    for note, slug, title in rows:
        for entry in by_note.get(note, ()):
            entry.topics += ((slug, title),)


def _add_claims(by_note: dict[int, list[Entry]], of: Annotation) -> None:
    accounts = Account.objects.filter(annotation=of).order_by("claim__topic__position", "claim__position")
    for note, slug, question in accounts.values_list("annotation_id", "claim__slug", "claim__question"):
        for entry in by_note[note]:
            entry.claims += ((slug, question),)


def sources_of(entries: Sequence[Entry]) -> dict[int, Source]:
    """Return the works that the entries rest on or link to, not yet numbered."""
    used = {ground.work for entry in entries for ground in entry.evidence}
    used |= {target.work for entry in entries for target in entry.targets}
    works = {pk: row for pk, *row in Work.objects.filter(pk__in=used).values_list(*_SOURCE)}
    references = _references({pk: row[2] for pk, row in works.items()})
    return {pk: Source(key, title, references[pk], slug or "") for pk, (key, title, _, slug) in works.items()}


_SOURCE = ("pk", "key", "title", "reference_html", "article__slug")


def _references(stored: dict[int, str]) -> dict[int, str]:
    """Return the references by work; those that were never made are made now, and stored."""
    lacking = Work.objects.in_bulk([pk for pk, html in stored.items() if not html])
    fill(lacking.values())
    return stored | {pk: work.reference_html for pk, work in lacking.items()}
