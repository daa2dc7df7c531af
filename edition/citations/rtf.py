"""Formatted citations as a file in Rich Text Format (RTF 1.9.1), for the clipboard of word processors.

ASCII alone: any other sign is written as `\\uN ?`, its UTF-16 units as signed numbers of 16 bits, each with the
stand-in of the specification. The blank ends the number: pandoc reads a stand-in without it as part of the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from urllib.parse import quote

from edition.citations.styles import Formatted

_OPENING = (
    r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\froman\fcharset0 Times New Roman;}}"
    r"{\colortbl;\red5\green99\blue193;}"
    "\n"
)
# A hanging indent of half an inch, and half a line between entries.
_PARAGRAPHS = {False: r"\pard\ltrpar\ql\fi-720\li720\sa120 ", True: r"\pard\rtlpar\qr\fi-720\ri720\rin720\sa120 "}
_ELEMENTS = {"i": r"{\i\ai ", "b": r"{\b\ab ", "sup": r"{\super ", "sub": r"{\sub ", "span": r"{\scaps "}
_SPECIAL = re.compile(r"[\\{}\t]|[^\x20-\x7e]")
_RTL_SIGN = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# Words of a right-to-left script, with what stands between two of them.
_RTL_RUN = re.compile(rf"[{_RTL_SIGN}]+(?:[^\w{_RTL_SIGN}]+[{_RTL_SIGN}]+)*")


def document(entries: Sequence[Formatted]) -> str:
    """Return an RTF file with one paragraph for each entry; italics, bold, small caps, raised signs and links stay."""
    return fragments(entry.html for entry in entries)


def fragments(html: Iterable[str]) -> str:
    """Return an RTF file of paragraphs given as HTML with the elements that `styles` writes.

    A paragraph whose first letter is of a right-to-left script runs from right to left.
    """
    return f"{_OPENING}{''.join(map(_paragraph, html))}}}\n"


def _paragraph(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return f"{_PARAGRAPHS[reader.is_rtl()]}{''.join(reader.pieces)}\\par\n"


class _Reader(HTMLParser):
    """Collects the RTF of one paragraph; elements that it does not know are passed through."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.pieces.append(_link(dict(attrs).get("href") or ""))
        else:
            self.pieces.append(_ELEMENTS.get(tag, "{"))

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append("}}}" if tag == "a" else "}")

    def handle_data(self, data: str) -> None:
        self.text += data
        self.pieces.append(_directed(data))

    def is_rtl(self) -> bool:
        """Whether the first strong letter runs from right to left (Unicode Bidirectional Algorithm, rule P2)."""
        kinds = map(unicodedata.bidirectional, self.text)
        return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"


def _link(address: str) -> str:
    # In a field a quotation mark ends the address and a backslash starts a switch.
    target = quote(address, safe="!#$%&'()*+,/:;=?@[]~")
    return rf'{{\field{{\*\fldinst{{HYPERLINK "{escape(target)}"}}}}{{\fldrslt{{\ul\cf1 '


def _directed(text: str) -> str:
    pieces, end = [], 0
    for run in _RTL_RUN.finditer(text):
        pieces += [escape(text[end : run.start()]), rf"{{\rtlch {escape(run[0])}}}"]
        end = run.end()
    return "".join([*pieces, escape(text[end:])])


def escape(text: str) -> str:
    """Return text with the signs of RTF written out, and what is not ASCII as `\\uN ?`."""
    return _SPECIAL.sub(lambda sign: _escaped(sign[0]), text)


def _escaped(sign: str) -> str:
    if sign in "\\{}":
        return f"\\{sign}"
    if sign == "\t":
        return r"\tab "
    units = sign.encode("utf-16-le", "surrogatepass")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(f"\\u{number} ?" for number in numbers)
