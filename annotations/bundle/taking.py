"""An edition from elsewhere, as a bundle or as an edition folder: a bundle is verified before a word of it is read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotations.bundle import verify
from annotations.bundle.verify import Bag, Fault, Unreadable
from annotations.folder import FolderError

EDITION = "data/edition/"
MOST_BYTES = 8 * 1024**3  # of a bundle when it is unpacked


class Damaged(Exception):
    """A bundle that is not what it says; `faults` names each file and what is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(f"{fault.file}: {fault.what}" for fault in faults))
        self.faults = faults


class NoBundle(FolderError):
    """A file that cannot be read as a bundle at all."""


@contextmanager
def edition_folder(path: Path, most_bytes: int = MOST_BYTES) -> Iterator[Path]:
    """Give the edition folder at `path`: the folder itself, or that of a verified bundle, unpacked for the while.

    Raises Damaged, and FolderError where there is neither.
    """
    if path.is_dir() and not (path / "bagit.txt").is_file():
        yield path
        return
    bag = verified(path, most_bytes)
    with tempfile.TemporaryDirectory(prefix="sic-") as name:
        try:
            _unpack(bag, Path(name))
        except OSError as error:
            raise NoBundle(path.name, "", f"its edition folder cannot be unpacked: {error.strerror}.") from None
        yield Path(name)


def verified(path: Path, most_bytes: int = MOST_BYTES) -> Bag:
    """Return the bag at `path`, a folder or a zip; raises Damaged, and FolderError where there is none."""
    if not path.exists():
        raise FolderError(str(path), "", "there is no such file or folder.")
    try:
        bag = verify.opened(path, most_bytes)
    except (Unreadable, OSError) as error:
        raise NoBundle(path.name, "", f"this is neither a bundle nor an edition folder: {_said(error)}.") from None
    if faults := verify.verify(bag):
        raise Damaged(faults)
    return bag


def _said(error: Exception) -> str:
    """Return what went wrong, without the place where the file lies."""
    return verify.plain(error.strerror or "" if isinstance(error, OSError) else str(error))


def _unpack(bag: Bag, folder: Path) -> None:
    """Copy the edition folder of a verified bag: its files, and those of its articles."""
    (folder / "articles").mkdir()
    for name in bag.sizes:
        place = name.removeprefix(EDITION).split("/")
        if name.startswith(EDITION) and (len(place) == 1 or (len(place) == 2 and place[0] == "articles")):
            with bag.open(name) as source, (folder / "/".join(place)).open("xb") as target:
                shutil.copyfileobj(source, target)
