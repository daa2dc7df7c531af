"""A file of annotations looked through one by one, and saved as drafts: what was chosen, all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.content import Content, Known, look_up
from annotations.interchange import contents, envelopes, placing
from annotations.interchange.incoming import Incoming, UnreadableError
from annotations.interchange.placing import Texts
from annotations.models import Version
from edition import origins

TAKEN, PROPOSED, DOUBLED, SKIPPED = "taken", "proposed", "doubled", "skipped"
Sign = tuple[object, ...]
STATES = (TAKEN, PROPOSED, DOUBLED, SKIPPED)


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation of the file, by its number from 1, and what becomes of it.

    Taken: it stands on the exact words. Proposed: on words that a person has to look at. Doubled: a note says it
    already. Skipped: it cannot be a note. `why` says it in a sentence; `left` what of it has no place in a note.
    """

    number: int
    state: str
    why: str = ""
    left: tuple[str, ...] = ()
    content: Content | None = None
    incoming: Incoming | None = None
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """The annotations of a file; `problem` says why it cannot be read at all."""

    rows: tuple[Row, ...] = ()
    problem: str = ""

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)


def examine(data: bytes | str, base: str = "") -> Batch:
    """Return what would become of each annotation of a file; nothing is stored. `base` is the site's address."""
    if len(data) > envelopes.MOST_BYTES:
        return Batch(problem=_("The file is too large: it may have 5 MB. Divide it."))
    try:
        found = envelopes.read(data)
    except UnreadableError as error:
        return Batch(problem=str(error))
    texts = Texts(base, any_host=True)
    rows = [_row(number, one, texts) for number, one in enumerate(found, 1)]
    known = look_up(*(row.content for row in rows if row.content))
    return Batch(tuple(_marked(_reduced(row, known) for row in rows)))


def _row(number: int, one: Incoming | UnreadableError, texts: Texts) -> Row:
    """Return an annotation with its place."""
    if isinstance(one, UnreadableError):
        return Row(number, SKIPPED, str(one))
    where = placing.place(one.target, texts)
    if where.place is None:
        return Row(number, SKIPPED, where.sentence, incoming=one)
    content, left = contents.content(one, where.place, texts, keeps_related=False)
    state = TAKEN if where.is_exact else PROPOSED
    return Row(number, state, where.sentence, tuple(left), content, one, where.exact)


def _reduced(row: Row, known: Known) -> Row:
    """Return the row with a content that can be saved, or skipped where there is none."""
    if row.content is None:
        return row
    content, gone, problems = contents.reduced(row.content, known)
    if problems:
        why = " ".join(sentence for sentences in problems.values() for sentence in sentences)
        return Row(row.number, SKIPPED, why, incoming=row.incoming)
    return replace(row, content=content, left=(*row.left, *gone))


def _marked(rows: Iterable[Row]) -> list[Row]:
    """Return the rows, those marked that are notes already or stand twice in the file."""
    listed = list(rows)
    notes = _notes(row.content for row in listed if row.content)
    known = origins.known("note", [row.incoming.address for row in listed if row.incoming])
    seen: dict[Sign, str] = {}
    return [_double(row, notes, known, seen) for row in listed]


def _double(row: Row, notes: dict[Sign, str], known: dict[str, str], seen: dict[Sign, str]) -> Row:
    """Return the row, marked where a note, or an entry that was `seen` before it, says the same."""
    if row.content is None or row.incoming is None:
        return row
    sign = _sign(row.content)
    if double := notes.get(sign) or known.get(row.incoming.address):
        return replace(row, state=DOUBLED, why=_("Note %(number)s says this already.") % {"number": double})
    first = seen.setdefault(sign, str(row.number))
    if first == str(row.number):
        return row
    return replace(row, state=DOUBLED, why=_("Entry %(number)s of this file says it.") % {"number": first})


def _sign(content: Content) -> Sign:
    """Return what makes two notes the same: place, kind and what they say."""
    return (content.place, content.kind, content.finding.strip(), content.gist.strip(), content.reading)


def _notes(contents_: Iterable[Content]) -> dict[Sign, str]:
    """Return the numbers of the notes on the places of these contents, by what makes them the same."""
    starts = {content.place.start for content in contents_}
    newest = Version.objects.filter(number=F("annotation__version"), annotation__span__start__in=starts)
    rows = newest.values_list("fields", "annotation__number")
    return {_sign(Content.from_json(fields)): str(number) for fields, number in rows}


@transaction.atomic
def save(rows: Iterable[Row], by: User) -> list[int]:
    """Make a draft of `by` of each row, all or none, and return their numbers; raises workflow.Refused."""
    numbers = []
    for row in rows:
        if row.content is None or row.incoming is None:
            raise ValueError(f"Row {row.number} has no content.")
        note = workflow.start(row.content, by, _origin(row.incoming))
        keep(note.number, row.incoming)
        numbers.append(note.number)
    return numbers


def keep(number: int, incoming: Incoming) -> None:
    """Keep where a note came from."""
    origins.keep(
        "note",
        str(number),
        address=incoming.address,
        canonical=incoming.canonical,
        creator=incoming.creator,
        created=incoming.created,
    )


def _origin(incoming: Incoming) -> str:
    """Return the reason of the first version: where it comes from, for those who review it."""
    parts = filter(None, (incoming.address, incoming.creator, incoming.created))
    return _("Imported: %(origin)s") % {"origin": ", ".join(parts)} if incoming.address else _("Imported.")


def chosen(batch: Batch, ticked: Collection[int]) -> list[Row]:
    """Return the rows to save: what was taken unless it is ticked to be left out, what was proposed if it is ticked."""
    wanted = {TAKEN: lambda row: row.number not in ticked, PROPOSED: lambda row: row.number in ticked}
    return [row for row in batch.rows if row.state in wanted and wanted[row.state](row)]
