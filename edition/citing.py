"""What is cited, as neutral records: an article, a revision of it, passages, a work.

A citation carries the plain address, whatever the language of the page on which it is copied.
"""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import override

from edition.citations.record import Pinpoint, Record
from edition.models import Passage, Revision
from edition.models.texts import sha256


@override(settings.LANGUAGE_CODE)
def of_revision(revision: Revision, base: str) -> Record:
    """Return the record of a whole text: the article's own, read in this edition. `base` is the site's address."""
    pinpoint = _pinpoint(revision, "", "", revision.text_sha256)
    return Record(_key(revision), _csl(revision, base + revision.get_absolute_url()), pinpoint)


@override(settings.LANGUAGE_CODE)
def of_passages(revision: Revision, passages: list[Passage], base: str) -> Record:
    """Return the record of one passage, or of a range from the first to the last of `passages`."""
    first, last = passages[0], passages[-1]
    anchor = first.anchor if len(passages) == 1 else f"{first.anchor}-{last.anchor}"
    quote = revision.text[first.start : last.end]
    place = f"#{anchor}" if len(passages) == 1 else f"{anchor}/"
    url = f"{base}{revision.get_absolute_url()}{place}"
    pinpoint = _pinpoint(revision, anchor, quote, sha256(quote.encode()))
    return Record(f"{_key(revision)}-{anchor}", _csl(revision, url), pinpoint)


def of_words(revision: Revision, passages: list[Passage], start: int, end: int, base: str) -> Record:
    """Return the record of text[start:end], which lies in `passages` (all that it touches, in order)."""
    record, quote = of_passages(revision, passages, base), revision.text[start:end]
    pinpoint = _pinpoint(revision, record.key.removeprefix(f"{_key(revision)}-"), quote, sha256(quote.encode()))
    return replace(record, pinpoint=pinpoint)


def _key(revision: Revision) -> str:
    return f"{revision.article.slug}-v{revision.number}"


def _pinpoint(revision: Revision, anchor: str, quote: str, digest: str) -> Pinpoint:
    article = revision.article
    return Pinpoint(article.title, article.number, revision.number, anchor, quote, digest)


def _csl(revision: Revision, url: str) -> dict[str, Any]:
    """The article's record with the fixed address in this edition, which holds the words that are cited."""
    return {**revision.article.work.csl, "URL": url, "version": str(revision.number)}
