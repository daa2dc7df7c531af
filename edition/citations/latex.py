"""Texts, names and addresses as TeX wants them: what the two dialects BibTeX and BibLaTeX share."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from edition.citations.record import joined

_SPECIALS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\u00a0": "~",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
# More readers know these, but BibTeX counts braces even behind a backslash: they have to be in balance.
_BALANCED = {**_SPECIALS, "{": r"\{", "}": r"\}"}
_SPECIAL = re.compile(r"[\\{}~^&%$#_\u00a0]")
# Two signs that TeX would melt into one: dashes, quotes, guillemets.
_LIGATURE = re.compile(r"([-`',<>])(?=\1)|[?!](?=`)")
_TWO_SIGNS = re.compile(r"[-`',<>?!](?=[-`',<>])")  # what it could be in, found sooner
_BRACE = re.compile("[{}]")
# Whatever is in one of the two above: most texts have nothing of it.
_NOTABLE = re.compile(r"[\\{}~^&%$#_\u00a0`',<>?!-]")
_IN_NO_ADDRESS = re.compile(r"[{}\\\s]")
_RANGE = re.compile(r"(?<=\w)[-–](?=\w)")
_AND = re.compile(r"(^|\s)and(\s|$)|^others$", re.IGNORECASE)


def escape(text: str) -> str:
    """Text with the signs that TeX takes for commands written out; letters of every script stay."""
    if not _NOTABLE.search(text):
        return text
    if not _TWO_SIGNS.search(text):
        return _written_out(text)
    return _written_out(_LIGATURE.sub(lambda sign: f"{sign[0]}\0", text)).replace("\0", "{}")


def _written_out(text: str) -> str:
    signs = _BALANCED if _is_balanced(text) else _SPECIALS
    return _SPECIAL.sub(lambda sign: signs[sign[0]], text)


def _is_balanced(text: str) -> bool:
    if "{" not in text and "}" not in text:
        return True
    depth = 0
    for brace in _BRACE.findall(text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return not depth


# Names of people, journals and publishers come again and again.
often = lru_cache(maxsize=4096)
"""Keeps what a function made of the last few thousand texts."""


def verbatim(address: str) -> str:
    """A URL or DOI, not escaped; braces, backslash and blanks, which no URL has, are percent-encoded."""
    return _IN_NO_ADDRESS.sub(lambda sign: quote(sign[0]), address)


def title(text: str) -> str:
    """A title in a second pair of braces, so that no style changes its capitals."""
    escaped = escape(text)
    # BibTeX takes a brace and a backslash for one letter with an accent, whose capitals a style may change.
    return f"{{{{}}{escaped}}}" if escaped.startswith("\\") else f"{{{escaped}}}"


@often
def literal_list(text: str) -> str:
    """A publisher or organisation: braced where BibLaTeX would split it at `and`."""
    return f"{{{escape(text)}}}" if _AND.search(text) else escape(text)


def names(people: Iterable[Mapping[str, Any]]) -> str:
    """`Family, Suffix, Given and {Corporate Name}`."""
    return " and ".join(map(_name, people))


def _name(person: Mapping[str, Any]) -> str:
    if "literal" in person:
        return f"{{{escape(person['literal'])}}}"
    if len(person) == 2 and "given" in person:
        return f"{_part(person['family'])}, {_part(person['given'])}"
    particles = (escape(person.get(f"{kind}-particle", "")) for kind in ("dropping", "non-dropping"))
    family = joined(*particles, _part(person["family"]))
    rest = [_part(person[part]) for part in ("suffix", "given") if part in person]
    if "suffix" in person and "given" not in person:
        rest.append("{}")
    return ", ".join([family, *rest])


@often
def _part(text: str) -> str:
    # A comma or "and" would start another part, and a small first letter make a particle of a family name.
    is_particle = " " in text and text[0].islower()
    return f"{{{escape(text)}}}" if "," in text or _AND.search(text) or is_particle else escape(text)


@often
def whole_number(value: str | int) -> str:
    """A whole number; an empty text for `XV` or `E-7`, which biber refuses in fields for numbers."""
    text = str(value)
    return text if text.isascii() and text.isdigit() else ""


@often
def pages(value: str | int) -> str:
    """A page range with the two hyphens of TeX: `12--15`."""
    return _RANGE.sub("--", escape(str(value)))
