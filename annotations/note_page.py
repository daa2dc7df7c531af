"""The page of one note: its words in their passage, what it says, and how it came to say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from taggit.models import Tag

from annotations import apparatus, differences, rendering
from annotations.apparatus import Entry, Source
from annotations.content import Content
from annotations.labels import KIND_CLASS, Labels
from annotations.models import Annotation, Version
from annotations.rendering import Page
from annotations.vocabulary import Kind
from edition.models import Passage

PUBLISHING = ("publish", "load", "withdraw")
WRITING = ("save", "revise")


@dataclass(slots=True)
class NotePage:
    """What the template of a note page needs, as ready HTML where it is editors' or authors' words."""

    entry: Entry
    kind: str
    kind_class: str
    result: str
    title_result: str
    in_context: str
    passage: Passage
    place: str
    body: str
    grounds: list[tuple[apparatus.Ground, Source]]
    sources: list[Source]
    others: list[Annotation]
    related: list[Annotation]
    tags: list[Tag]
    editors: list[str]
    versions: int


def build(note: Annotation) -> NotePage:
    """Return the page of `note`."""
    labels = Labels.now()
    notes = apparatus.one(note)
    entry, page = notes.entries[0], Page(notes, labels)
    published = list(_published(note))
    related = list(note.related.published().order_by("number"))
    return NotePage(
        entry=entry,
        kind=labels.kinds[entry.kind],
        kind_class=KIND_CLASS[Kind(entry.kind)],
        result=rendering.result(entry, labels),
        title_result=rendering.result_word(entry, labels) or labels.kinds[entry.kind],
        in_context=in_context(note),
        passage=note.span.passage,
        place=rendering.name(note.span.passage.anchor),
        body=rendering.body(entry, page, is_open=True),
        grounds=[(ground, notes.sources[ground.work]) for ground in entry.evidence],
        sources=list(notes.sources.values()),
        others=[other for other in _others(note) if other not in related],
        related=related,
        tags=sorted(note.tags.all(), key=lambda tag: tag.name.casefold()),
        editors=_editors(note),
        versions=len([version for version in published if version.act != "withdraw"]),
    )


def in_context(note: Annotation) -> str:
    """Return the passages that a note's words stand in as HTML, the words marked."""
    span, text = note.span, note.span.revision.text
    touched = note.span.revision.passages.filter(end__gt=span.start, start__lt=span.end).order_by("start")
    parts = []
    for passage in touched:
        start, end = max(span.start, passage.start), min(span.end, passage.end)
        parts.append(
            f'<p class="src">{escape(text[passage.start : start], quote=False)}'
            f"<mark>{escape(text[start:end], quote=False)}</mark>{escape(text[end : passage.end], quote=False)}</p>"
        )
    return "".join(parts)


def _others(note: Annotation) -> list[Annotation]:
    """Return the other published notes on any of the same words."""
    span = note.span
    same = Annotation.objects.published().filter(
        span__revision=span.revision_id, span__start__lt=span.end, span__end__gt=span.start
    )
    return list(same.exclude(pk=note.pk).with_place().order_by("span__start", "number"))


def _published(note: Annotation) -> list[Version]:
    return [version for version in note.versions.order_by("number") if version.act in PUBLISHING]


def _editors(note: Annotation) -> list[str]:
    """Return the public names of those who wrote or published what readers see, each once, in order."""
    acts = ("save", "revise", "publish", "load")
    versions = note.versions.filter(number__lte=note.public_version, act__in=acts).order_by("number")
    return list(dict.fromkeys(versions.values_list("by_name", flat=True)))


@dataclass(slots=True)
class Published:
    """One line of the public history: the version, and who wrote what it brought."""

    version: Version
    writers: list[str]


@dataclass(slots=True)
class History:
    """The published versions, newest first, and the differences between the two that are compared."""

    lines: list[Published]
    old: Version | None
    new: Version | None
    differences: list[tuple[str, SafeString]]


def history(note: Annotation, asked: Mapping[str, str]) -> History:
    """Return the public history: each time it was published, or withdrawn; drafts in between are the editors' own.

    `asked` may name two version numbers to compare ("from", "to"); else the last two are.
    """
    lines = _lines(note)[::-1]
    by_number = {str(line.version.number): line.version for line in lines}
    texts = [line.version for line in lines if line.version.act != "withdraw"]
    new = by_number.get(asked.get("to", ""), texts[0] if texts else None)
    old = by_number.get(asked.get("from", ""), texts[1] if len(texts) > 1 else None)
    changed: list[tuple[str, SafeString]] = []
    if old and new and old != new:
        changed = differences.differences(Content.from_json(old.fields), Content.from_json(new.fields))
    return History(lines, old, new, changed)


def _lines(note: Annotation) -> list[Published]:
    lines, writers = [], []
    for version in note.versions.order_by("number"):
        if version.act in WRITING:
            writers.append(version.by_name)
        if version.act in PUBLISHING:
            lines.append(Published(version, list(dict.fromkeys(writers))))
            writers = []
    return lines
