"""What an earlier version or an open form names may have been merged since: it is followed to what stands now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from annotations.content import Content
from annotations.ledger_desk import rewriting
from edition import merged, tags


def merges(content: Content) -> tuple[Content, list[str]]:
    """Return `content` with the sources and tags that stand now, and a sentence for each that was followed.

    The sentences are in the edition's own language: they are kept as reasons.
    """
    works = merged.works({item.source for item in content.evidence})
    named = tags.former(content.tags) if content.tags else {}
    return renamed(content, works, named), _told(works, named)


def renamed(content: Content, works: Mapping[str, str], named: Mapping[str, str]) -> Content:
    """Return `content` with these sources and tags, each by its former key or name, called what they are called now."""
    for old, new in works.items():
        content = rewriting.source(content, old, new)
    if not named.keys() & set(content.tags):
        return content
    return replace(content, tags=_named(content.tags, named))


def fields(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the fields of a topic, claim or article as `merges` does those of a note."""
    found = dict(given)
    works = merged.works({*found.get("sources", []), *(event["source"] for event in found.get("timeline", []))})
    for old, new in works.items():
        found = rewriting.of_record(found, old, new)
    named = tags.former(found["tags"]) if found.get("tags") else {}
    if named:
        found["tags"] = list(_named(found["tags"], named))
    return found, _told(works, named)


def _named(names: Iterable[str], named: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({named.get(name, name) for name in names}))


def _told(works: Mapping[str, str], named: Mapping[str, str]) -> list[str]:
    return [
        *(f"The source {old} was merged into {new}." for old, new in sorted(works.items())),
        *(f"The tag “{old}” is called “{new}” now." for old, new in sorted(named.items())),
    ]
