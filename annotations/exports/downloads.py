"""The table of files in which an article with its notes, or the whole edition, can be had."""

from collections.abc import Callable
from dataclasses import dataclass

from annotations.exports import epub, pdf, tei
from edition.models import Revision


@dataclass(frozen=True, slots=True)
class File:
    """An article's text with its notes: `make(revision, base)` gives the bytes; `base` is the site's address."""

    label: str
    media_type: str
    extension: str
    make: Callable[[Revision, str], bytes]


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A form of the whole edition: `make(base)` gives its bytes."""

    label: str
    media_type: str
    extension: str
    make: Callable[[str], bytes]


FILES: dict[str, File] = {
    "tei": File("TEI", "application/tei+xml", "xml", tei.document),
    "epub": File("EPUB", epub.MEDIA_TYPE, "epub", epub.article),
    "pdf": File("PDF", pdf.MEDIA_TYPE, "pdf", pdf.article),
}

EDITION_FILES: dict[str, EditionFile] = {
    "epub": EditionFile("EPUB", epub.MEDIA_TYPE, "epub", epub.edition),
    "pdf": EditionFile("PDF", pdf.MEDIA_TYPE, "pdf", pdf.edition),
}
