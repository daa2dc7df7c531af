"""From the database to an edition folder: all that readers can see, in place of the folder before or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from annotations.folder import forms
from annotations.folder.entries import FILES, FolderError
from edition.models import Revision


def dump(folder: Path) -> None:
    """Write everything public to `folder`, which must be new, empty or an edition folder.

    Drafts and accounts stay on the site: they are what a backup of the database is for. Raises FolderError.
    """
    folder = folder.resolve()
    _check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".dump-") as name:
        made = Path(name) / folder.name
        with _snapshot():
            _write(made)
        _replace(folder, made)


@contextmanager
def _snapshot() -> Iterator[None]:
    """All reads see the database as it was at the first; SQLite gives that to every transaction."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _check(folder: Path) -> None:
    """Refuse to go over what is no edition folder, and over what a dump that was cut off has left."""
    if folder.exists() and (not folder.is_dir() or not _is_ours(folder)):
        raise FolderError(str(folder), "", "this is no edition folder and not empty. Name another.")
    if _aside(folder).exists():
        reason = "a dump was cut off and left the edition as it was before it here. Move it away or back first."
        raise FolderError(str(_aside(folder)), "", reason)


def _is_ours(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    return not names or {"articles.json", "notes.json"} <= names


def _aside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.before-dump")


def _write(folder: Path) -> None:
    names = forms.file_names()
    (folder / "articles").mkdir(parents=True)
    for revision in Revision.objects.iterator(chunk_size=20):
        (folder / "articles" / names[revision.pk]).write_bytes(bytes(revision.original))
    for file, data in forms.files(names).items():
        text = json.dumps(data, ensure_ascii=False, indent=1)
        (folder / file).write_text(text + "\n", encoding="utf-8")


def _replace(folder: Path, made: Path) -> None:
    """Put `made` in the place of `folder`: at every moment one of the two lies there or aside, whole.

    What else lies in the folder (a README, a repository) is taken over into the new one.
    """
    if not folder.exists() or not any(folder.iterdir()):
        made.rename(folder)
        return
    aside = _aside(folder)
    folder.rename(aside)
    try:
        made.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    for path in [*aside.iterdir()]:
        if path.name not in {"articles", *FILES}:
            path.rename(folder / path.name)
    shutil.rmtree(aside)
