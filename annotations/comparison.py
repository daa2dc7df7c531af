"""A topic's accounts side by side: points down, articles across; and one claim with all its accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from annotations.labels import Labels
from annotations.listing import Sign, Spot
from annotations.models import (
    Account,
    Claim,
    ClaimSource,
    TimelineEvent,
    Topic,
    TopicPassage,
    TopicSource,
)
from annotations.sourcing import Cited, SourceList
from annotations.vocabulary import PUBLIC, Status
from edition.dates import in_words
from edition.models import Article

WITHOUT_TEXTS = ("span__revision__text", "span__revision__original")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of an article on a point: what they are, where, what they assert, and what the editors found."""

    exact: str
    spot: Spot
    asserts: str = ""
    verdict: Sign | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one article says on one point; nothing where it does not mention it."""

    article: Article
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Point:
    """One claim as a row: its sources, and a cell for every article of the edition."""

    claim: Claim
    cited: list[Cited]
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event of a topic, with the date in words and its source."""

    date: str
    edtf: str
    event: str
    cited: Cited


def claims() -> QuerySet[Claim]:
    """Return claims with all that is shown of them, in a fixed number of queries."""
    accounts = (
        Account.objects.select_related("annotation", "span__passage", "span__revision__article__work")
        .defer(*WITHOUT_TEXTS)
        .order_by("position")
    )
    return Claim.objects.select_related("topic").prefetch_related(
        Prefetch("accounts", accounts),
        Prefetch("sources", ClaimSource.objects.select_related("work").order_by("position")),
    )


def topics() -> QuerySet[Topic]:
    """Return topics with all that is shown of them, in a fixed number of queries."""
    passages = TopicPassage.objects.select_related("span__passage", "span__revision__article__work")
    return Topic.objects.prefetch_related(
        Prefetch("sources", TopicSource.objects.select_related("work").order_by("position")),
        Prefetch("timeline", TimelineEvent.objects.select_related("work").order_by("position")),
        Prefetch("passages", passages.defer(*WITHOUT_TEXTS).order_by("position")),
        Prefetch("claims", claims().order_by("position")),
    )


def point(claim: Claim, articles: Iterable[Article], sources: SourceList, labels: Labels) -> Point:
    """Return a claim as a row over `articles`."""
    said: dict[int, list[Said]] = defaultdict(list)
    for account in claim.accounts.all():
        said[account.span.revision.article_id].append(_said(account, labels))
    cited = sorted(sources.cite_all(source.work for source in claim.sources.all()), key=lambda c: c.number)
    return Point(claim, cited, [Cell(article, said[article.pk]) for article in articles])


def passages(topic: Topic, articles: Iterable[Article]) -> list[Cell]:
    """Return for every article its words on a topic."""
    said: dict[int, list[Said]] = defaultdict(list)
    for passage in topic.passages.all():
        spot = Spot.of(passage.span)
        said[spot.article.pk].append(Said(passage.span.exact, spot))
    return [Cell(article, said[article.pk]) for article in articles]


def timeline(topic: Topic, sources: SourceList) -> list[Event]:
    """Return a topic's dated events in their order."""
    return [
        Event(in_words(event.date), event.date, event.event, sources.cite(event.work)) for event in topic.timeline.all()
    ]


def _said(account: Account, labels: Labels) -> Said:
    note = account.annotation
    is_public = note is not None and note.status in PUBLIC
    verdict = account.verdict if note is not None and note.status == Status.PUBLISHED else ""
    return Said(
        account.span.exact,
        Spot.of(account.span),
        account.asserts,
        Sign.of(verdict, labels),
        note.number if note is not None and is_public else None,
    )
