"""DOCX: the words of the document by way of mammoth, headings, lists, tables and footnotes as they stand.

Pictures, macros, comments, deleted words and whatever lies outside the file are never opened. Reader `docx/1`: what it
gives never changes.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import mammoth
from lxml.etree import _Element as Element

from edition.intake import composing, html, records, xml
from edition.intake.composing import Part
from edition.intake.errors import IntakeError
from edition.intake.plain import check_size
from edition.intake.reading import Reading

READER = "docx/1"
MOST_ENTRIES = 2_000
MOST_BYTES = 50 * 1024 * 1024
MOST_XML = 20 * 1024 * 1024  # bytes of all XML, which is read into memory whole
MOST_TAGS = 150_000  # as many as 20,000 plain paragraphs have; it is by them that the time of reading goes
MOST_RATIO = 200  # unpacked to packed; the XML of a text has 10 to 30
RATIO_FROM = 1024 * 1024  # smaller parts do no harm
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.deck:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => aside.pull-quote > p:fresh
p[style-name='Byline'] => p.byline:fresh
"""
_CORE = "docProps/core.xml"
_DOCUMENT = "word/document.xml"
_PARAGRAPH = re.compile(rb"<(?:[\w.-]+:)?p[\s/>]")
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}


def read(original: bytes, declared: str | None = None) -> Reading:
    """Return the text and the passages of a DOCX file; raises IntakeError for what is none, or would unpack too far."""
    check_size(len(original))
    _check(original)
    text, blocks = composing.compose(composing.refined(_parts(original)))
    return Reading(original, text, READER, "docx", "utf-8", "fixed", blocks=blocks, metadata=_record(original))


def text_of(original: bytes, charset: str) -> str:
    """Return the text that `read` gave."""
    _check(original)
    return composing.compose(_parts(original))[0]


def _check(original: bytes) -> None:
    """Raise IntakeError for an archive that is none, unpacks too far, or declares DTDs."""
    try:
        with zipfile.ZipFile(BytesIO(original)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            if _DOCUMENT not in archive.namelist():
                raise IntakeError("not-docx")
            _check_markup(_xml(archive))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, zipfile.LargeZipFile):
        raise IntakeError("not-docx") from None


def _xml(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """Give the parts that are XML, whatever they are called: the document itself may have any name."""
    for entry in archive.infolist():
        part = archive.read(entry)
        try:
            xml.check_prolog(part)
        except IntakeError as error:
            if error.code != "not-xml" or entry.filename.endswith((".xml", ".rels")):
                raise
        else:
            yield part


def _check_markup(parts: Iterator[bytes]) -> None:
    """Raise IntakeError where there is more to parse than a text has."""
    size = tags = paragraphs = 0
    for part in parts:
        size, tags = size + len(part), tags + part.count(b"<")
        paragraphs += len(_PARAGRAPH.findall(part))
        composing.check_count(paragraphs)
        if size > MOST_XML or tags > MOST_TAGS:
            raise IntakeError("packed")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """What a part declares is what is read of it: zipfile stops there."""
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES or len(entries) > MOST_ENTRIES:
        shown = {"bytes": f"{size:,}", "entries": f"{len(entries):,}"}
        raise IntakeError("bomb", **shown, most=f"{MOST_BYTES:,}", most_entries=f"{MOST_ENTRIES:,}")
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            raise IntakeError("packed")


def _parts(original: bytes) -> list[Part]:
    try:
        shown = mammoth.convert_to_html(
            BytesIO(original), style_map=STYLES, include_embedded_style_map=False, convert_image=_no_picture
        ).value
    except RecursionError:
        raise IntakeError("too-deep", most=html.DEEPEST) from None
    except Exception:  # mammoth has no errors of its own: whatever a bad document makes it raise
        raise IntakeError("not-docx") from None
    root = html.parse(f"<body><article>{shown}</article>")
    for link in [link for link in root.iter("a") if link.text == "↑" and link.get("href", "").startswith("#")]:
        _drop(link)
    return html.parts(root)


def _no_picture(image: Any) -> list[Any]:
    return []


def _drop(link: Element) -> None:
    """Take out a link that mammoth adds from a footnote back to its place, and the blank before it."""
    parent, previous = link.getparent(), link.getprevious()
    if parent is None:
        return
    link.text = None
    if previous is not None and previous.tail:
        previous.tail = previous.tail.rstrip(" ")
    elif previous is None and parent.text:
        parent.text = parent.text.rstrip(" ")


def _record(original: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(original)) as archive:
        if _CORE not in archive.namelist():
            return records.record({})
        core = xml.parse(archive.read(_CORE))
    fields = {
        "title": records.line(core.findtext("dc:title", "", _NAMES)),
        "author": records.people(core.findtext("dc:creator", "", _NAMES).split(";")),
        "language": records.language(core.findtext("dc:language", "", _NAMES)),
    }
    return records.record(fields)
