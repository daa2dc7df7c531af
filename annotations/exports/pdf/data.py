"""A volume as the data that the layout typesets: mappings, lists and words, and no word of Typst."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from annotations.exports import signs
from annotations.exports.books.nodes import Element, Node
from annotations.exports.books.volumes import Volume
from annotations.exports.pdf.coverage import missing
from annotations.paragraphs import direction

Data = dict[str, Any]
Pieces = list[Any]  # words, or a mapping where an element or a sign stands

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?![a-z0-9])", re.IGNORECASE)
_SAME = frozenset({"blockquote", "br", "code", "em", "i", "li", "p", "strong", "b", "sub", "sup", "ul"})


def words(text: str) -> Pieces:
    """Return text in pieces: words as they are, and each sign that no typeface holds by its number.

    >>> words("a漢")
    ['a', {'e': 'sign', 'sign': 'U+6F22'}]
    """
    if missing().search(text) is None:
        return [text] if text else []
    pieces = signs.split(text, missing())
    return [{"e": "sign", "sign": signs.number(piece)} if is_missing else piece for piece, is_missing in pieces]


def plain(text: str) -> str:
    """Return text in one piece, for what is no more than words: a sign that no typeface holds is its number."""
    pieces = signs.split(text, missing())
    return "".join(f"[{signs.number(piece)}]" if is_missing else piece for piece, is_missing in pieces)


def voice(language: str) -> Data:
    """Return the language of an author's words as Typst takes it, and whether it is written from the right.

    >>> voice("ur-PK"), voice("x")["lang"]
    ({'lang': 'ur', 'region': 'PK', 'rtl': True}, 'en')
    """
    found = _LANGUAGE.match(language)
    region = (found[2] or "").upper() if found else ""
    return {
        "lang": found[1].lower() if found else "en",
        "region": region or None,
        "rtl": direction(language) == "rtl",
    }


def link(to: str, *inner: Any) -> Data:
    """Return a link to a mark (#name) or to an address."""
    return {"e": "a", "to": to, "c": list(inner)}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes what leads somewhere from one part of a volume: inside it where the place is there, else to the site."""

    volume: Volume
    part: str

    def mark(self, name: str) -> str:
        """Return the name of a place in this part, unique in the volume."""
        return f"{self.part}/{name}"

    def href(self, path: str) -> str:
        """Return where a path of the site, or a whole address, leads."""
        if not path.startswith("/"):
            return path
        if place := self.volume.inside(path):
            part, anchor = place
            return f"#{part}/{anchor}" if anchor else f"#{part}"
        return self.volume.base + path

    def site(self, path: str) -> str:
        """Return the address of a path of the site."""
        return self.volume.base + path

    def nodes(self, found: Iterable[Node]) -> Pieces:
        """Return nodes as pieces; an element that has no place in a book gives its words alone."""
        pieces: Pieces = []
        for node in found:
            pieces += words(node) if isinstance(node, str) else self._element(node)
        return pieces

    def _element(self, node: Element) -> Pieces:
        if node.name in {"refs", "ref"}:
            return self._refs(node)
        inner = self.nodes(node.children)
        if node.name == "a" and node.attributes.get("href"):
            return [link(self.href(node.attributes["href"]), *inner)]
        if node.name == "ol":
            start = node.attributes.get("start", "1")
            return [{"e": "ol", "start": int(start) if start.isdecimal() else 1, "c": self._items(node)}]
        if node.name == "ul":
            return [{"e": "ul", "c": self._items(node)}]
        if node.name == "span" and node.attributes.get("class") == "small-caps":
            return [{"e": "small-caps", "c": inner}]
        return [{"e": node.name, "c": inner}] if node.name in _SAME else inner

    def _items(self, node: Element) -> Pieces:
        items = [child for child in node.children if isinstance(child, Element)]
        return [{"e": "li", "c": self.nodes(item.children)} for item in items]

    def _refs(self, node: Element) -> Pieces:
        cited = [node] if node.name == "ref" else [child for child in node.children if isinstance(child, Element)]
        between = "; " if any(one.attributes["locator"] for one in cited) else ", "
        pieces: Pieces = ["["]
        for index, one in enumerate(cited):
            pieces += [between] if index else []
            pieces.append(self._ref(one))
        return [*pieces, "]"]

    def _ref(self, node: Element) -> Data:
        number, locator = node.attributes["number"], node.attributes["locator"]
        where = f"{number}, {locator}" if locator else number
        ident = node.attributes.get("id", "")
        return {
            "e": "ref",
            "mark": self.mark(ident) if ident else "",
            "to": "#" + self.mark(f"ref-{number}"),
            "c": words(where),
        }
