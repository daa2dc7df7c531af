"""A topic as a chapter of a book: the answer, the record, and the claim ledger point by point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations import comparison, standing
from annotations.apparatus import Source
from annotations.comparison import Cell, Ledger
from annotations.contradictions import contradictions
from annotations.exports.books.chapters import language
from annotations.exports.books.nodes import Element, Node, parse
from annotations.exports.books.numbers import Listed, Numbers
from annotations.labels import Labels
from annotations.listing import article_words
from annotations.models import Claim, Topic
from annotations.overview import asked_apart
from annotations.sourcing import SourceList
from edition.dates import in_words
from edition.models import Article, Work
from edition.references import fill


@dataclass(frozen=True, slots=True)
class Account:
    """What an article says on a point: where, in which words, and the verdict on them with its sign."""

    where: str
    path: str
    exact: str
    language: str
    asserts: str
    sign: str
    verdict: str
    aside: str


@dataclass(frozen=True, slots=True)
class Point:
    """One claim: what the sources support, why, and what the articles say; `silent` do not mention it."""

    slug: str
    question: str
    answer: str
    refs: list[Node]
    finding: list[Node]
    accounts: list[Account]
    silent: str


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event of a topic's record."""

    date: str
    event: str
    ref: Element


@dataclass(frozen=True, slots=True)
class TopicPart:
    """A topic; `answer` is what the sources say to `asked`, which is '' where it is the topic's own question."""

    slug: str
    path: str
    title: str
    question: str
    asked: str
    answer: str
    sentence: str
    record: list[Node]
    points: list[Point]
    events: list[Event]
    sources: list[Listed]


def build(articles: Sequence[Article]) -> list[TopicPart]:
    """Return all topics of the edition; `articles` are those that are asked."""
    labels, links = Labels.now(), contradictions()
    found = []
    for topic in comparison.topics():
        ledger = Ledger(articles, SourceList([]), labels, {}, links)
        found.append(_topic(topic, ledger))
    return found


def _topic(topic: Topic, ledger: Ledger) -> TopicPart:
    claims = list(topic.claims.all())
    shown = {f"point-{number}": _("point %(number)d") % {"number": number} for number in range(1, len(claims) + 1)}
    numbers = Numbers(_sources(topic, claims), {**shown, "record": _("record"), "dates": _("dates")})
    first = ledger.point(claims[0]) if claims else None
    points = [_point(claim, number, ledger, numbers) for number, claim in enumerate(claims[:1], 1)]
    record = numbers.fill(parse(topic.record_html), "record")
    own = [source.work.key for source in topic.sources.all()]
    points += [_point(claim, number, ledger, numbers) for number, claim in enumerate(claims[1:], 2)]
    return TopicPart(
        slug=topic.slug,
        path=topic.get_absolute_url(),
        title=topic.title,
        question=topic.question,
        asked=asked_apart(topic, first.claim.question) if first else "",
        answer=first.claim.checked_value if first else "",
        sentence=standing.sentence(first) if first else "",
        record=[*record, Element("p", [numbers.sorted_refs(own, "record")])] if own else record,
        points=points,
        events=[
            Event(in_words(one.date), one.event, numbers.ref(one.work.key, "", "dates")) for one in topic.timeline.all()
        ],
        sources=numbers.listed(),
    )


def _sources(topic: Topic, claims: Iterable[Claim]) -> list[Source]:
    """Return every work that the topic, its points and its events rest on."""
    used = [source.work for source in topic.sources.all()] + [event.work for event in topic.timeline.all()]
    used += [source.work for claim in claims for source in claim.sources.all()]
    works: dict[int, Work] = {work.pk: work for work in used}
    fill(works.values())
    return [Source(work.key, work.title, work.reference_html) for work in works.values()]


def _point(claim: Claim, number: int, ledger: Ledger, numbers: Numbers) -> Point:
    cited = [source.work.key for source in claim.sources.all()]
    refs: list[Node] = [numbers.sorted_refs(cited, f"point-{number}")] if cited else []
    cells = ledger.point(claim).cells
    silent = [article_words(cell.article) for cell in cells if not cell.said]
    return Point(
        slug=claim.slug,
        question=claim.question,
        answer=claim.checked_value,
        refs=refs,
        finding=numbers.fill(parse(claim.finding_html), f"point-{number}"),
        accounts=[account for cell in cells for account in _accounts(cell)],
        silent=_("Not mentioned: %(articles)s.") % {"articles": ", ".join(silent)} if silent else "",
    )


def _accounts(cell: Cell) -> list[Account]:
    return [
        Account(
            where=said.spot.words,
            path=said.spot.url,
            exact=said.exact,
            language=language(cell.article.work.csl),
            asserts=said.asserts,
            sign=said.verdict.sign if said.verdict else "",
            verdict=said.verdict.word if said.verdict else "",
            aside=said.aside,
        )
        for said in cell.said
    ]
