"""Files to import: which of them there are below a path, and the records that stand beside them. No database."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from edition.citations.validation import validate
from edition.intake.errors import IntakeError
from edition.intake.formats import SUFFIXES
from edition.intake.reading import MAX_BYTES

SIDECAR = ".json"
MOST_BYTES_OF_A_RECORD = 1024 * 1024


def gather(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the files that are named, and those below the folders that are named, sorted; hidden ones are left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        below = (found for found in sorted(path.rglob("*")) if found.is_file())
        yield from (found for found in below if not any(part.startswith(".") for part in found.relative_to(path).parts))


def is_record(path: Path) -> bool:
    """Whether a file is the record beside a text, and no text itself."""
    return path.suffix.lower() == SIDECAR


def has_known_name(path: Path) -> bool:
    """Whether the end of a file's name is that of a format."""
    return path.suffix.lower().lstrip(".") in SUFFIXES


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, whose size is asked before; raises IntakeError and OSError."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise IntakeError("too-large", bytes=f"{size:,}", most=f"{MAX_BYTES:,}")
    return path.read_bytes()


def record_beside(path: Path) -> dict[str, Any]:
    """Return the CSL-JSON record in `story.json` or `story.html.json` beside `story.html`, {} where there is none.

    An `id` names the article. Raises IntakeError where the record is none.
    """
    beside = next((one for one in (Path(f"{path}{SIDECAR}"), path.with_suffix(SIDECAR)) if one.is_file()), None)
    if beside is None or beside == path:
        return {}
    record = _parsed(beside)
    if wrong := validate(record):
        raise IntakeError("metadata", file=beside.name, reason=" ".join(wrong))
    return record


def _parsed(beside: Path) -> dict[str, Any]:
    try:
        if beside.stat().st_size > MOST_BYTES_OF_A_RECORD:
            raise IntakeError("metadata", file=beside.name, reason="It is larger than a record can be.")
        data = json.loads(beside.read_bytes().decode("utf-8-sig"))
    except IntakeError:
        raise
    except (OSError, ValueError, RecursionError):
        raise IntakeError("metadata", file=beside.name, reason="It is no JSON in UTF-8.") from None
    data = data[0] if isinstance(data, list) and len(data) == 1 else data
    if not isinstance(data, dict):
        raise IntakeError("metadata", file=beside.name, reason="It holds no single CSL-JSON item.")
    return data
