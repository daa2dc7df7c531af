"""The bundle of the whole edition, made anew into a zip or a folder: of one state of the edition, or not at all."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from annotations.bundle import payload, verify
from annotations.bundle.bag import EARLIEST, Bag, Container, FolderContainer, ZipContainer
from annotations.bundle.site.fetching import PageError
from annotations.bundle.site.styles import NotCollected
from annotations.bundle.site.writing import SiteWriter
from annotations.exports.books.volumes import newest
from annotations.models import Version
from edition.citations.styles import StyleError
from edition.codestate import code_version
from edition.models import ApparatusVersion, RecordVersion, Revision

TOP = "sic-edition"
TRIES = 3
SEEN = ("publish", "load", "withdraw")  # steps of a note that readers see
READ_ME = """This is the whole edition "Sic": its texts byte for byte, and the notes on them.

data/site/index.html   read it: open this file in a browser
verify.py              prove it: python3 verify.py
data/verbatim          the exact texts, in UTF-8          data/original      the files as they were captured
data/edition           what another site can load        data/tei           TEI P5, one file a text
data/annotations       W3C Web Annotations, one a note    data/citations     CSL-JSON, BibTeX, RIS
data/quotations.json   every text and quotation with its place and SHA-256

It is a BagIt 1.0 bag (RFC 8493).
"""


class BundleError(Exception):
    """The bundle could not be made; says why, and what to do."""


def build(destination: Path, base: str) -> str:
    """Write the bundle to `destination`: a new zip where its name ends in .zip, else a new or empty folder.

    `base` is the address of the site, without a slash at its end. What is published meanwhile makes it begin again.
    Returns the key of the state that was written. Raises BundleError; nothing is left at `destination` then.
    """
    _check(destination)
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        for _try in range(TRIES):
            with tempfile.TemporaryDirectory(dir=destination.parent, prefix=".bundle-") as name:
                before, made = key(base), Path(name) / destination.name
                _write(made, base, Path(name))
                if key(base) == before:
                    made.replace(destination)
                    return before
    except (PageError, StyleError, NotCollected) as error:
        raise BundleError(f"A page or citation could not be made: {error}") from error
    except OSError as error:
        raise BundleError(f"{destination}: {error.strerror}.") from error
    raise BundleError("The edition was changed each time while the bundle was made. Try again in a quiet moment.")


def _check(destination: Path) -> None:
    if destination.suffix == ".zip" or not destination.exists():
        return
    if not destination.is_dir() or any(destination.iterdir()):
        raise BundleError(f"{destination} is there and not empty. Name a new folder, or a file that ends in .zip.")


def _write(made: Path, base: str, near: Path) -> None:
    day = last_change()
    with _container(made, day or date(EARLIEST, 1, 1)) as container:
        bag = Bag(container)
        with tempfile.TemporaryDirectory(dir=near) as name:
            SiteWriter(Path(name), base, day).write()
            payload.add(bag, base, near)
            payload.add_folder(bag, Path(name), "")
        script = Path(verify.__file__).read_bytes()
        bag.close(_info(base, day), {"README.txt": READ_ME.encode(), "verify.py": script})


@contextmanager
def _container(made: Path, day: date) -> Iterator[Container]:
    if made.suffix != ".zip":
        made.mkdir()
        yield FolderContainer(made)
        return
    with zipfile.ZipFile(made, "x") as file:
        yield ZipContainer(file, TOP, day)


def _info(base: str, day: date | None) -> dict[str, str]:
    """Return what bag-info.txt says; no part of it depends on when the bundle was made."""
    info = {
        "Source-Organization": "Sic",
        "External-Description": "The whole edition: texts, notes, sources, citations, and a site to read them.",
        "External-Identifier": f"{base}/download/edition.zip",
        "Bag-Software-Agent": f"Sic {code_version()}",
    }
    return {**info, "Bagging-Date": day.isoformat()} if day else info


def last_change() -> date | None:
    """Return the day on which what readers see was last changed, in UTC; None for an empty edition."""
    moments: list[datetime | None] = [
        Version.objects.filter(act__in=SEEN).aggregate(last=Max("at"))["last"],
        RecordVersion.objects.aggregate(last=Max("at"))["last"],
        Revision.objects.aggregate(last=Max("created_at"))["last"],
    ]
    known = [moment for moment in moments if moment]
    return max(known).date() if known else None


def key(base: str) -> str:
    """Return what the bytes of the bundle depend on: the state of the edition, the code, the address of the site.

    The time of the newest change stands with the version: a database that was put back counts its versions anew.
    """
    state = f"{ApparatusVersion.objects.now()}-{newest().isoformat()}"
    return f"{state}-{code_version()}-{base}-{settings.STATIC_URL}"
