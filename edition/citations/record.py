"""The neutral record which every citation format is written from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from edition.citations.validation import NAMES, validate, validate_key

__all__ = ["Pinpoint", "Record", "joined", "missing", "sort_name", "validate", "validate_key", "year"]

ARTICLES = frozenset({"article", "article-journal", "article-magazine", "article-newspaper", "review"})
IN_A_CONTAINER = ARTICLES | {"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia"}
WITH_A_PUBLISHER = frozenset({"book", "report", "thesis", "dataset", "software", "collection", "pamphlet"})
ON_A_SITE = frozenset({"webpage", "post", "post-weblog"})


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place in one text version of an article of the edition, with the words that stand there."""

    article: str
    """Title of the article."""
    number: int
    """Number of the article in the edition."""
    revision: int
    """Number of the text version: 1 for v1."""
    anchor: str
    """`p5`, `p5-p7`, or an empty text for the whole article."""
    quote: str
    """The exact words; empty where the whole article is cited."""
    sha256: str
    """SHA-256 of the UTF-8 bytes of the quote, or of the whole text version, in hexadecimal digits."""
    note: int | None = None
    """Public number of an editors' note."""


@dataclass(frozen=True, slots=True)
class Record:
    """One citable thing: its key, its CSL-JSON 1.0.2 variables without `id`, and a place in it."""

    key: str
    csl: Mapping[str, Any]
    pinpoint: Pinpoint | None = None


def missing(record: Record) -> list[str]:
    """Codes of what is not known, out of no-author, no-date, no-container, no-publisher, no-url."""
    csl, kind = record.csl, record.csl.get("type")
    held = {
        "no-author": any(csl.get(variable) for variable in NAMES),
        "no-date": bool(csl.get("issued")),
        "no-container": kind not in IN_A_CONTAINER or "container-title" in csl,
        "no-publisher": _has_publisher(csl),
        "no-url": "URL" in csl or "DOI" in csl,
    }
    return [code for code, is_held in held.items() if not is_held]


def _has_publisher(csl: Mapping[str, Any]) -> bool:
    if csl.get("type") in ON_A_SITE:
        return "publisher" in csl or "container-title" in csl
    return csl.get("type") not in WITH_A_PUBLISHER or "publisher" in csl


def year(csl: Mapping[str, Any]) -> int | None:
    """The (first) year in which it was issued, or None."""
    parts = csl.get("issued", {}).get("date-parts")
    return parts[0][0] if parts else None


def joined(*parts: str | None) -> str:
    """Parts of a name in one, without a blank after a hyphen or an apostrophe.

    >>> joined("van der", None, "Berg"), joined("al-", "Hakim"), joined("d’", "Estaing")
    ('van der Berg', 'al-Hakim', 'd’Estaing')
    """
    return re.sub("(?<=[-'’])\x00", "", "\0".join(filter(None, parts))).replace("\0", " ")


def sort_name(csl: Mapping[str, Any]) -> str:
    """What a list A-Z sorts by: `Family, Given` of the first author or editor, else the title."""
    names = csl.get("author") or csl.get("editor")
    if not names:
        return str(csl.get("title", ""))
    first = names[0]
    if "literal" in first:
        return str(first["literal"])
    family = joined(first.get("non-dropping-particle"), first["family"])
    return ", ".join(filter(None, (family, first.get("given"), first.get("suffix"))))
