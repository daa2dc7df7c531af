"""MODS 3.8, the Library of Congress's Metadata Object Description Schema: one `mods` a record, in a collection.

The container of a part is its `relatedItem type="host"`, dates are EDTF (`encoding="edtf"`), the CSL type is the
genre, and whatever has no element is a note, as `variable: value`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from edition.citations.record import IN_A_CONTAINER, Record, joined
from edition.citations.wording import date_in_words, describe, edtf, keywords, unplaced
from edition.citations.xml import Element, add, document

NAMESPACE = "http://www.loc.gov/mods/v3"
SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
_OPENING = (
    f'<modsCollection xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)
# The code of the MARC relators that says what each name of CSL did.
ROLES = {
    "author": "aut",
    "chair": "chr",
    "compiler": "com",
    "composer": "cmp",
    "contributor": "ctb",
    "curator": "cur",
    "director": "drt",
    "editor": "edt",
    "host": "hst",
    "illustrator": "ill",
    "interviewer": "ivr",
    "narrator": "nrt",
    "organizer": "orm",
    "performer": "prf",
    "producer": "pro",
    "recipient": "rcp",
    "translator": "trl",
}
HOST_ROLES = {"container-author": "aut", "collection-editor": "edt"}
RESOURCES = {
    "broadcast": "moving image",
    "motion_picture": "moving image",
    "song": "sound recording-musical",
    "musical_score": "notated music",
    "map": "cartographic",
    "figure": "still image",
    "graphic": "still image",
    "software": "software, multimedia",
    "dataset": "software, multimedia",
}
# The terms of the MARC Genre Term List, by which other programs know the kind of a work and of what holds it.
GENRES = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "dataset": "numeric data",
    "entry-dictionary": "dictionary",
    "entry-encyclopedia": "encyclopedia",
    "interview": "interview",
    "legal_case": "legal case and case notes",
    "legislation": "legislation",
    "map": "map",
    "motion_picture": "motion picture",
    "paper-conference": "conference publication",
    "patent": "patent",
    "personal_communication": "letter",
    "report": "technical report",
    "review": "review",
    "review-book": "review",
    "software": "computer program",
    "speech": "speech",
    "standard": "standard or specification",
    "thesis": "thesis",
    "treaty": "treaty",
    "webpage": "web site",
}
HOSTS = {
    "article-journal": "periodical",
    "article-magazine": "periodical",
    "article-newspaper": "newspaper",
    "chapter": "book",
    "entry-dictionary": "dictionary",
    "entry-encyclopedia": "encyclopedia",
    "paper-conference": "conference publication",
    "webpage": "web site",
}
_ORIGIN = {"issued": "dateIssued", "original-date": "dateCreated"}
_NUMBERS = {"volume": "volume", "issue": "issue", "chapter-number": "chapter", "section": "section", "number": "number"}
_IDENTIFIERS = {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn"}


def write(records: Iterable[Record]) -> Iterator[str]:
    """One `mods` element at a time, within a `modsCollection`."""
    yield from document(_OPENING, map(mods, records), "</modsCollection>")


def mods(record: Record) -> Element:
    """The `mods` element of a record."""
    csl, root = record.csl, Element("mods", {"version": "3.8", "ID": f"r-{record.key}"})
    is_part = _is_part(csl)
    held = {"title", *ROLES, *_title(root, csl)}
    _names(root, csl, ROLES)
    add(root, "typeOfResource", RESOURCES.get(csl["type"], "text"))
    add(root, "genre", csl["type"], authority="csl")
    if csl["type"] in GENRES:
        add(root, "genre", GENRES[csl["type"]], authority="marcgt")
    held |= {"genre"} if _genre(root, csl) else set()
    host = Element("relatedItem", {"type": "host"}) if is_part else root
    held |= _origin(host if is_part and "publisher" in csl else root, csl, root)
    if "language" in csl:
        add(add(root, "language"), "languageTerm", csl["language"], type="code", authority="rfc5646")
    for variable, element in (("abstract", "abstract"), ("note", "note")):
        if variable in csl:
            add(root, element, csl[variable])
    for word in keywords(csl):
        add(add(root, "subject"), "topic", word)
    held |= _host(root, host, csl) if is_part else _part(root, csl)
    held |= _identifiers(root, record) | {"language", "abstract", "note", "keyword"}
    held |= _series(root, csl)
    for sentence in filter(None, [*unplaced(csl, held), describe(record)]):
        add(root, "note", sentence)
    return root


def _is_part(csl: Mapping[str, Any]) -> bool:
    return csl["type"] in IN_A_CONTAINER or "container-title" in csl


def _title(root: Element, csl: Mapping[str, Any]) -> set[str]:
    add(add(root, "titleInfo"), "title", csl["title"])
    if "title-short" not in csl:
        return set()
    add(add(root, "titleInfo", type="abbreviated"), "title", csl["title-short"])
    return {"title-short"}


def _names(parent: Element, csl: Mapping[str, Any], roles: Mapping[str, str]) -> None:
    for variable, code in roles.items():
        for person in csl.get(variable, ()):
            _name(parent, person, code)


def _name(parent: Element, person: Mapping[str, Any], code: str) -> None:
    if "literal" in person:
        name = add(parent, "name", type="corporate")
        add(name, "namePart", person["literal"])
    else:
        name = add(parent, "name", type="personal")
        particles = (person.get("dropping-particle"), person.get("non-dropping-particle"))
        add(name, "namePart", joined(*particles, person["family"]), type="family")
        for part, kind in (("given", "given"), ("suffix", "termsOfAddress")):
            if part in person:
                add(name, "namePart", person[part], type=kind)
    add(add(name, "role"), "roleTerm", code, type="code", authority="marcrelator")


def _genre(root: Element, csl: Mapping[str, Any]) -> bool:
    if "genre" in csl:
        add(root, "genre", csl["genre"])
    return "genre" in csl


def _origin(publication: Element, csl: Mapping[str, Any], root: Element) -> set[str]:
    """Write who published it, where and when; the dates belong to the work itself, whatever holds it."""
    placed = {name for name in ("publisher", "publisher-place", "edition") if name in csl}
    if placed:
        info = add(publication, "originInfo")
        if "publisher-place" in csl:
            add(add(info, "place"), "placeTerm", csl["publisher-place"], type="text")
        for name in ("publisher", "edition"):
            if name in csl:
                add(info, name, csl[name])
    dated = {name for name in _ORIGIN if name in csl}
    if dated:
        info = add(root, "originInfo")
        for name in dated:
            written = edtf(csl[name])
            add(info, _ORIGIN[name], written or date_in_words(csl[name]), **_sureness(csl[name], written))
    return placed | dated


def _sureness(date: Mapping[str, Any], written: str | None) -> dict[str, str]:
    sureness = "questionable" if {*"?%"} & {*(written or "")} else "approximate"
    qualifier = {"qualifier": sureness} if date.get("circa") else {}
    return {"encoding": "edtf", **qualifier} if written else qualifier


def _host(root: Element, host: Element, csl: Mapping[str, Any]) -> set[str]:
    root.append(host)
    if "container-title" in csl:
        title = Element("titleInfo")
        add(title, "title", csl["container-title"])
        host.insert(0, title)
    if "container-title-short" in csl:
        add(add(host, "titleInfo", type="abbreviated"), "title", csl["container-title-short"])
    if len(host) and csl["type"] in HOSTS:
        add(host, "genre", HOSTS[csl["type"]], authority="marcgt")
    _names(host, csl, HOST_ROLES)
    held = _part(host, csl)
    for variable in ("ISSN", "ISBN"):
        if variable in csl:
            add(host, "identifier", csl[variable], type=_IDENTIFIERS[variable])
    if not len(host):
        root.remove(host)
    return held | {"container-title", "container-title-short", *HOST_ROLES, "ISSN", "ISBN"}


def _part(parent: Element, csl: Mapping[str, Any]) -> set[str]:
    held = {variable for variable in (*_NUMBERS, "page") if variable in csl}
    if not held:
        return set()
    part = add(parent, "part")
    for variable in _NUMBERS:
        if variable in csl:
            add(add(part, "detail", type=_NUMBERS[variable]), "number", csl[variable])
    if "page" in csl:
        extent = add(part, "extent", unit="page")
        ends = re.fullmatch(r"(\w+)[-–]+(\w+)", str(csl["page"]))
        if ends:
            add(extent, "start", ends[1])
            add(extent, "end", ends[2])
        else:
            add(extent, "list", csl["page"])
    return held


def _identifiers(root: Element, record: Record) -> set[str]:
    csl = record.csl
    here = {"DOI", "URL", "accessed"} if _is_part(csl) else {*_IDENTIFIERS, "URL", "accessed"}
    for variable, kind in _IDENTIFIERS.items():
        if variable in here and variable in csl:
            add(root, "identifier", csl[variable], type=kind)
    add(root, "identifier", record.key, type="citekey")
    if "URL" not in csl:
        return here - {"accessed"}
    seen = {"dateLastAccessed": date_in_words(csl["accessed"])} if "accessed" in csl else {}
    add(add(root, "location"), "url", csl["URL"], **seen)
    return here


def _series(root: Element, csl: Mapping[str, Any]) -> set[str]:
    if "collection-title" not in csl:
        return set()
    series = add(root, "relatedItem", type="series")
    add(add(series, "titleInfo"), "title", csl["collection-title"])
    if "collection-number" in csl:
        add(add(add(series, "part"), "detail", type="volume"), "number", csl["collection-number"])
    return {"collection-title", "collection-number"}
