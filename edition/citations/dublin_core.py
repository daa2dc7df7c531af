"""Dublin Core in XML: one `oai_dc:dc` a record, the fifteen elements alone, in the order of the standard.

Unqualified Dublin Core is coarse: what else is known of a container, a place or an edition stands in `source`,
`publisher` and `description`, in words.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from edition.citations.record import Record, joined
from edition.citations.wording import date_in_words, describe, edtf, keywords, name_in_words, unplaced
from edition.citations.xml import Element, add, document

_OPENING = (
    '<records xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
RESOURCES = {  # the terms of the DCMI Type Vocabulary
    "broadcast": "MovingImage",
    "motion_picture": "MovingImage",
    "song": "Sound",
    "map": "StillImage",
    "figure": "StillImage",
    "graphic": "StillImage",
    "software": "Software",
    "dataset": "Dataset",
    "event": "Event",
}
_SOURCE = {"volume": "vol. {}", "issue": "no. {}", "page": "p. {}"}
_HELD = frozenset(
    {
        "title", "author", "keyword", "abstract", "note", "publisher", "issued", "language", "URL", "DOI", "ISBN",
        "ISSN", "container-title", "editor", "translator", *_SOURCE,
    }
)  # fmt: skip


def write(records: Iterable[Record]) -> Iterator[str]:
    """One `oai_dc:dc` element at a time, within `records`."""
    yield from document(_OPENING, map(dc, records), "</records>")


def dc(record: Record) -> Element:
    """The `oai_dc:dc` element of a record."""
    root = Element("oai_dc:dc")
    for name, value in elements(record):
        add(root, f"dc:{name}", value)
    return root


def elements(record: Record) -> Iterator[tuple[str, str]]:
    """Names and values of Dublin Core elements, an element for each value."""
    csl = record.csl
    yield "title", str(csl["title"])
    yield from (("creator", _name(person)) for person in csl.get("author", ()))
    yield from (("subject", word) for word in keywords(csl))
    yield from (("description", str(csl[name])) for name in ("abstract", "note") if name in csl)
    if "publisher" in csl:
        yield "publisher", str(csl["publisher"])
    for variable in ("editor", "translator"):
        yield from (("contributor", _name(person)) for person in csl.get(variable, ()))
    if "issued" in csl:
        yield "date", edtf(csl["issued"]) or date_in_words(csl["issued"])
    yield "type", RESOURCES.get(csl["type"], "Text")
    yield "type", csl["type"]
    yield from _identifiers(csl)
    if source := _source(csl):
        yield "source", source
    if "language" in csl:
        yield "language", str(csl["language"])
    yield from (("description", words) for words in unplaced(csl, _HELD))
    if words := describe(record):
        yield "description", words


def _name(person: Mapping[str, Any]) -> str:
    if "literal" in person or "given" not in person:
        return name_in_words(person)
    family = joined(person.get("non-dropping-particle"), person["family"])
    given = " ".join(filter(None, (person["given"], person.get("dropping-particle"))))
    return ", ".join(filter(None, (family, given, person.get("suffix"))))


def _identifiers(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "URL" in csl:
        yield "identifier", str(csl["URL"])
    if "DOI" in csl:
        yield "identifier", f"https://doi.org/{csl['DOI']}"
    for variable in ("ISBN", "ISSN"):
        if variable in csl:
            yield "identifier", f"urn:{variable}:{csl[variable]}"


def _source(csl: Mapping[str, Any]) -> str:
    parts = [csl.get("container-title"), *(form.format(csl[name]) for name, form in _SOURCE.items() if name in csl)]
    return ", ".join(str(part) for part in parts if part)
