"""The feeds of notes: of the whole edition, of an article, of a topic. A withdrawn note is a tombstone in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Max, Prefetch, Q
from django.utils.translation import gettext as _

from annotations import bylines
from annotations.exports import web_annotation
from annotations.feeds import note_html
from annotations.feeds.atom import Entry, Gone
from annotations.models import Annotation, Evidence, Link, Topic
from annotations.models.notes import AnnotationQuerySet
from annotations.rendering import shorten
from annotations.vocabulary import Status
from edition.models import Article, Work
from edition.references import fill

ANNOTATION_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
BEGINNING = datetime.fromtimestamp(0, UTC)


class Line(NamedTuple):
    """A note of a feed: when it was last published or withdrawn, its number, and whether it was withdrawn."""

    at: datetime
    number: int
    is_gone: bool


def of_article(article: Article) -> AnnotationQuerySet:
    """Return the notes on an article's words in any text, and those that link to them."""
    linked = Link.objects.filter(target__revision__article=article).values("annotation")
    return Annotation.objects.filter(Q(span__revision__article=article) | Q(pk__in=linked))


def of_topic(topic: Topic) -> AnnotationQuerySet:
    """Return the notes that are on a topic, and those that judge an account of one of its points."""
    return Annotation.objects.filter(Q(topics=topic) | Q(accounts__claim__topic=topic)).distinct()


def lines(notes: AnnotationQuerySet) -> list[Line]:
    """Return the public ones of `notes`, the newest first."""
    rows = notes.public().annotate(withdrawn=Max("versions__at", filter=Q(versions__act="withdraw")))
    columns = rows.order_by().values_list("number", "status", "reviewed_at", "withdrawn")
    found = []
    for number, status, reviewed, withdrawn in columns:
        is_gone = status == Status.WITHDRAWN
        found.append(Line((withdrawn if is_gone else None) or reviewed or BEGINNING, number, is_gone))
    return sorted(found, key=lambda line: (line.at, line.number), reverse=True)


def entries(chosen: Sequence[Line], base: str) -> list[Entry | Gone]:
    """Return the entries of these notes, in a fixed number of queries; `base` is the site's address."""
    notes = whole(Annotation.objects.filter(number__in=[line.number for line in chosen]))
    return [
        _gone(notes[line.number], line.at, base) if line.is_gone else entry(notes[line.number], base) for line in chosen
    ]


def whole(notes: AnnotationQuerySet) -> dict[int, Annotation]:
    """Return notes by number with all that an entry shows of them."""
    targets = Link.objects.select_related("target__passage", "target__revision__article__work").defer(
        "target__revision__text", "target__revision__original"
    )
    found = notes.with_place().prefetch_related(
        Prefetch("evidence", Evidence.objects.select_related("work")),
        Prefetch("links", targets),
        "tags",  # type: ignore[misc]
        "versions",
    )
    made = {note.number: note for note in found}
    works: dict[int, list[Work]] = {}
    for note in made.values():
        for one in note.evidence.all():
            works.setdefault(one.work_id, []).append(one.work)
    fill([same[0] for same in works.values()])
    for first, *others in works.values():
        for other in others:
            other.reference_html = first.reference_html
    return made


def entry(note: Annotation, base: str) -> Entry:
    """Return the entry of a published note."""
    address, updated = base + note.get_absolute_url(), note.reviewed_at or note.created_at
    return Entry(
        id=address,
        address=address,
        title=title(note),
        updated=updated,
        published=note.published_at or updated,
        authors=authors(note),
        summary=note.gist or shorten(note.finding, 280),
        html=note_html.of_note(note, base),
        categories=categories(note),
        links=links(note, base),
    )


def categories(note: Annotation) -> list[str]:
    """Return by what a reader may filter: the kind, the verdict or type, the tags."""
    tags = sorted(tag.name for tag in note.tags.all())
    return [note.kind, *filter(None, (note.verdict, note.correction_type)), *tags]


def title(note: Annotation) -> str:
    """Return what a list of entries shows of a note: Note 2: Fact-check: Disputed, Article 1 ¶5: “The end …”."""
    exact = shorten(note.span.exact, 80)
    number = _("Note %(number)s") % {"number": note.number}
    return f"{number}: {note_html.heading(note)}, {note_html.place(note.span)}: “{exact}”"


def authors(note: Annotation) -> dict[str, str]:
    """Return the names of those who wrote the words that readers see, with the addresses of their ORCID iDs or ''."""
    known = bylines.orcids(note)
    return {name: known.get(name, "") for name in bylines.byline(note)} or {bylines.EDITORS: ""}


def links(note: Annotation, base: str) -> list[dict[str, str]]:
    """Return where the words stand that a note is on, and the note for programs."""
    annotation = base + web_annotation.address(note.number)
    return [
        {"rel": "via", "type": "text/html", "href": note_html.place_address(note.span, base)},
        {"rel": "alternate", "type": ANNOTATION_TYPE, "href": annotation},
    ]


def _gone(note: Annotation, at: datetime, base: str) -> Gone:
    return Gone(base + note.get_absolute_url(), at, note.withdrawn_because)
