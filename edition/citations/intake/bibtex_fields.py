"""Entry types and fields of BibTeX and BibLaTeX, each with the CSL type or variable that it stands for."""

from __future__ import annotations

from edition.citations.validation import NAMES, TYPES

ENTRY_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": "document",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "newspaper": "article-newspaper",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}
GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
SUBTYPES = {"journal": "article-journal", "magazine": "article-magazine", "newspaper": "article-newspaper"}

PEOPLE = {
    "author": "author",
    "bookauthor": "container-author",
    "director": "director",
    "editor": "editor",
    "editora": "collection-editor",
    "holder": "author",
    "translator": "translator",
} | {name: name for name in NAMES}
DATES = {"urldate": "accessed", "origdate": "original-date", "eventdate": "event-date"}
ADDRESSES = {"doi": "DOI", "url": "URL"}
PLAIN = {
    "abstract": "abstract",
    "address": "publisher-place",
    "annotation": "annote",
    "annote": "annote",
    "booktitle": "container-title",
    "chapter": "chapter-number",
    "edition": "edition",
    "eid": "number",
    "eventtitle": "event-title",
    "howpublished": "container-title",
    "institution": "publisher",
    "isbn": "ISBN",
    "issn": "ISSN",
    "issue": "issue",
    "journal": "container-title",
    "journaltitle": "container-title",
    "keywords": "keyword",
    "langid": "language",
    "language": "language",
    "location": "publisher-place",
    "note": "note",
    "number": "number",
    "organization": "publisher",
    "pages": "page",
    "pagetotal": "number-of-pages",
    "pmcid": "PMCID",
    "pmid": "PMID",
    "publisher": "publisher",
    "pubstate": "status",
    "school": "publisher",
    "series": "collection-title",
    "shortjournal": "container-title-short",
    "shorttitle": "title-short",
    "title": "title",
    "type": "genre",
    "venue": "event-place",
    "version": "version",
    "volume": "volume",
    "volumes": "number-of-volumes",
}
# Handled together with others, or told already by the type.
ASIDE = frozenset(
    {"booksubtitle", "crossref", "date", "day", "entrysubtype", "issuetitle", "month", "subtitle", "year"}
)

LANGUAGES = {
    "american": "en-US",
    "arabic": "ar",
    "british": "en-GB",
    "chinese": "zh",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "ngerman": "de",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
}
_NUMBERED_IN_A_JOURNAL = frozenset({"article-journal", "article-magazine", "article-newspaper", "review", "periodical"})
_NUMBERED_IN_A_SERIES = frozenset({"book", "chapter", "paper-conference", "entry-encyclopedia"})


def csl_type(entry_type: str, subtype: str, *, has_url: bool) -> str:
    """Return the CSL type of an entry, or an empty text for an entry type that nobody knows.

    `subtype` is the entry's `entrysubtype`, which may name a type that the format has no entry type for.
    """
    if subtype in TYPES or subtype in SUBTYPES:
        return SUBTYPES.get(subtype, subtype)
    if entry_type == "misc" and has_url:
        return "webpage"
    return ENTRY_TYPES.get(entry_type, "")


def variable(field: str, entry_type: str, kind: str) -> str:
    """Return the variable that a field of plain text stands for in an entry of this type; empty for none."""
    if field == "number":
        return "issue" if kind in _NUMBERED_IN_A_JOURNAL else _in_series(kind)
    if field == "organization" and entry_type in {"online", "electronic", "www"}:
        return "container-title"
    return PLAIN.get(field, "")


def _in_series(kind: str) -> str:
    return "collection-number" if kind in _NUMBERED_IN_A_SERIES else "number"
