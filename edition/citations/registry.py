"""The one table of citation formats, and the one function that exports in any of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Literal

from edition.citations import biblatex, bibtex, csl_json, dublin_core, endnote_xml, lists, mods, ris
from edition.citations.record import Record
from edition.citations.styles import STYLES, Formatted, format_all

CHUNK = 100
"""Records in one call of pandoc: an export of many streams, a chunk at a time."""

Writer = Callable[[Iterable[Record]], Iterator[str]]
Formatter = Callable[[Sequence[Record], str], list[Formatted]]


@dataclass(frozen=True, slots=True)
class Format:
    """A citation format: data for reference managers, or a style for readers."""

    slug: str
    label: str
    media_type: str
    extension: str
    kind: Literal["data", "style"]
    write: Writer


class UnknownFormat(KeyError):
    """No format has this slug; `known` lists the slugs that there are."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug
        self.known = list(FORMATS)

    def __str__(self) -> str:
        return f"There is no citation format “{self.slug}”. Known are: {', '.join(self.known)}."


def export(records: Iterable[Record], slug: str) -> Iterator[str]:
    """The records in a format, as pieces of text; memory does not grow with their number.

    Raises UnknownFormat at once, and StyleError while a style is written if pandoc fails.
    """
    if slug not in FORMATS:
        raise UnknownFormat(slug)
    return FORMATS[slug].write(records)


def styled(records: Iterable[Record], style: str, formatter: Formatter = format_all) -> Iterator[str]:
    """The entries of the records in a style, numbered where it numbers, a blank line between them.

    `formatter` formats a chunk at a time.
    """
    remaining = iter(records)
    entries = (entry for chunk in iter(lambda: list(islice(remaining, CHUNK)), []) for entry in formatter(chunk, style))
    separator = ""
    for entry in lists.numbered(entries, style):
        yield f"{separator}{entry.text}\n"
        separator = "\n"


def _formats() -> Iterator[Format]:
    yield Format("bibtex", "BibTeX", "application/x-bibtex", "bib", "data", bibtex.write)
    yield Format("biblatex", "BibLaTeX", "application/x-bibtex", "bib", "data", biblatex.write)
    yield Format("ris", "RIS", "application/x-research-info-systems", "ris", "data", ris.write)
    media_type = "application/vnd.citationstyles.csl+json"
    yield Format("csl-json", "CSL-JSON", media_type, "json", "data", csl_json.write)
    yield Format("endnote-xml", "EndNote XML", "application/x-endnote-xml", "xml", "data", endnote_xml.write)
    yield Format("mods", "MODS", "application/mods+xml", "xml", "data", mods.write)
    yield Format("dublin-core", "Dublin Core", "application/xml", "xml", "data", dublin_core.write)
    for slug, style in STYLES.items():
        media_type = f"text/x-bibliography; style={slug}"
        yield Format(slug, style.label, media_type, "txt", "style", partial(styled, style=slug))


FORMATS: dict[str, Format] = {format_.slug: format_ for format_ in _formats()}
