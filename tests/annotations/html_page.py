"""A page as a reader's program sees it: elements with their attributes and texts, read by html.parser.

The parser repairs nothing, and neither does this: an end tag that closes nothing, or the wrong element, is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect", "line", "polyline"}
# What a browser would move out of a paragraph.
BLOCKS = {"address", "blockquote", "details", "div", "dl", "fieldset", "h1", "h2", "h3", "ol", "p", "section", "ul"}


@dataclass
class Element:
    """One element; its children are elements and texts in their order."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        """This element and those below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all()

    def find(self, tag: str = "", **attributes: str) -> list[Element]:
        """The elements of this tag with these attributes; `css` names one of their classes."""
        css = attributes.pop("css", "")
        return [
            one
            for one in self.all()
            if (not tag or one.tag == tag)
            and (not css or css in one.classes)
            and all(one.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", **attributes: str) -> Element:
        found = self.find(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    def by_id(self, name: str) -> Element:
        return self.one(id=name)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def words(self) -> str:
        """The text with its white space made single blanks."""
        return " ".join(self.text.split())

    def without(self, attribute: str, css: str = "") -> Element:
        """A copy without the elements that carry `attribute`, or the class `css`."""
        kept = [
            child if isinstance(child, str) else child.without(attribute, css)
            for child in self.children
            if isinstance(child, str) or not (attribute in child.attributes or (css and css in child.classes))
        ]
        return Element(self.tag, self.attributes, kept)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute stands twice: <{tag} {attrs}>"
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert not (tag in BLOCKS and any(one.tag == "p" for one in self.open)), f"<{tag}> within a paragraph"
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """The root of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"never closed: {[one.tag for one in reader.open[1:]]}"
    return reader.open[0]
