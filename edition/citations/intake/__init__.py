"""Bibliographies as others write them: BibTeX, BibLaTeX, RIS, CSL-JSON and the JSON that a DOI gives.

    batch = read(data)      # bytes of a file, or text that was pasted
    batch.records           # what was recognised, each to be confirmed before it is believed
    batch.problems          # what was not understood, each with its line

Nothing is left out silently: what no variable of CSL-JSON can hold stands in the `left` of its record.
"""

from __future__ import annotations

import re

from edition.citations.intake import bibtex, csl_json, latex_text, ris
from edition.citations.intake.batch import DEEPEST, MOST_BYTES, MOST_ENTRIES, Batch, Incoming, Left, Problem
from edition.intake.encodings import decode
from edition.intake.errors import IntakeError

__all__ = ["FORMATS", "MOST_BYTES", "MOST_ENTRIES", "Batch", "Incoming", "Left", "Problem", "read"]

READERS = {"csl-json": csl_json, "ris": ris, "bibtex": bibtex}
FORMATS = tuple(READERS)
# As JabRef writes it on the first line.
_STATED = re.compile(rb"%\s*Encoding:\s*([\w-]{1,40})")


def read(data: bytes | str, format: str = "auto", encoding: str = "") -> Batch:
    """Read a bibliography; `format` is one of FORMATS, or `auto`, which looks at the text.

    `encoding` is what the bytes are declared to be in; without it, it is found out.

    Never raises for what `data` holds: a file that cannot be read is a batch with a problem and no records.
    """
    batch = Batch()
    if len(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        batch.problem("too-large")
        return batch
    text = _decoded(data, batch, encoding)
    if text is None:
        return batch
    batch.format = format if format in READERS else next((f for f in READERS if READERS[f].looks_like(text)), "")
    if not text.strip():
        batch.problem("empty")
    elif not batch.format:
        batch.problem("unknown-format")
    elif batch.format == "bibtex" and latex_text.depth(text) > DEEPEST:
        batch.problem("too-deep")
    else:
        READERS[batch.format].read(text, batch)
    if not (batch.records or batch.problems):
        batch.problem("no-entries")
    return batch


def _decoded(data: bytes | str, batch: Batch, encoding: str) -> str | None:
    """Return the text with LF as its line end; None, and a problem, for bytes that are no text."""
    if isinstance(data, bytes):
        stated = _STATED.search(data, 0, 400)
        try:
            found = decode(data, encoding or None, stated[1].decode() if stated else None)
        except IntakeError as error:
            batch.problem("no-text", value=str(error))
            return None
        data, batch.encoding = found.text, found.encoding
    return data.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
