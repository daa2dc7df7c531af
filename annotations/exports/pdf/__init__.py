"""PDF of an article with its notes, and of the whole edition: tagged, PDF/UA-1, through typst."""

from annotations.exports.books import volumes
from annotations.exports.pdf import typesetting
from annotations.exports.pdf.volume import of_volume
from edition.models import Revision

MEDIA_TYPE = "application/pdf"


def article(revision: Revision, base: str) -> bytes:
    """Return a text of an article with its notes. `base` is the site's address; the same state gives the same bytes.

    Raises TypesettingError.
    """
    return _made(volumes.of_revision(revision, base))


def edition(base: str) -> bytes:
    """Return the whole edition: every article as it reads now, the topics, the sources. Raises TypesettingError."""
    return _made(volumes.of_edition(base))


def _made(volume: volumes.Volume) -> bytes:
    return typesetting.typeset(of_volume(volume), volume.modified)
