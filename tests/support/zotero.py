"""What Zotero makes of the head of a page, by the rules of its translators “Embedded Metadata” and “RDF”.

Its translators run in a browser alone, so these are their rules on the tags that the edition writes: which tag wins,
how names are split, and what is taken from elsewhere on the page where a tag is missing.
"""

import re
from dataclasses import dataclass, field

from lxml import html

HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_inbook_title": "publicationTitle",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_publisher": "publisher",
    "citation_dissertation_institution": "university",
    "citation_technical_report_institution": "institution",
    "citation_isbn": "ISBN",
    "citation_doi": "DOI",
    "citation_abstract": "abstractNote",
    "citation_public_url": "url",
    "citation_language": "language",
}
DUBLIN_CORE = {"DC.source": "publicationTitle", "DC.rights": "rights", "DC.date": "date", "DC.publisher": "publisher"}
TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}


@dataclass
class Item:
    """An entry of a library: creators are pairs of family and given name, the second empty for an institution."""

    type: str
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[tuple[str, str]] = field(default_factory=list)
    pdf: str = ""


def read(page: bytes | str) -> Item:
    """Return what is saved of a page."""
    head = html.fromstring(page).find("head")
    assert head is not None
    tags = [(one.get("name") or one.get("property") or "", one.get("content") or "") for one in head.iter("meta")]
    first = {name: value for name, value in reversed(tags) if value}
    item = Item(_type(first))
    item.fields = {"publicationTitle": first.get("og:site_name", ""), "url": first.get("og:url", "")}
    item.fields |= {"abstractNote": first.get("og:description", "")}
    for names in (DUBLIN_CORE, HIGHWIRE):
        item.fields |= {names[name]: " ".join(first[name].split()) for name in names if name in first}
    authors = [value for name, value in tags if name == "citation_author"]
    item.creators = [creator for value in authors for creator in _creators(value, len(authors) == 1)]
    item.pdf = first.get("citation_pdf_url", "")
    return item


def _type(first: dict[str, str]) -> str:
    journals = [kind for name, kind in TYPES.items() if name in first]
    return journals[0] if journals else first.get("z:itemType") or "journalArticle"


def _creators(value: str, is_only: bool) -> list[tuple[str, str]]:
    names = re.split(r"\s*;\s*", value)
    by_comma = re.split(r"\s*,\s*", value)
    if is_only and len(names) == 1 and len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
        names = by_comma
    return [_clean(name, "," in name) for name in names]


def _clean(name: str, by_comma: bool) -> tuple[str, str]:
    name = re.sub(r"[\s\u00a0.,/\[\]:]+$", "", name).replace("\u00a0", " ")
    if by_comma:
        family, _, given = name.partition(",")
        return family.strip(), given.partition(",")[0].strip()
    given, _, family = name.rpartition(" ")
    return family, given
