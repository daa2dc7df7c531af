"""EndNote XML: one `record` a reference, with EndNote's own numbers of reference types.

A corporate name ends in a comma, EndNote's sign that it is not to be split. What has no field is a note.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from edition.citations import ris
from edition.citations.record import Record
from edition.citations.wording import date_in_words, describe, keywords, unplaced
from edition.citations.xml import Element, add, document

TYPES = {
    "article-journal": ("Journal Article", 17),
    "article-magazine": ("Magazine Article", 19),
    "article-newspaper": ("Newspaper Article", 23),
    "bill": ("Bill", 4),
    "book": ("Book", 6),
    "broadcast": ("Film or Broadcast", 21),
    "chapter": ("Book Section", 5),
    "dataset": ("Dataset", 59),
    "entry-dictionary": ("Dictionary", 52),
    "entry-encyclopedia": ("Encyclopedia", 53),
    "figure": ("Figure", 37),
    "hearing": ("Hearing", 14),
    "legal_case": ("Case", 7),
    "legislation": ("Statute", 31),
    "manuscript": ("Manuscript", 36),
    "map": ("Map", 20),
    "motion_picture": ("Film or Broadcast", 21),
    "pamphlet": ("Pamphlet", 24),
    "paper-conference": ("Conference Paper", 47),
    "patent": ("Patent", 25),
    "personal_communication": ("Personal Communication", 26),
    "post-weblog": ("Blog", 56),
    "report": ("Report", 27),
    "software": ("Computer Program", 9),
    "song": ("Music", 61),
    "standard": ("Standard", 58),
    "thesis": ("Thesis", 32),
    "webpage": ("Web Page", 12),
}
GENERIC = ("Generic", 13)
_NAMES = {"author": "authors", "editor": "secondary-authors", "translator": "subsidiary-authors"}
_TITLES = {
    "title": "title",
    "container-title": "secondary-title",
    "collection-title": "tertiary-title",
    "title-short": "short-title",
}
_PLAIN = {
    "page": "pages",
    "volume": "volume",
    "issue": "number",
    "edition": "edition",
    "section": "section",
}
_AFTER = {
    "publisher-place": "pub-location",
    "publisher": "publisher",
    "ISBN": "isbn",
    "ISSN": "isbn",
    "DOI": "electronic-resource-num",
    "language": "language",
    "abstract": "abstract",
    "genre": "work-type",
}


def write(records: Iterable[Record]) -> Iterator[str]:
    """One `record` element at a time, within `xml` and `records`."""
    numbered = (reference(record, number) for number, record in enumerate(records, 1))
    yield from document("<xml><records>", numbered, "</records></xml>")


def reference(record: Record, number: int = 1) -> Element:
    """The `record` element of a record; `number` is its place in the file."""
    csl, root = record.csl, Element("record")
    add(root, "rec-number", number)
    name, code = TYPES.get(csl["type"], GENERIC)
    add(root, "ref-type", code, name=name)
    _contributors(root, csl)
    titles = add(root, "titles")
    for variable, element in _TITLES.items():
        if variable in csl:
            add(titles, element, csl[variable])
    _fields(root, csl, _PLAIN)
    words = [*([f"type: {csl['type']}"] if csl["type"] not in TYPES else []), *keywords(csl)]
    if words:
        group = add(root, "keywords")
        for word in words:
            add(group, "keyword", word)
    _dates(root, csl)
    placed = {key: element for key, element in _AFTER.items() if not (key == "ISSN" and "ISBN" in csl)}
    _fields(root, csl, placed)
    _closing(root, record, {*_NAMES, *_TITLES, *_PLAIN, *placed, "keyword", "issued", "URL", "accessed", "note"})
    return root


def _contributors(root: Element, csl: Mapping[str, Any]) -> None:
    if not any(variable in csl for variable in _NAMES):
        return
    contributors = add(root, "contributors")
    for variable, element in _NAMES.items():
        if variable in csl:
            group = add(contributors, element)
            for person in csl[variable]:
                add(group, "author", ris.name(person))


def _fields(root: Element, csl: Mapping[str, Any], places: Mapping[str, str]) -> None:
    for variable, element in places.items():
        if variable in csl:
            add(root, element, csl[variable])


def _dates(root: Element, csl: Mapping[str, Any]) -> None:
    if "issued" not in csl:
        return
    issued, dates = csl["issued"], add(root, "dates")
    if "date-parts" in issued:
        add(dates, "year", issued["date-parts"][0][0])
    add(add(dates, "pub-dates"), "date", date_in_words(issued))


def _closing(root: Element, record: Record, held: set[str]) -> None:
    csl = record.csl
    if "URL" in csl:
        add(add(add(root, "urls"), "related-urls"), "url", csl["URL"])
    if "accessed" in csl:
        add(root, "access-date", date_in_words(csl["accessed"]))
    add(root, "label", record.key)
    sentences = [csl.get("note", ""), *unplaced(csl, held), describe(record)]
    if any(sentences):
        add(root, "notes", " ".join(filter(None, sentences)))
