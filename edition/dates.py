"""Dates for readers: to the day, month or year that is known, and not further."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edition.citations.wording import date_in_words, edtf

_FORMATS = {1: "Y", 2: "YEAR_MONTH_FORMAT", 3: "DATE_FORMAT"}
BOUNDS = ("notBefore", "notAfter", "probableNotBefore", "probableNotAfter")
_ISO = re.compile(r"\d{4}(-\d{2}){0,2}")


def in_words(value: str) -> str:
    """Return an EDTF date as it is read; what is no plain year, month or day comes back as it is.

    >>> in_words("1991-12-26"), in_words("1991-12"), in_words("1991"), in_words("1991?")
    ('26 December 1991', 'December 1991', '1991', '1991?')
    """
    if value.count("/") == 1:
        first, last = (in_words(end) for end in value.split("/"))
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if not _ISO.fullmatch(value):
        return value
    parts = [int(part) for part in value.split("-")]
    try:
        day = date(*parts, *(1,) * (3 - len(parts)))
    except ValueError:
        return value
    return date_format(day, _FORMATS[len(parts)])


def problems(provenance: Any) -> list[str]:
    """Return what keeps a provenance from being shown, in sentences: bounds that are no year, month or day."""
    bounds = provenance.get("dateBounds") if isinstance(provenance, Mapping) else None
    if not isinstance(provenance, Mapping) or not isinstance(bounds, Mapping | None):
        return ["What is known of an article is an object, and so are its “dateBounds”."]
    return [
        f"“{name}” of “dateBounds” is {value!r}, and no year, month or day such as 1991, 1991-12 or 1991-12-26."
        for name, value in (bounds or {}).items()
        if name in BOUNDS and value is not None and not _is_date(value)
    ]


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01" * (2 - value.count("-")))
    except ValueError:
        return False
    return True


def issued(csl: Mapping[str, Any]) -> str:
    """Return when a work was issued, as it is read, or '' where that is not known."""
    if "issued" not in csl:
        return ""
    value = edtf(csl["issued"])
    known = in_words(value) if value and "raw" not in csl["issued"] else ""
    return known if known and known != value else date_in_words(csl["issued"])


def dating(csl: Mapping[str, Any], provenance: Mapping[str, Any]) -> str:
    """Return when an article was published; where that is unknown, between which dates it was written.

    The bounds are those of `provenance["dateBounds"]`: EDTF dates `notBefore`, `notAfter` or one of them.
    """
    if known := issued(csl):
        return known
    bounds = provenance.get("dateBounds") or {}
    first, last = bounds.get("notBefore"), bounds.get("notAfter")
    if first and last:
        return _("Not dated; written between %(first)s and %(last)s") % {
            "first": in_words(first),
            "last": in_words(last),
        }
    if first:
        return _after(first)
    return _before(last) if last else _("Not dated")


def _after(first: str) -> str:
    words = {"date": in_words(first)}
    if first.count("-") == 2:
        return _("Not dated; written on or after %(date)s") % words
    return _("Not dated; written in or after %(date)s") % words


def _before(last: str) -> str:
    words = {"date": in_words(last)}
    if last.count("-") == 2:
        return _("Not dated; written on or before %(date)s") % words
    return _("Not dated; written in or before %(date)s") % words
