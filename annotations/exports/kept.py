"""Files that were made and are kept: an export is made once for all readers, and one at a time in a process.

What is kept is known by all that decides its bytes: the text, the apparatus version with the time of the newest change
(a database that was put back counts its versions anew), the site's address, and the version of the code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.core.cache import caches

from annotations.exports.books.volumes import newest
from annotations.exports.pdf.typesetting import TypesettingError
from edition.codestate import code_version
from edition.delivery import apparatus_version
from edition.models import Revision

# Seconds for which a reader waits while files for others are made: whoever waits holds a thread that others need.
WAIT = 2
_making = Lock()


class NotMadeError(RuntimeError):
    """The file cannot be had at this moment."""


def name(form: str, base: str, revision: Revision | None = None) -> str:
    """Return the name of a file as it would be made now, in hexadecimal digits; without `revision` of the edition."""
    what = f"{revision} {revision.text_sha256}" if revision else "edition"
    state = f"{apparatus_version()} {newest().isoformat()} {code_version()}"
    return hashlib.sha256("\n".join((form, base, what, state)).encode()).hexdigest()


def made(name: str, make: Callable[[], bytes]) -> bytes:
    """Return the file of this name: the one that is kept, or what `make` gives.

    Raises NotMadeError where it cannot be made, or where others wait for theirs longer than WAIT.
    """
    if found := _kept(name):
        return found
    if not _making.acquire(timeout=WAIT):
        raise NotMadeError("Other files are being made.")
    try:
        return _kept(name) or _keep(name, make())
    except TypesettingError as error:
        raise NotMadeError(str(error)) from error
    finally:
        _making.release()


def _keeps() -> bool:
    """Whether anything is kept; the switch is that of the pages."""
    return settings.PAGE_CACHE_MB > 0 and not settings.DEBUG


def _kept(name: str) -> bytes | None:
    found: bytes | None = caches["exports"].get(name) if _keeps() else None
    return found


def _keep(name: str, data: bytes) -> bytes:
    if _keeps():
        caches["exports"].set(name, data)
    return data
