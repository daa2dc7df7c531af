"""Dates of the Extended Date/Time Format (ISO 8601-2, level 1) that CSL-JSON cannot say: `1984?`, `1987/..`, `199X`.

Such a date has the nearest that CSL-JSON can say, and beside it, as `raw`, the text that says the rest. `?` is
uncertain, `~` approximate, `%` both; X is a digit that is not known; an end of `..`, or an empty one, is open.
"""

import re
from collections.abc import Mapping
from typing import Any

_END = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<sureness>[?~%]?)", re.ASCII
)
_OPEN = frozenset({"", ".."})
_SAID = {"": "{}", "?": "{}?", "~": "circa {}", "%": "circa {}?"}
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# What `in_words` says, with the sign that it stands for.
_BACK = (
    (re.compile(r"(\d{3})0s", re.ASCII), r"\1X"),
    (re.compile(r"circa (\d{4}[\d-]*)\?", re.ASCII), r"\1%"),
    (re.compile(r"(\d{4}[\d-]*[?~%]?)\s?[–-]", re.ASCII), r"\1/.."),
    (re.compile(r"until (\d{4}[\d-]*[?~%]?)", re.ASCII), r"../\1"),
)


def read(text: str) -> dict[str, Any] | None:
    """A date of CSL-JSON with `raw`; None for what is no such date, and for one that CSL-JSON can say by itself.

    >>> read("1984?")
    {'date-parts': [[1984]], 'circa': True, 'raw': '1984?'}
    >>> read("1987/.."), read("199X")
    ({'date-parts': [[1987]], 'raw': '1987/..'}, {'literal': '1990s', 'raw': '199X'})
    >>> read("1984~"), read("1984"), read("the year 1984")
    (None, None, None)
    """
    written = text.split("/")
    ends = [_END.fullmatch(end) for end in written if end not in _OPEN]
    if len(written) > 2 or not any(ends) or not all(map(_is_possible, ends)):
        return None
    found = [end for end in ends if end]
    if len(found) == len(written) and _is_plain(found):
        return None
    if any("X" in end["year"] for end in found):
        return {"literal": in_words(text), "raw": text}
    circa = {"circa": True} if any(end["sureness"] for end in found) else {}
    season = {"season": int(found[0]["month"]) - 20} if len(written) == 1 and found[0]["month"] in _SEASONS else {}
    return {"date-parts": [_numbers(end) for end in found], **season, **circa, "raw": text}


def of_words(text: str) -> str:
    """What `in_words` says as EDTF again, `1990s` as `199X`; any other text as it is."""
    for pattern, meant in _BACK:
        if found := pattern.fullmatch(text):
            return found.expand(meant)
    return text


def _is_possible(end: re.Match[str] | None) -> bool:
    if end is None:
        return False
    month = end["month"]
    return month is None or month == "XX" or month in _SEASONS or 1 <= int(month) <= 12


def _is_plain(ends: list[re.Match[str]]) -> bool:
    """Whether date-parts, season and circa say all of it: circa is of both ends of a range."""
    signs = {end["sureness"] for end in ends}
    seasons = any(end["month"] in _SEASONS for end in ends)
    return (
        len(signs) == 1
        and signs <= {"", "~"}
        and not any("X" in end[0] for end in ends)
        and not (seasons and len(ends) > 1)
    )


def _numbers(end: re.Match[str]) -> list[int]:
    year = int(end["year"])
    known = [year if year > 0 else year - 1]  # ISO 8601 has a year 0, the year before year 1
    for part in (end["month"], end["day"]):
        if part is None or part == "XX" or (part in _SEASONS and part is end["month"]):
            break
        known.append(int(part))
    return known


def in_words(text: str, *, is_printed: bool = False) -> str:
    """Such a date for a reader; with `is_printed` months have names.

    >>> in_words("1984-06?"), in_words("1984-06?", is_printed=True)
    ('1984-06?', 'June 1984?')
    >>> in_words("1986%"), in_words("1987/.."), in_words("../1987"), in_words("199X"), in_words("19XX")
    ('circa 1986?', '1987–', 'until 1987', '1990s', 'between 1900 and 1999')
    """
    first, is_range, last = text.partition("/")
    if not is_range:
        return _end_in_words(first, is_printed)
    if last in _OPEN:
        return f"{_end_in_words(first, is_printed)}–"
    if first in _OPEN:
        return f"until {_end_in_words(last, is_printed)}"
    return f"{_end_in_words(first, is_printed)} to {_end_in_words(last, is_printed)}"


def _end_in_words(text: str, is_printed: bool) -> str:
    if not (end := _END.fullmatch(text)):
        return text
    return _SAID[end["sureness"]].format(_season_or_day(end, is_printed))


def _season_or_day(end: re.Match[str], is_printed: bool) -> str:
    year, month, day = _year(end["year"]), end["month"], end["day"]
    if month is None or month == "XX":
        return year
    if month in _SEASONS:
        return f"{_SEASONS[month]} {year}"
    known_day = day if day and day != "XX" else ""
    if is_printed:
        return " ".join(filter(None, (known_day.lstrip("0"), _MONTHS[int(month) - 1], year)))
    return "-".join(filter(None, (year, month, known_day)))


def _year(text: str) -> str:
    if text.endswith("XX"):
        return f"between {text[:2]}00 and {text[:2]}99"
    return f"{text[:3]}0s" if text.endswith("X") else text


def printed(date: Mapping[str, Any]) -> Mapping[str, Any]:
    """The date as a citation style may print it: what CSL-JSON cannot say is in words."""
    return {"literal": in_words(date["raw"], is_printed=True)} if "raw" in date else date
