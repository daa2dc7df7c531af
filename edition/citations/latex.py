"""What the two dialects BibTeX and BibLaTeX share: escapes, names, dates, and the shape of an entry."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from edition.citations.record import Record
from edition.citations.wording import describe, edtf, keywords, unplaced

Fields = Iterator[tuple[str, str]]

NO_DATE = "XXXX"
"""EDTF (ISO 8601-2) for a year of which no digit is known: it says so where biber wants a date."""

# An entry type that can stand for several CSL types is told apart by entrysubtype.
SUBTYPES = {"article-journal": "journal", "article-magazine": "magazine", "article-newspaper": "newspaper"}

_SPECIALS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_SPECIAL = re.compile(r"[\\{}~^&%$#_]")
# Two signs that TeX would melt into one: dashes, quotes, guillemets.
_LIGATURE = re.compile(r"-(?=-)|`(?=`)|'(?=')|,(?=,)|<(?=<)|>(?=>)|[?!](?=`)")
_AND = re.compile(r"(^|\s)and(\s|$)|^others$", re.IGNORECASE)


def escape(text: str) -> str:
    """Text with the signs that TeX takes for commands written out; letters of every script stay."""
    melted = _LIGATURE.sub(lambda sign: f"{sign[0]}\0", text)
    return _SPECIAL.sub(lambda sign: _SPECIALS[sign[0]], melted).replace("\0", "{}")


def verbatim(address: str) -> str:
    """A URL or DOI, not escaped; braces, backslash and blanks, which no URL has, are percent-encoded."""
    return re.sub(r"[{}\\\s]", lambda sign: quote(sign[0]), address)


def title(text: str) -> str:
    """A title in a second pair of braces, so that no style changes its capitals."""
    return f"{{{escape(text)}}}"


def literal_list(text: str) -> str:
    """A publisher or organisation: braced where BibLaTeX would split it at `and`."""
    return f"{{{escape(text)}}}" if _AND.search(text) else escape(text)


def names(people: Iterable[Mapping[str, Any]]) -> str:
    """`Family, Suffix, Given and {Corporate Name}`."""
    return " and ".join(map(_name, people))


def _name(person: Mapping[str, Any]) -> str:
    if "literal" in person:
        return f"{{{escape(person['literal'])}}}"
    particles = (person.get("dropping-particle"), person.get("non-dropping-particle"))
    family = " ".join([*map(escape, filter(None, particles)), _part(person["family"])])
    rest = [_part(person[part]) for part in ("suffix", "given") if part in person]
    if "suffix" in person and "given" not in person:
        rest.append("{}")
    return ", ".join([family, *rest])


def _part(text: str) -> str:
    # A comma or "and" would start another part, and a small first letter make a particle of a family name.
    is_particle = " " in text and text[0].islower()
    return f"{{{escape(text)}}}" if "," in text or _AND.search(text) or is_particle else escape(text)


def whole_number(value: str | int) -> str:
    """A whole number; an empty text for `XV` or `E-7`, which biber refuses in fields for numbers."""
    return str(value) if re.fullmatch(r"[0-9]+", str(value)) else ""


def pages(text: str) -> str:
    """A page range with the two hyphens of TeX: `12--15`."""
    return re.sub(r"(?<=\w)[-–](?=\w)", "--", escape(text))


WRITERS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("author", "editor", "translator"), names),
    **dict.fromkeys(("title", "container-title", "title-short", "collection-title"), title),
    **dict.fromkeys(("publisher", "publisher-place"), literal_list),
    **dict.fromkeys(("URL", "DOI"), verbatim),
    **dict.fromkeys(("accessed", "original-date", "event-date"), lambda date: edtf(date) or ""),
    **dict.fromkeys(("volume", "number-of-volumes"), whole_number),
    "page": lambda value: pages(str(value)),
}


def placed(csl: Mapping[str, Any], places: Mapping[str, str]) -> dict[str, str]:
    """CSL variable → written value, of those that the entry type has a field for, in the order of places."""
    written = {}
    for variable in places:
        if variable in csl:
            write = WRITERS.get(variable, lambda value: escape(str(value)))
            written[variable] = write(csl[variable])
    # A date in words has no place in a date field, nor a Roman numeral in one for numbers.
    return {variable: value for variable, value in written.items() if value}


def common(record: Record, subtype: str, holds: Iterable[str], annotation: str) -> Fields:
    """Fields of every entry: date, subtype, keywords, and in an annotation the pinpoint and what is left."""
    csl = record.csl
    issued = edtf(csl["issued"]) if "issued" in csl else None
    yield "date", issued or NO_DATE
    yield "entrysubtype", subtype
    yield "keywords", ", ".join(map(_keyword, keywords(csl)))
    left = unplaced(csl, {*holds, "keyword"} | ({"issued"} if issued else set()))
    yield annotation, escape(". ".join(filter(None, (describe(record), *left))))


def _keyword(text: str) -> str:
    return f"{{{escape(text)}}}" if "," in text else escape(text)


def subtype(csl: Mapping[str, Any], implied: str | None) -> str:
    """The CSL type for entrysubtype, or an empty text where the entry type says it already."""
    kind = csl["type"]
    return "" if kind == implied else SUBTYPES.get(kind, kind)


def entry(kind: str, key: str, fields: Fields) -> str:
    """One entry of a .bib file; fields without a value are left out."""
    lines = (f"  {field} = {_value(field, value)},\n" for field, value in fields if value)
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n\n"


def _value(field: str, value: str) -> str:
    # The names of the months are macros in BibTeX; in braces they would be words.
    return value if field == "month" else f"{{{value}}}"
