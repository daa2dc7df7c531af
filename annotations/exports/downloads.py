"""The table of files in which an article with its notes, or the whole edition, can be had."""

from collections.abc import Callable
from dataclasses import dataclass

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


FILES: dict[str, File] = {}

EDITION_FILES: dict[str, EditionFile] = {}
