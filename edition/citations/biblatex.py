"""BibLaTeX, for biber: entry types and fields as biber's data model wants them.

biber warns of an article without author or journal, a chapter without book, and of any field that an entry
type does not have. An entry that lacks what its type demands is therefore written as `@online` (with address
and without publisher) or `@misc`, keeps its CSL type in `entrysubtype`, its container in `organization` or
`howpublished`, and in `annotation` whatever has no field. An unknown date is EDTF's `XXXX`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from edition.citations import bib
from edition.citations.bib import Layout, Lines
from edition.citations.record import Record

# CSL type: entry types to try in this order, each with the variables that biber demands of it.
CANDIDATES: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    **dict.fromkeys(
        ("article-journal", "article-magazine", "article-newspaper", "review"),
        (("article", frozenset({"author", "container-title"})),),
    ),
    "chapter": (
        ("incollection", frozenset({"author", "editor", "container-title"})),
        ("inbook", frozenset({"author", "container-title"})),
    ),
    "entry-encyclopedia": (("inreference", frozenset({"author", "editor", "container-title"})),),
    "paper-conference": (("inproceedings", frozenset({"author", "container-title"})),),
    "book": (("book", frozenset({"author"})), ("collection", frozenset({"editor"}))),
    "thesis": (("thesis", frozenset({"author", "publisher"})),),
    "report": (("report", frozenset({"author", "publisher"})),),
    "dataset": (("dataset", frozenset()),),
    "software": (("software", frozenset()),),
}

# The CSL type that an entry type stands for by itself.
IMPLIED = {
    "article": "article-journal",
    "incollection": "chapter",
    "inbook": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference",
    "book": "book",
    "collection": "book",
    "thesis": "thesis",
    "report": "report",
    "dataset": "dataset",
    "software": "software",
    "online": "webpage",
}

_HEAD = {"author": "author", "editor": "editor", "title": "title", "title-short": "shorttitle"}
_TAIL = {
    "URL": "url",
    "DOI": "doi",
    "accessed": "urldate",
    "original-date": "origdate",
    "language": "langid",
    "abstract": "abstract",
    "container-title-short": "shortjournal",
    "note": "note",
}
_IN_PRINT = {
    "translator": "translator",
    "volume": "volume",
    "page": "pages",
    "collection-title": "series",
}
_BOOK = {
    **_IN_PRINT,
    "publisher": "publisher",
    "publisher-place": "location",
    "edition": "edition",
    "ISBN": "isbn",
    "collection-number": "number",
    "number-of-volumes": "volumes",
    "chapter-number": "chapter",
}
_IN_BOOK = {"container-title": "booktitle", **_BOOK}
_PLACED = {"publisher-place": "location"}
_MISC = {
    "container-title": "howpublished",
    "publisher": "organization",
    "genre": "type",
    "version": "version",
    **_PLACED,
}
FIELDS: dict[str, dict[str, str]] = {
    "article": {
        "container-title": "journaltitle",
        **_IN_PRINT,
        "issue": "number",
        "ISSN": "issn",
        "version": "version",
    },
    "book": _BOOK,
    "collection": _BOOK,
    "incollection": _IN_BOOK,
    "inbook": _IN_BOOK,
    "inreference": _IN_BOOK,
    "inproceedings": {
        **{variable: _IN_BOOK[variable] for variable in ("container-title", "publisher", "publisher-place")},
        "volume": "volume",
        "page": "pages",
        "collection-title": "series",
        "collection-number": "number",
        "ISBN": "isbn",
        "event-title": "eventtitle",
        "event-place": "venue",
        "event-date": "eventdate",
    },
    "thesis": {"genre": "type", "publisher": "institution", **_PLACED, "page": "pages"},
    "report": {
        "genre": "type",
        "publisher": "institution",
        **_PLACED,
        "number": "number",
        "page": "pages",
        "version": "version",
    },
    "dataset": {
        "genre": "type",
        "publisher": "publisher",
        **_PLACED,
        "version": "version",
        "number": "number",
        "collection-title": "series",
    },
    "software": _MISC,
    "misc": _MISC,
    "online": {"container-title": "organization", "version": "version"},
}
_WITHOUT_EDITOR = frozenset({"thesis", "report"})


@lru_cache(maxsize=512)
def _layout(csl_type: str, genre: str | None, *variables: str) -> Layout:
    kind = entry_type({**dict.fromkeys(variables), "type": csl_type, **({"genre": genre} if genre else {})})
    places = {**_HEAD, **FIELDS[kind], **_TAIL}
    if kind in _WITHOUT_EDITOR:
        del places["editor"]
    return bib.layout(kind, places, IMPLIED.get(kind), csl_type, variables)


def write(records: Iterable[Record]) -> Iterator[str]:
    """One entry at a time, with a blank line after it."""
    for record in records:
        csl = record.csl
        yield bib.entry(record, _layout(csl["type"], csl.get("genre"), *csl), _more, "annotation")


def entry_type(csl: Mapping[str, Any]) -> str:
    """The most telling entry type whose demands the record meets."""
    for kind, wanted in CANDIDATES.get(csl["type"], ()):
        if wanted <= csl.keys():
            return kind
    return "online" if _is_online(csl) else "misc"


def _is_online(csl: Mapping[str, Any]) -> bool:
    # biber's @online has one field for site and publisher; with a publisher @misc keeps the two apart.
    return ("URL" in csl or "DOI" in csl) and not {"publisher", "publisher-place", "genre"} & csl.keys()


def _more(csl: Mapping[str, Any], kind: str, lines: Lines) -> None:
    if kind in {"thesis", "report"} and "genre" not in csl:
        lines.append(f"  type = {{{kind}}},\n")
