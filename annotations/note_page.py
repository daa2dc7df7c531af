"""The page of one note: its words in their passage, what it says, and how it came to say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString
from taggit.models import Tag

from annotations import apparatus, bylines, differences, rendering
from annotations.apparatus import Entry, Source
from annotations.bylines import Publication
from annotations.content import Content
from annotations.labels import KIND_CLASS, Labels
from annotations.models import Annotation
from annotations.paragraphs import voice
from annotations.rendering import Page
from annotations.vocabulary import Kind
from edition.models import Passage


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
    related_from: list[Annotation]
    tags: list[Tag]
    editors: list[str]
    publisher: str
    orcids: dict[str, str]
    versions: int
    changed: datetime | None
    edition: str
    notice: str


def build(note: Annotation) -> NotePage:
    """Return the page of `note`."""
    labels = Labels.now(voice(note.span.revision.article.work.csl))
    prefetch_related_objects([note], "versions")
    notes = apparatus.one(note)
    entry, page = notes.entries[0], Page(notes, labels)
    related = list(note.related.published().order_by("number"))
    texts = [line for line in bylines.publications(note) if line.is_text]
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
        sources=[cited.source for cited in page.sources()],
        others=[other for other in _others(note) if other not in related],
        related=related,
        related_from=[one for one in note.related_from.published().order_by("number") if one not in related],
        tags=sorted(note.tags.all(), key=lambda tag: tag.name.casefold()),
        editors=bylines.byline(note),
        publisher=bylines.publisher(note),
        orcids=bylines.orcids(note),
        versions=len(texts),
        changed=texts[-1].version.at if texts else None,
        edition=labels.edition,
        notice=rendering.notice(entry.changed, labels) if entry.changed else "",
    )


def in_context(note: Annotation) -> str:
    """Return the passages that a note's words stand in as HTML, the words marked."""
    span, text = note.span, note.span.revision.text
    touched = note.span.revision.passages.filter(end__gt=span.start, start__lt=span.end).order_by("start")
    parts, attributes = [], voice(note.span.revision.article.work.csl)
    for passage in touched:
        start, end = max(span.start, passage.start), min(span.end, passage.end)
        parts.append(
            f'<p class="src"{attributes}>{escape(text[passage.start : start], quote=False)}'
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


@dataclass(slots=True)
class History:
    """The published versions, newest first, and the differences between the two that are compared.

    `rows` are the lines, each with the fields that it changed and the change of its verdict in words, as HTML.
    """

    lines: list[Publication]
    old: Publication | None
    new: Publication | None
    differences: list[tuple[str, SafeString]]
    orcids: dict[str, str]
    rows: list[tuple[Publication, list[str], SafeString]]


def history(note: Annotation, asked: Mapping[str, str]) -> History:
    """Return the public history: each time it was published, or withdrawn; drafts in between are the editors' own.

    A withdrawal brings no words, so there is nothing of it to compare. `asked` may name two version numbers to
    compare ("from", "to"); else the last two are.
    """
    prefetch_related_objects([note], "versions")
    lines = bylines.history(note)[::-1]
    texts = [line for line in lines if line.is_text]
    by_number = {str(line.version.number): line for line in texts}
    new = by_number.get(asked.get("to", ""), texts[0] if texts else None)
    old = by_number.get(asked.get("from", ""), texts[1] if len(texts) > 1 else None)
    changed: list[tuple[str, SafeString]] = []
    if old and new and old != new:
        changed = differences.differences(Content.from_json(old.version.fields), Content.from_json(new.version.fields))
    return History(lines, old, new, changed, bylines.orcids(note), _rows(lines))


def _rows(lines: list[Publication]) -> list[tuple[Publication, list[str], SafeString]]:
    """Return each line with what it changed of the words before it; the first brought them all."""
    rows, before = [], None
    for line in reversed(lines):
        labels, verdict = list[str](), SafeString("")
        if line.version.act != "withdraw" and before:
            old, new = Content.from_json(before.version.fields), Content.from_json(line.version.fields)
            labels, verdict = differences.changed(old, new), differences.verdicts(old, new)
        before = line if line.version.act != "withdraw" else before
        rows.append((line, labels, verdict))
    return rows[::-1]
