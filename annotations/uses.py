"""What stands on the words of texts: notes, the targets of their links, accounts of claims, passages of topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef

from annotations.content import Content, LinkItem
from annotations.models import Account, Annotation, Link, TopicPassage, Version
from annotations.vocabulary import Status
from edition.models import Revision, Span

NOTE, LINK, ACCOUNT, PASSAGE = "note", "link", "account", "passage"


class Use(NamedTuple):
    """Something that stands on a span: a note, the target of a note's link, an account of a claim, or a passage of a
    topic. `key` is the number of the note, or the slug of the claim or topic.
    """

    kind: str
    key: str
    span: Span


def older() -> list[int]:
    """Return the row keys of all texts of which there is a newer one."""
    newer = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    return list(Revision.objects.filter(Exists(newer)).order_by("article", "number").values_list("pk", flat=True))


def on(revisions: Iterable[int]) -> list[Use]:
    """Return all that stands on the texts of these row keys, notes first; withdrawn notes stand in no text.

    The spans come with passage, revision and article, and without the texts.
    """
    where = list(revisions)
    rows = [*_rows(where), *_under_way(where)] if where else []
    spans = Span.objects.select_related("passage", "revision__article__work")
    known = spans.defer("revision__text", "revision__original").in_bulk({pk for _kind, _key, pk in rows})
    return [Use(kind, str(key), known[pk]) for kind, key, pk in dict.fromkeys(rows)]


def count(revisions: Iterable[int]) -> int:
    """Return how many things `on` returns."""
    where = list(revisions)
    return len({*_rows(where), *_under_way(where)}) if where else 0


def _rows(where: list[int]) -> Iterator[tuple[str, int | str, int]]:
    notes = Annotation.objects.exclude(status=Status.WITHDRAWN).filter(span__revision__in=where)
    yield from ((NOTE, *row) for row in notes.order_by("number").values_list("number", "span"))
    links = Link.objects.exclude(annotation__status=Status.WITHDRAWN).filter(target__revision__in=where)
    rows = links.order_by("annotation__number", "position").values_list("annotation__number", "target")
    yield from ((LINK, *row) for row in rows)
    accounts = Account.objects.filter(span__revision__in=where)
    accounts = accounts.order_by("claim__topic__position", "claim__position", "position")
    yield from ((ACCOUNT, *row) for row in accounts.values_list("claim__slug", "span"))
    passages = TopicPassage.objects.filter(span__revision__in=where).order_by("topic__position", "position")
    yield from ((PASSAGE, *row) for row in passages.values_list("topic__slug", "span"))


def _under_way(where: list[int]) -> Iterator[tuple[str, int, int]]:
    """Links of versions under way, of which there are no rows yet; those on words that no span was made of are left."""
    for number, item in drafted_links():
        place = item.target
        spans = Span.objects.filter(revision__in=where, revision__article__slug=place.article, start=place.start)
        here = spans.filter(revision__number=place.revision, end=place.end).values_list("pk", flat=True).first()
        if here is not None:
            yield LINK, number, here


def drafted_links() -> Iterator[tuple[int, LinkItem]]:
    """Give the links of versions that are under way of published notes, with the note's number."""
    notes = Annotation.objects.exclude(revising="")
    newest = Version.objects.filter(annotation__in=notes, number=F("annotation__version"))
    for version in newest.select_related("annotation").order_by("annotation__number"):
        yield from ((version.annotation.number, item) for item in Content.from_json(version.fields).links)
