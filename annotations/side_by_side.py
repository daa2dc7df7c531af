"""Two articles side by side: both texts whole, and what joins them under the same letters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape

from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from annotations.apparatus import letters
from annotations.contradictions import touch
from annotations.joins import Join, marks
from annotations.labels import Labels
from annotations.listing import Spot
from annotations.models import Account, Annotation, Link, Topic, TopicPassage
from annotations.paragraphs import label
from annotations.rendering import name
from annotations.vocabulary import Relation, Status
from edition import markup
from edition.models import Article, Revision, Span
from edition.texts.weaving import weave

POINT = "point"


@dataclass(frozen=True, slots=True)
class Block:
    """One passage of a text: its anchor, that anchor in words, its role, and its words as HTML with their marks."""

    anchor: str
    name: str
    role: str
    html: str

    @property
    def label(self) -> str:
        """What stands in the gutter: 5 for p5."""
        return label(self.anchor)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts."""

    name: str
    article: Article
    revision: Revision
    blocks: list[Block]

    @property
    def language(self) -> str:
        return str(self.article.work.csl.get("language", "en"))


@dataclass(frozen=True, slots=True)
class Group:
    """The joins of one relation; `count` is how many there are, also where they are filtered away."""

    value: str
    word: str
    count: int
    joins: list[Join] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and their joins by relation; `total` counts the joins before any filter."""

    left: Side
    right: Side
    groups: list[Group]
    total: int

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.left, self.right

    @property
    def shown(self) -> int:
        return sum(len(group.joins) for group in self.groups)


def compare(left: Article, right: Article, relation: str = "", topic: Topic | None = None) -> Comparison:
    """Return two articles side by side, in seven queries at most.

    `relation` leaves one kind of joins; `topic` leaves the joins on it, and adds its points. Letters stay the same
    under every filter of the relation.
    """
    texts = current(left), current(right)
    joins = _on_topic(texts, topic) if topic else _links(texts)
    joins.sort(key=lambda join: (join.left[0].start, join.right[0].start))
    for join, letter in zip(joins, letters(), strict=False):
        join.letter = letter
    shown = [join for join in joins if relation in ("", join.relation)]
    return Comparison(
        _side("left", left, texts[0], shown),
        _side("right", right, texts[1], shown),
        _groups(joins, shown),
        len(joins),
    )


def current(article: Article) -> Revision:
    """Return the newest text of an article, without its original bytes."""
    revision = Revision.objects.light().filter(article=article).order_by("-number")[0]
    revision.article = article
    return revision


def relation_words() -> dict[str, str]:
    """Return the words of the groups by their value: the relations, and the points of a topic."""
    return {**{relation.value: str(relation.label) for relation in Relation}, POINT: _("On the same point")}


def _groups(joins: Sequence[Join], shown: Sequence[Join]) -> list[Group]:
    counts = Counter(join.relation for join in joins)
    by_relation: dict[str, list[Join]] = defaultdict(list)
    for join in shown:
        by_relation[join.relation].append(join)
    order = [POINT, Relation.CONTRADICTS.value, *Relation.values]
    words = relation_words()
    return [Group(value, words[value], counts[value], by_relation[value]) for value in dict.fromkeys(order)]


def _side(side: str, article: Article, revision: Revision, joins: Iterable[Join]) -> Side:
    passages = list(revision.passages.order_by("position").values_list("anchor", "start", "end", "role"))
    woven = weave(revision.text, [(start, end) for _anchor, start, end, _role in passages], marks(joins, side))
    blocks = [Block(row[0], name(row[0]), row[3], html) for row, html in zip(passages, woven, strict=True)]
    return Side(side, article, revision, blocks)


# --- what joins them --------------------------------------------------------------------------------


def _links(texts: tuple[Revision, Revision]) -> list[Join]:
    """Return a join for every published link between the two texts, whichever of them it starts from."""
    left, right = texts
    forth = Q(annotation__span__revision=left, target__revision=right)
    back = Q(annotation__span__revision=right, target__revision=left)
    links = Link.objects.filter(forth | back, annotation__status=Status.PUBLISHED).order_by("annotation__number")
    labels, joins = Labels.now(), []
    for link in links.select_related("annotation__span__passage", "target__passage"):
        ends = link.annotation.span, link.target
        words = [labels.relation(link.relation, incoming) for incoming in (False, True)]
        if link.target.revision_id == left.pk:
            ends, words = (ends[1], ends[0]), words[::-1]
        note = link.annotation
        joins.append(_join(link.relation, texts, [ends[0]], [ends[1]], (words[0], words[1]), note.number, _about(note)))
    return joins


def _about(note: Annotation) -> str:
    """Return what a cross-reference says of its words, in plain text."""
    return note.gist or unescape(strip_tags(markup.fill(note.finding_html, lambda _key, _locator: "")))


def _join(
    relation: str,
    texts: tuple[Revision, Revision],
    left: Sequence[Span],
    right: Sequence[Span],
    words: tuple[str, str],
    note: int | None,
    about: str,
) -> Join:
    for revision, spans in zip(texts, (left, right), strict=True):
        for span in spans:
            span.revision = revision
    lefts, rights = ([(span, Spot.of(span, span.revision.text)) for span in spans] for spans in (left, right))
    return Join(relation, *words, lefts, rights, note, about)


def _on_topic(texts: tuple[Revision, Revision], topic: Topic) -> list[Join]:
    """Return the joins of two texts on a topic: its points on which both speak, and the links between its words."""
    accounts = Account.objects.filter(claim__topic=topic, span__revision__in=texts).select_related(
        "claim", "span__passage"
    )
    passages = TopicPassage.objects.filter(topic=topic, span__revision__in=texts)
    places = [*passages.values_list("span__revision", "span__start", "span__end")]
    by_claim: dict[int, list[Account]] = defaultdict(list)
    for account in accounts.order_by("claim__position", "position"):
        by_claim[account.claim.pk].append(account)
        places.append((account.span.revision_id, account.span.start, account.span.end))
    points = [_point(texts, found) for found in by_claim.values()]
    return [
        *[join for join in points if join is not None],
        *[join for join in _links(texts) if all(any(touch(end, place) for place in places) for end in join.ends)],
    ]


def _point(texts: tuple[Revision, Revision], accounts: Sequence[Account]) -> Join | None:
    """Return a point as a join, None where one of the texts does not speak on it."""
    left, right = ([one.span for one in accounts if one.span.revision_id == text.pk] for text in texts)
    if not (left and right):
        return None
    claim, word = accounts[0].claim, _("On the same point")
    join = _join(POINT, texts, left, right, (word, word), None, claim.question)
    join.claim = claim
    return join
