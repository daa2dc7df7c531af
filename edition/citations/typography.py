"""What a printer sets where a record has plain text: quotation marks, apostrophes, small letters in titles.

pandoc is given elements, not plain strings: in these it would leave quotation marks straight, and write a
preposition of five letters with a capital where the style wants capitals (Chicago Manual of Style 17, 8.159: small
letters whatever the length). The rules are those of citeproc-js.
"""

import re
from collections.abc import Iterator
from typing import Any

Inline = dict[str, Any]

KEPT_STOP = "\ufdd0"
"""Stands behind `?` and `!` at the end of a text, so that pandoc does not swallow the comma after it. Unicode has set
this code point aside for the use inside programs; no record holds it."""

BOUNDARY = "\ufdd1"
"""Stands between a quotation in a text and the stop behind it, so that pandoc does not put the stop inside."""

_PREPOSITIONS = frozenset(
    re.findall(
        r"\S+",
        """
        above across afore after against al along alongside amid amidst among amongst anenst apropos apud around aside
        astride athwart atop barring before behind below beneath beside besides between beyond ca circa despite during
        et except forenenst given inside lest like modulo near next notwithstanding off out per plus pro qua sans since
        than through throughout thru thruout toward towards under underneath until unto upon versus vis-à-vis vs vs.
        within without
        """,
    )
)
_STRAIGHT = re.compile(r"""(?<![\w)\]])(["'])(?=\S)((?:(?!\1).)*[^\s"'])\1(?!\w)""")
_DOUBLE = re.compile(r"“(?P<double>[^“”]+)”")
# A closing mark inside a word is an apostrophe.
_SINGLE_OR_DOUBLE = re.compile(rf"{_DOUBLE.pattern}|‘(?P<single>[^‘’]+(?:’(?=\w)[^‘’]+)*)’(?!\w)")
_WORDS = re.compile(r"( )")
# Closing marks and tags may stand between the sign and the stop that it makes needless (as in citeproc-js).
_NEEDLESS = re.compile(rf"{KEPT_STOP}((?:</\w+>|[”’])*)[.:]")


def curled(text: str) -> str:
    """Return text with printed quotation marks and apostrophes in place of pairs of `"` and of `'`."""
    return _STRAIGHT.sub(lambda found: "“‘"[found[1] == "'"] + found[2] + "”’"[found[1] == "'"], text).replace("'", "’")


def inlines(text: str, language: str) -> list[Inline]:
    """Return a text of a record as pandoc's inline elements; its words and stops stay as they are.

    `language` is that of the style: in `en-GB` single quotation marks are the outer ones and change inside others.
    """
    text = curled(text)
    quotations = _SINGLE_OR_DOUBLE if language == "en-GB" else _DOUBLE
    return _quoted(text + KEPT_STOP if text.endswith(("?", "!")) else text, quotations)


def _quoted(text: str, quotations: re.Pattern[str]) -> list[Inline]:
    pieces: list[Inline] = []
    end = 0
    for found in quotations.finditer(text):
        kind = "DoubleQuote" if found["double"] else "SingleQuote"
        pieces += _words(text[end : found.start()])
        pieces.append({"t": "Quoted", "c": [{"t": kind}, _quoted(found[0][1:-1], quotations)]})
        end = found.end()
        if text[end : end + 1] in {",", "."}:
            pieces.append({"t": "Str", "c": BOUNDARY})
    return [*pieces, *_words(text[end:])]


def _words(text: str) -> Iterator[Inline]:
    for word in filter(None, _WORDS.split(text)):
        yield {"t": "Space"} if word == " " else _word(word)


def _word(word: str) -> Inline:
    string = {"t": "Str", "c": word}
    return {"t": "Span", "c": [["", ["nocase"], []], [string]]} if word in _PREPOSITIONS else string


def settled(text: str) -> str:
    """Return text or HTML that pandoc made, without the marks of `inlines`, and without the stops after `?` and `!`."""
    return _NEEDLESS.sub(r"\1", text).replace(KEPT_STOP, "").replace(BOUNDARY, "")
