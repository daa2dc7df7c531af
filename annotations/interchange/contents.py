"""What came in as the content of a note, and in sentences what of it the edition has no place for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from django.utils.translation import gettext as _

from annotations import content as contents
from annotations.content import Content, Known, LinkItem, Place, Problems
from annotations.interchange import placing
from annotations.interchange.incoming import Incoming
from annotations.interchange.placing import Texts
from annotations.protocol import targets
from annotations.vocabulary import Relation
from edition.tags import COMMA

SAME = ("kind", "gist", "finding", "verdict", "claim_reviewed", "correction_type", "reading", "sic", "confidence")
# Without these a note is still the note that was meant; a problem with any other field is one of the whole.
MAY_GO = frozenset({"tags", "topics", "evidence", "links", "related", "verdict", "correction_type", "confidence"})
MAY_GO |= {"claim_reviewed", "sic"}


def content(incoming: Incoming, place: Place, texts: Texts, *, keeps_related: bool) -> tuple[Content, list[str]]:
    """Return the content, and what was left out of it."""
    links, left = _links(incoming, texts)
    related, lost = _related(incoming.related, keeps=keeps_related)
    same = {name: getattr(incoming, name) for name in SAME}
    found = Content(
        place=place,
        evidence=incoming.evidence,
        links=links,
        tags=incoming.tags,
        topics=incoming.topics,
        related=related,
        **same,
    )
    return found, [*incoming.left, *left, *lost]


def _links(incoming: Incoming, texts: Texts) -> tuple[tuple[LinkItem, ...], list[str]]:
    found, left = [], []
    for words in incoming.links:
        where = placing.place(words, texts)
        if where.place is None or not where.is_exact:
            left.append(_("A link is left out. %(why)s") % {"why": where.sentence})
        elif words.relation not in Relation.values:
            known = ", ".join(Relation.values)
            left.append(_("A link is left out: its relation must be one of %(known)s.") % {"known": known})
        else:
            found.append(LinkItem(where.place, words.relation))
    return tuple(found), left


def _related(addresses: Sequence[str], *, keeps: bool) -> tuple[tuple[int, ...], list[str]]:
    """Return the numbers of the notes at these addresses of this site."""
    if not keeps:
        return (), [_("Related notes are left out: they have other numbers here.")] if addresses else []
    numbers = [_number(address) for address in addresses]
    left = [
        _("%(address)s is no note.") % {"address": a[:200]}
        for a, n in zip(addresses, numbers, strict=True)
        if n is None
    ]
    return tuple(sorted({number for number in numbers if number is not None})), left


def _number(address: str) -> int | None:
    match = targets.matched(address)
    return match.kwargs.get("number") if match and match.url_name in {"web_annotation", "note"} else None


def reduced(found: Content, known: Known) -> tuple[Content, list[str], Problems]:
    """Return a draft that can be saved, what had to go for that, and the problems of which there is no way out.

    `known` is what `contents.look_up` found of this content, or of many.
    """
    left: list[str] = []
    for key in sorted({item.source for item in found.evidence} - set(known.works)):
        left.append(_("The source “%(key)s” is not in the bibliography.") % {"key": key})
    for slug in sorted(set(found.topics) - set(known.topics)):
        left.append(_("There is no topic “%(slug)s”.") % {"slug": slug})
    if parted := [name for name in found.tags if COMMA.search(name)]:
        left.append(_("A comma parts tags: a name holds none."))
    found = replace(
        found,
        tags=tuple(name for name in found.tags if name not in parted),
        evidence=tuple(item for item in found.evidence if item.source in known.works),
        topics=tuple(slug for slug in found.topics if slug in known.topics),
    )
    problems = contents.problems(found, whole=False, known=known)
    if going := {name: sentences for name, sentences in problems.items() if name in MAY_GO}:
        left.extend(sentence for sentences in going.values() for sentence in sentences)
        empty: dict[str, Any] = {one.name: one.default for one in fields(Content) if one.name in going}
        found = replace(found, **empty)
        problems = contents.problems(found, whole=False, known=known)
    return found, left, problems
