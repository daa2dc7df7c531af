"""What is known of where a text comes from: each field with its value, how certain it is, and on what evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from edition import dates

# The fields in the order in which they are shown; a field of another name follows under the name it has.
FIELDS: dict[str, Promise] = {
    "title": gettext_lazy("Title"),
    "subtitle": gettext_lazy("Subtitle"),
    "kicker": gettext_lazy("Line above the title"),
    "author": gettext_lazy("Author"),
    "authorAffiliation": gettext_lazy("The author’s post"),
    "publisher": gettext_lazy("Publisher"),
    "url": gettext_lazy("Address"),
    "date": gettext_lazy("Date"),
    "dateBounds": gettext_lazy("Written"),
    "captureBounds": gettext_lazy("Captured between"),
    "relatedVersion": gettext_lazy("Another version"),
}
CERTAINTIES: dict[str, Promise] = {
    "certain": gettext_lazy("certain"),
    "probable": gettext_lazy("probable"),
    "possible": gettext_lazy("possible"),
    "unknown": gettext_lazy("not known"),
}
BOUNDS: dict[str, Promise] = {
    "notBefore": gettext_lazy("not before %(date)s"),
    "notAfter": gettext_lazy("not after %(date)s"),
    "probableNotBefore": gettext_lazy("probably not before %(date)s"),
    "probableNotAfter": gettext_lazy("probably not after %(date)s"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """One field of a provenance, ready to be read; `value` is empty where it is not known."""

    label: str
    value: str
    certainty: str
    evidence: list[str]


def known(provenance: Mapping[str, Any]) -> list[Known]:
    """Return the fields that say how they are known, in their order; plain values say nothing of it and are left."""
    fields = {name: field for name, field in provenance.items() if isinstance(field, Mapping)}
    ordered = [name for name in FIELDS if name in fields] + [name for name in fields if name not in FIELDS]
    return [_known(str(FIELDS.get(name, name)), fields[name]) for name in ordered]


def _known(label: str, field: Mapping[str, Any]) -> Known:
    certainty = str(field.get("certainty") or "")
    value = "" if certainty == "unknown" else str(field.get("value") or _between(field))
    evidence = field.get("evidence") or []
    return Known(
        label,
        value,
        str(CERTAINTIES.get(certainty, certainty)),
        [str(one) for one in (evidence if isinstance(evidence, list) else [evidence])],
    )


def _between(field: Mapping[str, Any]) -> str:
    """Return the bounds of a date in words: not before October 2012; probably not before 9 June 2017."""
    parts = [
        str(words) % {"date": dates.in_words(str(field[name]))} for name, words in BOUNDS.items() if field.get(name)
    ]
    return "; ".join(parts)
