"""Texts of others as the Markdown of a finding: plain text as it stands, HTML by its words."""

import re

import lxml.html
from lxml import etree

_SIGNS = re.compile(r"[\\`*_\[\]<>&#~|!]")
_LINE_START = re.compile(r"^[ \t]*([-+=]|[0-9]{1,9}[.)])?", re.MULTILINE)


def from_plain(text: str) -> str:
    """Return Markdown that says `text`, sign for sign, but for blanks at the start of a line.

    >>> from_plain("1. a_b [c]")
    '1\\\\. a\\\\_b \\\\[c\\\\]'
    """
    return _LINE_START.sub(_guarded, _SIGNS.sub(lambda sign: "\\" + sign[0], text))


def _guarded(start: re.Match[str]) -> str:
    mark = start[1] or ""
    return f"{mark[:-1]}\\{mark[-1]}" if mark else ""


def from_html(text: str) -> str:
    """Return Markdown with the words of some HTML, its paragraphs apart."""
    if not text.strip():
        return ""
    try:
        tree = lxml.html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return from_plain(text)
    etree.strip_elements(tree, "script", "style", with_tail=False)
    for block in tree.iter("p", "li", "blockquote", "br", "div"):
        block.tail = "\n\n" + (block.tail or "")
    words = re.sub(r"[ \t]+", " ", str(tree.text_content()))
    return from_plain(re.sub(r"\s*\n\s*\n\s*", "\n\n", words).strip())
