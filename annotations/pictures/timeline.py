"""A topic in time: the dated record, and below it the dates that the sources and each article give on every point.

The dates of a record are EDTF. Those of a checked value or an account are read out of its words, which always stand
beside the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations import asides
from annotations.labels import Labels
from annotations.listing import Sign, Spot, article_words
from annotations.models import Account, Annotation, Claim, Topic, TopicPassage
from annotations.pictures import dating
from annotations.pictures.dating import Extent
from annotations.pictures.gantt import ISOLATE, POP, Group, Line, Picture, narrow, wide
from annotations.rendering import shorten
from annotations.vocabulary import Kind
from edition.dates import in_words
from edition.models import Article, Passage, Work

PLAIN = re.compile(r"\d{4}(-\d\d){0,2}")
WORDS = 120  # so many characters of an account's words at most


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event of the record; `extent` is None where its date is no date of the calendar."""

    date: str
    words: str
    source: Work
    extent: Extent | None

    @property
    def date_in_words(self) -> str:
        return in_words(self.date)

    @property
    def machine_date(self) -> str:
        """Return the date for the datetime attribute of HTML, or "" where that knows no such date."""
        return self.date if self.extent and PLAIN.fullmatch(self.date) else ""

    @property
    def label(self) -> str:
        """Return date and words as one label; the date keeps its own direction and does not break over lines."""
        date = self.date_in_words.replace(" ", "\N{NO-BREAK SPACE}")
        return f"{ISOLATE}{date}{POP}: {self.words}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Two drawings of one topic, for wide and for narrow pages, and what they show as a table."""

    title: str
    events: Sequence[Event]
    groups: Sequence[Group]
    wide: Picture
    narrow: Picture

    @property
    def has_accounts(self) -> bool:
        return any(not line.is_record for group in self.groups for line in group.lines)


def of_topic(topic: Topic, articles: Iterable[Article] | None = None) -> Timeline | None:
    """Return the timeline of a topic, or None when nothing on it is dated.

    A topic of `comparison.topics()` brings its rows along; `articles` are those of the edition, read when not given.
    """
    known = list(Article.objects.published() if articles is None else articles)
    events = [Event(event.date, event.event, event.work, dating.of_edtf(event.date)) for event in topic.timeline.all()]
    claims = list(topic.claims.all())
    groups = [group for claim in claims if (group := _question(claim, known))]
    if others := _other_words(topic, claims):
        groups.append(Group(_("Also said in the articles"), "", others, []))
    dated = [(event.extent, event.label) for event in events if event.extent]
    if not dated and not groups:
        return None
    dated.sort(key=lambda pair: pair[0])
    title = _("Timeline: %(title)s") % {"title": topic.title}
    return Timeline(title, events, groups, wide(dated, groups), narrow(dated, groups, _("The record")))


def _question(claim: Claim, articles: Sequence[Article]) -> Group | None:
    """Return what is said on one point, with its dates; None where no article gives one."""
    accounts = list(claim.accounts.all())
    dated = [line for account in accounts if (line := _account(account))]
    if not dated:
        return None
    checked = Line(
        lead=_("The sources"),
        words=claim.checked_value,
        extents=dating.in_prose(claim.checked_value),
        url=claim.get_absolute_url(),
        is_record=True,
    )
    return Group(claim.question, claim.get_absolute_url(), [checked, *dated], _without_date(accounts, dated, articles))


def _account(account: Account) -> Line | None:
    """Return what an article asserts on a point as a line; None where that names no date."""
    extents = dating.in_prose(account.asserts)
    if not extents:
        return None
    verdict = account.shown_verdict
    spot = Spot.of(account.span)
    return Line(
        lead=article_words(spot.article),
        words=account.asserts,
        extents=extents,
        url=spot.url,
        place=_place(spot, account.span.passage),
        verdict=Sign.of(verdict, Labels.now()),
        article=spot.article.pk,
    )


def _place(spot: Spot, passage: Passage) -> str:
    """Return the place of words, and whose they are where not the article's own: Article 4 x3 (a reader’s comment)."""
    aside = asides.words(passage.role)
    return f"{spot.words} ({aside})" if aside else spot.words


def _without_date(accounts: Iterable[Account], dated: Iterable[Line], articles: Iterable[Article]) -> list[str]:
    """Return in sentences which articles speak on a point and give no date, and which do not mention it."""
    speakers = {account.span.revision.article_id for account in accounts}
    daters = {line.article for line in dated}
    undated = [article_words(article) for article in articles if article.pk in speakers - daters]
    silent = [article_words(article) for article in articles if article.pk not in speakers]
    sentences = ((_("No date given: %(articles)s"), undated), (_("Not mentioned: %(articles)s"), silent))
    return [sentence % {"articles": _list(names)} for sentence, names in sentences if names]


def _list(names: Iterable[str]) -> str:
    """Return names with commas between them, none broken over two lines."""
    return ", ".join(name.replace(" ", "\N{NO-BREAK SPACE}") for name in names)


def _other_words(topic: Topic, claims: Iterable[Claim]) -> list[Line]:
    """Return the dated words of articles on a topic that no account covers, with the verdict of their fact-check."""
    covered = [_range(account) for claim in claims for account in claim.accounts.all()]
    free = [
        (passage, extents)
        for passage in topic.passages.all()
        if not any(_touch(_range(passage), other) for other in covered)
        and (extents := dating.in_prose(passage.span.exact))
    ]
    if not free:
        return []
    labels, verdicts = Labels.now(), _verdicts(passage.span_id for passage, _extents in free)
    return [_quoted(passage, extents, Sign.of(verdicts.get(passage.span_id, ""), labels)) for passage, extents in free]


def _quoted(passage: TopicPassage, extents: list[Extent], verdict: Sign | None) -> Line:
    spot = Spot.of(passage.span)
    words = f"“{shorten(passage.span.exact, WORDS)}”"
    return Line(
        lead=article_words(spot.article),
        words=words,
        extents=extents,
        url=spot.url,
        place=_place(spot, passage.span.passage),
        verdict=verdict,
        article=spot.article.pk,
        language=spot.article.work.csl.get("language", "und"),
    )


def _verdicts(spans: Iterable[int]) -> dict[int, str]:
    """Return the verdict of the published fact-check on each of these spans that has one."""
    notes = Annotation.objects.published().filter(kind=Kind.FACT_CHECK, span__in=list(spans)).order_by("-number")
    return dict(notes.values_list("span", "verdict"))


def _range(row: Account | TopicPassage) -> tuple[int, int, int]:
    return row.span.revision_id, row.span.start, row.span.end


def _touch(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
