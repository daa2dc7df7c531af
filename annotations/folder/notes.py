"""Notes and cross-references of an edition folder."""

from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from annotations.bylines import EDITORS
from annotations.content import Content, EvidenceItem, LinkItem
from annotations.folder import former
from annotations.folder.entries import Entry
from annotations.folder.places import place
from annotations.models import Annotation
from annotations.vocabulary import Kind, Stance
from annotations.workflow import Publication, enter


def note(entry: Entry, numbers: dict[str, int], now: datetime) -> Annotation:
    """Store one entry of notes.json, a fact-check or a correction."""
    kind = entry.get("kind", str)
    if kind not in (Kind.FACT_CHECK, Kind.CORRECTION):
        raise entry.error(f"the kind “{kind}” is neither fact-check nor correction.")
    correction = entry.entry("correction") if kind == Kind.CORRECTION else Entry(entry.file, entry.name, {})
    content = Content(
        kind=kind,
        place=place(entry.entry("passage")),
        gist=entry.get("gist", str),
        finding=entry.get("finding", str),
        verdict=entry.get("verdict", str, ""),
        claim_reviewed=entry.get("claim", str, ""),
        correction_type=correction.get("type", str, ""),
        reading=correction.get("reading", str, ""),
        sic=correction.get("sic", bool, False),
        **_shared(entry, numbers),
    )
    return _entered(entry, content, numbers, now)


def cross_reference(entry: Entry, numbers: dict[str, int], now: datetime) -> Annotation:
    """Store one entry of crossrefs.json; "also" holds further targets."""
    links = [LinkItem(place(e.entry("to")), e.get("relation", str)) for e in (entry, *entry.entries("also"))]
    content = Content(
        kind=Kind.CROSS_REFERENCE,
        place=place(entry.entry("from")),
        gist=entry.get("gist", str, ""),
        finding=entry.get("why", str),
        links=tuple(links),
        **_shared(entry, numbers),
    )
    return _entered(entry, content, numbers, now)


def _entered(entry: Entry, content: Content, numbers: dict[str, int], now: datetime) -> Annotation:
    made = enter(content, _publication(entry, numbers, now), numbers.values())
    former.load(entry, annotation=made)
    return made


def _shared(entry: Entry, numbers: dict[str, int]) -> dict[str, Any]:
    related = [*entry.texts("relatedNotes"), *entry.texts("relatedCrossReferences")]
    if lost := [name for name in related if name not in numbers]:
        raise entry.error(f"it names the note “{lost[0]}”, which is neither in the folder nor on the site.")
    return {
        "confidence": entry.get("confidence", str, ""),
        "evidence": tuple(_evidence(item) for item in entry.entries("evidence")),
        "tags": tuple(sorted(entry.texts("tags"))),
        "topics": tuple(entry.texts("topics")),
        "related": tuple(sorted(numbers[name] for name in related)),
    }


def _evidence(entry: Entry) -> EvidenceItem:
    return EvidenceItem(
        source=entry.get("source", str),
        locator=entry.get("locator", str, ""),
        stance=entry.get("stance", str, Stance.SUPPORTS.value),
        supports=entry.get("supports", str, ""),
        quotation=entry.get("quotation", str, ""),
    )


def _publication(entry: Entry, numbers: dict[str, int], now: datetime) -> Publication:
    first = _time(entry, "published", now)
    return Publication(
        number=numbers[entry.name],
        key=entry.name,
        first=first,
        last=_time(entry, "reviewed", first),
        by=entry.get("by", str, EDITORS),
        withdrawn_because=entry.get("withdrawnBecause", str, ""),
    )


def _time(entry: Entry, field: str, default: datetime) -> datetime:
    text = entry.get(field, str, "")
    time = parse_datetime(text) if text else default
    if time is None or time.tzinfo is None:
        raise entry.error(f"“{field}” is no time with its zone, such as 2026-11-21T09:30:00Z.")
    return time
