"""Names, dates and pinpoints in words, and what a format has no field for."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from edition.citations import edtf as extended
from edition.citations.record import Pinpoint, Record, joined
from edition.citations.validation import DATES, NAMES

EDITION = "Sic"
# What the edition adds to a record on the addresses of a web page.
ADDRESSES = frozenset({"archived-url", "archived-on", "original-url"})
SEASONS = {1: "spring", 2: "summer", 3: "autumn", 4: "winter"}


def edtf(date: Mapping[str, Any]) -> str | None:
    """A CSL date in the Extended Date/Time Format (ISO 8601-2), to the precision known.

    `2012`, `2012-10`, `2012-10-02`, `1947/1989`, `2012~` for circa, `2012-22` for a summer, and what CSL-JSON has
    no words for: `1984?`, `1987/..`, `199X`; None for a date given in words.
    """
    if "raw" in date:
        return str(date["raw"])
    if "date-parts" not in date:
        return None
    if len(date) == len(date["date-parts"]) == 1:
        return _iso(*date["date-parts"][0])
    circa = "~" if date.get("circa") else ""
    ends = [_iso(*parts) + circa for parts in date["date-parts"]]
    if "season" in date:
        return f"{_iso(*date['date-parts'][0])}-{20 + date['season']}{circa}"
    return "/".join(ends)


@lru_cache(maxsize=4096)
def _iso(year: int, *rest: int) -> str:
    # ISO 8601 has a year 0, the year before year 1; CSL counts -1 there.
    year = year if year > 0 else year + 1
    sign = "-" if year < 0 else ""
    return "-".join([f"{sign}{abs(year):04d}", *(f"{part:02d}" for part in rest)])


def date_in_words(date: Mapping[str, Any]) -> str:
    """A date for a reader: `2012-10-02`, `1947 to 1989`, `circa 2012`, `summer 2012`, `1987–`, or its own words."""
    if "raw" in date:
        return extended.in_words(date["raw"])
    circa = "circa " if date.get("circa") else ""
    if "literal" in date:
        return circa + str(date["literal"])
    season = f"{SEASONS[date['season']]} " if "season" in date else ""
    return circa + season + " to ".join(_iso(*parts) for parts in date["date-parts"])


def name_in_words(name: Mapping[str, Any]) -> str:
    """A name in reading order."""
    order = ("literal", "given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return joined(*(name.get(part) for part in order))


def in_words(variable: str, value: Any) -> str:
    """The value of any CSL variable as plain text."""
    if variable in NAMES:
        return "; ".join(map(name_in_words, value))
    if variable in DATES:
        return date_in_words(value)
    return "; ".join(value) if isinstance(value, list) else str(value)


def unplaced(csl: Mapping[str, Any], placed: frozenset[str] | set[str]) -> Iterator[str]:
    """`variable: value` of whatever has not found a field."""
    for variable, value in csl.items():
        if variable not in placed and variable not in {"id", "type", "custom"}:
            yield f"{variable}: {in_words(variable, value)}"
    yield from addresses(csl.get("custom", {}))


def addresses(custom: Mapping[str, Any]) -> Iterator[str]:
    """Sentences on the archived copy of a web page, and on the address that it had."""
    if "archived-url" in custom:
        day = f" of {custom['archived-on']}" if "archived-on" in custom else ""
        yield f"archived copy{day}: {custom['archived-url']}"
    if "original-url" in custom:
        yield f"original address: {custom['original-url']}"


def keywords(csl: Mapping[str, Any]) -> list[str]:
    """The record's keywords, then what its `custom` says as `name: value`."""
    if "keyword" not in csl and "custom" not in csl:
        return []
    words = re.split(r"\s*[,;]\s*", csl.get("keyword", ""))
    custom = (f"{name}: {_scalar(value)}" for name, value in csl.get("custom", {}).items() if name not in ADDRESSES)
    return [*filter(None, words), *custom]


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def describe(record: Record) -> str:
    """The pinpoint of a record as a sentence, or an empty text if it has none.

    `Sic, text version 1, para. 5 (p5): “quote”. SHA-256: …`, preceded by the note and by the article where the
    record itself does not name them. Line breaks in the quote become blanks: the hash is of the exact words.
    """
    pin = record.pinpoint
    if pin is None:
        return ""
    place = ", ".join(filter(None, (*_article(record, pin), f"text version {pin.revision}", _place(pin))))
    sentence = f"Editors’ note {pin.note} on {place}" if pin.note is not None else f"{EDITION}, {place}"
    return f"{sentence}{_quote(pin)} SHA-256: {pin.sha256}"


def _quote(pin: Pinpoint) -> str:
    if not pin.quote:
        return "."
    stop = "" if pin.quote.rstrip().endswith((".", "?", "!")) else "."
    lines = pin.quote.splitlines()
    breaks = " Line breaks are blanks here." if len(lines) > 1 else ""
    return f": “{' '.join(lines)}”{stop}{breaks}"


def _article(record: Record, pin: Pinpoint) -> Iterator[str]:
    if record.csl.get("title") != pin.article:
        yield f"article {pin.number}, “{pin.article}”"


def _place(pin: Pinpoint) -> str:
    place = locator(pin)
    return f"{place} ({pin.anchor})" if place else f"passage {pin.anchor}" if pin.anchor else ""


def locator(pin: Pinpoint) -> str:
    """`para. 5` or `paras. 5–7`; empty for a whole article and for passages outside the numbered text."""
    ends = paragraph_numbers(pin)
    return f"{'paras.' if len(ends) > 1 else 'para.'} {'–'.join(ends)}" if ends else ""


def paragraph_numbers(pin: Pinpoint) -> list[str]:
    """`["5"]`, `["5", "7"]`; an empty list for a whole article and for passages outside the numbered text."""
    ends = pin.anchor.split("-")
    return [end[1:] for end in ends] if all(re.fullmatch(r"p\d+[a-z]*", end) for end in ends) else []
