"""The feeds of the site, a page of each: what is asked for is found, fifty entries at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.feeds import corrections, notes
from annotations.feeds.atom import Entry, Feed, Gone
from annotations.feeds.corrections import Event
from annotations.feeds.notes import BEGINNING, Line
from annotations.models import Annotation, Topic
from annotations.models.notes import AnnotationQuerySet
from edition.models import Article

ON_A_PAGE = 50
Row = TypeVar("Row", Line, Event)


def of_notes(base: str, page: str) -> Feed:
    """Return a page of the feed of all notes."""
    return _notes(Annotation.objects.all(), base, page, reverse("feed_notes"), reverse("home"), _("New notes"))


def of_article(article: Article, base: str, page: str) -> Feed:
    """Return a page of the feed of the notes on one article."""
    title = _("Notes on “%(title)s”") % {"title": article.title}
    address = reverse("feed_article", args=[article.slug])
    return _notes(notes.of_article(article), base, page, address, article.get_absolute_url(), title)


def of_topic(topic: Topic, base: str, page: str) -> Feed:
    """Return a page of the feed of the notes on one topic."""
    title = _("Notes on “%(title)s”") % {"title": topic.title}
    address = reverse("feed_topic", args=[topic.slug])
    return _notes(notes.of_topic(topic), base, page, address, topic.get_absolute_url(), title)


def of_corrections(base: str, page: str) -> Feed:
    """Return a page of the feed of what changed for a reader who trusted what was there before."""
    rows = corrections.events()
    number, last = _page(page, len(rows))
    return Feed(
        address=base + reverse("feed_corrections"),
        page=base + reverse("home"),
        title=f"Sic: {_('Corrections')}",
        subtitle=_("Corrected readings, changed verdicts, withdrawn notes."),
        updated=_newest(rows),
        entries=_entries(rows, number, corrections.entries, base),
        number=number,
        last=last,
    )


def _notes(found: AnnotationQuerySet, base: str, page: str, address: str, about: str, title: str) -> Feed:
    rows = notes.lines(found)
    number, last = _page(page, len(rows))
    return Feed(
        address=base + address,
        page=base + about,
        title=f"Sic: {title}",
        subtitle=_("Fact-checks, corrections and cross-references as they are published."),
        updated=_newest(rows),
        entries=_entries(rows, number, notes.entries, base),
        number=number,
        last=last,
    )


def _newest(rows: Sequence[Line] | Sequence[Event]) -> datetime:
    return rows[0].at if rows else BEGINNING


def _entries(
    rows: Sequence[Row], number: int, made: Callable[[Sequence[Row], str], Sequence[Entry | Gone]], base: str
) -> Sequence[Entry | Gone]:
    first = (number - 1) * ON_A_PAGE
    return made(rows[first : first + ON_A_PAGE], base)


def _page(asked: str, rows: int) -> tuple[int, int]:
    """Return the number of the page that is asked for, and of the last; raises Http404 where there is no such page."""
    last = max(1, -(-rows // ON_A_PAGE))
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 8 and 1 <= int(asked) <= last):
        raise Http404(_("This feed has the pages 1 to %(last)d.") % {"last": last})
    return int(asked), last
