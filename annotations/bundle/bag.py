"""Writes BagIt 1.0 bags (RFC 8493) into a zip or a folder: the same files in the same order give the same bytes.

No file is held in memory; each is written as it comes, and its checksums are counted on the way.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import IO, Any, Protocol

from annotations.bundle.verify import ALGORITHMS, DECLARATION

EARLIEST = 1980  # the first year that a zip can name
Pieces = Iterable[bytes]


class Container(Protocol):
    """What a bag is written into."""

    def new(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """Open a new file of the bag for writing."""


class ZipContainer:
    """A zip that holds one folder, `top`; every file has the time `day`, so that chance has no part in the bytes."""

    def __init__(self, file: zipfile.ZipFile, top: str, day: date) -> None:
        self.file, self.top, self.day = file, top, day

    def new(self, name: str) -> AbstractContextManager[IO[bytes]]:
        year = max(self.day.year, EARLIEST)
        info = zipfile.ZipInfo(f"{self.top}/{name}", (year, self.day.month, self.day.day, 0, 0, 0))
        info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
        return self.file.open(info, "w", force_zip64=True)


class FolderContainer:
    """A folder, which must be there and empty."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def new(self, name: str) -> AbstractContextManager[IO[bytes]]:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


class Bag:
    """A bag that is being written: first its payload by `add`, then the rest by `close`."""

    def __init__(self, container: Container) -> None:
        self.container, self.bytes = container, 0
        self.payload: dict[str, dict[str, str]] = {}
        self.tags: dict[str, dict[str, str]] = {}

    def add(self, name: str, pieces: Pieces) -> None:
        """Write the payload file `data/<name>`; raises ValueError where it is there already."""
        name = f"data/{name}"
        if name in self.payload:
            raise ValueError(f"{name} stands twice in the bag.")
        self.payload[name], size = self._write(name, pieces)
        self.bytes += size

    def close(self, info: Mapping[str, str], further: Mapping[str, bytes]) -> None:
        """Write the tag files: `info` as bag-info.txt with the Payload-Oxum, `further` ones, and the manifests."""
        lines = {**info, "Payload-Oxum": f"{self.bytes}.{len(self.payload)}"}
        tags = {"bagit.txt": DECLARATION, "bag-info.txt": _lines(f"{label}: {lines[label]}" for label in lines)}
        tags |= {f"manifest-{algorithm}.txt": manifest(self.payload, algorithm) for algorithm in ALGORITHMS}
        for name, data in {**tags, **further}.items():
            self.tags[name], _size = self._write(name, [data])
        for algorithm in ALGORITHMS:
            self._write(f"tagmanifest-{algorithm}.txt", [manifest(self.tags, algorithm)])

    def _write(self, name: str, pieces: Pieces) -> tuple[dict[str, str], int]:
        running = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
        size = 0
        with self.container.new(name) as file:
            for piece in pieces:
                file.write(piece)
                size += len(piece)
                for digest in running.values():
                    digest.update(piece)
        return {algorithm: digest.hexdigest() for algorithm, digest in running.items()}, size


def manifest(sums: Mapping[str, Mapping[str, str]], algorithm: str) -> bytes:
    """Return the manifest of files with these checksums, in the order of their names."""
    return _lines(f"{sums[name][algorithm]}  {encoded(name)}" for name in sorted(sums))


def encoded(path: str) -> str:
    """Return a path as a manifest writes it (RFC 8493, 2.1.3).

    >>> encoded("data/100%\\n.txt")
    'data/100%25%0A.txt'
    """
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _lines(lines: Iterable[Any]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
