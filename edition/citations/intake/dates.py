"""Dates of many spellings to those of CSL-JSON: EDTF (ISO 8601-2), with slashes, or in English words."""

from __future__ import annotations

import re
from typing import Any

from edition.citations import edtf
from edition.citations.validation import validate

Date = dict[str, Any]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_EDTF = re.compile(r"(-?\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?:T[\d:.Z+-]+)?([~?%])?", re.ASCII)
_UNKNOWN = re.compile(r"X{4}|n\.\s?d\.|no date", re.IGNORECASE)
_CIRCA = re.compile(r"(?:circa|ca\.?|c\.)\s+(.+)", re.IGNORECASE)
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_WORDS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH}(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?,?\s+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}),?\s+{_MONTH}(?:\s+(?P<day>\d{{1,2}}))?",
    )
]


def parse(text: str) -> Date | None:
    """Return a date as CSL-JSON has it; None for one that says that it is not known.

    What is no date of these spellings is kept in its own words.

    >>> parse("2012-10-02"), parse("1947/1989"), parse("2 October 2012"), parse("2012~")
    ({'date-parts': [[2012, 10, 2]]}, {'date-parts': [[1947], [1989]]}, {'date-parts': [[2012, 10, 2]]}, \
{'date-parts': [[2012]], 'circa': True})
    >>> parse("summer 2012"), parse("the 1990s"), parse("XXXX")
    ({'date-parts': [[2012]], 'season': 2}, {'literal': 'the 1990s'}, None)
    """
    text = " ".join(text.split())
    if not text or _UNKNOWN.fullmatch(text):
        return None
    found = edtf.read(edtf.of_words(text)) or _range(text) or _circa(text) or _one(text) or {"literal": text}
    return found if is_date(found) else {"literal": text}


def is_date(date: Date) -> bool:
    """Whether `date` is one that CSL-JSON can hold, and the calendar has."""
    return not validate({"type": "book", "title": "-", "issued": date})


def of_parts(year: str, month: str = "", day: str = "") -> Date | None:
    """Return a date of which the parts stand apart, as in BibTeX; each may be a number or words."""
    if not month.strip():
        return parse(year)
    if not day and (both := re.fullmatch(r"(\w+\.?)\s+(\d{1,2})", month.strip(), re.ASCII)):
        month, day = both[1], both[2]
    number = month_number(month)
    if number and re.fullmatch(r"\d{4}", year.strip(), re.ASCII):
        digits = day.strip() if re.fullmatch(r"\d{1,2}", day.strip(), re.ASCII) else ""
        return parse("-".join(filter(None, (year.strip(), f"{number:02d}", digits.zfill(2) if digits else ""))))
    return parse(" ".join(filter(None, (month, day, year))))


def month_number(text: str) -> int:
    """Return 1 to 12 for the name, the beginning or the number of a month, else 0."""
    word = text.strip().lower().rstrip(".")
    if re.fullmatch(r"\d{1,2}", word, re.ASCII):
        return int(word) if 1 <= int(word) <= 12 else 0
    return MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS and word.isalpha() else 0


def _range(text: str) -> Date | None:
    for sign in ("/", " to ", "–"):
        first, found, last = text.partition(sign)
        if found and (begin := _one(first.strip())) and (end := _one(last.strip())):
            if "season" in begin or "season" in end or len(last.strip()) < 4:
                continue
            circa = {"circa": True} if begin.get("circa") or end.get("circa") else {}
            return {"date-parts": [*begin["date-parts"], *end["date-parts"]], **circa}
    return None


def _circa(text: str) -> Date | None:
    if not (found := _CIRCA.fullmatch(text)):
        return None
    inner = _range(found[1]) or _one(found[1])
    return {**inner, "circa": True} if inner else {"literal": found[1], "circa": True}


def _one(text: str) -> Date | None:
    if found := _EDTF.fullmatch(text):
        return _of_edtf(found)
    season, _blank, year = text.partition(" ")
    if season.lower() in SEASONS and re.fullmatch(r"\d{4}", year, re.ASCII):
        return {"date-parts": [[int(year)]], "season": SEASONS[season.lower()]}
    for pattern in _WORDS:
        if (found := pattern.fullmatch(text)) and (month := month_number(found["month"])):
            return {"date-parts": [[int(found["year"]), month, *([int(found["day"])] if found["day"] else [])]]}
    return None


def _of_edtf(found: re.Match[str]) -> Date:
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    year = year if year > 0 else year - 1  # ISO 8601 has a year 0, the year before year 1
    circa = {"circa": True} if found[4] else {}
    if 21 <= month <= 24:
        return {"date-parts": [[year]], "season": month - 20, **circa}
    # A day of no month is none: zeros stand for parts that are not known.
    return {"date-parts": [[year, *([month] if month else []), *([day] if month and day else [])]], **circa}
