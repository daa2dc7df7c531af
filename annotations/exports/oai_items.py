"""What is harvested of the edition, each with the second of its last change: articles, notes, sources, topics, claims.

Of what came with an edition folder, and was not changed since, the time is that at which the texts were stored: what
a folder says of days long past would tell a harvester that it has everything already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Exists, Max, Min, OuterRef, Q

from annotations.models import Annotation, Claim, Topic, Version
from annotations.vocabulary import MOVES, PUBLIC, Kind, Status
from edition.models import Article, MergedWork, RecordVersion, Revision, Work
from edition.publishing.oai import Item

ARTICLES, NOTES, SOURCES, TOPICS, CLAIMS = "articles", "notes", "sources", "topics", "claims"
SETS = {
    ARTICLES: "Articles of the edition",
    NOTES: "The editors’ notes",
    **{f"{NOTES}:{kind.value}": f"The editors’ notes: {kind.value}" for kind in Kind},
    SOURCES: "Sources that notes, topics and points rest on",
    TOPICS: "Questions on which several articles speak",
    CLAIMS: "Points that were checked, article by article",
}
CITATIONS = ("oai_dc", "mods")
WHOLE = (*CITATIONS, "tei")
# What changes the record of a note that readers can open, or takes it away.
SEEN = ("publish", "load", "withdraw", "undo", "merge", *MOVES)
BEGINNING = datetime.fromtimestamp(0, UTC)
Saved = dict[str, dict[str, datetime]]


@dataclass(frozen=True, slots=True)
class Times:
    """When records were last saved at the desk, by kind and key; and when the first text of the edition was stored."""

    saved: Saved
    stored: datetime

    @classmethod
    def now(cls) -> Times:
        """Read them."""
        saved: Saved = defaultdict(dict)
        rows = RecordVersion.objects.order_by().values_list("kind", "key").annotate(Max("at"))
        for kind, key, at in rows:
            saved[kind][key] = at
        return cls(saved, Revision.objects.aggregate(first=Min("created_at"))["first"] or BEGINNING)

    def of(self, kind: str, key: str) -> datetime:
        """Return when a record was last saved, or when it was stored."""
        return self.saved[kind].get(key, self.stored)


def items(host: str) -> list[Item]:
    """Return everything that is or was to be harvested, the longest unchanged first."""
    times = Times.now()
    found = [*_articles(times), *_notes(times), *_sources(times), *_ledger(times)]
    made = [
        Item(
            at.astimezone(UTC).replace(microsecond=0),
            f"oai:{host}:{name}",
            sets,
            WHOLE if is_whole else CITATIONS,
            gone,
        )
        for name, at, sets, gone in found
        for is_whole in (sets[0] == ARTICLES,)
    ]
    return sorted(made, key=lambda item: (item.datestamp, item.identifier))


Row = tuple[str, datetime, tuple[str, ...], bool]


def _articles(times: Times) -> Iterator[Row]:
    rows = Article.objects.published().order_by().annotate(newest=Max("revisions__created_at"))
    for slug, work, newest in rows.values_list("slug", "work__key", "newest"):
        at = max(newest, times.of(RecordVersion.Kind.ARTICLE, slug), times.of(RecordVersion.Kind.WORK, work))
        yield f"{ARTICLES}/{slug}", at, (ARTICLES,), False


def _notes(times: Times) -> Iterator[Row]:
    """Notes that are published, or were: one that was taken back at once is gone like one that was withdrawn."""
    shown = Version.objects.filter(annotation=OuterRef("pk"), act__in=("publish", "load"))
    notes = Annotation.objects.order_by().filter(Q(status__in=PUBLIC) | Exists(shown))
    rows = notes.filter(versions__act__in=SEEN).annotate(last=Max("versions__at"))
    place = ("span__revision__created_at", "span__revision__article__work__key")
    for number, kind, status, last, stored, work in rows.values_list("number", "kind", "status", "last", *place):
        at = max(last, stored, times.of(RecordVersion.Kind.WORK, work))
        yield f"{NOTES}/{number}", at, (NOTES, f"{NOTES}:{kind}"), status != Status.PUBLISHED


def _sources(times: Times) -> Iterator[Row]:
    merged = dict(MergedWork.objects.values_list("work", "at"))
    for pk, key in Work.objects.filter(article__isnull=True).order_by().values_list("pk", "key"):
        at = times.of(RecordVersion.Kind.WORK, key)
        yield f"{SOURCES}/{key}", max(at, merged.get(pk, at)), (SOURCES,), pk in merged


def _ledger(times: Times) -> Iterator[Row]:
    for name, kind, rows in (
        (TOPICS, RecordVersion.Kind.TOPIC, Topic.objects),
        (CLAIMS, RecordVersion.Kind.CLAIM, Claim.objects),
    ):
        slugs: Iterable[str] = rows.order_by().values_list("slug", flat=True)
        yield from ((f"{name}/{slug}", times.of(kind, slug), (name,), False) for slug in slugs)
