"""An uploaded bundle between its report and its coming in: kept for a day at least, for the editor who gave it.

What is older goes with the next upload, and so do the oldest of an editor who gives more than is kept for one.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from annotations import folder
from annotations.bundle.taking import edition_folder
from annotations.folder.loading import Report

MOST_UPLOADED = 200 * 1024 * 1024  # bytes of the zip
MOST_BYTES = 2 * 1024**3  # when it is unpacked
MOST_KEPT = 2 * MOST_UPLOADED  # of one editor
A_DAY = 24 * 60 * 60
KEY = re.compile(r"[0-9a-f]{64}\Z")


def keep(file: UploadedFile, user: int) -> str:
    """Store the upload of a user, and return the key by which only the same user can have it."""
    place = _place()
    _tidy(place)
    digest = hashlib.sha256()
    handle, aside = tempfile.mkstemp(dir=place)
    with os.fdopen(handle, "wb") as target:
        for chunk in file.chunks():
            digest.update(chunk)
            target.write(chunk)
    key = digest.hexdigest()
    os.replace(aside, _path(key, user))
    _bound(place, user)
    return key


def known(key: str, user: int) -> bool:
    """Whether the bundle of this key is still kept for the user."""
    return bool(KEY.match(key)) and _path(key, user).is_file()


def load(key: str, user: int, *, trial: bool) -> Report:
    """Verify a kept bundle and load its edition, or try to; what could not be tried is not kept.

    Raises Damaged and FolderError, and nothing is changed then.
    """
    try:
        with edition_folder(_path(key, user), MOST_BYTES) as found:
            report = folder.load(found, trial=trial)
    except BaseException:
        if trial:
            forget(key, user)
        raise
    if not trial:
        forget(key, user)
    return report


def forget(key: str, user: int) -> None:
    """Remove a kept bundle."""
    _path(key, user).unlink(missing_ok=True)


def _place() -> Path:
    place = Path(settings.DATA_DIR) / "incoming"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _path(key: str, user: int) -> Path:
    return _place() / f"{user}-{key}.zip"


def _tidy(place: Path) -> None:
    for path in place.iterdir():
        with suppress(FileNotFoundError):  # another process tidies too
            if path.stat().st_mtime < time.time() - A_DAY:
                path.unlink()


def _bound(place: Path, user: int) -> None:
    """Remove the oldest bundles of a user that are more than is kept for one."""
    total = 0
    for path in sorted(place.glob(f"{user}-*.zip"), key=lambda path: path.stat().st_mtime, reverse=True):
        total += path.stat().st_size
        if total > MOST_KEPT:
            path.unlink(missing_ok=True)
