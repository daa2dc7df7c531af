"""The record of a page in Dublin Core, as meta tags (https://www.dublincore.org/specifications/dublin-core/dcq-html/)."""

from collections.abc import Iterator

from edition.citations.dublin_core import RESOURCES
from edition.citations.record import Record
from edition.citations.wording import edtf
from edition.metadata.highwire import Tag
from edition.metadata.values import inverted, line

SCHEMA = "http://purl.org/dc/elements/1.1/"


def tags(record: Record, rights: str = "") -> list[Tag]:
    """Return the names and contents of the tags; `rights` is what is known of them, in words."""
    return [(name, line(content)) for name, content in _elements(record, rights) if content]


def _elements(record: Record, rights: str) -> Iterator[Tag]:
    csl = record.csl
    yield "DC.title", csl.get("title", "")
    yield from (("DC.creator", inverted(person)) for person in csl.get("author", ()))
    for variable in ("editor", "translator"):
        yield from (("DC.contributor", inverted(person)) for person in csl.get(variable, ()))
    yield "DC.date", edtf(csl.get("issued", {})) or ""
    yield "DC.type", RESOURCES.get(csl["type"], "Text")
    yield from (("DC.identifier", identifier) for identifier in _identifiers(record))
    yield "DC.source", csl.get("container-title", "")
    yield "DC.publisher", csl.get("publisher", "")
    yield "DC.language", csl.get("language", "")
    yield "DC.rights", rights


def _identifiers(record: Record) -> Iterator[str]:
    csl = record.csl
    yield csl.get("URL", "")
    yield f"https://doi.org/{csl['DOI']}" if "DOI" in csl else ""
    yield from (f"urn:{variable}:{csl[variable]}" for variable in ("ISBN", "ISSN") if variable in csl)
