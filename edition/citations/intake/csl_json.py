"""CSL-JSON, and the JSON that Crossref and DataCite give for a DOI, which is almost it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from edition.citations import edtf
from edition.citations.intake import dates
from edition.citations.intake.batch import MOST_ENTRIES, OWN, Batch, Incoming
from edition.citations.validation import DATES, NAME_PARTS, NAMES, NUMBERS, TEXTS, TYPES

# Crossref's names for types and variables.
CROSSREF_TYPES = {
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "component": "document",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal": "periodical",
    "journal-article": "article-journal",
    "journal-issue": "periodical",
    "monograph": "book",
    "other": "document",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
    "report-component": "report",
    "report-series": "report",
}
CROSSREF_VARIABLES = {
    "article-number": "number",
    "publisher-location": "publisher-place",
    "short-container-title": "container-title-short",
    "short-title": "title-short",
    "edition-number": "edition",
}
_ISSUED = ("published", "published-print", "published-online", "created")
_YEAR = re.compile(r"-?\d{1,4}", re.ASCII)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


def looks_like(text: str) -> bool:
    """Whether `text` begins as JSON does."""
    return text.lstrip()[:1] in {"[", "{"}


def read(text: str, batch: Batch) -> None:
    """Put every item of `text` into `batch`, or the reason why it is no CSL-JSON among its problems."""
    try:
        items = _items(json.loads(text))
    except json.JSONDecodeError as error:
        batch.problem("no-json", error.lineno)
        return
    except (RecursionError, ValueError):  # nested too deep; or a number of more digits than Python reads
        batch.problem("no-json")
        return
    for number, item in enumerate(items, 1):
        if number > MOST_ENTRIES:
            batch.problem("too-many", value=str(len(items)))
            return
        if isinstance(item, Mapping):
            batch.add(_incoming(item, batch, number))
        else:
            batch.problem("no-object", entry=str(number))


def _items(data: Any) -> list[Any]:
    """Return the items: of a list, of `items` or Crossref's `message`, or the one that stands alone."""
    if isinstance(data, Mapping):
        for name in ("message", "items"):
            if isinstance(data.get(name), list | Mapping):
                return _items(data[name])
        return [data]
    return data if isinstance(data, list) else [data]


def _incoming(item: Mapping[str, Any], batch: Batch, number: int) -> Incoming:
    key = str(item.get("id") or item.get("citation-key") or "")
    kind = str(item.get("type", ""))
    incoming = Incoming(key, {"type": CROSSREF_TYPES.get(kind, kind)})
    if incoming.csl["type"] not in TYPES:
        incoming.csl["type"] = "document"
        batch.problem("unknown-type", entry=key or str(number), value=kind)
    for name, value in item.items():
        if name not in {"id", "type"}:
            _take(incoming, CROSSREF_VARIABLES.get(name, name), value)
    _take_issued(incoming, item)
    _take_subtitle(incoming, item)
    return incoming


def _take(incoming: Incoming, name: str, value: Any) -> None:
    """Put one variable into the record, or among what is left out."""
    if value in (None, "", [], {}):
        return
    if name in NAMES:
        incoming.csl[name] = _people(incoming, name, value)
    elif name in DATES and isinstance(value, Mapping | str):
        if (date := _date(value)) or name == "issued":
            incoming.csl[name] = date or {}
        else:
            incoming.leave(name, value)
    elif name in TEXTS | NUMBERS:
        _take_text(incoming, name, value)
    elif name == "custom" and isinstance(value, Mapping):
        _take_own(incoming, value)
    elif name == "categories":
        incoming.csl[name] = value
    elif name != "subtitle":
        incoming.leave(name, value)


def _take_own(incoming: Incoming, custom: Mapping[str, Any]) -> None:
    for name, value in custom.items():
        if name in OWN and isinstance(value, str | bool):
            incoming.own[name] = value if isinstance(value, str) else json.dumps(value)
        else:
            incoming.leave(f"custom.{name}", value)


def _take_text(incoming: Incoming, name: str, value: Any) -> None:
    """Take a text; of a list, as Crossref writes titles and numbers, the first, and name the others."""
    values = value if isinstance(value, list) else [value]
    if name == "ISBN":
        values = [re.sub(r"^https?://id\.crossref\.org/isbn/", "", str(one)) for one in values]
    first, *others = values
    is_number = isinstance(first, int) and not isinstance(first, bool)
    if isinstance(first, str):
        incoming.csl[name] = _words(incoming, name, first)
    elif is_number:
        incoming.csl[name] = first if name in NUMBERS else str(first)
    else:
        incoming.leave(name, first)
    for other in others:
        incoming.leave(name, other)


def _words(incoming: Incoming, name: str, text: str) -> str:
    """Return a text without its tags and entities, and name the tags."""
    if name in {"URL", "DOI"} or not re.search(r"[<&]", text):
        return text
    if tags := dict.fromkeys(_TAG.findall(text)):
        incoming.leave(name, " ".join(tags))
    return html.unescape(_TAG.sub("", text))


def _people(incoming: Incoming, variable: str, value: Any) -> list[Any]:
    people = value if isinstance(value, list) else [value]
    return [name for person in people if (name := _person(incoming, variable, person))]


def _person(incoming: Incoming, variable: str, person: Any) -> dict[str, Any] | None:
    if not isinstance(person, Mapping):
        incoming.leave(variable, person)
        return None
    name = {part: value for part, value in person.items() if part in NAME_PARTS and value}
    if "family" in name:
        name.pop("literal", None)
    elif whole := name.get("literal") or person.get("name") or name.get("given"):
        name = {"literal": whole}
    for part in sorted(set(person) - NAME_PARTS - {"name", "sequence", "affiliation", "role-start"}):
        incoming.leave(f"{variable}.{part}", person[part])
    return name or None


def _date(value: Mapping[str, Any] | str) -> dates.Date | None:
    """Return a date; parts may be texts, and `raw` or a bare text is read as one is typed."""
    if isinstance(value, str):
        return dates.parse(value)
    parts = value.get("date-parts")
    found: dates.Date = {}
    if isinstance(parts, list) and (
        whole := [_numbers(part) for part in parts if isinstance(part, list) and any(part)]
    ):
        found = {"date-parts": whole}
        found |= {name: value[name] for name in ("season",) if str(value.get(name, "")) in {"1", "2", "3", "4"}}
        found |= {name: int(found[name]) for name in found.keys() & {"season"}}
    elif words := value.get("literal") or value.get("raw"):
        found = dates.parse(str(words)) or {} if "raw" in value and "literal" not in value else {"literal": words}
    if exact := edtf.read(str(value.get("raw", ""))):
        return exact if dates.is_date(exact) else None
    if found and value.get("circa"):
        found["circa"] = True
    return found if found and dates.is_date(found) else None


def _numbers(parts: Iterable[Any]) -> list[Any]:
    return [
        int(part) if isinstance(part, str) and re.fullmatch(r"-?\d{1,4}", part, re.ASCII) else part for part in parts
    ]


def _take_issued(incoming: Incoming, item: Mapping[str, Any]) -> None:
    """Where `issued` says nothing, take the date that Crossref has for it under another name."""
    if incoming.csl.get("issued"):
        return
    told = (item.get(name) for name in _ISSUED)
    if date := next((date for value in told if isinstance(value, Mapping) and (date := _date(value))), None):
        incoming.csl["issued"] = date


def _take_subtitle(incoming: Incoming, item: Mapping[str, Any]) -> None:
    below = item.get("subtitle")
    first = below[0] if isinstance(below, list) and below else below
    above = incoming.csl.get("title")
    if isinstance(first, str) and first.strip() and above and first.strip() not in above:
        incoming.csl["title"] = f"{above}: {_words(incoming, 'title', first)}"
