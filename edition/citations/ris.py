"""RIS: tagged lines, ended by CR and LF; never a line break inside a field.

RIS has no field for some of CSL-JSON: the CSL type stands in a keyword `type: …` where several types share a
reference type, uncertain dates in the free last part of DA, and what is left in a note (N1) of its own, as
`variable: value`. A corporate name ends in a comma, the convention that keeps readers from splitting it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from edition.citations.record import Record
from edition.citations.wording import date_in_words, describe, keywords, unplaced

TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "song": "MUSIC",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
GENERIC = "GEN"

# In the order in which they are written.
TAGS = {
    "title": "TI",
    "title-short": "ST",
    "container-title": "T2",
    "container-title-short": "J2",
    "collection-title": "T3",
    "publisher": "PB",
    "publisher-place": "CY",
    "edition": "ET",
    "volume": "VL",
    "issue": "IS",
    "ISBN": "SN",
    "ISSN": "SN",
    "genre": "M3",
    "language": "LA",
    "URL": "UR",
    "DOI": "DO",
    "abstract": "AB",
    "note": "N1",
}
NAMES = {"author": "AU", "editor": "A2", "translator": "A4"}

Lines = Iterator[tuple[str, str]]


def write(records: Iterable[Record]) -> Iterator[str]:
    """One reference at a time, with a blank line after it."""
    for record in records:
        yield "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in _lines(record)) + "\r\n"


def _one_line(value: str) -> str:
    return " ".join(value.splitlines())


def _lines(record: Record) -> Lines:
    csl = record.csl
    yield "TY", TYPES.get(csl["type"], GENERIC)
    yield "ID", record.key
    for variable, tag in NAMES.items():
        yield from ((tag, name(person)) for person in csl.get(variable, ()))
    yield from _date(csl)
    yield from ((tag, str(csl[variable])) for variable, tag in _tags(csl).items() if variable in csl)
    yield from _pages(csl)
    if "accessed" in csl:
        yield "Y2", _slashed(csl["accessed"])
    yield from (("KW", word) for word in _keywords(csl))
    yield from _notes(record)
    yield "ER", ""


def _tags(csl: Mapping[str, Any]) -> dict[str, str]:
    # One SN a reference: a reader keeps the last.
    return {variable: tag for variable, tag in TAGS.items() if not (variable == "ISSN" and "ISBN" in csl)}


def name(person: Mapping[str, Any]) -> str:
    """`Family, Given, Suffix`; a corporate name with a comma at its end, unless it has one inside."""
    if "literal" in person:
        literal = str(person["literal"])
        return literal if "," in literal else f"{literal},"
    particles = (person.get("dropping-particle"), person.get("non-dropping-particle"), person["family"])
    parts = [" ".join(filter(None, particles)), person.get("given"), person.get("suffix")]
    if parts[2] and not parts[1]:
        parts[1] = ""
    return ", ".join(part for part in parts if part is not None)


def _date(csl: Mapping[str, Any]) -> Lines:
    if "issued" not in csl:
        return
    issued = csl["issued"]
    if "date-parts" in issued and issued["date-parts"][0][0] > 0:
        yield "PY", f"{issued['date-parts'][0][0]:04d}"
    yield "DA", _slashed(issued)


def _slashed(date: Mapping[str, Any]) -> str:
    """`YYYY/MM/DD/other`, as far as known; in other, words for what is not one sure day, month or year."""
    parts = date.get("date-parts", [[]])
    first = parts[0] if parts[0] and parts[0][0] > 0 else []
    known = [f"{part:0{width}d}" for part, width in zip(first, (4, 2, 2), strict=False)]
    is_plain = known and len(parts) == 1 and not date.get("circa") and "season" not in date
    return "/".join([*known, *[""] * (3 - len(known)), "" if is_plain else date_in_words(date)])


def _pages(csl: Mapping[str, Any]) -> Lines:
    if "page" not in csl:
        return
    ends = re.fullmatch(r"(\w+)[-–]+(\w+)", str(csl["page"]))
    yield "SP", ends[1] if ends else str(csl["page"])
    if ends:
        yield "EP", ends[2]


def _keywords(csl: Mapping[str, Any]) -> Iterator[str]:
    if csl["type"] not in TYPES:
        yield f"type: {csl['type']}"
    yield from keywords(csl)


def _notes(record: Record) -> Lines:
    csl, pin = record.csl, record.pinpoint
    if pin is not None:
        yield "M1", " ".join(filter(None, (f"v{pin.revision}", pin.anchor)))
        yield "N1", describe(record)
    held = {*_tags(csl), *NAMES, "issued", "accessed", "page", "keyword"}
    yield from (("N1", text) for text in unplaced(csl, held))
