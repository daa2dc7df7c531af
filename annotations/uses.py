"""What stands on the words of texts: notes, the targets of their links, accounts of claims, passages of topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q

from annotations.content import Content, LinkItem, Place
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
    return _standing(Q(revision__in=where)) if where else []


def at(spans: Iterable[int]) -> list[Use]:
    """Return all that stands on the spans of these row keys, as `on` does."""
    where = list(spans)
    return _standing(Q(pk__in=where)) if where else []


def _standing(where: Q) -> list[Use]:
    rows = [*_rows(where), *_under_way(where)]
    spans = Span.objects.select_related("passage", "revision__article__work")
    known = spans.defer("revision__text", "revision__original").in_bulk({pk for _kind, _key, pk in rows})
    return [Use(kind, str(key), known[pk]) for kind, key, pk in dict.fromkeys(rows)]


def count(revisions: Iterable[int]) -> int:
    """Return how many things `on` returns."""
    where = list(revisions)
    rows = Q(revision__in=where)
    return len({*_rows(rows), *_under_way(rows)}) if where else 0


def _of(name: str, where: Q) -> Q:
    """Return a condition on spans as one on what has a span called `name`."""
    return Q(**{f"{name}__{lookup}": value for lookup, value in where.children})  # type: ignore[misc]


def _rows(where: Q) -> Iterator[tuple[str, int | str, int]]:
    notes = Annotation.objects.exclude(status=Status.WITHDRAWN).filter(_of("span", where))
    yield from ((NOTE, *row) for row in notes.order_by("number").values_list("number", "span"))
    links = Link.objects.exclude(annotation__status=Status.WITHDRAWN).filter(_of("target", where))
    rows = links.order_by("annotation__number", "position").values_list("annotation__number", "target")
    yield from ((LINK, *row) for row in rows)
    accounts = Account.objects.filter(_of("span", where))
    accounts = accounts.order_by("claim__topic__position", "claim__position", "position")
    yield from ((ACCOUNT, *row) for row in accounts.values_list("claim__slug", "span"))
    passages = TopicPassage.objects.filter(_of("span", where)).order_by("topic__position", "position")
    yield from ((PASSAGE, *row) for row in passages.values_list("topic__slug", "span"))


def _under_way(where: Q) -> Iterator[tuple[str, int, int]]:
    """Links of versions under way, of which there are no rows yet; those on words that no span was made of are left."""
    drafted = list(drafted_links())
    if not drafted:
        return
    spans = Span.objects.filter(where, start__in={item.target.start for _number, item in drafted})
    columns = spans.values_list("revision__article__slug", "revision__number", "start", "end", "pk")
    known = {Place(slug, revision, start, end): pk for slug, revision, start, end, pk in columns}
    yield from ((LINK, number, known[item.target]) for number, item in drafted if item.target in known)


def drafted_links() -> Iterator[tuple[int, LinkItem]]:
    """Give the links of versions that are under way of published notes, with the note's number."""
    notes = Annotation.objects.exclude(revising="")
    newest = Version.objects.filter(annotation__in=notes, number=F("annotation__version"))
    for version in newest.select_related("annotation").order_by("annotation__number"):
        yield from ((version.annotation.number, item) for item in Content.from_json(version.fields).links)
