"""The verdicts on each article as one bar: counts, and never a score of the whole.

Fact-checks of comments on the captured page, and of the page around the text, are no part of the bar: they stand apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations import asides, silence
from annotations.asides import Judged
from annotations.labels import KIND_CLASS, Labels
from annotations.listing import Sign, SignCount, article_words
from annotations.models import Annotation
from annotations.overview import current_revisions
from annotations.pictures.svg import shares
from annotations.vocabulary import Kind, Verdict
from edition.models import Article

WIDTH = 340
LEAST = 44  # a part holds its sign and a count of three figures


@dataclass(frozen=True, slots=True)
class Part:
    """The fact-checks of one article that have one verdict, from `x` on; `url` shows them in the text."""

    sign: Sign
    count: int
    words: str
    url: str
    x: int
    width: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One article; without parts no verdict was given on its words. `apart` are those on other words of its page."""

    article: Article
    name: str
    title: str
    total: int
    parts: list[Part]
    apart: list[SignCount]
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The bars of the articles in the edition's order, and the verdicts that stand in them.

    `without` are the articles without a fact-check, where they are so many that they are named in one line instead.
    """

    bars: list[Bar]
    without: list[Article] = field(default_factory=list)

    @property
    def signs(self) -> list[Sign]:
        given = {part.sign.value: part.sign for bar in self.bars for part in bar.parts}
        return [given[verdict.value] for verdict in Verdict if verdict.value in given]


def by_article() -> Verdicts:
    """Return a bar for every published article, in three queries."""
    counts: defaultdict[int, Counter[Judged]] = defaultdict(Counter)
    revisions = list(current_revisions().values())
    notes = Annotation.objects.published().filter(kind=Kind.FACT_CHECK, span__revision__in=revisions).order_by()
    columns = ("span__revision__article", "verdict", "span__passage__role")
    for article, verdict, role, count in notes.values_list(*columns).annotate(Count("pk")):
        counts[article][verdict, role] = count
    shown, without = silence.split(Article.objects.published(), counts)
    labels = Labels.now()
    return Verdicts([bar(article, counts[article.pk], labels) for article in shown], without)


def bar(article: Article, judged: Counter[Judged], labels: Labels) -> Bar:
    """Return the bar of an article with these counts by verdict and the role of the passage."""
    counted = asides.count(judged.elements(), labels)
    counts = {one.sign.value: one.count for one in counted if not one.aside}
    given = [verdict.value for verdict in Verdict if verdict.value in counts]
    widths = shares([counts[verdict] for verdict in given], WIDTH, LEAST) if given else []
    parts, x = [], 0
    for verdict, width in zip(given, widths, strict=True):
        if sign := Sign.of(verdict, labels):
            parts.append(_part(article, sign, counts[verdict], x, width))
        x += width
    total = sum(counts[verdict] for verdict in given)
    words = ngettext("%(article)s: %(count)d fact-check", "%(article)s: %(count)d fact-checks", total)
    title = words % {"article": article_words(article), "count": total}
    return Bar(article, article_words(article), title, total, parts, [one for one in counted if one.aside])


def _part(article: Article, sign: Sign, count: int, x: int, width: int) -> Part:
    words = _("%(verdict)s: %(count)d") % {"verdict": sign.word, "count": count}
    return Part(sign, count, words, filtered(article, sign.value), x, width)


def filtered(article: Article, verdict: str) -> str:
    """Return the address of an article with only its fact-checks of one verdict shown."""
    query = urlencode({"show": KIND_CLASS[Kind.FACT_CHECK], "verdict": verdict})
    return f"{reverse('article', args=[article.slug])}?{query}"
