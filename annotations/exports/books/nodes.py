"""The editors' clean HTML as a tree, for documents that are no web pages.

What comes in was cleaned when it was saved: the elements of `edition.markup`, and those of a formatted reference.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br"})


@dataclass(slots=True)
class Element:
    """An element with its children; a citation of a source is `ref`, and neighbouring ones stand in `refs`."""

    name: str
    children: "list[Node]" = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)


Node = str | Element


def parse(html: str) -> list[Node]:
    """Return clean HTML as a list of nodes.

    >>> parse('a <em>b &amp; c</em>')
    ['a ', Element(name='em', children=['b & c'], attributes={})]
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root.children


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, attributes={name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].name == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def plain(nodes: Iterable[Node]) -> str:
    """Return the words of nodes without their elements."""
    return "".join(_words(nodes))


def _words(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.name == "br":
            yield "\n"
        else:
            yield from _words(node.children)
