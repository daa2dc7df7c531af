"""The same words elsewhere in the edition: where else a new note may stand, at its author's choice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from annotations import quoting
from annotations.content import Content, Place
from annotations.quoting import Hit
from annotations.rendering import name
from edition.models import Revision
from edition.quotations import corpus
from edition.texts import graphemes, matching
from edition.texts.normalisation import normalise

MOST = 20
FEWEST_LETTERS = 3  # fewer are no words of anyone
_AT_ONCE = 8
_VALUE = re.compile(r"([1-9][0-9]{0,8}):([1-9][0-9]{0,5}):([0-9]{1,8}):([0-9]{1,8})")


class NotThereError(ValueError):
    """A place that was ticked and cannot have the note; the message says why."""


@dataclass(frozen=True, slots=True)
class Other:
    """One more place of the words; `value` is what the form sends for it: article, text version, start, end."""

    value: str
    where: str
    title: str
    hit: Hit


def find(place: Place, exact: str) -> list[Other]:
    """Return where else `exact` stands in the newest texts, at most MOST + 1 places: the last says there are more.

    Whole words and the same to the letter; in the order of the edition, without the place itself.
    """
    if sum(map(str.isalnum, exact)) < FEWEST_LETTERS:
        return []
    found: list[Other] = []
    for revision in _holding(exact):
        for start in _starts(revision.text, exact):
            if not _is_own(revision, start, start + len(exact), place):
                found.append(_other(revision, start, start + len(exact)))
            if len(found) > MOST:
                return found
    return found


def _holding(exact: str) -> Iterator[Revision]:
    """Yield the newest texts that may hold the words; a few are fetched at a time."""
    newest = [witness for witness in corpus.witnesses() if witness.is_newest]
    needle = normalise(exact).strip()
    texts = corpus.folded(newest)
    pks = [witness.pk for witness, text in zip(newest, texts, strict=True) if needle in text]
    for at in range(0, len(pks), _AT_ONCE):
        yield from corpus.revisions(pks[at : at + _AT_ONCE])


def _starts(text: str, exact: str) -> Iterator[int]:
    for start in matching.whole_words(text, exact):
        if graphemes.is_boundary(text, start) and graphemes.is_boundary(text, start + len(exact)):
            yield start


def _is_own(revision: Revision, start: int, end: int, place: Place) -> bool:
    is_same_text = (revision.article.slug, revision.number) == (place.article, place.revision)
    return is_same_text and start < place.end and place.start < end


def _other(revision: Revision, start: int, end: int) -> Other:
    hit = quoting.hit(revision, list(revision.passages.all()), start, end)
    number = revision.article.number
    where = _("Article %(number)d %(where)s") % {"number": number, "where": name(hit.anchor)}
    return Other(f"{number}:{revision.number}:{start}:{end}", where, revision.article.title, hit)


def chosen(values: Sequence[str], content: Content, exact: str) -> list[Content]:
    """Return `content` once for each place that was ticked; raises NotThereError with a sentence."""
    places = dict.fromkeys(_place(value, content.place, exact) for value in values)
    if len(places) > MOST:
        raise NotThereError(_("At most %(most)d other places can have the note at once.") % {"most": MOST})
    for place in places:
        if any(link.target == place for link in content.links):
            raise NotThereError(_("The note refers to one of the places that are ticked. Take that tick away."))
    return [replace(content, place=place) for place in places]


def _place(value: str, own: Place, exact: str) -> Place:
    parts = _VALUE.fullmatch(value)
    number, version, start, end = map(int, parts.groups()) if parts else (0, 0, 0, 0)
    newest = Revision.objects.light().filter(article__number=number).select_related("article").order_by("-number")
    revision = newest.first()
    if revision is None or revision.number != version or not _stands(revision.text, start, end, exact):
        raise NotThereError(_("The words do not stand at a place that is ticked. Look at the list and tick again."))
    place = Place(revision.article.slug, version, start, end)
    if place == own:
        raise NotThereError(_("The words do not stand at a place that is ticked. Look at the list and tick again."))
    return place


def _stands(text: str, start: int, end: int, exact: str) -> bool:
    return text[start:end] == exact and all(graphemes.is_boundary(text, offset) for offset in (start, end))
