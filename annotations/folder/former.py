"""Where things stood in earlier texts, as “formerly” in the entries of an edition folder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from annotations.folder.entries import Entry
from annotations.folder.places import as_json, place
from annotations.models import FormerPlace
from edition.models import Span


def prefetch() -> Prefetch[Any]:
    """Return what brings the former places with notes, claims or topics."""
    spans = Span.objects.select_related("revision__article").defer("revision__text", "revision__original")
    rows = FormerPlace.objects.prefetch_related(Prefetch("span", spans))
    return Prefetch("former_places", rows.order_by("span__revision", "span__start", "span__end", "relation"))


def dumped(places: Iterable[FormerPlace]) -> dict[str, Any]:
    """Return the field of an entry; nothing where there is no former place."""
    found = [as_json(one.span) | ({"relation": one.relation} if one.relation else {}) for one in places]
    return {"formerly": found} if found else {}


def load(entry: Entry, **of: Any) -> None:
    """Store the former places that an entry names, of the note, claim or topic `of`."""
    for one in entry.entries("formerly"):
        FormerPlace(span=place(one).span(), relation=one.get("relation", str, ""), **of).save()
