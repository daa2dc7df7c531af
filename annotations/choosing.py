"""Which two articles a reader wants side by side, and the sentence for what cannot be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from annotations.models import Link
from annotations.overview import current_revisions
from annotations.rendering import shorten
from annotations.side_by_side import POINT, relation_words
from annotations.vocabulary import Status
from edition.models import Article

LONGEST = 40  # characters of what was asked for that a sentence repeats


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for: two articles, or one or none of them; a relation, '' for all; and what is wrong with it.

    `problem` keeps the two from being shown; `remark` does not.
    """

    articles: Sequence[Article]
    left: Article | None
    right: Article | None
    relation: str
    relations: list[tuple[str, str]]
    problem: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles and how many published links join them."""

    left: Article
    right: Article
    links: int


def choose(query: Mapping[str, str], articles: Sequence[Article], *, on_topic: bool) -> Choice:
    """Return the choice that a query makes among `articles`, by their numbers."""
    sides = [query.get(side, "").strip() for side in ("left", "right")]
    left, right = (_article(asked, articles) for asked in sides)
    words = relation_words()
    if not on_topic:
        del words[POINT]
    relation = query.get("relation", "")
    is_known = relation in words or not relation
    remark = "" if is_known else _("“%(asked)s” is no relation: everything is shown.") % {"asked": _short(relation)}
    problem = _problem(sides, left, right, articles)
    return Choice(articles, left, right, relation if is_known else "", list(words.items()), problem, remark)


def _article(asked: str, articles: Sequence[Article]) -> Article | None:
    return next((article for article in articles if str(article.number) == asked), None)


def _problem(sides: Sequence[str], left: Article | None, right: Article | None, articles: Sequence[Article]) -> str:
    """Return why the two cannot be shown; '' where they can, and where nothing was asked for."""
    if len(articles) < 2:
        return _("It takes two articles to compare, and this edition has not got them yet.")
    for asked, found in zip(sides, (left, right), strict=True):
        if asked and found is None and not _short(asked):
            return _("There is no article of that number in this edition. Choose one from the list.")
        if asked and found is None:
            return _("There is no article “%(asked)s” in this edition. Choose one from the list.") % {
                "asked": _short(asked)
            }
    if left and left == right:
        return _("Article %(number)d stands on both sides. Choose another for one of them.") % {"number": left.number}
    if any(sides) and not all(sides):
        return _("Choose an article for either side.")
    return ""


def _short(asked: str) -> str:
    return shorten(asked.replace("\x00", ""), LONGEST).strip()


def current_links() -> QuerySet[Link]:
    """Return the published links between current texts: those that are shown side by side. One query is made at once.

    A link to words of an earlier text version stays with that version.
    """
    current = list(current_revisions().values())
    return Link.objects.filter(
        annotation__status=Status.PUBLISHED, annotation__span__revision__in=current, target__revision__in=current
    )


def pairs(articles: Sequence[Article]) -> list[Pair]:
    """Return every two articles that published links join, those with most links first; in two queries."""
    ends = "annotation__span__revision__article", "target__revision__article"
    counts: Counter[frozenset[int]] = Counter()
    for one, other, count in current_links().order_by().values_list(*ends).annotate(Count("pk")):
        counts[frozenset((one, other))] += count
    found = [Pair(one, other, counts[frozenset((one.pk, other.pk))]) for one, other in combinations(articles, 2)]
    return sorted([pair for pair in found if pair.links], key=lambda pair: -pair.links)
