"""Citations formatted in a style, by pandoc's citeproc: one sandboxed call for a list.

An entry reads the same alone and in any list: the letters after equal years (2011a), the dashes for a
repeated author and the longer names that tell works apart are left out, since they would depend on the other
entries. That is also what lets an entry be cached by itself.
"""

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc

from edition.citations.inlines import paragraphs, to_html, to_text
from edition.citations.record import Record
from edition.citations.wording import describe, locator

FOLDER = Path(__file__).parent / "styles"
TIMEOUT = 60  # seconds, for one call of pandoc
RULES = 2
"""Raise it when what this module adds to an entry changes: it is part of every digest."""


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style: its name for readers, its CSL file in `styles/`, its edition and its licence."""

    label: str
    file: str
    edition: str
    licence: str = "CC BY-SA 3.0"
    is_numbered: bool = False
    """Whether it cites by the number that the work has in the list: here 1, the work being cited alone."""

    @property
    def path(self) -> Path:
        """The CSL file."""
        return FOLDER / self.file


STYLES: dict[str, Style] = {
    "apa": Style("APA", "apa.csl", "APA Style 7th edition"),
    "mla": Style("MLA", "modern-language-association.csl", "MLA Handbook 9th edition"),
    "chicago-author-date": Style(
        "Chicago (author-date)",
        "chicago-author-date-17th-edition.csl",
        "Chicago Manual of Style 17th edition",
    ),
    "chicago-notes": Style(
        "Chicago (notes and bibliography)",
        "chicago-notes-bibliography-17th-edition.csl",
        "Chicago Manual of Style 17th edition",
    ),
    "harvard": Style("Harvard", "harvard-cite-them-right.csl", "Cite Them Right 12th edition"),
    "ieee": Style("IEEE", "ieee.csl", "IEEE Reference Guide version 11.29.2023", is_numbered=True),
    "vancouver": Style(
        "Vancouver", "nlm-citation-sequence.csl", "Citing Medicine 2nd edition (citation-sequence)", is_numbered=True
    ),
}


@dataclass(frozen=True, slots=True)
class Formatted:
    """One record in one style: its entry in a list, as text and as HTML, and its citation in running text.

    `inline` is the bracket of an author-date style and the whole footnote of a notes style, as plain text.
    """

    text: str
    html: str
    inline: str


class StyleError(RuntimeError):
    """pandoc could not format a list; the message holds what it said."""


def format_all(records: Sequence[Record], style: str) -> list[Formatted]:
    """The records in a style, in the order given.

    Raises KeyError for an unknown style, StyleError if pandoc fails.
    """
    if style not in STYLES:
        raise KeyError(style)
    if not records:
        return []
    blocks = _pandoc(_document(records), STYLES[style])
    citations = [block["c"] for block in blocks if block["t"] == "Para"]
    entries = dict(_entries(blocks))
    return [
        _alone(_formatted(record, entries.get(f"ref-r{number}", []), citation), number + 1, style)
        for number, (record, citation) in enumerate(zip(records, citations, strict=True))
    ]


def _alone(formatted: Formatted, number: int, style: str) -> Formatted:
    """A citation by number as it is where nothing else is cited: `[1]`, whatever its place in the list."""
    if not STYLES[style].is_numbered:
        return formatted
    return replace(formatted, inline=re.sub(rf"(?<!\d){number}(?!\d)", "1", formatted.inline, count=1))


def digest(record: Record, style: str) -> str:
    """SHA-256 over the record, the style's file, pandoc's version and the rules here: the key of a cache."""
    pinpoint = asdict(record.pinpoint) if record.pinpoint else None
    content = {"key": record.key, "csl": dict(record.csl), "pinpoint": pinpoint}
    parts = (json.dumps(content, sort_keys=True), _style_hash(style), pandoc_version(), str(RULES))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def pandoc_version() -> str:
    """The version of the pandoc in use, as `3.9`."""
    return str(pypandoc.get_pandoc_version())


@cache
def _style_hash(style: str) -> str:
    return hashlib.sha256(STYLES[style].path.read_bytes()).hexdigest()


def _document(records: Sequence[Record]) -> dict[str, Any]:
    """A document in pandoc's own JSON that cites each record once.

    Variables are given as plain strings there: in CSL-JSON they would be read for markup, and `<i>` in a
    title would vanish into it.
    """
    items = [{**record.csl, "id": f"r{number}"} for number, record in enumerate(records)]
    return {
        "pandoc-api-version": [1, 23],
        "meta": {"references": _meta(items), "link-citations": {"t": "MetaBool", "c": False}},
        "blocks": [_citation(record, f"r{number}", number + 1) for number, record in enumerate(records)],
    }


def _meta(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        entries = {key: _meta(entry) for key, entry in value.items() if key != "custom"}
        return {"t": "MetaMap", "c": entries}
    if isinstance(value, list | tuple):
        return {"t": "MetaList", "c": [_meta(entry) for entry in value]}
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    return {"t": "MetaString", "c": str(value)}


def _citation(record: Record, key: str, number: int) -> dict[str, Any]:
    place = locator(record.pinpoint) if record.pinpoint else ""
    citation = {
        "citationId": key,
        "citationPrefix": [],
        # pandoc finds the label and the number of a locator in the words after a comma.
        "citationSuffix": _words(f", {place}") if place else [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": number,
        "citationHash": 0,
    }
    return {"t": "Para", "c": [{"t": "Cite", "c": [[citation], [{"t": "Str", "c": f"[@{key}]"}]]}]}


def _words(text: str) -> list[dict[str, Any]]:
    return [{"t": "Str", "c": word} if word.strip() else {"t": "Space"} for word in re.split("( )", text)]


# APA announces a day of retrieval; where none is known the word would stand alone before the address.
_RETRIEVED = re.compile(r"Retrieved (?=<a |https?://)")
_LIST_DEPENDENT = re.compile(r' (subsequent-author-substitute|disambiguate-add-[a-z-]+)="[^"]*"')


def _without_its_list(csl: str) -> str:
    """A style without what makes an entry depend on the other entries of its list."""
    # No item is of the type "none": a condition on it is one that never holds.
    return _LIST_DEPENDENT.sub("", csl).replace(' disambiguate="true"', ' type="none"')


def _pandoc(document: dict[str, Any], style: Style) -> list[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        csl = Path(folder) / style.file
        csl.write_text(_without_its_list(style.path.read_text(encoding="utf-8")), encoding="utf-8")
        command = [pypandoc.get_pandoc_path(), "--sandbox", "--citeproc", f"--csl={csl}"]
        try:
            result = subprocess.run(
                [*command, "--from=json", "--to=json"],
                input=json.dumps(document).encode(),
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StyleError(str(error)) from error
    if result.returncode:
        raise StyleError(result.stderr.decode(errors="replace"))
    blocks: list[dict[str, Any]] = json.loads(result.stdout)["blocks"]
    return blocks


def _entries(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            yield from ((entry["c"][0][0], list(paragraphs(entry["c"][1]))) for entry in block["c"][1])


def _formatted(record: Record, entry: list[dict[str, Any]], citation: list[dict[str, Any]]) -> Formatted:
    words = describe(record)
    end = f" {words}" if words else ""
    # Some styles list no personal communications: there the citation stands for the entry.
    shown = entry if to_text(entry).strip() else citation
    text, html = to_text(shown).strip(), to_html(shown).strip()
    if "accessed" not in record.csl:
        text, html = _RETRIEVED.sub("", text), _RETRIEVED.sub("", html)
    return Formatted(text + end, html + escape(end), to_text(citation).strip())
