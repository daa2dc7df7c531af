"""RIS, by rispy, one reference at a time: rispy gives nothing for a file that it cannot read, and no line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from rispy.parser import RisParser

from edition.citations.intake import dates, people, remarks
from edition.citations.intake.batch import MOST_ENTRIES, Batch, Incoming
from edition.citations.ris import TYPES as WRITTEN
from edition.citations.validation import TYPES

_TAG = re.compile(r"\s*([A-Z][A-Z0-9])\s{0,2}-(?:\s(.*)|)$", re.DOTALL)
_START = re.compile(r"^\s*TY\s{0,2}-", re.MULTILINE)
_TAGS = [f"{a}{b}" for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]

CSL_TYPES = {tag: kind for kind, tag in WRITTEN.items()} | {
    "ABST": "article-journal",
    "ADVS": "motion_picture",
    "ANCIENT": "classic",
    "ART": "graphic",
    "CONF": "paper-conference",
    "CTLG": "book",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "GEN": "document",
    "GOVDOC": "report",
    "ICOMM": "personal_communication",
    "INPR": "article-journal",
    "JFULL": "periodical",
    "MULTI": "webpage",
    "SER": "book",
    "SLIDE": "speech",
    "SOUND": "song",
    "UNBILL": "bill",
    "UNPB": "manuscript",
}
PEOPLE = {
    "A1": "author",
    "A2": "editor",
    "A3": "collection-editor",
    "A4": "translator",
    "AU": "author",
    "ED": "editor",
}
TEXTS = {
    "AB": "abstract",
    "BT": "container-title",
    "CN": "call-number",
    "CY": "publisher-place",
    "DO": "DOI",
    "ET": "edition",
    "IS": "issue",
    "J1": "container-title-short",
    "J2": "container-title-short",
    "JA": "container-title-short",
    "JF": "container-title",
    "JO": "container-title",
    "LA": "language",
    "M3": "genre",
    "N2": "abstract",
    "NV": "number-of-volumes",
    "PB": "publisher",
    "PP": "publisher-place",
    "ST": "title-short",
    "T1": "title",
    "T2": "container-title",
    "T3": "collection-title",
    "TI": "title",
    "UR": "URL",
    "VL": "volume",
}
_TOGETHER = frozenset({"DA", "EP", "ER", "ID", "KW", "N1", "PY", "SN", "SP", "TY", "Y1", "Y2"})
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")


class Block(NamedTuple):
    """The lines of one reference, and the line it begins with."""

    line: int
    lines: list[str]


def looks_like(text: str) -> bool:
    """Whether a reference begins somewhere in `text`."""
    return bool(_START.search(text))


def read(text: str, batch: Batch) -> None:
    """Put every reference of `text` into `batch`, and each line that belongs to none among its problems."""
    for block in _blocks(text, batch):
        if len(batch.records) == MOST_ENTRIES:
            batch.problem("too-many", block.line)
            return
        batch.add(_incoming(block, batch))


def _blocks(text: str, batch: Batch) -> Iterable[Block]:
    """Cut the text at TY and ER, with every tag as rispy wants it; tell of lines outside, and of ends that lack."""
    block: Block | None = None
    for number, line in enumerate(text.splitlines(), 1):
        found = _TAG.match(line)
        tag = found[1] if found else ""
        if tag == "TY":
            if block:
                batch.problem("no-end", block.line)
                yield block
            block = Block(number, [])
        if block is None:
            if line.strip():
                batch.problem("ignored", number, value=line.strip())
            continue
        block.lines.append(f"{tag}  - {(found[2] or '').strip()}" if found else line)
        if tag == "ER":
            yield block
            block = None
    if block:
        batch.problem("no-end", block.line)
        yield block


def _fields(block: Block) -> dict[str, list[str]]:
    """Return the values of a reference by tag, each a list."""
    lines = block.lines if block.lines[-1].startswith("ER  -") else [*block.lines, "ER  - "]
    mapping = {tag: tag for tag in _TAGS}
    parser = RisParser(mapping=mapping, list_tags=_TAGS, delimiter_tags_mapping={})
    found: list[dict[str, Any]] = parser.parse("\n".join(_joined(lines)))
    # The type is the one value that rispy does not put into a list.
    return {tag: [value] if isinstance(value, str) else value for tag, value in found[0].items()}


def _joined(lines: Iterable[str]) -> list[str]:
    """Put lines without a tag behind the one they go on."""
    joined: list[str] = []
    for line in lines:
        if _TAG.match(line) or not joined:
            joined.append(line)
        elif line.strip():
            joined[-1] += f" {line.strip()}"
    return joined


def _incoming(block: Block, batch: Batch) -> Incoming:
    fields = _fields(block)
    tag = fields["TY"][0].strip().upper()
    incoming = Incoming(" ".join(fields.get("ID", [])), {"type": CSL_TYPES.get(tag, "document")}, block.line)
    if tag not in CSL_TYPES:
        batch.problem("unknown-type", block.line, incoming.key, tag)
    for name, values in fields.items():
        _take(incoming, name, [value for value in values if value])
    _take_keywords(incoming, fields.get("KW", []))
    _take_dates(incoming, fields)
    _take_pages(incoming, fields)
    _take_notes(incoming, fields.get("N1", []))
    return incoming


def _take(incoming: Incoming, tag: str, values: list[str]) -> None:
    csl = incoming.csl
    if tag in PEOPLE:
        csl.setdefault(PEOPLE[tag], []).extend(name for value in values if (name := people.parse(value)))
    elif tag in TEXTS:
        variable = _variable(tag, csl["type"])
        for value in values:
            if variable in csl and csl[variable] != value:
                incoming.leave(tag, value)
            else:
                csl[variable] = value
    elif tag == "SN":
        _take_numbers(incoming, values)
    elif tag == "M1" and values:
        csl["number"] = values[0]
    elif tag not in _TOGETHER:
        for value in values:
            incoming.leave(tag, value)


def _variable(tag: str, kind: str) -> str:
    """Return the variable of a tag: BT is the title of a book, and of the book that a chapter is in."""
    return "title" if tag == "BT" and kind in {"book", "manuscript"} else TEXTS[tag]


def _take_numbers(incoming: Incoming, values: Iterable[str]) -> None:
    for value in values:
        variable = "ISSN" if _ISSN.fullmatch(value.strip()) else "ISBN"
        if variable in incoming.csl:
            incoming.leave("SN", value)
        else:
            incoming.csl[variable] = value


def _take_keywords(incoming: Incoming, values: Iterable[str]) -> None:
    kind = remarks.take_keywords(incoming, [value for value in values if value])
    if kind in TYPES:
        incoming.csl["type"] = kind


def _take_dates(incoming: Incoming, fields: dict[str, list[str]]) -> None:
    told = [value for tag in ("DA", "PY", "Y1") for value in fields.get(tag, []) if value.strip("/ ")]
    # The year that stands alone is the one that every program writes; the fuller date tells more.
    for value in sorted(told, key=lambda text: -len(text)):
        if (date := _date(value)) and ("issued" not in incoming.csl or "literal" in incoming.csl["issued"]):
            incoming.csl["issued"] = date
    for value in fields.get("Y2", [])[:1]:
        if date := _date(value):
            incoming.csl["accessed"] = date


def _date(text: str) -> dates.Date | None:
    """Return the date of `YYYY/MM/DD/other`; in the other part may stand what is no one day, month or year."""
    year, month, day, other = (*(part.strip() for part in text.split("/", 3)), "", "", "")[:4]
    if other and (date := dates.parse(other)) and ("date-parts" in date or not year):
        return date
    if other and dates.SEASONS.get(other.lower()) and not month:
        return dates.parse(f"{other} {year}")
    return dates.of_parts(year, month, day)


def _take_pages(incoming: Incoming, fields: dict[str, list[str]]) -> None:
    first, last = ("".join(fields.get(tag, [])[:1]) for tag in ("SP", "EP"))
    if pages := "-".join(part for part in (first, last if last != first else "") if part):
        incoming.csl["page"] = pages


def _take_notes(incoming: Incoming, values: Iterable[str]) -> None:
    """Join the notes; those that the edition's own export wrote as `variable: value` go to their variable."""
    left = [text for value in values if (text := remarks.take_remarks(incoming, value)).strip()]
    if left:
        incoming.csl["note"] = " ".join(left)
