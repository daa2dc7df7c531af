"""What a CSL-JSON 1.0.2 item may hold, and sentences on what is wrong with one.

The lists of types and variables are those of the schema `csl-data.json`, version 1.0.2, of the Citation Style
Language project. Stricter than that schema on purpose: dates are numbers, `raw` is EDTF that says more than the
rest of a date and agrees with it, a title is required, and texts stay on one line.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from edition.citations import edtf


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Noncharacters (The Unicode Standard, section 23.7); two of them cannot be written in XML.
_NO_CHARACTER = re.compile(
    f"[\ufdd0-\ufdef{''.join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))}]"
)
KEY = re.compile(r"[a-z0-9][a-z0-9-]*")

TYPES = _words(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic "
    "collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing "
    "interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference "
    "patent performance periodical personal_communication post post-weblog regulation report review "
    "review-book software song speech standard thesis treaty webpage"
)
NAMES = _words(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director executive-producer guest host interviewer illustrator narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator"
)
DATES = _words("accessed available-date container event-date issued original-date submitted")
NUMBERS = _words(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator "
    "number number-of-pages number-of-volumes page page-first part printing section supplement version volume"
)
TEXTS = _words(
    "abstract annote archive archive_collection archive_location archive-place authority call-number "
    "citation-key citation-label collection-title container-title container-title-short dimensions division "
    "DOI event event-title event-place genre ISBN ISSN journalAbbreviation jurisdiction keyword language "
    "license medium note original-publisher original-publisher-place original-title part-title PMCID PMID "
    "publisher publisher-place references reviewed-genre reviewed-title scale shortTitle source status title "
    "title-short URL volume-title volume-title-short year-suffix"
)
NAME_PARTS = _words("family given suffix dropping-particle non-dropping-particle literal")
NAME_SWITCHES = _words("comma-suffix static-ordering parse-names")
DATE_PARTS = _words("date-parts literal circa season raw")


def validate(csl: Any) -> list[str]:
    """Sentences on what is wrong with a CSL-JSON item; an empty list means that it is good."""
    if not isinstance(csl, Mapping):
        return ["A record is an object of CSL-JSON variables."]
    problems = _required(csl)
    for variable, value in csl.items():
        problems += _check(variable)(variable, value)
    return problems


def validate_key(key: Any) -> list[str]:
    """Sentences on what is wrong with the key of a work; an empty list means that it is good."""
    if isinstance(key, str) and KEY.fullmatch(key):
        return []
    return [f"The key {key!r} is not usable: take small letters a-z, digits and hyphens, not a hyphen first."]


def _required(csl: Mapping[str, Any]) -> list[str]:
    return [f"“{name}” is missing: every record needs it." for name in ("type", "title") if name not in csl]


def _check(variable: Any) -> Callable[[str, Any], list[str]]:
    fixed = {"id": _id, "type": _type, "URL": _url, "custom": _custom, "categories": _categories}
    kinds = ((TEXTS, _text), (NUMBERS, _number), (NAMES, _names), (DATES, _date))
    if variable in fixed:
        return fixed[variable]
    return next((check for kind, check in kinds if variable in kind), _unknown)


def _unknown(variable: str, value: Any) -> list[str]:
    return [f"“{variable}” is not a variable of CSL-JSON 1.0.2."]


def _id(variable: str, value: Any) -> list[str]:
    return validate_key(value)


def _type(variable: str, value: Any) -> list[str]:
    if isinstance(value, str) and value in TYPES:
        return []
    return [f"“{value}” is not a type of CSL-JSON 1.0.2; known are {', '.join(sorted(TYPES))}."]


def _text(variable: str, value: Any) -> list[str]:
    if not isinstance(value, str):
        return [f"“{variable}” has to be a text."]
    if not value.strip():
        return [f"“{variable}” is empty: leave it out if it is not known."]
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in value):
        return [f"“{variable}” has a line break or a control character: write it on one line."]
    if _NO_CHARACTER.search(value):
        return [f"“{variable}” has a code point that Unicode keeps from being a character: delete it."]
    if value != value.strip():
        return [f"“{variable}” starts or ends with a blank: delete it."]
    return []


def _number(variable: str, value: Any) -> list[str]:
    return [] if _is_int(value) else _text(variable, value)


def _url(variable: str, value: Any) -> list[str]:
    problems = _text(variable, value)
    if problems:
        return problems
    if _is_web_address(value):
        return []
    return [f"“{value}” is not a web address: it starts with http:// or https://."]


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", value)
    except ValueError:
        return False


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _custom(variable: str, value: Any) -> list[str]:
    if not isinstance(value, Mapping):
        return ["“custom” has to be an object."]
    problems = []
    for name, entry in value.items():
        if isinstance(entry, str):
            problems += _text(f"custom.{name}", entry)
        elif not isinstance(entry, bool | int | float):
            problems.append(f"“custom.{name}” has to be a text, a number, true or false.")
    return problems


def _categories(variable: str, value: Any) -> list[str]:
    if not isinstance(value, list):
        return ["“categories” has to be a list of texts."]
    return [problem for entry in value for problem in _text(variable, entry)]


def _names(variable: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not value:
        return [f"“{variable}” has to be a list of names; leave it out if nobody is known."]
    return [problem for name in value for problem in _name(variable, name)]


def _name(variable: str, name: Any) -> list[str]:
    if not isinstance(name, Mapping):
        return [f"A name in “{variable}” has to be an object with family and given, or with literal."]
    problems = []
    for part, value in name.items():
        if part in NAME_PARTS:
            problems += _text(f"{variable}.{part}", value)
        elif part not in NAME_SWITCHES:
            problems.append(f"“{part}” is not a part of a name in “{variable}”.")
    if ("literal" in name) == ("family" in name):
        problems.append(f"A name in “{variable}” has either family (and given) or literal.")
    return problems


def _date(variable: str, value: Any) -> list[str]:
    if not isinstance(value, Mapping):
        return [f"“{variable}” has to be an object with date-parts or literal."]
    unknown = [part for part in value if part not in DATE_PARTS]
    if unknown:
        return [f"“{part}” is not known in the date “{variable}”." for part in unknown]
    problems = []
    if ("date-parts" in value) == ("literal" in value):
        problems.append(f"The date “{variable}” has either date-parts or literal.")
    if "literal" in value:
        problems += _text(f"{variable}.literal", value["literal"])
    if "date-parts" in value:
        problems += _date_parts(variable, value["date-parts"])
    problems += _circa(variable, value) + _season(variable, value)
    return problems or _raw(variable, value)


def _raw(variable: str, value: Mapping[str, Any]) -> list[str]:
    if "raw" not in value or (isinstance(value["raw"], str) and edtf.read(value["raw"]) == value):
        return []
    return [f"“{variable}.raw” has to be EDTF that says more than the rest of the date, and agrees with it."]


def _circa(variable: str, value: Mapping[str, Any]) -> list[str]:
    if isinstance(value.get("circa", False), bool):
        return []
    return [f"“{variable}.circa” has to be true or false."]


def _season(variable: str, value: Mapping[str, Any]) -> list[str]:
    if "season" not in value:
        return []
    if value["season"] not in (1, 2, 3, 4) or not _is_int(value["season"]):
        return [f"“{variable}.season” has to be 1, 2, 3 or 4, from spring to winter."]
    parts = value.get("date-parts")
    if isinstance(parts, list) and len(parts) == 1 and isinstance(parts[0], list) and len(parts[0]) == 1:
        return []
    return [f"A season in “{variable}” stands beside one year, without month."]


def _date_parts(variable: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not 1 <= len(value) <= 2:
        return [f"“{variable}” has to hold one date or two, as [[year, month, day]]."]
    problems = [problem for parts in value for problem in _one_date(variable, parts)]
    if not problems and len(value) == 2 and value[0] > value[1]:
        problems.append(f"The range of “{variable}” ends before it starts.")
    return problems


def _one_date(variable: str, parts: Any) -> list[str]:
    if not isinstance(parts, list) or not 1 <= len(parts) <= 3 or not all(map(_is_int, parts)):
        return [f"A date in “{variable}” is [year], [year, month] or [year, month, day], in whole numbers."]
    year, month, day = [*parts, 1, 1][: len(parts)] + [1] * (3 - len(parts))
    if not -9999 <= year <= 9999 or year == 0:
        return [f"The year {year} in “{variable}” is not possible."]
    try:
        # A leap year of the same kind stands in for the years before 1, which Python does not know.
        date(year if year > 0 else 400 + year % 400, month, day)
    except ValueError:
        return [f"There is no such date as {'-'.join(map(str, parts))} in “{variable}”."]
    return []
