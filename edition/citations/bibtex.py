"""BibTeX, for bibtex and the many readers of its dialect.

An entry that lacks what BibTeX's styles demand of its type is written as `@misc`, which demands nothing: its
container stands in `howpublished`, its publisher in `organization`, its CSL type in `entrysubtype`. Of a date that
is not certain `year` has the first year and `note` the words, `circa 1947` or `1947 to 1989`. `date` has the whole
date, which BibTeX's styles pass over and other readers take (EDTF's `XXXX` where none is known: biber,
which reads this dialect too, warns of an entry without `date` and `year`); what has no field is in `annote`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from edition.citations import bib, latex
from edition.citations.bib import Layout, Lines
from edition.citations.record import Record
from edition.citations.wording import date_in_words

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
        yield bib.entry(record, _layout(csl["type"], csl.get("genre"), *csl), _more, "annote")


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


def _more(csl: Mapping[str, Any], _kind: str, lines: Lines) -> None:
    issued = csl.get("issued", {})
    parts = issued.get("date-parts", [])
    if parts and parts[0][0] < 1000:
        return
    if len(parts) == 1 and not issued.get("circa") and "raw" not in issued:
        lines.append(_certain(*parts[0][:2]))
    elif parts or "raw" in issued:
        _note(csl, date_in_words(issued), lines)
        lines += [f"  year = {{{first[0]}}},\n" for first in parts[:1]]


def _note(csl: Mapping[str, Any], words: str, lines: Lines) -> None:
    if "note" in csl:
        # It is the last of the fields before.
        lines[-1] = lines[-1].replace("},\n", f". {words}}},\n")
    else:
        lines.append(f"  note = {{{words}}},\n")


@latex.often
def _certain(year: int, month: int | None = None) -> str:
    # The names of the months are macros in BibTeX; in braces they would be words.
    named = f"  month = {MONTHS[month - 1]},\n" if month else ""
    return f"  year = {{{year}}},\n{named}"
