"""The numbers of sources, by first use, as the site's pages give them: [3] in a book is [3] on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from annotations.apparatus import Source
from annotations.exports.books.nodes import Element, Node, parse


@dataclass(slots=True)
class Listed:
    """A source with its number; `backs` holds the ids of the first citation of it in each note, by its name."""

    key: str
    title: str
    reference: list[Node]
    article: str
    number: int = 0
    backs: dict[str, str] = field(default_factory=dict)


class Numbers:
    """Numbers sources as they are cited. `sources` are all that may be; `shown` is how places are named to readers."""

    def __init__(self, sources: Iterable[Source], shown: Mapping[str, str] | None = None) -> None:
        self._shown = shown or {}
        self._known = {one.key: Listed(one.key, one.title, parse(one.reference), one.article) for one in sources}
        self._numbers = count(1)

    def title(self, key: str) -> str:
        return self._known[key].title

    def ref(self, key: str, locator: str, name: str) -> Element:
        """Return the citation of a source in the note `name`: a `ref` with number, locator, and an id if the first."""
        source = self._known[key]
        source.number = source.number or next(self._numbers)
        attributes = {"number": str(source.number), "locator": locator}
        shown = self._shown.get(name, name)
        if shown not in source.backs:
            attributes["id"] = source.backs[shown] = f"cite-{source.number}-{name}"
        return Element("ref", attributes=attributes)

    def refs(self, cited: Sequence[tuple[str, str]], name: str) -> Element:
        """Return neighbouring citations, pairs of key and locator, as one: [17, p. 3; 6]."""
        return Element("refs", [self.ref(key, locator, name) for key, locator in cited])

    def sorted_refs(self, keys: Iterable[str], name: str) -> Element:
        """Return the citations of whole works as one, by their numbers: [1, 6, 17]."""
        found = sorted([self.ref(key, "", name) for key in keys], key=lambda one: int(one.attributes["number"]))
        return Element("refs", [*found])

    def fill(self, nodes: Iterable[Node], name: str) -> list[Node]:
        """Return nodes with their placeholders filled, neighbours as one; one of an unknown key is left out."""
        filled: list[Node] = []
        group: list[tuple[str, str]] = []
        blank = ""
        for node in nodes:
            if isinstance(node, Element) and node.name == "cite" and "data-key" in node.attributes:
                if node.attributes["data-key"] in self._known:
                    group.append((node.attributes["data-key"], node.attributes["data-locator"]))
                    blank = ""
                continue
            if group and isinstance(node, str) and not node.strip():
                blank = node
                continue
            filled += self._closed(group, blank, name)
            group, blank = [], ""
            filled.append(self._inside(node, name))
        return [*filled, *self._closed(group, blank, name)]

    def _closed(self, group: list[tuple[str, str]], blank: str, name: str) -> list[Node]:
        found: list[Node] = [self.refs(group, name)] if group else []
        return [*found, blank] if blank else found

    def _inside(self, node: Node, name: str) -> Node:
        if isinstance(node, str):
            return node
        return Element(node.name, self.fill(node.children, name), node.attributes)

    def listed(self) -> list[Listed]:
        """Return the sources that were cited so far, by their number."""
        return sorted((one for one in self._known.values() if one.number), key=lambda one: one.number)
