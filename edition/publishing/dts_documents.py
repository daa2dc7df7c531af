"""The words that the Document endpoint of DTS gives: passages of a text as TEI, as HTML, and as they are."""

from collections.abc import Sequence
from html import escape

from lxml import etree

from edition.intake.records import language as tag
from edition.publishing import tei_text
from edition.publishing.tei_text import Stretch
from edition.publishing.tei_xml import NAMESPACE, add, declared, element

# That of the specification 1.0, and within it the one by which other programs know the element.
WRAPPERS = ("https://w3id.org/api/dts#", "http://w3id.org/dts/api#")
TAGS = {"title": "h1", "heading": "h2", "pull-quote": "blockquote"}


def tei(text: str, passages: Sequence[Stretch], first: int, last: int, about: tuple[str, str, str]) -> bytes:
    """Return the passages from number `first` to `last`, from 0, in `dts:wrapper`, within a TEI document.

    `about` holds the title of the text, its language or '', and its fixed address.
    """
    title, language, address = about
    language = tag(language)
    root = element("TEI")
    header = add(root, "teiHeader", xml_lang="en")
    described = add(header, "fileDesc")
    add(add(described, "titleStmt"), "title", title, xml_lang=language)
    published = add(described, "publicationStmt")
    add(published, "publisher", "Sic")
    add(published, "idno", address, type="URL")
    add(add(described, "sourceDesc"), "p", "Passages of a text of the edition; the whole text has the full header.")
    where = add(add(root, "text", xml_lang=language, xml_space="preserve"), "body")
    for namespace in WRAPPERS:
        where = etree.SubElement(where, f"{{{namespace}}}wrapper", nsmap={"dts": namespace})
    tei_text.fragment(text, passages, first, last, where)
    if characters := {one.get("ref", "") for one in root.iter(f"{{{NAMESPACE}}}g")}:
        add(header, "encodingDesc").append(declared(characters))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def html(text: str, passages: Sequence[Stretch], first: int, last: int, about: tuple[str, str, str]) -> str:
    """Return the passages as a page of HTML; `about` holds the title, the language or '', and the direction."""
    title, language, direction = about
    chosen = passages[first : last + 1]
    pieces, position = [], chosen[0].start
    for passage in chosen:
        words = _escaped(text[passage.start : passage.end])
        pieces.append(_escaped(text[position : passage.start]) + _tagged(passage, words))
        position = passage.end
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title></head>\n'
        f"<body>{''.join(pieces)}</body>\n</html>\n"
    )


def _tagged(passage: Stretch, words: str) -> str:
    opening = f' id="{passage.anchor}" class="{passage.role}"'
    if passage.role in ("list-item", "summary"):
        return f"<ul><li{opening}>{words}</li></ul>"
    tag = TAGS.get(passage.role, "p")
    return f"<{tag}{opening}>{words}</{tag}>"


def _escaped(words: str) -> str:
    """Return words as HTML; a carriage return as a reference, for it would be read as a line feed."""
    return escape(words, quote=False).replace("\r", "&#13;")
