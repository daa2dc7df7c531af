"""A bibliographic record as a `biblStruct` of TEI P5: what it is a part of is its `monogr`, the part its `analytic`."""

import re
from collections.abc import Mapping
from typing import Any

from edition.citations.record import IN_A_CONTAINER
from edition.citations.validation import NAMES
from edition.citations.wording import date_in_words, edtf, unplaced
from edition.intake.records import language
from edition.publishing.tei_xml import Element, add, address, element

# The names of CSL that TEI has an element for; all others are `respStmt` with what they did.
_CREATORS = {"author": "author", "editor": "editor", "collection-editor": "editor", "translator": "editor"}
_OTHERS = sorted(NAMES - set(_CREATORS))
_SCOPES = {"volume": "volume", "issue": "issue", "number": "number", "chapter-number": "chapter", "page": "page"}
_IDENTIFIERS = ("DOI", "ISBN", "ISSN", "PMID", "PMCID")
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper", "review", "review-book"})
_PLACED = frozenset(
    {"title", "container-title", "collection-title", "publisher", "publisher-place", "edition", "issued", "accessed"}
    | {"URL", "language", *_CREATORS, *_OTHERS, *_SCOPES, *_IDENTIFIERS}
)


def bibl_struct(csl: Mapping[str, Any], xml_id: str = "") -> Element:
    """Return the record as an element; `csl` are the variables of CSL-JSON, and what has no element is a note."""
    made = element("biblStruct", xml_id=xml_id, type=csl["type"])
    is_part = csl["type"] in IN_A_CONTAINER or "container-title" in csl
    if is_part:
        analytic = add(made, "analytic")
        _people(analytic, csl)
        _title(analytic, csl, "a")
        _identifiers(analytic, csl)
    monogr = add(made, "monogr")
    if is_part:
        level = "j" if csl["type"] in _PERIODICALS else "m"
        if "container-title" in csl:
            add(monogr, "title", csl["container-title"], level=level)
    else:
        _people(monogr, csl)
        _title(monogr, csl, "m")
        _identifiers(monogr, csl)
    if "edition" in csl:
        add(monogr, "edition", str(csl["edition"]))
    _imprint(monogr, csl)
    if "collection-title" in csl:
        add(add(made, "series"), "title", csl["collection-title"], level="s")
    _notes(made, csl)
    return made


def _people(parent: Element, csl: Mapping[str, Any]) -> None:
    for variable, name in _CREATORS.items():
        for person in csl.get(variable, ()):
            role = variable if variable not in (name, "author") else ""
            _name(add(parent, name, role=role), person)
    if not any(csl.get(variable) for variable in _CREATORS):
        _responsible(parent, csl)


def _responsible(parent: Element, csl: Mapping[str, Any]) -> None:
    """Write those who are neither authors nor editors; beside a creator they are notes."""
    for variable in _OTHERS:
        for person in csl.get(variable, ()):
            statement = add(parent, "respStmt")
            add(statement, "resp", variable)
            _name(statement, person)


def _name(parent: Element, person: Mapping[str, Any]) -> None:
    if "literal" in person:
        add(parent, "name", person["literal"])
        return
    name = add(parent, "persName")
    parts = (("forename", "given"), ("nameLink", "dropping-particle"), ("nameLink", "non-dropping-particle"))
    for part, key in (*parts, ("surname", "family"), ("genName", "suffix")):
        if person.get(key):
            add(name, part, person[key])


def _title(parent: Element, csl: Mapping[str, Any], level: str) -> None:
    add(parent, "title", csl.get("title", ""), level=level, xml_lang=language(csl.get("language")))


def _identifiers(parent: Element, csl: Mapping[str, Any]) -> None:
    for variable in _IDENTIFIERS:
        if variable in csl:
            add(parent, "idno", str(csl[variable]), type=variable)
    if "URL" in csl:
        add(parent, "ptr", target=address(csl["URL"]))


def _imprint(monogr: Element, csl: Mapping[str, Any]) -> None:
    """Write who published it, where and when: an imprint has a date, be it an empty one."""
    imprint = add(monogr, "imprint")
    if "publisher-place" in csl:
        add(imprint, "pubPlace", csl["publisher-place"])
    if "publisher" in csl:
        add(imprint, "publisher", csl["publisher"])
    for variable, unit in _SCOPES.items():
        if variable in csl:
            add(imprint, "biblScope", str(csl[variable]), unit=unit)
    dated(imprint, csl)


def dated(imprint: Element, csl: Mapping[str, Any]) -> None:
    """Write the dates of a record: when it was issued, as far as that is known, and when it was seen."""
    issued = csl.get("issued")
    add(imprint, "date", date_in_words(issued) if issued else "", **(_when(issued) if issued else {"cert": "unknown"}))
    if "accessed" in csl:
        add(imprint, "date", date_in_words(csl["accessed"]), type="accessed", **_when(csl["accessed"]))


def _when(date: Mapping[str, Any]) -> dict[str, str]:
    """Return the attributes of a date: one day, month or year, or from one to another; none where it is in words."""
    written = edtf(date) or ""
    circa = {"cert": "low"} if {*"~?%"} & {*written} else {}
    ends = re.sub("[~?%]", "", written).split("/")
    if "season" in date or "X" in written or ".." in ends or not all(ends) or any(end.startswith("-") for end in ends):
        return circa
    return circa | ({"when": ends[0]} if len(ends) == 1 else {"from": ends[0], "to": ends[1]})


def _notes(made: Element, csl: Mapping[str, Any]) -> None:
    creators = any(csl.get(variable) for variable in _CREATORS)
    placed = _PLACED - set(_OTHERS) if creators else _PLACED
    for sentence in unplaced(csl, placed):
        add(made, "note", sentence)
