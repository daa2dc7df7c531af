"""Articles and topics as rows of a list, with their counts: each list in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import ngettext

from annotations.labels import KIND_CLASS
from annotations.models import Account, Annotation, Claim, Link, Topic, TopicPassage
from annotations.vocabulary import Kind, Relation, Status
from edition.citations.wording import name_in_words
from edition.dates import dating, issued
from edition.models import Article, Passage, Revision, Work

Range = tuple[int, int, int]  # revision, start, end


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many notes of one kind there are, as a number and in words."""

    css: str
    count: int
    words: str


@dataclass(slots=True)
class ArticleRow:
    """One article of the edition with its counts; `author` and `date` are '' and a sentence where unknown."""

    article: Article
    author: str
    date: str
    is_dated: bool
    paragraphs: int = 0
    reviewed_at: datetime | None = None
    by_kind: Counter[str] = field(default_factory=Counter)

    @property
    def notes(self) -> int:
        return self.by_kind.total()

    @property
    def counts(self) -> list[KindCount]:
        """The counts by kind, those of the kinds that there are."""
        return [
            KindCount(KIND_CLASS[kind], count, kind_words(kind, count))
            for kind in Kind
            if (count := self.by_kind[kind.value])
        ]


def kind_words(kind: Kind, count: int) -> str:
    """Return a count in words: 12 fact-checks."""
    words = {
        Kind.FACT_CHECK: ngettext("%(count)d fact-check", "%(count)d fact-checks", count),
        Kind.CORRECTION: ngettext("%(count)d correction", "%(count)d corrections", count),
        Kind.CROSS_REFERENCE: ngettext("%(count)d cross-reference", "%(count)d cross-references", count),
    }
    return words[kind] % {"count": count}


def authors(work: Work) -> str:
    """Return the authors of a work in reading order, or ''."""
    return "; ".join(name_in_words(person) for person in work.csl.get("author", ()))


def current_revisions() -> dict[int, int]:
    """Return the newest revision's row key of every article, by the article's."""
    rows = Revision.objects.order_by("article", "number").values_list("article_id", "pk")
    return dict(rows)


def article_rows() -> list[ArticleRow]:
    """Return all published articles in the edition's order, in five queries.

    A cross-reference counts at both ends, as it is shown at both.
    """
    rows = {article.pk: _article_row(article) for article in Article.objects.published()}
    current = list(current_revisions().values())
    paragraphs = Passage.objects.filter(revision__in=current, anchor__startswith="p")
    for pk, count in paragraphs.values_list("revision__article").annotate(Count("pk")).order_by():
        rows[pk].paragraphs = count
    notes = Annotation.objects.published().filter(span__revision__in=current).order_by()
    grouped = notes.values_list("span__revision__article", "kind")
    for pk, kind, count, reviewed in grouped.annotate(Count("pk"), Max("reviewed_at")):
        rows[pk].by_kind[kind] = count
        rows[pk].reviewed_at = max(filter(None, (rows[pk].reviewed_at, reviewed)), default=None)
    links = Link.objects.filter(annotation__status=Status.PUBLISHED, target__revision__in=current).order_by()
    for pk, count in links.values_list("target__revision__article").annotate(Count("pk")):
        rows[pk].by_kind[Kind.CROSS_REFERENCE.value] += count
    return list(rows.values())


def _article_row(article: Article) -> ArticleRow:
    csl = article.work.csl
    is_dated = bool(issued(csl))
    return ArticleRow(article, authors(article.work), dating(csl, article.provenance), is_dated)


SORTS: dict[str, Callable[[ArticleRow], Any]] = {
    "title": lambda row: row.article.title.casefold(),
    "author": lambda row: (not row.author, row.author.casefold()),
    "paragraphs": lambda row: row.paragraphs,
    "notes": lambda row: row.notes,
    "reviewed": lambda row: row.reviewed_at.timestamp() if row.reviewed_at else 0.0,
}


def sort_articles(rows: list[ArticleRow], by: str) -> list[ArticleRow]:
    """Return the rows by one of SORTS, downwards after a hyphen; in the edition's order by any other word."""
    key = SORTS.get(by.removeprefix("-"))
    return sorted(rows, key=key, reverse=by.startswith("-")) if key else rows


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic with how many articles speak on it, how many points it holds, how often two passages contradict."""

    topic: Topic
    articles: int
    claims: int
    contradictions: int


def topic_rows() -> list[TopicRow]:
    """Return all topics in their order, in five queries."""
    places, speakers = _places()
    links = _contradictions()
    counted = Claim.objects.order_by().values_list("topic").annotate(Count("pk"))
    claims = dict(counted)
    return [
        TopicRow(topic, len(speakers[topic.pk]), claims.get(topic.pk, 0), _both_ends(links, places[topic.pk]))
        for topic in Topic.objects.all()
    ]


def most_disputed(rows: Iterable[TopicRow], most: int) -> list[TopicRow]:
    """Return at most `most` topics on which articles differ: the flagship first, then by contradictions."""
    differing = [row for row in rows if row.articles and (row.topic.flagship or row.contradictions)]
    return sorted(differing, key=lambda row: (not row.topic.flagship, -row.contradictions))[:most]


def _places() -> tuple[dict[int, list[Range]], dict[int, set[int]]]:
    """Return by topic the ranges that speak on it, and the articles in which they stand."""
    places: dict[int, list[Range]] = defaultdict(list)
    speakers: dict[int, set[int]] = defaultdict(set)
    columns = ("span__revision__article", "span__revision", "span__start", "span__end")
    passages = TopicPassage.objects.order_by().values_list("topic", *columns)
    accounts = Account.objects.order_by().values_list("claim__topic", *columns)
    for topic, article, *span in [*passages, *accounts]:
        revision, start, end = span
        places[topic].append((revision, start, end))
        speakers[topic].add(article)
    return places, speakers


def _contradictions() -> list[tuple[Range, Range]]:
    """Return both ends of every published link that says its ends contradict each other."""
    links = Link.objects.filter(relation=Relation.CONTRADICTS, annotation__status=Status.PUBLISHED).order_by()
    ends = [f"{end}__{name}" for end in ("annotation__span", "target") for name in ("revision", "start", "end")]
    return [((row[0], row[1], row[2]), (row[3], row[4], row[5])) for row in links.values_list(*ends)]


def _both_ends(links: Iterable[tuple[Range, Range]], places: list[Range]) -> int:
    """Count the links of which both ends touch one of `places`: they contradict each other on that matter."""
    return sum(all(any(_touch(end, place) for place in places) for end in link) for link in links)


def _touch(one: Range, other: Range) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
