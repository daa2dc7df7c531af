"""Does an entry of a folder say what the site has under its key? What the entry leaves to the site is not compared."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.utils.dateparse import parse_datetime

from annotations.folder import forms
from annotations.folder.entries import Entry
from annotations.folder.texts import ROLE_OF_KIND
from annotations.vocabulary import Stance

# What the site gives where an entry does not.
GIVEN = frozenset(("number", "anchor", "work", "prefix", "suffix", "by", "published", "reviewed"))
# What is not loaded, or follows from the rest of an entry.
DERIVED = frozenset(("bytes", "characters", "encoding", "silent", "file"))
DEFAULTS = {"stance": Stance.SUPPORTS.value, "revision": 1, "sic": False, "flagship": False}
UNORDERED = frozenset(("tags", "relatedNotes", "relatedCrossReferences"))
TIMES = frozenset(("published", "reviewed"))


def differing(entries: Iterable[Entry]) -> list[Entry]:
    """Return those of the entries, whose keys are all on the site, that say something else than readers see."""
    entries = list(entries)
    if not entries:
        return []
    lists = forms.entries(forms.file_names())
    stored = {(file, one.get("id", one.get("key"))): one for file, ones in lists.items() for one in ones}
    return [
        entry for entry in entries if not _agree(_normal(entry.data), _normal(stored.get((entry.file, entry.name))))
    ]


def _agree(given: Any, stored: Any) -> bool:
    if isinstance(given, dict) and isinstance(stored, dict):
        names = {*given, *(name for name in stored if name not in GIVEN)}
        return all(_agree(given.get(name), stored.get(name)) for name in names)
    if isinstance(given, list) and isinstance(stored, list):
        return len(given) == len(stored) and all(map(_agree, given, stored))
    return bool(given == stored)


def _normal(data: Any) -> Any:
    """Return `data` without what says nothing: empty values, defaults, another order of what has none."""
    if isinstance(data, list):
        return [_normal(item) for item in data]
    if not isinstance(data, dict):
        return data
    found = {name: _field(name, value) for name, value in data.items() if name not in DERIVED}
    if "start" in found and isinstance(kind := found.pop("kind", None), str):  # the dossier's name of a role
        found.setdefault("role", ROLE_OF_KIND.get(kind, kind))
    if found.get("reviewed") == found.get("published"):
        found.pop("reviewed", None)
    return {name: value for name, value in found.items() if not _is_default(name, value)}


def _is_default(name: str, value: Any) -> bool:
    return value is None or value in ("", [], {}) or (name in DEFAULTS and value == DEFAULTS[name])


def _field(name: str, value: Any) -> Any:
    if name in TIMES and isinstance(value, str):
        with suppress(ValueError):
            return parse_datetime(value)
    if name in UNORDERED and isinstance(value, list):
        return sorted(value, key=str)
    if name == "accounts" and isinstance(value, list):
        return _accounts(_normal(value))
    return _normal(value)


def _accounts(accounts: list[Any]) -> list[Any]:
    """Leave out the articles that are silent, and sort those of a topic: their order there is the edition's."""
    told = [one for one in accounts if not isinstance(one, dict) or set(one) != {"article"}]
    if all(isinstance(one, dict) and "passages" in one for one in told):
        return sorted(told, key=lambda one: str(one.get("article")))
    return told
