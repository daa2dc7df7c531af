"""The bundles that the site serves, kept beside the database: the last whole one, while a process makes the next."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from annotations.bundle import building, payload

KEPT = 4  # files: a few states of the edition, or one at the few addresses by which a site is known
PAUSE = 60  # seconds at least from one beginning to the next, whoever asks
A_DAY = 24 * 60 * 60
_begun: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle that is whole, the strong ETag of the state that it holds, and the SHA-256 of its file."""

    path: Path
    etag: str
    sha256: bytes


def folder() -> Path:
    """Return where bundles are kept."""
    return Path(settings.DATA_DIR) / "bundles"


def newest(base: str) -> Kept | None:
    """Return the last whole bundle of the site at the address `base`, None where there is none.

    Where it is not of the edition as it is now, a process begins to make one that is.
    """
    found = _last(base)
    if found is None or found.path != _path(base, building.key(base)):
        _begin(base)
    return found


def make(base: str) -> Path:
    """Make the bundle of the edition as it is now, and keep it; raises BundleError."""
    making = folder() / "making"
    making.mkdir(parents=True, exist_ok=True)
    _tidy(making)
    with tempfile.TemporaryDirectory(dir=making) as name:
        made = Path(name) / "edition.zip"
        path = _path(base, building.build(made, base))
        # The checksum first: a zip that is seen has one.
        path.with_suffix(".sha256").write_bytes(_sha256(made))
        made.replace(path)
    _forget(path)
    return path


def _tidy(making: Path) -> None:
    """Remove what processes left that were ended."""
    for path in making.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - A_DAY:
                shutil.rmtree(path, ignore_errors=True)


def _path(base: str, key: str) -> Path:
    """Return the file of a state of the edition; the first part of its name is the address, the second the state."""
    return folder() / f"{_digest(base)}-{_digest(key)}.zip"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _last(base: str) -> Kept | None:
    with suppress(FileNotFoundError):  # another process may make and forget at this moment
        path = max(folder().glob(f"{_digest(base)}-*.zip"), key=lambda path: path.stat().st_mtime, default=None)
        if path:
            return Kept(path, f'"{path.stem.partition("-")[2]}"', path.with_suffix(".sha256").read_bytes())
    return None


def _sha256(path: Path) -> bytes:
    digest = hashlib.sha256()
    for piece in payload.pieces(path):
        digest.update(piece)
    return digest.digest()


def _begin(base: str) -> None:
    """Let a process make the bundle, unless one does already or one began a moment ago."""
    _begun[:] = [process for process in _begun if process.poll() is None]
    with _alone() as lock:
        if lock is not None:
            _begun.append(start(base, lock))


def start(base: str, lock: int) -> subprocess.Popen[bytes]:
    """Start `manage.py bundle --keep`; with the descriptor `lock` it holds the lock until it ends."""
    script = str(settings.BASE_DIR / "manage.py")
    return subprocess.Popen([sys.executable, script, "bundle", "--keep", f"--base={base}"], pass_fds=[lock])


@contextmanager
def _alone() -> Iterator[int | None]:
    """Give the descriptor of the lock, None while another has it or shortly after another began."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        if lock.tell() and time.time() - os.fstat(lock.fileno()).st_mtime < PAUSE:
            yield None
            return
        lock.truncate(0)
        lock.write("begun\n")
        lock.flush()
        yield lock.fileno()


def _forget(newest: Path) -> None:
    """Remove all but the last few; whoever is reading one reads it to its end."""
    kept = sorted(folder().glob("*-*.zip"), key=lambda path: (path == newest, path.stat().st_mtime))
    for path in kept[:-KEPT]:
        path.unlink(missing_ok=True)
        path.with_suffix(".sha256").unlink(missing_ok=True)
