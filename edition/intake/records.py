"""Parts of a draft record: names, dates and lines as CSL-JSON has them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from edition.citations.validation import validate


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set: how lists of names are written here."""
    return frozenset(text.split())


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_COURTESY = re.compile(r"^(?:by|dr|prof|mr|mrs|ms|sir)\.?:? +", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}")
_LATIN_OR_CYRILLIC = re.compile("[A-Za-z\u00c0-\u024f\u0400-\u04ff .'’-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BODIES = words("agency bureau committee correspondent council desk editorial institute ministry news office press "
                    "report reporter staff team times university web")  # fmt: skip
LONGEST = 1000


def line(text: object) -> str:
    """Return a text on one line, shortened where it cannot be a title; '' for what is no text."""
    return " ".join(text.split())[:LONGEST] if isinstance(text, str) else ""


def person(name: object) -> dict[str, str] | None:
    """Return a name in parts where it is one of a person in Latin or Cyrillic letters, else whole.

    >>> person("By Maria A. Khan"), person("APP News Desk")
    ({'family': 'Khan', 'given': 'Maria A.'}, {'literal': 'APP News Desk'})
    """
    text = _COURTESY.sub("", line(name))
    if not text or "//" in text:
        return None
    if "," in text and text.count(",") == 1 and all(part.strip() for part in text.split(",")):
        family, given = (part.strip() for part in text.split(","))
        return {"family": family, "given": given}
    known = _PERSON.fullmatch(text) and _LATIN_OR_CYRILLIC.fullmatch(text) and not _BODIES & set(text.lower().split())
    if not known:
        return {"literal": text}
    given, _, family = text.rpartition(" ")
    return {"family": family, "given": given}


def people(names: Iterable[object]) -> list[dict[str, str]]:
    """Return the names in parts, each once."""
    found: list[dict[str, str]] = []
    for name in names:
        parts = person(name)
        if parts and parts not in found:
            found.append(parts)
    return found


def date(text: object) -> dict[str, Any] | None:
    """Return the day, month or year with which an ISO 8601 date begins, as CSL-JSON has it."""
    found = _DATE.match(text.strip()) if isinstance(text, str) else None
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else None


def language(tag: object) -> str:
    """Return a language tag that is well formed, else ''."""
    text = line(tag).replace("_", "-")
    return text if _LANGUAGE.fullmatch(text) else ""


def record(fields: Mapping[str, Any], kind: str = "document") -> dict[str, Any]:
    """Return the draft of a record: what is empty or would be refused is left out."""
    draft: dict[str, Any] = {"type": kind}
    for variable, value in fields.items():
        if value and not validate({"type": kind, "title": "-", variable: value}):
            draft[variable] = value
    return draft
