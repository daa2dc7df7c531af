"""The bundle that the site serves: made once for each state of the edition, and kept beside the database."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from annotations.bundle import building, payload

KEPT = 4  # files: one state of the edition, at the few addresses by which a site is known


class UnderWay(Exception):
    """Another process is making the bundle at this moment."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle that is ready, and the SHA-256 of its file."""

    path: Path
    sha256: bytes


def folder() -> Path:
    """Return where bundles are kept."""
    return Path(settings.DATA_DIR) / "bundles"


def etag(base: str) -> str:
    """Return the strong ETag of the bundle as it is now; it is known before the bundle is made."""
    return f'"{hashlib.sha256(building.key(base).encode()).hexdigest()[:32]}"'


def ready(base: str) -> Kept:
    """Return the bundle as it is now, made if need be; raises UnderWay and BundleError."""
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{etag(base).strip(chr(34))}.zip"
    digest = path.with_suffix(".sha256")
    if not (path.exists() and digest.exists()):
        with _alone():
            building.build(path, base)
            digest.write_bytes(_sha256(path))
            _forget(path)
    return Kept(path, digest.read_bytes())


def _sha256(path: Path) -> bytes:
    digest = hashlib.sha256()
    for piece in payload.pieces(path):
        digest.update(piece)
    return digest.digest()


@contextmanager
def _alone() -> Iterator[None]:
    with (folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UnderWay from None
        yield


def _forget(newest: Path) -> None:
    """Remove all but the last few; whoever is reading one reads it to its end."""
    kept = sorted(folder().glob("*.zip"), key=lambda path: (path == newest, path.stat().st_mtime))
    for path in kept[:-KEPT]:
        path.unlink(missing_ok=True)
        path.with_suffix(".sha256").unlink(missing_ok=True)
