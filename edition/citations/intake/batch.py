"""What reading a bibliography gives: records to confirm, what each could not hold, and what was not understood.

Problems are codes with values, which the site puts into the reader's language: this package knows no Django.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from edition.citations.validation import NAMES, NUMBERS, TEXTS, validate

MOST_BYTES = 2_000_000
MOST_ENTRIES = 5_000
DEEPEST = 100
LONGEST = 50_000
"""Most characters of one field."""
SHOWN = 200
"""Characters of a value that was left out which are kept to be shown."""

OWN = ("consulted", "quality")
"""What the edition itself writes of a work beside the variables of CSL-JSON."""
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Left:
    """A field that is not in the record, with what it held."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What was not understood: a code, and where: the line (from 1) and the key or number of the entry."""

    code: str
    line: int = 0
    entry: str = ""
    value: str = ""


@dataclass(slots=True)
class Incoming:
    """One entry as it was recognised. `csl` has no `id`; `own` holds the edition's own remarks, as text."""

    key: str
    csl: dict[str, Any]
    line: int = 0
    left: list[Left] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether it can be kept as it is: CSL-JSON wants a type and a title."""
        return not validate(self.csl)

    def leave(self, name: str, value: Any) -> None:
        """Note a field that the record cannot hold."""
        text = " ".join(str(value).split())
        self.left.append(Left(name, text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"))


@dataclass(slots=True)
class Batch:
    """All that one file or one pasted text holds."""

    format: str = ""
    encoding: str = ""
    records: list[Incoming] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, line: int = 0, entry: str = "", value: str = "") -> None:
        self.problems.append(Problem(code, line, entry[:SHOWN], value[:SHOWN]))

    def add(self, incoming: Incoming) -> None:
        """Take an entry in, tidied; the caller keeps to MOST_ENTRIES."""
        tidy(incoming)
        self.records.append(incoming)
        if "title" not in incoming.csl:
            self.problem("no-title", incoming.line, incoming.key)


def tidy(incoming: Incoming) -> None:
    """Put texts on one line, and move what no variable can hold to what is left out."""
    kept: dict[str, Any] = {}
    for name, value in incoming.csl.items():
        clean = _tidied(name, value)
        if clean in ("", [], {}, None):
            continue
        if isinstance(clean, str) and len(clean) > LONGEST:
            incoming.leave(name, clean)
        elif name == "type" or not validate({"type": "book", "title": "-", name: clean}):
            kept[name] = clean
        else:
            incoming.leave(name, _in_words(clean))
    incoming.csl = kept


def _tidied(name: str, value: Any) -> Any:
    if name in NAMES and isinstance(value, list):
        return [_one_line_each(person) for person in value if person]
    if name == "DOI" and isinstance(value, str):
        return _DOI.sub("", value.strip(), count=1)
    return one_line(value) if name in TEXTS | NUMBERS else value


def one_line(value: Any) -> Any:
    """Return a text with runs of line breaks and tabs as one blank; anything else as it is."""
    if not isinstance(value, str):
        return value
    return re.sub(r"[ \t]*[\n\r\t\v\f\x1c-\x1f\x85\u2028\u2029][\s\x1c-\x1f]*", " ", value).strip()


def _one_line_each(person: Any) -> Any:
    if not isinstance(person, Mapping):
        return person
    return {part: clean for part, value in person.items() if (clean := one_line(value)) not in ("", None)}


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_in_words, value))
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values())
    return str(value)
