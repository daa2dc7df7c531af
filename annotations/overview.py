"""Articles and topics as rows of a list, with their counts: each list in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.translation import ngettext

from annotations import asides
from annotations.asides import Judged
from annotations.contradictions import Range, contradict, contradictions
from annotations.labels import KIND_CLASS, Labels
from annotations.listing import SignCount
from annotations.miniatures import Miniature, miniature
from annotations.models import Account, Annotation, Claim, Link, Topic, TopicPassage
from annotations.vocabulary import Kind, Status
from edition.citations.wording import edtf, name_in_words
from edition.dates import dating, issued
from edition.models import Article, Passage, Revision, Work


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many notes of one kind there are, as a number and in words."""

    css: str
    count: int
    words: str


@dataclass(slots=True)
class ArticleRow:
    """One article of the edition with its counts; `author` and `date` are '' and a sentence where unknown.

    `by_verdict` counts every fact-check, `verdicts` apart those that judge a comment or the page around the text.
    `earliest` is the first day on which it can have been published, for sorting; '' where nothing is known.
    """

    article: Article
    author: str
    date: str
    is_dated: bool
    earliest: str = ""
    paragraphs: int = 0
    reviewed_at: datetime | None = None
    by_kind: Counter[str] = field(default_factory=Counter)
    by_verdict: Counter[str] = field(default_factory=Counter)
    verdicts: list[SignCount] = field(default_factory=list)
    strip: Miniature | None = None

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


def numbered_through() -> int:
    """Return how many articles the edition has where their numbers run from 1 to that; 0 where they do not."""
    found = Article.objects.aggregate(least=Min("number"), most=Max("number"), count=Count("pk"))
    return found["count"] if (found["least"], found["most"]) == (1, found["count"]) else 0


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
    passages = _body(current)
    notes = Annotation.objects.published().filter(span__revision__in=current).order_by()
    columns = ("span__start", "span__end", "verdict", "span__passage__role", "reviewed_at")
    marks: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    judged: dict[int, list[Judged]] = defaultdict(list)
    for pk, kind, start, end, verdict, role, reviewed in notes.values_list("span__revision__article", "kind", *columns):
        marks[pk].append((kind, start, end))
        judged[pk].append((verdict, role))
        rows[pk].by_verdict[verdict] += 1
        rows[pk].reviewed_at = max(filter(None, (rows[pk].reviewed_at, reviewed)), default=None)
    links = Link.objects.filter(annotation__status=Status.PUBLISHED, target__revision__in=current).order_by()
    for pk, start, end in links.values_list("target__revision__article", "target__start", "target__end"):
        marks[pk].append((Kind.CROSS_REFERENCE.value, start, end))
    labels = Labels.now()
    for pk, row in rows.items():
        row.by_kind.update(kind for kind, _start, _end in marks[pk])
        row.verdicts = asides.count(judged[pk], labels)
        row.paragraphs = len(passages[pk])
        row.strip = miniature(passages[pk], marks[pk])
    return list(rows.values())


def _body(revisions: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """Return by article the ranges of the passages of its text: not the title's, not the rest's."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    passages = Passage.objects.filter(revision__in=revisions, anchor__startswith="p").order_by("position")
    for article, start, end in passages.values_list("revision__article", "start", "end"):
        found[article].append((start, end))
    return found


def _article_row(article: Article) -> ArticleRow:
    csl = article.work.csl
    is_dated = bool(issued(csl))
    return ArticleRow(article, authors(article.work), dating(csl, article.provenance), is_dated, earliest(article))


def earliest(article: Article) -> str:
    """Return the first year, month or day on which an article can have been published, as EDTF; '' if unknown."""
    if date := edtf(article.work.csl.get("issued", {})):
        return date.partition("/")[0]
    bounds = article.provenance.get("dateBounds") or {}
    return str(bounds.get("notBefore") or bounds.get("notAfter") or "")


SORTS: dict[str, Callable[[ArticleRow], Any]] = {
    "title": lambda row: row.article.title.casefold(),
    "author": lambda row: (not row.author, row.author.casefold()),
    "published": lambda row: row.earliest or "~",
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
    """One topic with how many articles speak on it, how many points it holds, how often two passages contradict.

    `asked` and `answer` are the question of its first point and the checked value; the question is '' where it is the
    topic's own, and both are without a point. `verdicts` are those on all accounts.
    """

    topic: Topic
    articles: int
    claims: int
    contradictions: int
    asked: str
    answer: str
    verdicts: list[SignCount]


def topic_rows() -> list[TopicRow]:
    """Return all topics in their order, in five queries."""
    places, speakers, verdicts = _spoken()
    links, labels, points = contradictions(), Labels.now(), _points()
    rows = []
    for topic in Topic.objects.all():
        question, answer = next(iter(points[topic.pk]), ("", ""))
        rows.append(
            TopicRow(
                topic,
                len(speakers[topic.pk]),
                len(points[topic.pk]),
                contradict(links, places[topic.pk]),
                asked_apart(topic, question),
                answer,
                asides.count(verdicts[topic.pk], labels),
            )
        )
    return rows


def asked_apart(topic: Topic, question: str) -> str:
    """Return the question of a topic's first point, to stand before its answer; '' where it is the topic's own."""
    return "" if question.casefold().strip() == topic.question.casefold().strip() else question


def most_disputed(rows: Iterable[TopicRow], most: int) -> list[TopicRow]:
    """Return at most `most` topics on which articles differ: the flagship first, then by contradictions."""
    differing = [row for row in rows if row.articles and (row.topic.flagship or row.contradictions)]
    return sorted(differing, key=lambda row: (not row.topic.flagship, -row.contradictions))[:most]


def _points() -> dict[int, list[tuple[str, str]]]:
    """Return by topic the questions of its points in their order, each with its checked value."""
    points: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for topic, *point in Claim.objects.order_by("position").values_list("topic", "question", "checked_value"):
        points[topic].append((point[0], point[1]))
    return points


def _spoken() -> tuple[dict[int, list[Range]], dict[int, set[int]], dict[int, list[Judged]]]:
    """Return by topic the ranges that speak on it, the articles in which they stand, and the verdicts on them."""
    places: dict[int, list[Range]] = defaultdict(list)
    speakers: dict[int, set[int]] = defaultdict(set)
    verdicts: dict[int, list[Judged]] = defaultdict(list)
    columns = ("span__revision__article", "span__revision", "span__start", "span__end")
    passages = TopicPassage.objects.order_by().values_list("topic", *columns)
    judged_on = ("verdict", "span__passage__role", "annotation__status")
    accounts = Account.objects.order_by().values_list("claim__topic", *columns, *judged_on)
    for topic, article, revision, start, end, *judged in [*passages, *accounts]:
        places[topic].append((revision, start, end))
        speakers[topic].add(article)
        if judged and judged[2] == Status.PUBLISHED:
            verdicts[topic].append((judged[0], judged[1]))
    return places, speakers, verdicts
