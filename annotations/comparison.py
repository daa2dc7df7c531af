"""The claim ledger: points down, articles across; and one claim with all its accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from annotations import asides
from annotations.contradictions import Ends, contradict
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
from annotations.vocabulary import PUBLIC, VERDICT_MEANINGS, Verdict
from edition.dates import in_words
from edition.models import Article, Revision, Span

WITHOUT_TEXTS = ("span__revision__text", "span__revision__original")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of an article on a point: what they are, where, what they assert, and what the editors found.

    `role` is that of the passage, and `aside` says whose words they are where not the article's own.
    `relation` says in a sentence how they stand to the checked value; `note` is the number of the note that says so,
    and `gist` its one line.
    """

    exact: str
    spot: Spot
    asserts: str = ""
    verdict: Sign | None = None
    relation: str = ""
    note: int | None = None
    gist: str = ""
    role: str = ""

    @property
    def aside(self) -> str:
        return asides.words(self.role)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one article says on one point; nothing where it does not mention it."""

    article: Article
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Point:
    """One claim as a row: its sources and finding, a cell for every article, and whether the accounts differ."""

    claim: Claim
    cited: list[Cited]
    finding_html: str
    cells: list[Cell]
    differs: bool = False

    @property
    def speakers(self) -> list[Cell]:
        """The cells of the articles that mention it."""
        return [cell for cell in self.cells if cell.said]


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


@dataclass(slots=True)
class Ledger:
    """What the rows of a page share: the articles across, the sources, the words, the texts by their revision's row."""

    articles: Sequence[Article]
    sources: SourceList
    labels: Labels
    texts: dict[int, str]
    links: Sequence[Ends] = ()

    def point(self, claim: Claim) -> Point:
        """Return a claim as a row."""
        accounts = list(claim.accounts.all())
        said: dict[int, list[Said]] = defaultdict(list)
        for account in accounts:
            said[account.span.revision.article_id].append(self._said(account))
        works = [source.work for source in claim.sources.all()]
        cited = sorted(self.sources.cite_all(works), key=lambda one: one.number)
        cells = [Cell(article, said[article.pk]) for article in self.articles]
        places = [(span.revision_id, span.start, span.end) for span in (account.span for account in accounts)]
        differs = _differ(cells) or contradict(self.links, places) > 0
        return Point(claim, cited, self.sources.weave(claim.finding_html), cells, differs)

    def passages(self, topic: Topic) -> list[Cell]:
        """Return for every article its words on a topic."""
        said: dict[int, list[Said]] = defaultdict(list)
        for passage in topic.passages.all():
            spot = self._spot(passage.span)
            said[spot.article.pk].append(Said(passage.span.exact, spot, role=passage.span.passage.role))
        return [Cell(article, said[article.pk]) for article in self.articles]

    def timeline(self, topic: Topic) -> list[Event]:
        """Return a topic's dated events in their order."""
        cite = self.sources.cite
        return [Event(in_words(one.date), one.date, one.event, cite(one.work)) for one in topic.timeline.all()]

    def _spot(self, span: Span) -> Spot:
        return Spot.of(span, self.texts.get(span.revision_id, ""))

    def _said(self, account: Account) -> Said:
        note = account.annotation if account.annotation and account.annotation.status in PUBLIC else None
        verdict = account.shown_verdict
        return Said(
            account.span.exact,
            self._spot(account.span),
            account.asserts,
            Sign.of(verdict, self.labels),
            str(VERDICT_MEANINGS[Verdict(verdict)]) if verdict else "",
            note.number if note else None,
            note.gist if note else "",
            account.span.passage.role,
        )


def texts(claims: Iterable[Claim], topic: Topic | None = None) -> dict[int, str]:
    """Return the texts on which the accounts of `claims` and the passages of `topic` stand, in one query."""
    spans = [account.span.revision_id for claim in claims for account in claim.accounts.all()]
    spans += [passage.span.revision_id for passage in topic.passages.all()] if topic else []
    return dict(Revision.objects.filter(pk__in=set(spans)).values_list("pk", "text"))


def speaking(claims: Iterable[Claim], topic: Topic | None = None) -> set[int]:
    """Return the row keys of the articles that speak on `claims`, or in the passages of `topic`."""
    found = {account.span.revision.article_id for claim in claims for account in claim.accounts.all()}
    return found | ({passage.span.revision.article_id for passage in topic.passages.all()} if topic else set())


def _differ(cells: Iterable[Cell]) -> bool:
    """Whether two articles speak and the verdicts on them are not the same; to have none counts as one of them."""
    own = filter(None, ([one for one in cell.said if not one.aside] for cell in cells))
    verdicts = [{one.verdict.value if one.verdict else "" for one in said} for said in own]
    return any(found != verdicts[0] for found in verdicts)


@dataclass(frozen=True, slots=True)
class Around:
    """The points of a topic around one of them: all with their places, and those before and after it."""

    claims: list[Claim]
    place: int
    before: Claim | None
    after: Claim | None


def around(claim: Claim) -> Around:
    """Return the points of the topic of `claim`, in one query."""
    all_of_them = list(Claim.objects.filter(topic=claim.topic_id).order_by("position"))
    at = [one.pk for one in all_of_them].index(claim.pk)
    after = all_of_them[at + 1] if at + 1 < len(all_of_them) else None
    return Around(all_of_them, at + 1, all_of_them[at - 1] if at else None, after)
