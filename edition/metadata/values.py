"""Names, dates and pages of a record as the vocabularies for web pages write them."""

import re
from collections.abc import Mapping
from typing import Any

from edition.citations.record import joined
from edition.citations.wording import edtf

Csl = Mapping[str, Any]
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")  # a month after 12 is a season in EDTF
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def line(value: object) -> str:
    """Return a value on one line; blanks of other kinds stay as they are."""
    return " ".join(part for part in str(value).replace("\t", "\n").splitlines() if part)


def family(person: Csl) -> str:
    """Return the family name with the particle that belongs to it."""
    return joined(person.get("non-dropping-particle"), person.get("family"))


def given(person: Csl) -> str:
    """Return the given names with the particle that is left out where the family name stands alone."""
    return joined(person.get("given"), person.get("dropping-particle"))


def inverted(person: Csl) -> str:
    """Return a name as lists print it: `Khan, Ayub`; an institution's as it is."""
    return person.get("literal") or ", ".join(filter(None, (family(person), given(person), person.get("suffix"))))


def day(csl: Csl, variable: str = "issued") -> str:
    """Return a date as `2012`, `2012-10` or `2012-10-02`; '' for one not known, not sure, or a stretch of time."""
    value = edtf(csl.get(variable, {})) or ""
    return value if _DAY.fullmatch(value) else ""


def year(csl: Csl, variable: str = "issued") -> str:
    """Return the year of a date that is sure and in one year; else ''."""
    date = csl.get(variable, {})
    parts = [] if {"circa", "raw"} & date.keys() else date.get("date-parts", [])
    return f"{parts[0][0]:04d}" if len(parts) == 1 and parts[0][0] > 0 else ""


def pages(csl: Csl) -> tuple[str, str]:
    """Return the first and the last page; '' for what is not known."""
    first, _, last = str(csl.get("page", "")).replace("\N{EN DASH}", "-").partition("-")
    return first.strip(), last.strip()
