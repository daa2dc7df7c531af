"""Atom (RFC 4287) as this site writes it: entries with several authors and their own words, in pages (RFC 5005, 3).

A withdrawn entry is a tombstone (RFC 6721).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from edition.citations.xml import clean

MEDIA_TYPE = "application/atom+xml"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is new. `id` and `address` are whole addresses; `authors` maps names to addresses or ''."""

    id: str
    address: str
    title: str
    updated: datetime
    published: datetime
    authors: dict[str, str]
    summary: str
    html: str
    categories: Sequence[str] = ()
    links: Sequence[dict[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """An entry that was withdrawn: its id, when, and why."""

    id: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a feed: its addresses, whole, and its entries, the newest first.

    `page` is the address of what it tells of, for readers; `updated` when any entry of the whole feed last changed.
    """

    address: str
    page: str
    title: str
    subtitle: str
    updated: datetime
    entries: Sequence[Entry | Gone]
    number: int = 1
    last: int = 1
    authors: dict[str, str] = field(default_factory=lambda: {"The editors": ""})


class Generator(Atom1Feed):
    """Django's generator, with what it lacks."""

    def __init__(self, feed: Feed) -> None:
        super().__init__(
            feed.title,
            feed.page,
            "",
            language="en",
            subtitle=feed.subtitle,
            feed_url=numbered(feed.address, feed.number),
            feed_guid=feed.address,
        )
        self.made = feed

    def latest_post_date(self) -> datetime:
        """Return when the feed last changed: an empty one, and one that lost an entry, have a date too."""
        return self.made.updated

    def root_attributes(self) -> dict[str, str]:
        # Findings may hold links within the site.
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES, "xml:base": self.made.page}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        _add_authors(handler, self.made.authors)
        if self.made.last > 1:
            for relation, number in self._pages():
                address = numbered(self.made.address, number)
                handler.addQuickElement("link", "", {"rel": relation, "type": MEDIA_TYPE, "href": address})

    def _pages(self) -> list[tuple[str, int]]:
        number, last = self.made.number, self.made.last
        around = [("previous", number - 1)] if number > 1 else []
        return [("first", 1), *around, *([("next", number + 1)] if number < last else []), ("last", last)]

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        for entry in self.made.entries:
            if isinstance(entry, Gone):
                _add_gone(handler, entry)
            else:
                handler.startElement("entry", AttributesImpl({}))
                _add_entry(handler, entry)
                handler.endElement("entry")


def numbered(address: str, number: int) -> str:
    """Return the address of a page of a feed."""
    return f"{address}?page={number}" if number > 1 else address


def _add_entry(handler: SimplerXMLGenerator, entry: Entry) -> None:
    handler.addQuickElement("id", entry.id)
    handler.addQuickElement("title", clean(entry.title))
    handler.addQuickElement("link", "", {"rel": "alternate", "type": "text/html", "href": entry.address})
    for link in entry.links:
        handler.addQuickElement("link", "", link)
    handler.addQuickElement("published", rfc3339_date(entry.published))
    handler.addQuickElement("updated", rfc3339_date(entry.updated))
    _add_authors(handler, entry.authors)
    for category in entry.categories:
        handler.addQuickElement("category", "", {"term": clean(category)})
    if entry.summary:
        handler.addQuickElement("summary", clean(entry.summary), {"type": "text"})
    handler.addQuickElement("content", clean(entry.html), {"type": "html"})


def _add_authors(handler: SimplerXMLGenerator, authors: dict[str, str]) -> None:
    for name, address in authors.items():
        handler.startElement("author", AttributesImpl({}))
        handler.addQuickElement("name", clean(name))
        if address:
            handler.addQuickElement("uri", address)
        handler.endElement("author")


def _add_gone(handler: SimplerXMLGenerator, gone: Gone) -> None:
    about = {"ref": gone.id, "when": rfc3339_date(gone.at)}
    handler.startElement("at:deleted-entry", AttributesImpl(about))
    handler.addQuickElement("at:comment", clean(gone.why))
    handler.endElement("at:deleted-entry")


def write(feed: Feed) -> bytes:
    """Return the feed as bytes of UTF-8."""
    text: Any = Generator(feed).writeString("utf-8")
    return str(text).encode()
