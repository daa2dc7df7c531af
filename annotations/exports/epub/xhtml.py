"""XHTML out of words and nodes: what everything in the pages of an EPUB goes through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotations.escaping import escape
from annotations.exports import signs
from annotations.exports.books.nodes import Element, Node
from annotations.exports.books.volumes import Volume
from annotations.paragraphs import direction

KEPT = frozenset(
    {"b", "bdi", "blockquote", "br", "code", "em", "i", "li", "ol", "p", "span", "strong", "sub", "sup", "ul"}
)
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" \
xml:lang="{language}" dir="{direction}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body{kind}>
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an EPUB: its file without ending, its title, and the XHTML of its body."""

    name: str
    title: str
    body: str
    kind: str = ""
    language: str = "en"
    children: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"

    def xhtml(self) -> str:
        """Return the whole document."""
        kind = f' epub:type="{self.kind}"' if self.kind else ""
        title, turned = words(self.title), direction(self.language)
        return _PAGE.format(language=words(self.language), direction=turned, title=title, kind=kind, body=self.body)


def words(text: str) -> str:
    """Return text as XHTML; what XML cannot hold is shown by its number in brackets."""
    if signs.NOT_IN_XML.search(text):
        pieces = signs.split(text, signs.NOT_IN_XML)
        text = "".join(f"[{signs.number(piece)}]" if is_missing else piece for piece, is_missing in pieces)
    return escape(text).replace("\r", "&#13;")


def exact(text: str) -> str:
    """Return an author's words as XHTML: what XML cannot hold is an element of its own."""
    if not signs.NOT_IN_XML.search(text):
        return escape(text).replace("\r", "&#13;")
    pieces = signs.split(text, signs.NOT_IN_XML)
    return "".join(_sign(piece) if is_missing else words(piece) for piece, is_missing in pieces)


def _sign(sign: str) -> str:
    return f'<span class="sign">[{signs.number(sign)}]</span>'


def voice(language: str) -> str:
    """Return the attributes of an element that holds an author's words."""
    code = words(language)
    return f' lang="{code}" xml:lang="{code}" dir="{direction(language)}"'


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes what leads somewhere: inside the volume where the place is in it, else to the site."""

    volume: Volume

    def href(self, path: str) -> str:
        """Return a link to a path of the site, as an attribute's value; a whole address stays what it is."""
        if not path.startswith("/"):
            return words(path)
        if place := self.volume.inside(path):
            part, anchor = place
            return f"{part}.xhtml#{anchor}" if anchor else f"{part}.xhtml"
        return words(self.volume.base + path)

    def site(self, path: str) -> str:
        """Return a link to the site itself, as an attribute's value."""
        return words(self.volume.base + path)

    def nodes(self, found: Iterable[Node]) -> str:
        """Return nodes as XHTML; an element that has no place in a book gives its words alone."""
        return "".join([words(node) if isinstance(node, str) else self._element(node) for node in found])

    def _element(self, node: Element) -> str:
        if node.name == "refs":
            between = "; " if any(one.attributes["locator"] for one in _elements(node)) else ", "
            return f'<span class="cites">[{between.join([_ref(one) for one in _elements(node)])}]</span>'
        if node.name == "ref":
            return f'<span class="cites">[{_ref(node)}]</span>'
        inner = self.nodes(node.children)
        if node.name == "a" and node.attributes.get("href"):
            return f'<a href="{self.href(node.attributes["href"])}">{inner}</a>'
        if node.name not in KEPT:
            return inner
        attributes = "".join(
            f' {name}="{words(node.attributes[name])}"' for name in ("class", "start") if name in node.attributes
        )
        return f"<{node.name}{attributes}/>" if node.name == "br" else f"<{node.name}{attributes}>{inner}</{node.name}>"


def _elements(node: Element) -> list[Element]:
    return [child for child in node.children if isinstance(child, Element)]


def _ref(node: Element) -> str:
    number, locator = node.attributes["number"], node.attributes["locator"]
    ident = f' id="{node.attributes["id"]}"' if "id" in node.attributes else ""
    where = f"{number}, {words(locator)}" if locator else number
    return f'<a href="#ref-{number}"{ident} role="doc-biblioref">{where}</a>'
