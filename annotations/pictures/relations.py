"""The cross-references of the edition as a map: articles as nodes, a panel a relation, an arc for two articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.choosing import current_links
from annotations.listing import Spot, article_words
from annotations.models import Link
from annotations.overview import authors
from annotations.pictures.arcs import Drawing, draw
from annotations.rendering import shorten
from annotations.vocabulary import Relation
from edition.dates import dating, issued
from edition.models import Article

WORDS = 160


@dataclass(frozen=True, slots=True)
class Node:
    """One article: what it is called, who wrote it and when, as far as that is known."""

    article: Article
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of one article, and those of another, or the same, that a published cross-reference leads to."""

    number: int
    source: Spot
    words: str
    target: Spot
    target_words: str

    @property
    def note_url(self) -> str:
        return reverse("note", args=[self.number])


@dataclass(frozen=True, slots=True)
class Edge:
    """All pairs of one relation between two articles, the lower number first; `url` opens them side by side."""

    left: Article
    right: Article
    relation: str
    pairs: list[Pair]

    @property
    def is_within(self) -> bool:
        """Whether both ends are one article, which no comparison shows side by side."""
        return self.left == self.right

    @property
    def anchor(self) -> str:
        return f"{self.relation}-{self.left.number}-{self.right.number}"

    @property
    def url(self) -> str:
        if self.is_within:
            return f"#{self.anchor}"
        query = urlencode({"left": f"{self.left.number}", "right": f"{self.right.number}", "relation": self.relation})
        return f"{reverse('compare')}?{query}#pairs"

    @property
    def words(self) -> str:
        """Return what the edge joins: Articles 1 and 3: 4 pairs."""
        count = len(self.pairs)
        pairs = ngettext("%(count)d pair", "%(count)d pairs", count) % {"count": count}
        if self.is_within:
            return _("Within article %(number)d: %(pairs)s") % {"number": self.left.number, "pairs": pairs}
        numbers = {"left": self.left.number, "right": self.right.number, "pairs": pairs}
        return _("Articles %(left)d and %(right)d: %(pairs)s") % numbers


@dataclass(frozen=True, slots=True)
class Panel:
    """One relation: its word, its edges in the order of their articles, and their drawing."""

    relation: str
    word: str
    edges: list[Edge]
    drawing: Drawing

    @property
    def counts(self) -> str:
        """Return how much the panel holds: 24 pairs."""
        count = sum(len(edge.pairs) for edge in self.edges)
        return ngettext("%(count)d pair of passages", "%(count)d pairs of passages", count) % {"count": count}


@dataclass(frozen=True, slots=True)
class Map:
    """The map of the edition; without panels no cross-reference is published. `alone` are the articles off the map."""

    nodes: list[Node]
    panels: list[Panel]
    alone: list[Article]


def of_edition() -> Map:
    """Return the map of the published cross-references between current texts, in three queries."""
    published, edges = list(Article.objects.published()), _edges()
    joined = {end.pk for edge in edges for end in (edge.left, edge.right)}
    articles = [article for article in published if article.pk in joined or not edges]
    loops = any(edge.is_within for edge in edges)
    panels = [
        Panel(relation.value, str(relation.label), found, _drawing(articles, found, loops))
        for relation in Relation
        if (found := [edge for edge in edges if edge.relation == relation])
    ]
    return Map([_node(one) for one in articles], panels, [one for one in published if one not in articles])


def _node(article: Article) -> Node:
    csl = article.work.csl
    # What is known of the time of an undated article stands on its page; here it would hide the map.
    date = dating(csl, article.provenance) if issued(csl) else _("Not dated")
    return Node(article, article_words(article), " · ".join(filter(None, (authors(article.work), date))))


def _edges() -> list[Edge]:
    """Return the edges by their articles' numbers, in two queries."""
    found: dict[tuple[str, int, int], Edge] = {}
    for link in _links():
        pair = _pair(link)
        ends = sorted((pair.source.article, pair.target.article), key=lambda article: article.number)
        key = (link.relation, ends[0].number, ends[1].number)
        found.setdefault(key, Edge(ends[0], ends[1], link.relation, [])).pairs.append(pair)
    return sorted(found.values(), key=lambda edge: (edge.left.number, edge.right.number))


def _links() -> Iterable[Link]:
    ends = ("annotation__span", "target")
    joined = [f"{end}__{name}" for end in ends for name in ("passage", "revision__article__work")]
    texts = [f"{end}__revision__{name}" for end in ends for name in ("text", "original")]
    links = current_links().select_related("annotation", *joined)
    return links.defer(*texts).order_by("annotation__number", "position")


def _pair(link: Link) -> Pair:
    span = link.annotation.span
    words = (shorten(span.exact, WORDS), shorten(link.target.exact, WORDS))
    return Pair(link.annotation.number, Spot.of(span), words[0], Spot.of(link.target), words[1])


def _drawing(articles: Sequence[Article], edges: Sequence[Edge], loops: bool) -> Drawing:
    """Return the arcs of one relation over all articles."""
    rows = {article.pk: row for row, article in enumerate(articles)}
    shown = [edge for edge in edges if edge.left.pk in rows and edge.right.pk in rows]
    ends = [(rows[edge.left.pk], rows[edge.right.pk], edge) for edge in shown]
    return draw([article.number for article in articles], ends, loops=loops)
