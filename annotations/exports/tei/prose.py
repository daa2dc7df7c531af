"""The editors' Markdown, as the HTML that was stored of it, as elements of TEI."""

from collections.abc import Callable

from lxml import html

from edition.publishing.tei_xml import Element, add, address, put

NAMES = {"p": "p", "blockquote": "quote", "br": "lb", "code": "code", "em": "emph", "li": "item", "strong": "hi"}


def write(parent: Element, markup: str, base: str, cite: Callable[[Element, str, str], None]) -> None:
    """Write stored HTML into `parent`; `cite(into, key, locator)` writes a citation, `base` is the site's address.

    Block after block is a child of `parent`; the HTML is that of `edition.markup`, and holds no other elements.
    """
    for block in html.fragments_fromstring(markup, no_leading_text=True):
        _Writer(base, cite).element(parent, block)


class _Writer:
    def __init__(self, base: str, cite: Callable[[Element, str, str], None]) -> None:
        self.base, self.cite = base, cite

    def element(self, parent: Element, source: html.HtmlElement) -> None:
        """Write `source` and all that it holds, without what follows it."""
        if source.tag == "cite":
            self.cite(parent, source.get("data-key", ""), source.get("data-locator", ""))
            return
        made = add(parent, *self._name(source), **self._attributes(source))
        holds_blocks = source.tag in ("ul", "ol", "blockquote")
        put(made, "" if holds_blocks else source.text or "")
        for child in source:
            self.element(made, child)
            put(made, "" if holds_blocks else child.tail or "")

    def _name(self, source: html.HtmlElement) -> tuple[str]:
        return (NAMES.get(source.tag, {"a": "ref", "ul": "list", "ol": "list"}.get(source.tag, "seg")),)

    def _attributes(self, source: html.HtmlElement) -> dict[str, str]:
        if source.tag == "a":
            href = source.get("href", "")
            return {"target": address(self.base + href if href.startswith("/") else href)}
        kinds = {"strong": "bold", "ul": "bulleted", "ol": "numbered"}
        start = source.get("start", "") if source.tag == "ol" else ""
        return {"rend": kinds.get(source.tag, ""), "n": start}
