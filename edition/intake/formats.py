"""The formats, and which of them a file is."""

from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from edition.intake.encodings import known
from edition.intake.errors import IntakeError
from edition.intake.plain import check_size, read_any
from edition.intake.reading import Reading
from edition.intake.records import line, record
from edition.texts.segmentation import Block, segment

FORMATS = ("plain", "markdown", "html", "tei", "docx")
SUFFIXES = {
    "txt": "plain", "text": "plain", "md": "markdown", "markdown": "markdown", "html": "html", "htm": "html",
    "xhtml": "html", "xml": "tei", "tei": "tei", "docx": "docx", "docm": "docx",
}  # fmt: skip
_TEI = b"http://www.tei-c.org/ns/1.0"
_HEAD = 4096  # bytes by which a format is told

__all__ = ["FORMATS", "SUFFIXES", "check_size", "format_of", "propose", "read", "reread"]


class Reader(Protocol):
    """What a module of a structured format gives."""

    READER: str

    def read(self, original: bytes, declared: str | None = None) -> Reading: ...

    def text_of(self, original: bytes, charset: str) -> str: ...


def read(data: bytes, name: str = "", declared: str | None = None, format: str = "auto") -> Reading:
    """Return the text of a file with its passages and the draft of its record.

    `name` is the file's, `declared` an encoding out of `encodings.ENCODINGS` where an editor chose one. Raises
    IntakeError for what is no text, too large, in no known format, or in another encoding than the declared one.
    """
    check_size(len(data))
    if declared:
        known(declared)
    chosen = format_of(data, name) if format == "auto" else format
    if chosen not in FORMATS:
        raise IntakeError("unknown-format", format=chosen[:40], known=", ".join(FORMATS))
    if not data:
        raise IntakeError("no-words")
    return _titled(read_any(data, declared) if chosen == "plain" else _reader(chosen).read(data, declared))


def reread(data: bytes, encoding: str) -> str:
    """Return the text of `data` by the `encoding` of its Reading: a codec, or a reader of the present version.

    Raises IntakeError, UnicodeDecodeError or LookupError where it has none; never looks at the size.
    """
    reader, _, charset = encoding.partition(";charset=")
    name = reader.partition("/")[0]
    if name not in FORMATS[1:]:
        return data.decode(encoding)
    if reader != _reader(name).READER:
        raise LookupError(f"unknown reader: {reader[:40]}")
    return _text_of(name, data, charset or "utf-8")


@lru_cache(maxsize=2)
def _text_of(name: str, data: bytes, charset: str) -> str:
    """What was just asked is asked again: an import proves its text before it locks the database, and storing it."""
    return _reader(name).text_of(data, charset)


def propose(reading: Reading) -> list[Block]:
    """Return the passages of a reading with proposed roles, in order; they tile its text."""
    return list(reading.blocks) or segment(reading.text)


def format_of(data: bytes, name: str = "") -> str:
    """Return the format that the name and the first bytes of a file tell; plain text where they tell none."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if data.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in data or b"[Content_Types].xml" in data[:_HEAD] else "plain"
    if _TEI in head:
        return "tei"
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head):
        return "html"
    return SUFFIXES.get(name.rpartition(".")[2].lower(), "plain") if "." in name else "plain"


def _titled(reading: Reading) -> Reading:
    """A record has the title that the text shows where the file names none."""
    if "title" in reading.metadata:
        return reading
    titles = (block for block in reading.blocks if block.role == "title")
    shown = next((line(reading.text[block.start : block.end]) for block in titles), "")
    return replace(
        reading, metadata=record({"title": shown, **reading.metadata}, reading.metadata.get("type", "document"))
    )


def _reader(name: str) -> Reader:
    """Import a reader when it is first asked for: the site starts without their libraries."""
    return cast(Reader, import_module(f"edition.intake.{name}"))
