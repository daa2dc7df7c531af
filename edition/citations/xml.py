"""Elements of the XML formats: built one record at a time, so that an export of any length is a stream."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# XML 1.0 (production 2) has no way to write these; a reader would refuse the whole file.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")

__all__ = ["DECLARATION", "Element", "add", "clean", "document"]


def add(parent: Element, element: str, text: Any = None, /, **attributes: str) -> Element:
    """Return a new child of `parent`; a character that XML cannot write becomes U+FFFD."""
    child = SubElement(parent, element, {key: clean(value) for key, value in attributes.items()})
    if text is not None:
        child.text = clean(str(text))
    return child


def clean(text: str) -> str:
    """Return `text` with U+FFFD for every character that XML cannot write."""
    return _UNWRITABLE.sub("\ufffd", text)


def document(opening: str, records: Iterable[Element], closing: str) -> Iterator[str]:
    """The pieces of a file: the declaration, `opening`, each record, `closing`."""
    yield f"{DECLARATION}{opening}\n"
    for record in records:
        indent(record)
        yield tostring(record, encoding="unicode") + "\n"
    yield f"{closing}\n"
