"""RIS: tagged lines, ended by CR and LF; never a line break inside a field.

RIS has no field for some of CSL-JSON: the CSL type stands in a keyword `type: …` where several types share a
reference type, uncertain dates in the free last part of DA, and what is left in a note (N1) of its own, as
`variable: value`. A corporate name ends in a comma, the convention that keeps readers from splitting it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from edition.citations.record import Record, joined
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
_HELD = frozenset({*TAGS, *NAMES, "issued", "accessed", "page", "type", "id"})
_TAGS = tuple(TAGS.items())
_NAMES = tuple(NAMES.items())
_RANGE = re.compile(r"(\w+)[-–]+(\w+)")

Lines = list[str]


def write(records: Iterable[Record]) -> Iterator[str]:
    """One reference at a time, with a blank line after it."""
    for record in records:
        lines = _lines(record)
        text = "\r\n".join(lines)
        # All at once: hardly any value has a line break in it.
        if len(text.splitlines()) != len(lines):
            text = "\r\n".join(" ".join(line.splitlines()) for line in lines)
        yield f"{text}\r\n\r\n"


def _lines(record: Record) -> Lines:
    csl = record.csl
    lines = [f"TY  - {TYPES.get(csl['type'], GENERIC)}", f"ID  - {record.key}"]
    for variable, tag in _NAMES:
        if variable in csl:
            lines += [f"{tag}  - {name(person)}" for person in csl[variable]]
    _date(csl, lines)
    # One SN a reference: a reader keeps the last.
    left_out = "ISSN" if "ISBN" in csl else ""
    lines += [f"{tag}  - {csl[variable]}" for variable, tag in _TAGS if variable in csl and variable != left_out]
    _pages(csl, lines)
    if "accessed" in csl:
        lines.append(f"Y2  - {_slashed(csl['accessed'])}")
    if csl["type"] not in TYPES:
        lines.append(f"KW  - type: {csl['type']}")
    lines += [f"KW  - {word}" for word in keywords(csl)]
    if record.pinpoint or not csl.keys() <= _HELD or left_out:
        lines += [f"{tag}  - {text}" for tag, text in _notes(record, left_out)]
    lines.append("ER  - ")
    return lines


def name(person: Mapping[str, Any]) -> str:
    """`Family, Given, Suffix`; a corporate name with a comma at its end, unless it has one inside."""
    if len(person) == 2 and "given" in person and "family" in person:
        return f"{person['family']}, {person['given']}"
    if "literal" in person:
        literal = str(person["literal"])
        return literal if "," in literal else f"{literal},"
    particles = (person.get("dropping-particle"), person.get("non-dropping-particle"))
    parts = [joined(*particles, person["family"]), person.get("given"), person.get("suffix")]
    if parts[2] and not parts[1]:
        parts[1] = ""
    return ", ".join(part for part in parts if part is not None)


def _date(csl: Mapping[str, Any], lines: Lines) -> None:
    if "issued" not in csl:
        return
    issued = csl["issued"]
    if "date-parts" in issued and issued["date-parts"][0][0] > 0:
        lines.append(f"PY  - {issued['date-parts'][0][0]:04d}")
    lines.append(f"DA  - {_slashed(issued)}")


def _slashed(date: Mapping[str, Any]) -> str:
    """`YYYY/MM/DD/other`, as far as known; in other, words for what is not one sure day, month or year."""
    parts = date.get("date-parts", [[]])
    first = parts[0] if parts[0] and parts[0][0] > 0 else []
    is_plain = first and len(parts) == len(date) == 1
    return _filled(*first) + ("" if is_plain else date_in_words(date))


@lru_cache(maxsize=4096)
def _filled(*known: int) -> str:
    words = [f"{part:0{width}d}" for part, width in zip(known, (4, 2, 2), strict=False)]
    return "/".join([*words, *[""] * (4 - len(words))])


def _pages(csl: Mapping[str, Any], lines: Lines) -> None:
    if "page" not in csl:
        return
    ends = _RANGE.fullmatch(str(csl["page"]))
    lines.append(f"SP  - {ends[1] if ends else csl['page']}")
    if ends:
        lines.append(f"EP  - {ends[2]}")


def _notes(record: Record, left_out: str) -> Iterator[tuple[str, str]]:
    pin = record.pinpoint
    if pin is not None:
        yield "M1", " ".join(filter(None, (f"v{pin.revision}", pin.anchor)))
        yield "N1", describe(record)
    held = {*_HELD, "keyword"} - {left_out}
    yield from (("N1", text) for text in unplaced(record.csl, held))
