"""TEI P5: the words of `text`, each paragraph a passage, and what the header says of the work.

A file that was written here (`edition.publishing.tei_text`) gives its text exactly, with its passages and their roles.
Of others: of a choice stands what the source has (`sic`, `orig`, `abbr`), of an apparatus its lemma. Notes follow the
passage in which they stand. `lb` is a line break, unless it is marked as none. Reader `tei/1`: what it gives never
changes.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

from lxml.etree import _Element as Element

from edition.intake import composing, records, xml
from edition.intake.composing import Part
from edition.intake.encodings import check_kind
from edition.intake.errors import IntakeError
from edition.intake.plain import check_size
from edition.intake.reading import Reading
from edition.intake.records import words
from edition.publishing import tei_text
from edition.texts.segmentation import ROLES as ROLES_OF_PASSAGES
from edition.texts.segmentation import Block, TilingError, check_tiling

READER = "tei/1"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
SPACE = {"t": NAMESPACE}
_XINCLUDE = "{http://www.w3.org/2001/XInclude}include"
_XML = "{http://www.w3.org/XML/1998/namespace}"
SKIPPED = words("corr reg expan rdg figDesc graphic teiHeader")
BLOCKS = words(
    "text front body back group div div1 div2 div3 div4 div5 div6 div7 head p ab list item label table row figure note "
    "lg sp speaker stage byline docAuthor docTitle titlePart titlePage docDate dateline opener closer signed salute "
    "argument epigraph trailer fw floatingText quote cit"
)
ROLES = {
    "head": "heading", "titlePart": "title", "docTitle": "title", "byline": "byline", "docAuthor": "byline",
    "docDate": "byline", "dateline": "byline", "signed": "byline", "argument": "deck", "item": "list-item",
    "note": "list-item", "fw": "furniture", "figure": "furniture",
}  # fmt: skip
INLINE = frozenset({"quote", "cit", "list", "label", "docAuthor", "docDate"})
INLINE_IN = frozenset({"p", "ab", "head", "item", "note", "l", "cell", "byline", "docAuthor"})
_BLANKS = re.compile("[ \t\n\r]+")


def read(original: bytes, declared: str | None = None) -> Reading:
    """Return the text and the passages of a TEI file, whose XML says how it is encoded.

    Raises IntakeError for entities, DTDs and inclusions, and for what is no TEI.
    """
    check_size(len(original))
    check_kind(original)
    root = xml.parse(original)
    charset = (root.getroottree().docinfo.encoding or "UTF-8").lower()
    text, blocks = _ours(root) or composing.compose(composing.refined(_parts(root)))
    return Reading(original, text, READER, "tei", charset, "meta", blocks=blocks, metadata=_record(root))


def text_of(original: bytes, charset: str) -> str:
    """Return the text that `read` gave; the file itself says its charset."""
    root = xml.parse(original)
    return (_ours(root) or composing.compose(_parts(root)))[0]


def _ours(root: Element) -> tuple[str, list[Block]] | None:
    """Return the exact text and passages of a file that was written here; None for others."""
    if not tei_text.is_ours(root) or (text := root.find(f"{{{NAMESPACE}}}text")) is None:
        return None
    words, blocks = tei_text.content(text), [Block(*one[2:], one.role) for one in tei_text.passages(text)]
    try:
        check_tiling(words, [(block.start, block.end) for block in blocks])
    except TilingError:
        return None
    return (words, blocks) if blocks and all(block.role in ROLES_OF_PASSAGES for block in blocks) else None


def _parts(root: Element) -> list[Part]:
    if next(root.iter(_XINCLUDE), None) is not None:
        raise IntakeError("included")
    text = root if _name(root) == "text" else root.find(f"{{{NAMESPACE}}}text")
    if text is None:
        raise IntakeError("not-tei")
    return _titled(_Walk().parts(text))


def _titled(found: list[Part]) -> list[Part]:
    """The first heading is the title where none is marked, and nothing but title matter stands before it."""
    if any(part.role == "title" for part in found):
        return found
    for at, part in enumerate(found):
        if part.role == "heading":
            return [*found[:at], part._replace(role="title"), *found[at + 1 :]]
        if part.role not in ("byline", "deck", "furniture"):
            break
    return found


def _name(element: Element) -> str:
    """The local name of an element of TEI; '' for those of others, and for what is no element."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space == f"{{{NAMESPACE}" else ""


class _Walk:
    """One walk over a text; the notes of a passage wait until it ends."""

    def __init__(self) -> None:
        self.run: list[str] = []
        self.notes: list[Part] = []

    def parts(self, text: Element) -> list[Part]:
        return [*self._element(text, "", "", 0), *self._flush("")]

    def _element(self, element: Element, outer: str, parent: str, depth: int) -> Iterator[Part]:
        if depth > xml.DEEPEST:
            raise IntakeError("too-deep", most=xml.DEEPEST)
        name = _name(element)
        if name == "note" and parent in INLINE_IN:
            self.notes += _Walk()._inside(element, "list-item", depth)
            return
        inline = name in INLINE and parent in INLINE_IN
        apart = name in BLOCKS and not inline
        role = ROLES.get(name, outer) if apart else outer
        if apart:
            yield from self._flush(outer)
        self._mark(element, name)
        yield from self._inside(element, role, depth)
        if apart:
            yield from self._flush(role)

    def _inside(self, element: Element, role: str, depth: int) -> Iterator[Part]:
        self._words(element.text)
        for child in element:
            if _name(child) not in SKIPPED:
                yield from self._element(child, role, _name(element), depth + 1)
            self._words(child.tail)
        if depth and _name(element) == "note":
            yield from self._flush(role)

    def _mark(self, element: Element, name: str) -> None:
        if name in ("lb", "l") and element.get("break") != "no":
            self.run.append("\n")
        elif name == "lb":
            self.run.append("\0")  # joins the halves of a word; never stays in the text
        elif name == "cell" and any(run.strip() for run in self.run):
            self.run.append("\t")

    def _words(self, words: str | None) -> None:
        if words:
            self.run.append(_BLANKS.sub(" ", words))

    def _flush(self, role: str) -> Iterator[Part]:
        run, self.run = re.sub(" *\0 *", "", "".join(self.run)), []
        yield from (Part(text, role) for text in composing.paragraphs(run))
        notes, self.notes = self.notes, []
        yield from notes


def _record(root: Element) -> dict[str, Any]:
    """The bibliographic description of the source where there is one, else that of the file."""
    header = root.find("t:teiHeader/t:fileDesc", SPACE)
    if header is None:
        return records.record({})
    source = _found(header, "t:sourceDesc//t:biblStruct", "t:sourceDesc//t:biblFull", "t:sourceDesc//t:bibl")
    places = [*source[:1], header]

    def first(*paths: str) -> str:
        return next((text for place in places for one in _found(place, *paths) if (text := _line(one))), "")

    names = _found(places[0], ".//t:author") or _found(header, "t:titleStmt/t:author")
    languages = [root.get(f"{_XML}lang"), *_found(root, "t:text/@xml:lang", "t:teiHeader//t:language/@ident")]
    fields = {
        "title": first(".//t:title[@level='a']", ".//t:title"),
        "author": records.people(map(_line, names)),
        "issued": records.date(first(".//t:date/@when", ".//t:date")),
        "container-title": first(".//t:title[@level='j']"),
        "publisher": first(".//t:publisher"),
        "URL": first(".//t:ptr/@target", ".//t:ref/@target"),
        "language": next((tag for one in languages if (tag := records.language(one))), ""),
    }
    return records.record(fields)


def _found(place: Element, *paths: str) -> list[Any]:
    """What the first of the paths finds that finds anything: elements, or values of attributes."""
    return next((found for path in paths if (found := cast(list[Any], place.xpath(path, namespaces=SPACE)))), [])


def _line(found: Any) -> str:
    return records.line(found if isinstance(found, str) else "".join(found.itertext()))
