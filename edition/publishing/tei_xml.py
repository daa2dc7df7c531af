"""Elements of TEI P5, and characters that XML 1.0 cannot write.

Such a character (production 2 of XML 1.0: most controls, U+FFFE, U+FFFF) is written as `<g ref="#char-000C"/>`, and the
header declares it (`charDecl`). A carriage return is written as a reference, for a reader would make a line feed of it.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from lxml import etree
from lxml.etree import _Element as Element

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML = "{http://www.w3.org/XML/1998/namespace}"
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_CHARACTER = "#char-"
_DEFAULT: Any = {None: NAMESPACE}  # of elements without a prefix, which the types of lxml do not know
_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*"

__all__ = ["NAMESPACE", "UNWRITABLE", "XML", "Element", "add", "address", "character", "declared", "element", "put"]


def element(name: str, /, **attributes: str) -> Element:
    """Return an element of TEI; `xml_id`, `xml_lang` and `xml_space` are the attributes of XML itself."""
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=_DEFAULT)
    for key, value in attributes.items():
        if value:
            made.set(
                f"{XML}{key[4:]}" if key.startswith("xml_") else key, UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", value)
            )
    return made


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """Return a new child of `parent` that holds `text`; empty attributes are left out."""
    child = element(name, **attributes)
    parent.append(child)
    put(child, text)
    return child


def put(parent: Element, text: str) -> None:
    """Write `text` at the end of `parent`, character for character."""
    position = 0
    for found in UNWRITABLE.finditer(text):
        _write(parent, text[position : found.start()])
        parent.append(element("g", ref=f"{_CHARACTER}{ord(found[0]):04X}"))
        position = found.end()
    _write(parent, text[position:])


def _write(parent: Element, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def character(g: Element) -> str:
    """Return the character for which a `g` of ours stands; '' for others."""
    reference = g.get("ref", "")
    if not re.fullmatch(f"{_CHARACTER}[0-9A-F]{{4,6}}", reference):
        return ""
    return chr(int(reference.removeprefix(_CHARACTER), 16))


def declared(references: Iterable[str]) -> Element:
    """Return the `charDecl` of the characters that `references` (`#char-000C`) name."""
    declaration = element("charDecl")
    for reference in sorted(references):
        code = reference.removeprefix(_CHARACTER)
        char = add(declaration, "char", xml_id=f"char-{code}")
        add(char, "mapping", f"U+{code}", type="code-point")
    return declaration


def address(url: str) -> str:
    """Return `url` as a pointer of TEI, which holds no blank."""
    return quote(url, safe=_IN_ADDRESSES)
