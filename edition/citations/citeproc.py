"""pandoc's citeproc: the document that it is given, one sandboxed call for a list, and what comes back."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc

from edition.citations import edtf
from edition.citations.inlines import Inline, paragraphs
from edition.citations.record import Record
from edition.citations.typography import curled, inlines
from edition.citations.validation import DATES, NAMES, TEXTS
from edition.citations.wording import locator

TIMEOUT = 60  # seconds, for one call of pandoc
# Texts that are no words: addresses, numbers and codes.
_CODES = frozenset({"URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID", "language"})

Made = tuple[list[Inline], list[Inline]]
"""The entry in a list (empty where the style lists no such thing) and the citation in running text."""


class StyleError(RuntimeError):
    """pandoc could not format a list; the message holds what it said."""


@cache
def version() -> str:
    """The version of the pandoc in use, as `3.9`."""
    return str(pypandoc.get_pandoc_version())


def cite(records: Sequence[Record], csl: str, language: str, works: Sequence[int] = ()) -> list[Made]:
    """Entry and citation of each record in a style, given as CSL; `language` is the style's, as `en-GB`.

    `works` are the places of the first records of the same works; without it each is one of its own. Raises
    StyleError if pandoc fails.
    """
    keys = [f"r{work}" for work in works or range(len(records))]
    blocks = _pandoc(_document(records, language, keys), csl)
    citations = [block["c"] for block in blocks if block["t"] == "Para"]
    entries = dict(_entries(blocks))
    return [(entries.get(f"ref-{key}", []), citation) for key, citation in zip(keys, citations, strict=True)]


def _document(records: Sequence[Record], language: str, keys: Sequence[str]) -> dict[str, Any]:
    """A document in pandoc's own JSON that cites each record once.

    Texts are given as elements, names as plain strings: in CSL-JSON they would be read for markup, and `<i>` in a
    title would vanish into it.
    """
    works = {key: record.csl for key, record in zip(reversed(keys), reversed(records), strict=True)}
    items = [_item(csl, key, language) for key, csl in reversed(works.items())]
    options = {"link-citations": {"t": "MetaBool", "c": False}, "lang": {"t": "MetaString", "c": language}}
    return {
        "pandoc-api-version": [1, 23],
        "meta": {"references": {"t": "MetaList", "c": items}, **options},
        "blocks": [
            _citation(record, key, number) for number, (record, key) in enumerate(zip(records, keys, strict=True), 1)
        ],
    }


def _item(csl: Mapping[str, Any], key: str, language: str) -> dict[str, Any]:
    held = {
        variable: _variable(variable, value, language)
        for variable, value in csl.items()
        if variable not in {"custom", "id"}
    }
    return {"t": "MetaMap", "c": {**held, "id": {"t": "MetaString", "c": key}}}


def _variable(variable: str, value: Any, language: str) -> dict[str, Any]:
    if variable in TEXTS - _CODES:
        return {"t": "MetaInlines", "c": inlines(value, language)}
    return _meta(edtf.printed(value) if variable in DATES else value, variable in NAMES)


def _meta(value: Any, is_name: bool = False) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {"t": "MetaMap", "c": {key: _meta(entry, is_name) for key, entry in value.items()}}
    if isinstance(value, list | tuple):
        return {"t": "MetaList", "c": [_meta(entry, is_name) for entry in value]}
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    return {"t": "MetaString", "c": curled(str(value)) if is_name else str(value)}


def _citation(record: Record, key: str, number: int) -> dict[str, Any]:
    place = locator(record.pinpoint) if record.pinpoint else ""
    citation = {
        "citationId": key,
        "citationPrefix": [],
        # pandoc finds the label and the number of a locator in the words after a comma.
        "citationSuffix": _words(f", {place}") if place else [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": number,
        "citationHash": 0,
    }
    return {"t": "Para", "c": [{"t": "Cite", "c": [[citation], [{"t": "Str", "c": f"[@{key}]"}]]}]}


def _words(text: str) -> list[dict[str, Any]]:
    return [{"t": "Str", "c": word} if word.strip() else {"t": "Space"} for word in re.split("( )", text)]


def _pandoc(document: dict[str, Any], csl: str) -> list[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "style.csl"
        file.write_text(csl, encoding="utf-8")
        command = [pypandoc.get_pandoc_path(), "--sandbox", "--citeproc", f"--csl={file}"]
        try:
            result = subprocess.run(
                [*command, "--from=json", "--to=json"],
                input=json.dumps(document).encode(),
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StyleError(str(error)) from error
    if result.returncode:
        raise StyleError(result.stderr.decode(errors="replace"))
    blocks: list[dict[str, Any]] = json.loads(result.stdout)["blocks"]
    return blocks


def _entries(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, list[Inline]]]:
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            yield from ((entry["c"][0][0], list(paragraphs(entry["c"][1]))) for entry in block["c"][1])
