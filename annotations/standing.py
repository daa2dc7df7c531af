"""Which article is right: how the accounts of a topic stand to what the sources support."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations import asides
from annotations.comparison import Cell, Point, Said
from annotations.labels import Labels
from annotations.listing import SignCount, article_words
from annotations.vocabulary import Verdict
from edition.models import Article

IN_PART = {Verdict.ACCURATE.value, Verdict.PARTLY_ACCURATE.value, Verdict.LACKS_CONTEXT.value}


@dataclass(frozen=True, slots=True)
class Standing:
    """One article on a topic: what it says on the first point, and the verdicts on all its points.

    `unjudged` counts its accounts without a verdict. Comments on the captured page are counted apart.
    """

    article: Article
    first: list[Said]
    counts: list[SignCount]
    unjudged: int

    @property
    def is_silent(self) -> bool:
        return not (self.first or self.counts or self.unjudged)


def standings(points: Sequence[Point], articles: Iterable[Article], labels: Labels) -> list[Standing]:
    """Return how every article stands on `points`, of which the first answers the topic's question."""
    found = []
    for place, article in enumerate(articles):
        said = [one for point in points for one in point.cells[place].said]
        judged = [(one.verdict.value, one.role) for one in said if one.verdict]
        first = points[0].cells[place].said if points else []
        found.append(Standing(article, first, asides.count(judged, labels), len(said) - len(judged)))
    return found


def sentence(point: Point) -> str:
    """Return in one sentence which articles the sources bear out on a point."""
    right = [cell for cell in point.speakers if _verdicts(cell) == {Verdict.ACCURATE.value}]
    if right:
        return _("The sources bear out: %(articles)s.") % {"articles": _names(right)}
    partly = [cell for cell in point.speakers if _verdicts(cell) & IN_PART]
    if partly:
        return _("The sources bear out no article in full; in part: %(articles)s.") % {"articles": _names(partly)}
    disputed = [cell for cell in point.speakers if Verdict.DISPUTED.value in _verdicts(cell)]
    if disputed:
        words = _("Good sources disagree, so no article is simply right. Disputed: %(articles)s.")
        return words % {"articles": _names(disputed)}
    if any(_verdicts(cell) for cell in point.speakers):
        return _("The sources bear out none of the articles.")
    return _("No article says anything on it that was checked.")


def _verdicts(cell: Cell) -> set[str]:
    """Return the verdicts on the article's own words, not on what stands beside them."""
    return {one.verdict.value for one in cell.said if one.verdict and not one.aside}


def _names(cells: Iterable[Cell]) -> str:
    return ", ".join(article_words(cell.article) for cell in cells)
