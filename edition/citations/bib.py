"""The shape of an entry of a .bib file, in the two dialects BibTeX and BibLaTeX.

A layout is made once for all entries with the same variables, which are then written in one pass.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from edition.citations import latex
from edition.citations.record import Record
from edition.citations.wording import describe, edtf, keywords, unplaced

NO_DATE = "XXXX"
"""EDTF (ISO 8601-2) for a year of which no digit is known: it says so where biber wants a date."""

# An entry type that can stand for several CSL types is told apart by entrysubtype.
SUBTYPES = {"article-journal": "journal", "article-magazine": "magazine", "article-newspaper": "newspaper"}
# What needs no place among the fields: it is written in its own way, or not at all.
_APART = frozenset({"type", "id", "issued", "keyword"})

Lines = list[str]
Writer = Callable[[Any], str]


def _date(date: Mapping[str, Any]) -> str:
    # A date in words has no place in a date field.
    return edtf(date) or ""


def _plain(value: Any) -> str:
    return latex.escape(str(value))


_code = latex.often(_plain)
"""For short values that come again and again: numbers, languages, kinds."""


WRITERS: dict[str, Writer] = {
    **dict.fromkeys(("author", "editor", "translator"), latex.names),
    **dict.fromkeys(("title", "title-short"), latex.title),
    **dict.fromkeys(("container-title", "collection-title"), latex.often(latex.title)),
    **dict.fromkeys(("publisher", "publisher-place"), latex.literal_list),
    **dict.fromkeys(("URL", "DOI"), latex.verbatim),
    **dict.fromkeys(("accessed", "original-date", "event-date"), _date),
    **dict.fromkeys(("volume", "number-of-volumes"), latex.whole_number),
    **dict.fromkeys(("abstract", "note"), _plain),
    "page": latex.pages,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How entries with the same variables are written."""

    kind: str
    """The entry type."""
    fields: tuple[tuple[str, str, Writer], ...]
    """Variable, what stands before its value, and what writes it; in the order of the fields."""
    subtype: str
    """The line that tells the CSL type, or an empty text where the entry type says it already."""
    held: frozenset[str]
    is_whole: bool
    """Whether every variable has a field."""
    takes_version: bool


def layout(kind: str, places: Mapping[str, str], implied: str | None, csl_type: str, given: Collection[str]) -> Layout:
    """The layout of entries that have the variables `given`; `implied` is the CSL type that `kind` stands for."""
    written = ((name, f"  {field} = {{", WRITERS.get(name, _code)) for name, field in places.items() if name in given)
    subtype = "" if csl_type == implied else f"  entrysubtype = {{{SUBTYPES.get(csl_type, csl_type)}}},\n"
    held = frozenset(places) | _APART
    return Layout(kind, tuple(written), subtype, held, held >= set(given), "version" in places.keys() - set(given))


def entry(record: Record, form: Layout, more: Callable[[Mapping[str, Any], str, Lines], None], annotation: str) -> str:
    """One entry; `more` adds the lines of the dialect, and what has no field is in the field `annotation`."""
    csl, lost = record.csl, []
    lines = [f"@{form.kind}{{{record.key},\n"]
    for variable, before, write in form.fields:
        if value := write(csl[variable]):
            lines.append(f"{before}{value}}},\n")
        else:
            lost.append(variable)
    more(csl, form.kind, lines)
    if record.pinpoint and form.takes_version:
        lines.append(f"  version = {{v{record.pinpoint.revision}}},\n")
    issued = edtf(csl["issued"]) if "issued" in csl else None
    lines.append(f"  date = {{{issued or NO_DATE}}},\n{form.subtype}")
    if words := keywords(csl):
        lines.append(f"  keywords = {{{', '.join(map(_keyword, words))}}},\n")
    if "issued" in csl and not issued:
        lost.append("issued")
    if lost or record.pinpoint or not form.is_whole:
        lines += _annotation(record, form.held.difference(lost), annotation)
    lines.append("}\n\n")
    return "".join(lines)


def _annotation(record: Record, held: frozenset[str], field: str) -> Lines:
    sentences = filter(None, (describe(record), *unplaced(record.csl, held)))
    text = latex.escape(". ".join(sentences))
    return [f"  {field} = {{{text}}},\n"] if text else []


def _keyword(text: str) -> str:
    return f"{{{latex.escape(text)}}}" if "," in text else latex.escape(text)
