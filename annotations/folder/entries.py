"""The JSON files of an edition folder, read so that every error names the file, the entry and the reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, overload

T = TypeVar("T")

# Of each file: the name under which its list lies, and the field that names an entry.
FILES: dict[str, tuple[str | None, str]] = {
    "bibliography.json": (None, "id"),
    "articles.json": ("articles", "key"),
    "topics.json": ("topics", "id"),
    "notes.json": ("notes", "id"),
    "crossrefs.json": ("crossReferences", "id"),
    "claims.json": ("claims", "id"),
}

# The longest file of a folder of ten thousand notes has some ten million bytes.
MAX_BYTES = 100 * 1024 * 1024
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
NAMES = {str: "text", int: "a whole number", bool: "true or false", list: "a list", dict: "an object"}


class FolderError(ValueError):
    """Something in an edition folder cannot be read. Says the file, the entry and the reason."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        super().__init__(f"{file}{f', {entry}' if entry else ''}: {reason}")
        self.file, self.entry, self.reason = file, entry, reason


@dataclass(frozen=True, slots=True)
class Entry:
    """One object of a file: `name` tells which, `data` holds it."""

    file: str
    name: str
    data: dict[str, Any]

    def error(self, reason: str) -> FolderError:
        """Return the error to raise for this entry."""
        return FolderError(self.file, self.name, reason)

    @overload
    def get(self, field: str, kind: type[T]) -> T: ...
    @overload
    def get(self, field: str, kind: type[T], default: T) -> T: ...
    def get(self, field: str, kind: type[T], default: T | None = None) -> T:
        """Return the field, which must be of `kind`; without a default it must be there."""
        if field not in self.data:
            if default is None:
                raise self.error(f"“{field}” is missing. Give {NAMES[kind]}.")
            return default
        value = self.data[field]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.error(f"“{field}” is not {NAMES[kind]}.")
        return value

    def entry(self, field: str) -> Entry:
        """Return the object in `field` as an entry."""
        return Entry(self.file, self.name, self.get(field, dict))

    def entries(self, field: str) -> Iterator[Entry]:
        """Give the objects in the list `field`."""
        for number, item in enumerate(self.get(field, list, []), 1):
            if not isinstance(item, dict):
                raise self.error(f"item {number} of “{field}” is not an object.")
            yield Entry(self.file, self.name, item)

    def texts(self, field: str) -> list[str]:
        """Return the list of texts in `field`, empty where there is none."""
        items = self.get(field, list, [])
        if not all(isinstance(item, str) for item in items):
            raise self.error(f"“{field}” holds something that is not text.")
        return items


def read(folder: Path, file: str, top: str | None, key: str) -> list[Entry]:
    """Return the entries of `file`: the list under `top`, or its own list; each is named by its `key`."""
    try:
        return _entries(_parse(folder / file, file), file, top, key)
    except RecursionError:
        raise FolderError(
            file, "", "the JSON is nested too deeply. An edition needs no more than ten levels."
        ) from None


def _entries(data: Any, file: str, top: str | None, key: str) -> list[Entry]:
    if top is not None:
        data = data.get(top) if isinstance(data, dict) else None
    if not isinstance(data, list):
        raise FolderError(file, "", f"the file does not hold a list{f' under “{top}”' if top else ''}.")
    entries, seen = [], set()
    for number, item in enumerate(data, 1):
        if not isinstance(item, dict):
            raise FolderError(file, f"entry {number}", "this is not an object.")
        unnamed = Entry(file, f"entry {number}", item)
        _check_characters(unnamed)
        name = unnamed.get(key, str)
        if name in seen:
            raise FolderError(file, name, f"this {key} stands twice. Each is used once.")
        seen.add(name)
        entries.append(Entry(file, name, item))
    return entries


def _check_characters(entry: Entry) -> None:
    """Refuse what JSON can write and a database cannot hold: NUL and halves of a surrogate pair."""
    try:
        text = json.dumps(entry.data, ensure_ascii=False)
        text.encode()
    except UnicodeEncodeError as error:
        raise entry.error(f"“\\u{ord(text[error.start]):04x}” is half a character. Write it whole.") from None
    if NUL.search(text):
        raise entry.error("it holds a NUL character. Take it out.")


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _parse(path: Path, file: str) -> Any:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FolderError(file, "", f"the file is larger than {MAX_BYTES:,} bytes. Divide the edition.")
        return json.loads(path.read_bytes().decode("utf-8"), parse_constant=_no_number)
    except FileNotFoundError:
        raise FolderError(file, "", "the file is missing from the folder.") from None
    except UnicodeDecodeError as error:
        raise FolderError(file, "", f"the file is not UTF-8 at byte {error.start + 1}.") from None
    except json.JSONDecodeError as error:
        raise FolderError(file, f"line {error.lineno}, column {error.colno}", f"no JSON: {error.msg}.") from None
    except ValueError as error:
        raise FolderError(file, "", f"no JSON: {error}.") from None
    except OSError as error:
        raise FolderError(file, "", f"the file cannot be read: {error.strerror}.") from None
