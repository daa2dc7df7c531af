"""What entries are in a list and not alone: their numbers in a numbered style, their order and letters in others."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from edition.citations import edtf
from edition.citations.record import Record
from edition.citations.styles import STYLES, Formatted, work


def numbered(entries: Iterable[Formatted], style: str, first: int = 1) -> Iterator[Formatted]:
    """The entries with their numbers, from `first` on, before them and in their citations: `[2] Khan …`, `[2]`.

    In a style that does not number they stay as they are.
    """
    label = STYLES[style].number
    for number, entry in enumerate(entries, first):
        yield _numbered(entry, label.format(number), number) if label else entry


def _numbered(entry: Formatted, label: str, number: int) -> Formatted:
    return replace(
        entry,
        text=f"{label} {entry.text}",
        html=f"{label} {entry.html}",
        inline=_cited(entry.inline, number),
        inline_html=_cited(entry.inline_html, number),
    )


def _cited(citation: str, number: int) -> str:
    # Alone it is cited as 1, whatever follows it: `[1, Para. 5]`.
    return re.sub(r"(?<!\d)1(?!\d)", str(number), citation, count=1)


def alike(records: Sequence[Record], style: str) -> list[int]:
    """The places of the records that the style tells apart by letters: other works of the same names and year."""
    groups: dict[str, list[int]] = {}
    for place, record in enumerate(records if STYLES[style].has_letters else ()):
        if names := record.csl.get("author") or record.csl.get("editor"):
            groups.setdefault(json.dumps([names, _years(record.csl.get("issued", {}))]), []).append(place)
    several = (places for places in groups.values() if len({work(records[place]) for place in places}) > 1)
    return sorted(place for places in several for place in places)


def _years(issued: Mapping[str, Any]) -> list[Any]:
    said = edtf.printed(issued)
    return [said.get("literal"), [parts[0] for parts in said.get("date-parts", ())], bool(said.get("circa"))]


def order(entries: Sequence[Formatted], style: str) -> list[int]:
    """The places of the entries in the order of the style's own list: A to Z, or as given where they are numbered.

    An entry starts with what its style sorts by: names, then the date or the title; of one name alone before those
    of the same and another, and digits before letters.
    """
    places = range(len(entries))
    return list(places) if STYLES[style].is_numbered else sorted(places, key=lambda place: _key(entries[place].text))


def _key(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", re.sub("['’‘]", "", plain.casefold())))
