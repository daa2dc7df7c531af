"""What a reader who trusted an earlier state of the edition has to know, event by event.

These are: a corrected reading was published, the verdict of a note was changed, a note was withdrawn. What was undone
at once may have been served in between: it is a tombstone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from itertools import pairwise
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import bylines, notices
from annotations.feeds import note_html, notes
from annotations.feeds.atom import Entry, Gone
from annotations.models import Annotation, Version
from annotations.rendering import shorten
from annotations.vocabulary import PUBLIC, Kind, Status, Verdict

CORRECTION, VERDICT, WITHDRAWAL = "correction", "verdict", "withdrawal"
SHOWN = frozenset({"publish", "load"})  # steps that bring words before readers


class Event(NamedTuple):
    """What happened to a note, when, and the number of the version that did it."""

    at: datetime
    number: int
    version: int
    what: str
    is_undone: bool = False


def events() -> list[Event]:
    """Return all events, the newest first."""
    found = [*_corrections(), *_verdicts(), *_withdrawals(), *_undone()]
    return sorted(found, reverse=True)


def _corrections() -> Iterator[Event]:
    rows = Version.objects.filter(annotation__kind=Kind.CORRECTION, annotation__status__in=PUBLIC)
    light = rows.select_related("annotation").only("number", "act", "at", "annotation__number")
    for number, versions in _by_note(light):
        for version in bylines.kept(versions):
            if version.act in SHOWN:
                yield Event(version.at, number, version.number, CORRECTION)


def _by_note(rows: Iterable[Version]) -> Iterable[tuple[int, list[Version]]]:
    found: dict[int, list[Version]] = defaultdict(list)
    for version in rows:
        found[version.annotation.number].append(version)
    return found.items()


def _verdicts() -> Iterator[Event]:
    changed = Annotation.objects.public().filter(verdict_changed__isnull=False).prefetch_related("versions")
    for note in changed:
        shown = [line.version for line in bylines.publications(note) if line.is_text]
        for old, new in pairwise(shown):
            if notices.between(old.fields, new.fields, new.at, new.why):
                yield Event(new.at, note.number, new.number, VERDICT)


def _withdrawals() -> Iterator[Event]:
    """One that was withdrawn before it came to this site has no version of its own for it."""
    gone = Annotation.objects.filter(status=Status.WITHDRAWN)
    steps = {version.annotation_id: version for version in Version.objects.filter(annotation__in=gone, act="withdraw")}
    for note in gone:
        step = steps.get(note.pk)
        at, version = (step.at, step.number) if step else (note.reviewed_at or note.created_at, note.version)
        yield Event(at, note.number, version, WITHDRAWAL)


def _undone() -> Iterator[Event]:
    notes_ = Version.objects.filter(act="undo").values("annotation")
    rows = Version.objects.filter(annotation__in=notes_).select_related("annotation").order_by("number")
    for number, versions in _by_note(rows):
        for undone, undo in pairwise(versions):
            before = [one for one in bylines.kept(versions) if one.number < undone.number and one.act in SHOWN]
            if undo.act == "undo" and (what := _told(undone, before[-1:])):
                yield Event(undo.at, number, undone.number, what, is_undone=True)


def _told(version: Version, before: Sequence[Version]) -> str:
    """Return what was told of a step while it stood, '' for nothing; `before` holds the publication before it."""
    if version.act == "withdraw":
        return WITHDRAWAL
    if version.act != "publish":
        return ""
    if version.annotation.kind == Kind.CORRECTION:
        return CORRECTION
    return VERDICT if any(notices.between(old.fields, version.fields, version.at, "") for old in before) else ""


def entries(chosen: Sequence[Event], base: str) -> list[Entry | Gone]:
    """Return the entries of these events, in a fixed number of queries; `base` is the site's address."""
    found = notes.whole(Annotation.objects.filter(number__in={event.number for event in chosen if not event.is_undone}))
    return [_gone(event, base) if event.is_undone else _entry(event, found[event.number], base) for event in chosen]


def _gone(event: Event, base: str) -> Gone:
    return Gone(_id(event, base), event.at, _("Undone: back to the version before"))


def _id(event: Event, base: str) -> str:
    return f"{base}{reverse('history', args=[event.number])}#{event.what}-{event.version}"


def _entry(event: Event, note: Annotation, base: str) -> Entry:
    version = next(one for one in note.versions.all() if one.number == event.version)
    title, said = _SAID[event.what](note, version)
    history = base + reverse("history", args=[note.number])
    way = f'<p><a href="{escape(history)}">{escape(_("see its history"))}</a></p>'
    return Entry(
        id=_id(event, base),
        address=base + note.get_absolute_url(),
        title=f"{title}: {note_html.place(note.span)}: “{shorten(note.span.exact, 80)}”",
        updated=event.at,
        published=event.at,
        authors=_authors(event, note, version),
        summary=shorten(version.fields["gist"], 280),
        html=f"{note_html.words(note.span, base)}{said}{way}",
        categories=[event.what, note.kind],
        links=notes.links(note, base),
    )


def _authors(event: Event, note: Annotation, version: Version) -> dict[str, str]:
    """Return who wrote the words, or who withdrew them."""
    known = bylines.orcids(note)
    lines = [line for line in bylines.publications(note) if line.version.number == event.version]
    names = [] if event.what == WITHDRAWAL else [name for line in lines for name in line.writers]
    return {name: known.get(name, "") for name in names or [bylines.public_name(version)]}


def _correction(note: Annotation, version: Version) -> tuple[str, str]:
    fields = version.fields
    readings = note_html.readings(note.span.exact, fields["reading"]) if fields["reading"] else ""
    first = version.number <= min(one.number for one in note.versions.all() if one.act in SHOWN)
    title = _("Correction") if first else _("Correction revised")
    return title, f"{readings}<p>{escape(fields['gist'])}</p>{_why(version.why)}"


def _verdict(note: Annotation, version: Version) -> tuple[str, str]:
    shown = [line.version for line in bylines.publications(note) if line.is_text]
    before = next(old for old, new in pairwise(shown) if new.number == version.number)
    was, now = (Verdict(one.fields["verdict"]).label for one in (before, version))
    title = _("Verdict changed from “%(was)s” to “%(now)s”") % {"was": was, "now": now}
    return title, f"<p><strong>{escape(title)}.</strong> {escape(version.fields['gist'])}</p>{_why(version.why)}"


def _withdrawal(note: Annotation, version: Version) -> tuple[str, str]:
    title = _("Note %(number)s was withdrawn") % {"number": note.number}
    return title, f"<p><strong>{escape(title)}.</strong></p>{_why(note.withdrawn_because)}"


def _why(words: str) -> str:
    return f"<p>{escape(words)}</p>" if words else ""


_SAID = {CORRECTION: _correction, VERDICT: _verdict, WITHDRAWAL: _withdrawal}
