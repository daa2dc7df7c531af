"""EPUB 3.3 of an article with its notes, and of the whole edition.

https://www.w3.org/TR/epub-33/ and https://www.w3.org/TR/epub-a11y-11/
"""

from annotations.exports.books import volumes
from annotations.exports.epub import package
from edition.models import Revision

MEDIA_TYPE = "application/epub+zip"


def article(revision: Revision, base: str) -> bytes:
    """Return a text of an article with its notes. `base` is the site's address; the same state gives the same bytes."""
    return package.pack(volumes.of_revision(revision, base))


def edition(base: str) -> bytes:
    """Return the whole edition: every article as it reads now, the topics, the sources."""
    return package.pack(volumes.of_edition(base))
