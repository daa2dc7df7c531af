"""BibTeX and BibLaTeX, by bibtexparser: entries to records, and what was understood of none."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.splitter import Splitter

from edition.citations.intake import bibtex_fields as known
from edition.citations.intake import dates, latex_text, remarks
from edition.citations.intake.batch import MOST_ENTRIES, Batch, Incoming
from edition.citations.intake.bibtex_values import TooLong, Values
from edition.citations.intake.people import Name

# What could not be read is told in the batch, with what to do.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_FIRST_ENTRY = re.compile(r"^[ \t]*@\s*\w+\s*[{(]", re.MULTILINE)
_PARENTHESES = re.compile(r"^([ \t]*@\s*\w+\s*)\(", re.MULTILINE)
_RANGE = re.compile(r"(?<=\w)\s*[–—-]+\s*(?=\w)")
# What BibLaTeX asks for of a thesis and a report of which nothing more is known.
_SAYS_NOTHING = frozenset({"thesis", "report"})
INHERITED = {"title": "booktitle"} | {
    name: name for name in ("editor", "publisher", "address", "location", "series", "volume", "year", "date", "isbn")
}


def looks_like(text: str) -> bool:
    """Whether an entry begins somewhere in `text`."""
    return bool(_FIRST_ENTRY.search(text))


def read(text: str, batch: Batch) -> None:
    """Put every entry of `text` into `batch`, and each part that is none among its problems."""
    if opening := _PARENTHESES.search(text):
        batch.problem("parentheses", text.count("\n", 0, opening.start()) + 1)
    library = Splitter(text).split()
    values = Values()
    try:
        entries = [entry for block in library.blocks if (entry := _entry(block, batch, values))]
        if len(entries) > MOST_ENTRIES:
            batch.problem("too-many", _line(entries[MOST_ENTRIES]), value=str(len(entries)))
        read = [(entry, _fields(entry, batch, values)) for entry in entries[:MOST_ENTRIES]]
        by_key = {entry.key: fields for entry, fields in reversed(read)}
        for entry, fields in read:
            batch.add(_incoming(entry, _inherited(fields, by_key), batch))
    except TooLong as error:
        batch.problem("too-long", value=str(error))


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def _entry(block: Block, batch: Batch, values: Values) -> Entry | None:
    """Return the entry that a block is; take an abbreviation in, and tell of everything else."""
    line = _line(block)
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        return _twice(block, batch, values)
    if isinstance(block, ParsingFailedBlock):
        batch.problem("broken", line, value=(block.raw or "").strip())
    elif isinstance(block, String):
        values.define(block.key, block.value)
    elif isinstance(block, ImplicitComment):
        batch.problem("ignored", line, value=block.comment)
    return block if isinstance(block, Entry) else None


def _twice(block: DuplicateBlockKeyBlock | DuplicateFieldKeyBlock, batch: Batch, values: Values) -> Entry | None:
    inner = block.ignore_error_block
    if isinstance(inner, String):
        values.define(inner.key, inner.value)
    if not isinstance(inner, Entry):
        return None
    if isinstance(block, DuplicateBlockKeyBlock):
        batch.problem("key-twice", _line(inner), inner.key)
    else:
        batch.problem("field-twice", _line(inner), inner.key, ", ".join(sorted(block.duplicate_keys)))
    return inner


def _fields(entry: Entry, batch: Batch, values: Values) -> dict[str, str]:
    """Return the raw values of an entry by the name of their field in small letters; of two, the first."""
    found: dict[str, str] = {}
    for field in entry.fields:
        found.setdefault(field.key.lower(), values.read(str(field.value), f"{entry.key}: {field.key}"))
        for name in values.unknown:
            batch.problem("unknown-string", field.start_line + 1 if field.start_line else _line(entry), entry.key, name)
    return found


def _inherited(fields: dict[str, str], others: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """Return the fields with those of the entry that `crossref` names, where this one has none of its own."""
    parent = others.get(fields.get("crossref", ""), {})
    given = {to: parent[name] for name, to in INHERITED.items() if name in parent}
    if fields.keys() & {"journal", "journaltitle"}:
        given.pop("booktitle", None)
    return {**given, **fields}


def _incoming(entry: Entry, fields: dict[str, str], batch: Batch) -> Incoming:
    kind = known.csl_type(
        entry.entry_type.lower(), fields.get("entrysubtype", "").strip().lower(), has_url="url" in fields
    )
    incoming = Incoming(entry.key, {"type": kind or "document"}, _line(entry))
    if not kind:
        batch.problem("unknown-type", incoming.line, entry.key, entry.entry_type)
    for name, raw in fields.items():
        if name in known.ASIDE:
            continue
        try:
            _take(incoming, entry.entry_type.lower(), name, raw)
        except ValueError:
            incoming.leave(name, raw)
    _take_titles(incoming, fields)
    _take_issued(incoming, fields)
    if genre := known.GENRES.get(entry.entry_type.lower()):
        incoming.csl.setdefault("genre", genre)
    return incoming


def _take(incoming: Incoming, entry_type: str, name: str, raw: str) -> None:
    """Put one field into the record, or among what is left out; raises ValueError for LaTeX that cannot be read."""
    csl = incoming.csl
    if name in known.PEOPLE:
        csl[known.PEOPLE[name]] = _people(incoming, name, raw)
    elif name in known.ADDRESSES:
        csl[known.ADDRESSES[name]] = latex_text.address(raw)
    elif name in known.DATES:
        if date := dates.parse(latex_text.address(raw)):  # where ~ says circa
            csl[known.DATES[name]] = date
    elif not (variable := known.variable(name, entry_type, csl["type"])):
        incoming.leave(name, raw)
    elif variable == "keyword":
        remarks.take_keywords(
            incoming, [word for part in re.split(r"[,;]", raw) if (word := latex_text.plain(part.strip()))]
        )
    elif variable == "container-title" and name == "howpublished" and "\\url" in raw:
        csl.setdefault("URL", latex_text.address(raw))
    else:
        _take_text(incoming, variable, name, latex_text.plain(raw).strip())


def _take_text(incoming: Incoming, variable: str, name: str, text: str) -> None:
    if variable == "annote":
        text = remarks.take_remarks(incoming, text)
    elif variable == "page":
        text = _RANGE.sub("-", text)
    elif variable == "genre" and text in _SAYS_NOTHING:
        return
    elif variable == "language":
        text = known.LANGUAGES.get(text.lower(), text)
    if variable in incoming.csl and incoming.csl[variable] != text:
        incoming.leave(name, text)
    elif text:
        incoming.csl[variable] = text


def _take_titles(incoming: Incoming, fields: Mapping[str, str]) -> None:
    """Put subtitles behind their titles."""
    for field, variable in (("subtitle", "title"), ("booksubtitle", "container-title")):
        if field in fields:
            try:
                below = latex_text.plain(fields[field]).strip()
            except ValueError:
                incoming.leave(field, fields[field])
                continue
            above = incoming.csl.get(variable)
            incoming.csl[variable] = f"{above}: {below}" if above else below


def _take_issued(incoming: Incoming, fields: Mapping[str, str]) -> None:
    """Take the whole date where there is one, else year, month and day."""
    given = [latex_text.address(fields.get(name, "").replace("~", " ")) for name in ("date", "year", "month", "day")]
    whole = latex_text.address(fields.get("date", ""))  # where ~ says circa
    date = dates.parse(whole) if whole else dates.of_parts(*given[1:])
    if date:
        incoming.csl["issued"] = date
    elif given[0] == "" and given[2]:
        incoming.leave("month", given[2])


def _people(incoming: Incoming, field: str, raw: str) -> list[Name]:
    found = []
    for text in split_multiple_persons_names(" ".join(raw.split())):
        if text.strip().lower() == "others":
            incoming.leave(field, "and others")
        elif text.strip():
            found.append(_person(text.strip()))
    return found


def _person(text: str) -> Name:
    """Return one name: what is wholly in braces is a body's; raises ValueError for LaTeX that cannot be read."""
    if text.startswith("{") and _closes(text) == len(text) - 1:
        return {"literal": latex_text.plain(text)}
    try:
        parts = parse_single_name_into_parts(text, strict=False)
    except InvalidNameError as error:
        raise ValueError(str(error)) from error
    words = {
        "non-dropping-particle": parts.von,
        "family": parts.last,
        "given": parts.first,
        "suffix": parts.jr,
    }
    name = {part: plain for part, value in words.items() if (plain := latex_text.plain(" ".join(value)).strip())}
    return name if "family" in name else {"literal": latex_text.plain(text)}


def _closes(text: str) -> int:
    """Return where the brace closes that a text opens with; -1 where it does not."""
    level = 0
    for at, sign in enumerate(text):
        level += {"{": 1, "}": -1}.get(sign, 0)
        if level == 0:
            return at
    return -1


__all__ = ["looks_like", "read"]
