"""BibTeX, for bibtex and the many readers of its dialect.

An entry that lacks what BibTeX's styles demand of its type is written as `@misc`, which demands nothing: its
container stands in `howpublished`, its publisher in `organization`, its CSL type in `entrysubtype`. `year`
and `month` are written where they are certain; `date` has the whole date, which BibTeX's styles pass over and
other readers take (EDTF's `XXXX` where none is known); what has no field is in `annote`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from edition.citations import latex
from edition.citations.record import Record, year

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

_ARTICLE = ("article", frozenset({"author", "container-title", "issued"}))
CANDIDATES: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "article-journal": (_ARTICLE,),
    "article-magazine": (_ARTICLE,),
    "article-newspaper": (_ARTICLE,),
    "review": (_ARTICLE,),
    "book": (
        ("book", frozenset({"author", "publisher", "issued"})),
        ("book", frozenset({"editor", "publisher", "issued"})),
    ),
    "chapter": (("incollection", frozenset({"author", "container-title", "publisher", "issued"})),),
    "paper-conference": (("inproceedings", frozenset({"author", "container-title", "issued"})),),
    "report": (("techreport", frozenset({"author", "publisher", "issued"})),),
}
_THESIS = frozenset({"author", "publisher", "issued", "genre"})
_THESES = {"phd": "phdthesis", "doctoral": "phdthesis", "master": "mastersthesis"}

IMPLIED = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "techreport": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
}

_HEAD = {"author": "author", "editor": "editor", "title": "title", "title-short": "shorttitle"}
_TAIL = {
    "URL": "url",
    "DOI": "doi",
    "accessed": "urldate",
    "language": "langid",
    "abstract": "abstract",
    "note": "note",
}
_BOOK = {
    "translator": "translator",
    "publisher": "publisher",
    "publisher-place": "address",
    "volume": "volume",
    "edition": "edition",
    "collection-title": "series",
    "collection-number": "number",
    "page": "pages",
    "ISBN": "isbn",
    "chapter-number": "chapter",
}
_THESIS_FIELDS = {"genre": "type", "publisher": "school", "publisher-place": "address"}
FIELDS: dict[str, dict[str, str]] = {
    "article": {
        "container-title": "journal",
        "volume": "volume",
        "issue": "number",
        "page": "pages",
        "translator": "translator",
        "ISSN": "issn",
    },
    "book": _BOOK,
    "incollection": {"container-title": "booktitle", **_BOOK},
    "inproceedings": {
        "container-title": "booktitle",
        **{variable: field for variable, field in _BOOK.items() if field not in {"translator", "edition"}},
    },
    "techreport": {
        "genre": "type",
        "publisher": "institution",
        "publisher-place": "address",
        "number": "number",
        "version": "version",
    },
    "phdthesis": _THESIS_FIELDS,
    "mastersthesis": _THESIS_FIELDS,
    "misc": {
        "container-title": "howpublished",
        "publisher": "organization",
        "publisher-place": "address",
        "genre": "type",
        "version": "version",
    },
}
_WITHOUT_EDITOR = frozenset({"techreport", "phdthesis", "mastersthesis"})


def write(records: Iterable[Record]) -> Iterator[str]:
    """One entry at a time, with a blank line after it."""
    for record in records:
        kind = entry_type(record.csl)
        yield latex.entry(kind, record.key, _fields(record, kind))


def entry_type(csl: Mapping[str, Any]) -> str:
    """The BibTeX type whose demands the record meets, else misc."""
    # BibTeX knows theses of two degrees; of an unnamed degree neither may be said.
    if csl["type"] == "thesis" and csl.keys() >= _THESIS:
        degree = csl["genre"].lower().replace(".", "")
        return next((kind for word, kind in _THESES.items() if word in degree), "misc")
    for kind, wanted in CANDIDATES.get(csl["type"], ()):
        if wanted <= csl.keys():
            return kind
    return "misc"


def _fields(record: Record, kind: str) -> latex.Fields:
    places = {**_HEAD, **FIELDS[kind], **_TAIL}
    if kind in _WITHOUT_EDITOR:
        del places["editor"]
    written = latex.placed(record.csl, places)
    yield from ((places[variable], value) for variable, value in written.items())
    yield from _year_and_month(record.csl)
    if record.pinpoint and "version" in places and "version" not in written:
        yield "version", f"v{record.pinpoint.revision}"
    yield from latex.common(record, latex.subtype(record.csl, IMPLIED.get(kind)), written, "annote")


def _year_and_month(csl: Mapping[str, Any]) -> latex.Fields:
    issued, known = csl.get("issued", {}), year(csl)
    # A range, a circa and a year before 1 would be said too surely by a bare number.
    if known is None or known < 1 or issued.get("circa") or len(issued["date-parts"]) > 1:
        return
    yield "year", str(known)
    if len(issued["date-parts"][0]) > 1:
        yield "month", MONTHS[issued["date-parts"][0][1] - 1]
