"""A volume: one article with its notes, or the whole edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from annotations.exports.books import chapters, topics
from annotations.exports.books.chapters import Chapter
from annotations.exports.books.nodes import Node, parse
from annotations.exports.books.topics import TopicPart
from annotations.models import Version
from edition.models import Article, RecordVersion, Revision, Work
from edition.references import fill

EDITION = "Sic"
BIBLIOGRAPHY = "bibliography"


@dataclass(frozen=True, slots=True)
class Entry:
    """A source of the bibliography; `uses` are the number of an article and the source's number in its list."""

    key: str
    path: str
    reference: list[Node]
    uses: list[tuple[int, int]]


@dataclass(slots=True)
class Volume:
    """What one book holds. `base` is the site's address, and `address` that of the volume on it.

    `modified` is the time of the newest change of anything in it.
    """

    title: str
    address: str
    base: str
    modified: datetime
    languages: list[str]
    chapters: list[Chapter]
    is_whole: bool = False
    topics: list[TopicPart] = field(default_factory=list)
    bibliography: list[Entry] = field(default_factory=list)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        """How the pages follow each other: as the article is read, and the edition as its editors' words."""
        return "ltr" if self.is_whole else self.chapters[0].direction

    @property
    def notes(self) -> int:
        """How many notes it holds; a cross-reference stands at both ends and counts once."""
        return len({note.number for chapter in self.chapters for note in chapter.notes})

    def inside(self, path: str) -> tuple[str, str] | None:
        """Return part and anchor at which a path of the site stands in this volume; None where it does not."""
        return self.places.get(path.partition(":~:")[0])


def part(chapter: Chapter) -> str:
    """Return the name of the part of a volume that holds an article."""
    return f"article-{chapter.number}"


@override(settings.LANGUAGE_CODE)
def of_revision(revision: Revision, base: str) -> Volume:
    """Return the volume of one text of an article with its notes."""
    chapter = chapters.build(revision, base)
    languages = list(dict.fromkeys([chapter.language, settings.LANGUAGE_CODE]))
    volume = Volume(chapter.title, base + chapter.path, base, _changed(chapter), languages, [chapter])
    volume.places = dict(_places(volume))
    return volume


@override(settings.LANGUAGE_CODE)
def of_edition(base: str) -> Volume:
    """Return the volume of the whole edition: every article as it reads now, the topics, the sources."""
    articles = list(Article.objects.published())
    made = [chapters.build(article.current, base) for article in articles]
    languages = list(dict.fromkeys([settings.LANGUAGE_CODE, *(chapter.language for chapter in made)]))
    title = _("Sic, an annotated edition")
    volume = Volume(title, base + reverse("home"), base, newest(), languages, made, is_whole=True)
    volume.topics = topics.build(articles)
    volume.bibliography = _bibliography(made)
    volume.places = dict(_places(volume))
    return volume


def _bibliography(made: Iterable[Chapter]) -> list[Entry]:
    uses = defaultdict(list)
    for chapter in made:
        for source in chapter.sources:
            uses[source.key].append((chapter.number, source.number))
    works = list(Work.objects.sources().alphabetical())
    fill(works)
    return [Entry(work.key, work.get_absolute_url(), parse(work.reference_html), uses[work.key]) for work in works]


def _places(volume: Volume) -> Iterable[tuple[str, tuple[str, str]]]:
    """Yield every path of the site that stands in the volume, with its part and anchor there."""
    for chapter in volume.chapters:
        name, current = part(chapter), reverse("article", args=[chapter.revision.article.slug])
        for path in [chapter.path, current] if volume.is_whole else [chapter.path]:
            yield path, (name, "")
            for one in chapter.paragraphs:
                yield f"{path}#{one.anchor}", (name, one.anchor)
        yield from ((note.path, (name, f"note-{note.letter}")) for note in reversed(chapter.notes))
    for topic in volume.topics:
        yield topic.path, (f"topic-{topic.slug}", "")
        yield from ((reverse("claim", args=[one.slug]), (f"topic-{topic.slug}", one.slug)) for one in topic.points)
    yield from ((entry.path, (BIBLIOGRAPHY, f"source-{entry.key}")) for entry in volume.bibliography)


def _changed(chapter: Chapter) -> datetime:
    """Return when a chapter was last changed: its text, its record, its notes or its sources."""
    kinds = RecordVersion.Kind
    records = RecordVersion.objects.filter(kind=kinds.ARTICLE, key=chapter.revision.article.slug)
    records |= RecordVersion.objects.filter(kind=kinds.WORK, key__in=[source.key for source in chapter.sources])
    notes = Version.objects.filter(annotation__in=chapter.notes_seen)
    times = [notes.aggregate(last=Max("at"))["last"], records.aggregate(last=Max("at"))["last"]]
    last: datetime = max([chapter.revision.created_at, *filter(None, times)])
    return last


def newest() -> datetime:
    """Return when anything of the edition was last changed."""
    times = [
        Version.objects.aggregate(last=Max("at"))["last"],
        RecordVersion.objects.aggregate(last=Max("at"))["last"],
        Revision.objects.aggregate(last=Max("created_at"))["last"],
    ]
    last: datetime = max([datetime(1970, 1, 1, tzinfo=UTC), *filter(None, times)])
    return last
