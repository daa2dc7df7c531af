"""pandoc's inline elements as plain text, and as HTML of a few known elements with all else escaped."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

Inline = dict[str, Any]

_BLANKS = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
_ELEMENTS = {
    "Emph": ("<i>", "</i>"),
    "Strong": ("<b>", "</b>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span class="small-caps">', "</span>"),
}
# The number before an entry of a numbered style belongs to the list, not to the entry.
_LEFT_OUT = frozenset({"csl-left-margin"})


def to_text(inlines: Iterable[Inline]) -> str:
    """Plain text of a list of inline elements."""
    return "".join(map(_text, inlines))


def to_html(inlines: Iterable[Inline]) -> str:
    """HTML of a list of inline elements: i, b, sup, sub, span.small-caps, and links to web addresses."""
    return "".join(map(_html, inlines))


def plain_text(html: str) -> str:
    """The text of what `to_html` made, as `to_text` makes it."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def _text(inline: Inline) -> str:
    kind = inline["t"]
    if kind == "Quoted":
        return _quoted(inline, to_text)
    return _leaf(inline) if kind in {"Str", "Code", *_BLANKS} else to_text(_children(inline))


def _html(inline: Inline) -> str:
    kind = inline["t"]
    if kind in {"Str", "Code", *_BLANKS}:
        return escape(_leaf(inline))
    if kind == "Quoted":
        return _quoted(inline, to_html)
    inner = to_html(_children(inline))
    if kind == "Link" and is_web_address(inline["c"][2][0]):
        return f'<a href="{escape(inline["c"][2][0])}">{inner}</a>'
    before, after = _ELEMENTS.get(kind, ("", ""))
    return before + inner + after


def _leaf(inline: Inline) -> str:
    if inline["t"] in _BLANKS:
        return _BLANKS[inline["t"]]
    content = inline["c"]
    return str(content if isinstance(content, str) else content[1])


def _quoted(inline: Inline, write: Callable[[Iterable[Inline]], str]) -> str:
    marks = "‘’" if inline["c"][0]["t"] == "SingleQuote" else "“”"
    return marks[0] + write(inline["c"][1]) + marks[1]


def _children(inline: Inline) -> list[Inline]:
    """The inline elements inside one; of a footnote those of its paragraphs; of raw markup none."""
    kind, content = inline["t"], inline.get("c", [])
    if kind in {"Span", "Link", "Cite"}:
        is_left_out = kind == "Span" and _LEFT_OUT.intersection(content[0][1])
        return [] if is_left_out else list(content[1])
    if kind == "Note":
        return list(paragraphs(content))
    return list(content) if kind in {*_ELEMENTS, "Underline", "Strikeout"} else []


def paragraphs(blocks: Iterable[dict[str, Any]]) -> Iterator[Inline]:
    """The inline elements of the paragraphs among some blocks, those inside divisions too."""
    for block in blocks:
        if block["t"] in {"Para", "Plain"}:
            yield from block["c"]
        elif block["t"] == "Div":
            yield from paragraphs(block["c"][1])


def is_web_address(address: str) -> bool:
    """Whether it is an http or https address, the only ones that become links."""
    try:
        return urlsplit(address).scheme in {"http", "https"}
    except ValueError:
        return False
