"""Where the edition uses a work, and which notes and articles carry a tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from taggit.models import Tag

from annotations import paging
from annotations.listing import NoteRow, note_rows
from annotations.models import Annotation, Claim, Topic
from annotations.vocabulary import Status
from edition import work_types
from edition.citations.record import missing
from edition.dates import issued
from edition.models import Article, Work
from edition.models.works import WorkQuerySet


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a work's record; `is_known` is false where the value says that nothing is known."""

    name: str
    value: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One work of the bibliography: its type in a word, and how many published notes cite it."""

    work: Work
    type: str
    notes: int

    @property
    def quality(self) -> str:
        """The word for the quality, without the examples that its label gives."""
        return self.work.get_quality_display().partition(":")[0]

    @property
    def is_weak(self) -> bool:
        return self.work.quality == Work.Quality.WEAK

    @property
    def is_unseen(self) -> bool:
        return self.work.consulted is False


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag with how many published notes and articles carry it."""

    tag: Tag
    count: int


def entries(works: WorkQuerySet) -> list[Entry]:
    """Return `works` as entries of the bibliography, in one query."""
    published = Q(evidence__annotation__status=Status.PUBLISHED)
    counted = works.annotate(notes=Count("evidence__annotation", filter=published, distinct=True))
    return [Entry(work, work_types.word(work.type), work.notes) for work in counted]


def initials(listed: Iterable[Entry], kept: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the initials of the entries in their order, each with the address of the first entry that has it.

    `kept` are the other parameters of the list's address; a long list stands on several pages. A name that begins
    with a quotation mark has none: it stands before the letters.
    """
    found: dict[str, str] = {}
    for place, entry in enumerate(listed):
        letter = entry.work.sort_name[:1].upper()
        if letter.isalnum():
            found.setdefault(letter, paging.place(place, entry.work.key, kept))
    return list(found.items())


def types(works: WorkQuerySet) -> list[tuple[str, str, int]]:
    """Return the types of `works` with their words and how many there are of each, by word."""
    counted = works.order_by().values_list("type").annotate(Count("pk"))
    return sorted(((slug, work_types.word(slug), count) for slug, count in counted), key=lambda row: row[1])


def facts(work: Work) -> list[Fact]:
    """Return what a work's page says beside the reference; what is unknown is said, never left out."""
    lacking, csl = set(missing(work.as_record())), work.csl
    date = Fact(_("Date"), _("Not dated"), False) if "no-date" in lacking else Fact(_("Date"), issued(csl))
    author = Fact(_("Author"), _("No author given"), False)
    container = Fact(_("Published in"), _("Not known"), False)
    publisher = Fact(_("Publisher"), _("Not known"), False)
    said = [
        Fact(_("Type"), work_types.word(work.type)),
        *([author] if "no-author" in lacking else []),
        date,
        *([container] if "no-container" in lacking else []),
        *([publisher] if "no-publisher" in lacking else []),
    ]
    if work.quality:
        said.append(Fact(_("Quality"), str(Work.Quality(work.quality).label)))
    return [*said, _consulted(work)] if work.consulted is not None else said


def _consulted(work: Work) -> Fact:
    if work.consulted:
        return Fact(_("Consulted"), _("The editors saw it."))
    return Fact(_("Consulted"), _("Not consulted by the editors: a standard reference."))


def notes_by_article(work: Work) -> list[tuple[Article, list[NoteRow]]]:
    """Return the published notes that rest on a work, in the order of the text, by article."""
    resting = Annotation.objects.published().filter(pk__in=work.evidence.values("annotation"))
    rows = note_rows(resting.order_by("span__revision__article__number", "span__start", "number"))
    return [(article, list(group)) for article, group in groupby(rows, key=lambda row: row.spot.article)]


def topics_of(work: Work) -> QuerySet[Topic]:
    """Return the topics whose record or timeline rests on a work."""
    return Topic.objects.filter(Q(sources__work=work) | Q(timeline__work=work)).distinct()


def claims_of(work: Work) -> QuerySet[Claim]:
    """Return the claims whose checked value rests on a work."""
    return Claim.objects.filter(sources__work=work).distinct()


def tag_counts() -> list[TagCount]:
    """Return the tags that readers can meet, by name, in three queries."""
    counts: Counter[int] = Counter()
    tagged: Iterable[QuerySet] = (Annotation.objects.published(), Article.objects.published())
    for objects in tagged:
        counted = objects.filter(tags__isnull=False).order_by().values_list("tags")
        counts.update(dict(counted.annotate(Count("pk", distinct=True))))
    tags = Tag.objects.in_bulk(counts)
    return sorted((TagCount(tags[pk], count) for pk, count in counts.items()), key=lambda row: row.tag.name)
