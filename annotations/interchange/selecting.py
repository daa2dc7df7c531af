"""Targets of others: an address, or a SpecificResource with its selectors and state, as the words it means."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from annotations.interchange import shapes
from annotations.interchange.incoming import UnreadableError, Words

Json = dict[str, Any]
KNOWN = frozenset({"TextQuoteSelector", "TextPositionSelector", "FragmentSelector"})


def words(target: object) -> Words:
    """Return the words that a target or body means; raises UnreadableError."""
    if isinstance(target, str):
        return Words(shapes.address({"target": target}, "target"))
    if not isinstance(target, dict):
        raise UnreadableError(_("A target is an address, or an object with a source."))
    source = shapes.address(target, "source") or shapes.address(target, "id")
    if not source:
        raise UnreadableError(_("A target needs a source: the address of the text."))
    found = Words(
        source,
        scope=shapes.address(target, "scope"),
        sha256=next(filter(None, (shapes.text(one, "sha256") for one in shapes.objects(target, "state"))), ""),
        relation=shapes.text(target, "relation"),
        **selected(shapes.objects(target, "selector")),
    )
    if (found.start is None) != (found.end is None):
        raise UnreadableError(_("A TextPositionSelector needs both start and end."))
    return found


def selected(selectors: list[Json]) -> dict[str, Any]:
    """Return what the selectors say, by the fields of Words; those refined by others say what the others do."""
    found: dict[str, Any] = {}
    for selector in selectors:
        kinds = shapes.texts(selector, "type")
        if "TextQuoteSelector" in kinds:
            found |= {name: shapes.text(selector, name) for name in ("exact", "prefix", "suffix")}
        elif "TextPositionSelector" in kinds:
            found |= {name: shapes.whole(selector, name) for name in ("start", "end")}
        elif "FragmentSelector" in kinds:
            found["anchor"] = shapes.text(selector, "value").removeprefix("#")
        found |= selected(shapes.objects(selector, "refinedBy"))
    return found
