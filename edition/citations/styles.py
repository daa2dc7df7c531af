"""Citations formatted in a style, by pandoc's citeproc.

An entry reads the same alone and in any list: the dashes for a repeated author and the longer names that tell works
apart are left out, since they would depend on the other entries, and so are the letters after equal years (2011a),
which `format_alike` alone gives. That is also what lets an entry be cached by itself.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from edition.citations import citeproc
from edition.citations.citeproc import StyleError
from edition.citations.csl_files import prepared
from edition.citations.inlines import Inline, to_html, to_text
from edition.citations.record import Record
from edition.citations.typography import settled
from edition.citations.validation import NAMES
from edition.citations.wording import describe

__all__ = [
    "STYLES",
    "Formatted",
    "Style",
    "StyleError",
    "digest",
    "format_alike",
    "format_all",
    "format_bare",
    "with_place",
    "work",
]

FOLDER = Path(__file__).parent / "styles"
RULES = 3
"""Raise it when what is added to an entry here changes: it is part of every digest."""


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style: its name for readers, its CSL file in `styles/`, its edition and its licence."""

    label: str
    file: str
    edition: str
    licence: str = "CC BY-SA 3.0"
    number: str = ""
    """What stands before an entry of a list where works are cited by their numbers in it; alone they have 1."""
    has_letters: bool = False
    """Whether a list tells equal years of the same names apart: 2011a, 2011b."""
    language: str = "en-US"
    """The language whose quotation marks and dates it has."""
    keeps_suffix_stop: bool = True
    """Whether `Jr.` has its full stop: Citing Medicine leaves it out with those of the initials."""

    @property
    def path(self) -> Path:
        """The CSL file."""
        return FOLDER / self.file

    @property
    def is_numbered(self) -> bool:
        """Whether it cites by the number that the work has in the list."""
        return bool(self.number)


STYLES: dict[str, Style] = {
    "apa": Style("APA", "apa.csl", "APA Style 7th edition", has_letters=True),
    "mla": Style("MLA", "modern-language-association.csl", "MLA Handbook 9th edition"),
    "chicago-author-date": Style(
        "Chicago (author-date)",
        "chicago-author-date-17th-edition.csl",
        "Chicago Manual of Style 17th edition",
        has_letters=True,
    ),
    "chicago-notes": Style(
        "Chicago (notes and bibliography)",
        "chicago-notes-bibliography-17th-edition.csl",
        "Chicago Manual of Style 17th edition",
    ),
    "harvard": Style(
        "Harvard",
        "harvard-cite-them-right.csl",
        "Cite Them Right 12th edition",
        has_letters=True,
        language="en-GB",
    ),
    "ieee": Style("IEEE", "ieee.csl", "IEEE Reference Guide version 11.29.2023", number="[{}]"),
    "vancouver": Style(
        "Vancouver",
        "nlm-citation-sequence.csl",
        "Citing Medicine 2nd edition (citation-sequence)",
        number="{}.",
        keeps_suffix_stop=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Formatted:
    """One record in one style: its entry in a list, and its citation in running text, each as text and as HTML.

    `inline` is the bracket of an author-date style and the whole footnote of a notes style.
    """

    text: str
    html: str
    inline: str
    inline_html: str = ""


def format_all(records: Sequence[Record], style: str) -> list[Formatted]:
    """The records in a style, in the order given, each with the words on its place.

    Raises KeyError for an unknown style, StyleError if pandoc fails.
    """
    return [with_place(made, record) for made, record in zip(format_bare(records, style), records, strict=True)]


def with_place(made: Formatted, record: Record) -> Formatted:
    """Add to an entry what `describe` says of the place in the record; without a pinpoint nothing."""
    words = describe(record)
    return replace(made, text=f"{made.text} {words}", html=f"{made.html} {escape(words)}") if words else made


def format_bare(records: Sequence[Record], style: str) -> list[Formatted]:
    """As `format_all`, but of a place only the citations in running text say something, and briefly."""
    if style not in STYLES:
        raise KeyError(style)
    made: dict[int, Formatted] = {}
    for initials in (True, False):
        chosen = [number for number, record in enumerate(records) if takes_initials(record) == initials]
        made |= zip(chosen, _format([records[number] for number in chosen], style, initials), strict=True)
    return [made[number] for number in range(len(records))]


def format_alike(records: Sequence[Record], style: str) -> list[Formatted]:
    """As `format_bare`, of records in one list: equal years of the same names have letters."""
    first: dict[str, int] = {}
    works = [first.setdefault(work(record), place) for place, record in enumerate(records)]
    return _format(records, style, all(map(takes_initials, records)), works)


def work(record: Record) -> str:
    """What the places of one work have in common."""
    return json.dumps(dict(record.csl), sort_keys=True)


def takes_initials(record: Record) -> bool:
    """Whether the given names are of a script with capitals: an initial letter of Urdu stands for no name."""
    people = (person for variable in NAMES for person in record.csl.get(variable, ()))
    return all(name.upper() != name.lower() for person in people if (name := person.get("given")))


def _format(records: Sequence[Record], style: str, initials: bool, works: Sequence[int] = ()) -> list[Formatted]:
    if not records:
        return []
    wanted = STYLES[style]
    given = [record if wanted.keeps_suffix_stop else _without_suffix_stops(record) for record in records]
    made = citeproc.cite(given, prepared(wanted.path, initials, bool(works)), wanted.language, works)
    return [
        _formatted(record, entry, citation, number if wanted.is_numbered else 0)
        for number, (record, (entry, citation)) in enumerate(zip(records, made, strict=True), 1)
    ]


def _without_suffix_stops(record: Record) -> Record:
    csl = {name: _bare_suffixes(value) if name in NAMES else value for name, value in record.csl.items()}
    return Record(record.key, csl, record.pinpoint)


def _bare_suffixes(people: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [{**one, "suffix": one["suffix"].replace(".", "")} if "suffix" in one else one for one in people]


# APA announces a day of retrieval; where none is known the word would stand alone before the address.
_RETRIEVED = re.compile(r"Retrieved (?=<a |https?://)")


def _formatted(record: Record, entry: list[Inline], citation: list[Inline], number: int) -> Formatted:
    """Put the entry and the citation of a record together; `number` is its place in a numbered list, 0 without."""
    # Some styles list no personal communications: there the citation stands for the entry.
    shown = entry if to_text(entry).strip() else citation
    text, html = settled(to_text(shown)).strip(), settled(to_html(shown)).strip()
    if "accessed" not in record.csl:
        text, html = _RETRIEVED.sub("", text), _RETRIEVED.sub("", html)
    inline, inline_html = (_alone(settled(write(citation)).strip(), number) for write in (to_text, to_html))
    return Formatted(text, html, inline, inline_html)


def _alone(citation: str, number: int) -> str:
    """A citation by number as it is where nothing else is cited: `[1]`, whatever its place in the list."""
    return re.sub(rf"(?<!\d){number}(?!\d)", "1", citation, count=1) if number else citation


def digest(record: Record, style: str) -> str:
    """SHA-256 over the record, the style's file, pandoc's version and the rules here: the key of a cache."""
    pinpoint = asdict(record.pinpoint) if record.pinpoint else None
    content = {"key": record.key, "csl": dict(record.csl), "pinpoint": pinpoint}
    parts = (json.dumps(content, sort_keys=True), _style_hash(style), citeproc.version(), str(RULES))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _style_hash(style: str) -> str:
    return hashlib.sha256(STYLES[style].path.read_bytes()).hexdigest()
