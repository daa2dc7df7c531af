"""The rows below a note's own: evidence, links, tags, topics, related notes; in as few queries as they need."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from taggit.models import Tag, TaggedItem

from annotations.models import Annotation, Evidence, Link

if TYPE_CHECKING:
    from annotations.content import Content, Known


def write(note: Annotation, content: Content, known: Known, *, is_new: bool) -> None:
    """Make the rows of `note` those of `content`; of a note that was just made there are none to take away."""
    if not is_new:
        note.evidence.all().delete()
        note.links.all().delete()
    Evidence.objects.bulk_create(_evidence(note, content, known.works))
    Link.objects.bulk_create(
        Link(annotation=note, target=item.target.span(), relation=item.relation, position=position)
        for position, item in enumerate(content.links, 1)
    )
    _set_tags(note, content.tags, is_new)
    _set_many(note, "topics", list(known.topics.values()), is_new)
    _set_many(note, "related", list(known.notes.values()), is_new)


def _evidence(note: Annotation, content: Content, works: Mapping[str, int]) -> list[Evidence]:
    return [
        Evidence(
            annotation=note,
            work_id=works[item.source],
            position=position,
            locator=item.locator,
            stance=item.stance,
            supports=item.supports,
            quotation=item.quotation,
        )
        for position, item in enumerate(content.evidence, 1)
    ]


def _set_many(note: Annotation, name: str, keys: Collection[int], is_new: bool) -> None:
    """Set topics or related notes, by their rows."""
    if not is_new:
        getattr(note, name).set(keys)
    elif keys:
        getattr(note, name).add(*keys)


def _set_tags(note: Annotation, names: Collection[str], is_new: bool) -> None:
    """Set the tags. The library asks several times for each: it is only left to make tags that nobody used before."""
    there = [] if is_new else [name.casefold() for name in note.tags.names()]
    if sorted(there) == sorted(name.casefold() for name in names):
        return
    wanted = Q()
    for name in names:
        wanted |= Q(name__iexact=name)
    known = list(Tag.objects.filter(wanted)) if is_new else []
    if len(known) != len(names) or not is_new:
        note.tags.set(names)
        return
    kind = ContentType.objects.get_for_model(Annotation)
    TaggedItem.objects.bulk_create(TaggedItem(tag=tag, content_type=kind, object_id=note.pk) for tag in known)
