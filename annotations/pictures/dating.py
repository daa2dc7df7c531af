"""When something was: an EDTF date, or the dates that stand in an English sentence, as stretches of days."""

from __future__ import annotations

import calendar
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

# Its grammar is older than the warnings of pyparsing 3.3, which readers of a log need not see at every start.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = f"(?:{'|'.join(MONTHS)})"
_YEAR = r"(?<![\d.,$€£₹])(?:1\d|20)\d\d(?![\d%])(?!,\d)"
_DASH = r"\s?[-–]\s?"
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:{_DASH}(?P<last_day>\d{{1,2}}))?\s)?"
    rf"(?:(?P<month>{_MONTH})(?:{_DASH}(?P<last_month>{_MONTH}))?\s)?"
    rf"(?P<year>{_YEAR})"
    rf"(?:(?P<decade>s)(?:\s(?:and|to)\s(?P<last_decade>\d0)s)?|[-–](?P<last_year>\d\d)(?!\d|[-–]))?"
)
_PART = re.compile(r"\b(early|mid|late)[- ]$", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(about|almost|around|nearly|circa|perhaps|probably|possibly|c\.|ca\.)\s(in\s)?(the\s)?$", re.IGNORECASE
)
_TO = re.compile(r"\s?(to|until|till|[-–])\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
# A convention of this edition: which years of a decade are meant.
_YEARS_OF = {"early": (0, 3), "mid": (3, 7), "late": (6, 9)}


@dataclass(frozen=True, slots=True, order=True)
class Extent:
    """The days on which something may have been, first and last included; one day where it is known to the day."""

    first: date
    last: date
    is_uncertain: bool = False

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def of_edtf(value: str) -> Extent | None:
    """Return the extent of an EDTF date of the years 1 to 9999; None for anything else.

    An interval that is open at one end is the end that is known, uncertain.

    >>> of_edtf("1991-12"), of_edtf("yesterday")
    (Extent(first=datetime.date(1991, 12, 1), last=datetime.date(1991, 12, 31), is_uncertain=False), None)
    """
    try:
        parsed = parse_edtf(value)
    except EDTFParseException:
        return None
    lower, upper = parsed.lower_strict(), parsed.upper_strict()
    is_open = isinstance(lower, float) or isinstance(upper, float)
    first, last = (upper, upper) if isinstance(lower, float) else (lower, lower if is_open else upper)
    return _extent(first, last, is_open or _is_doubtful(parsed))


def _is_doubtful(parsed: Any) -> bool:
    names = ("is_uncertain", "is_approximate")
    return any(bool(getattr(parsed, name, False)) for name in names) or type(parsed).__name__ == "OneOfASet"


def _extent(first: Any, last: Any, is_uncertain: bool) -> Extent | None:
    try:
        return Extent(date(*first[:3]), date(*last[:3]), is_uncertain)
    except (TypeError, ValueError, OverflowError):
        return None


def in_prose(words: str) -> list[Extent]:
    """Return the dates of the years 1000 to 2099 that a sentence names, in its order.

    Read are days, months, years, decades and the stretches between two of them: “21 December 1991”, “late 1980s”,
    “1947 to 1989”, “1954-55”. Uncertain are those called so: about, almost, perhaps, late, with a question mark.
    """
    found: list[tuple[Extent, int, int]] = []
    for extent, start, end in _dates(words):
        before = found[-1] if found else None
        if before and before[0].first <= extent.last and _joined(words, before, start):
            doubt = before[0].is_uncertain or extent.is_uncertain
            found[-1] = (Extent(before[0].first, extent.last, doubt), before[1], end)
        else:
            found.append((extent, start, end))
    return [extent for extent, _start, _end in found]


def _joined(words: str, before: tuple[Extent, int, int], start: int) -> bool:
    """Whether the date at `start` ends the stretch that the date before it begins."""
    _extent_before, first, last = before
    between = words[last:start]
    if _TO.fullmatch(between):
        return True
    return between.strip() == "and" and bool(_BETWEEN.search(words[:first]))


def _dates(words: str) -> Iterator[tuple[Extent, int, int]]:
    for match in _DATE.finditer(words):
        before = words[: match.start()]
        part = _PART.search(before)
        extent = _decade(match, part[1].lower() if part else "") if match["decade"] else _calendar(match)
        if extent is None:
            continue
        doubt = bool(part or _ABOUT.search(before) or words[match.end() : match.end() + 1] in ("?", "~"))
        yield replace(extent, is_uncertain=doubt), match.start(), match.end()


def _decade(match: re.Match[str], part: str) -> Extent | None:
    first = int(match["year"]) // 10 * 10
    last = first // 100 * 100 + int(match["last_decade"]) if match["last_decade"] else first
    low, high = _YEARS_OF.get(part, (0, 9))
    return _stretch((first + low, 1, 1), (last + high, 12, 31))


def _calendar(match: re.Match[str]) -> Extent | None:
    """Return the days of a match that is no decade; None for a day that no month has."""
    year = int(match["year"])
    if match["last_year"]:
        return _stretch((year, 1, 1), (year // 100 * 100 + int(match["last_year"]), 12, 31))
    if not match["month"]:
        return _stretch((year, 1, 1), (year, 12, 31))
    month = MONTHS[match["month"]]
    last_month = MONTHS[match["last_month"]] if match["last_month"] else month
    if match["day"]:
        return _stretch((year, month, int(match["day"])), (year, last_month, int(match["last_day"] or match["day"])))
    return _stretch((year, month, 1), (year, last_month, calendar.monthrange(year, last_month)[1]))


def _stretch(first: tuple[int, int, int], last: tuple[int, int, int]) -> Extent | None:
    """Return the extent between two days; None where there is no such day or the last comes first."""
    extent = _extent(first, last, False)
    return extent if extent and extent.first <= extent.last else None
