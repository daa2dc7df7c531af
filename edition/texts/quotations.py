"""A quotation as it is pasted: quote marks around it, words left out, letters in brackets, words cut at line ends."""

import re
from dataclasses import dataclass
from itertools import product

from edition.texts import selectors
from edition.texts.normalisation import normalise

LONGEST = selectors.QUOTE_LONGEST  # characters
PARTS_MOST = 20

_PAIRS = {
    "“": "”“",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
    "‹": "›",
    "「": "」",
}
# Those that are never an apostrophe.
_LONE = frozenset('“„«"')
# Words left out: an ellipsis of one character or of dots, blanks between them or not, bare or in brackets.
_OMISSION = re.compile(r"[\[(]\s{0,9}(?:…|\.(?:\s?\.){2,3})\s{0,9}[\])]|(?:…|\.(?:\s?\.){2,3})")
_CUT = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][^\S\r\n]*\r?\n\s*(?=[^\W\d_])")
_CUTS_MOST = 4  # of more, all are joined in one way or the other
_BRACKET = re.compile(r"\[([^\W\d_])\]")


class QuotationError(ValueError):
    """Words that cannot be looked for; `code` is empty, too-long, no-words, nul, surrogate."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is looked for.

    `words` has no blanks around it; `bare` lacks the quote marks around it too, and is `words` where there are
    none; `parts` are the stretches between the words left out, of `bare`: one where nothing is left out.
    """

    words: str
    bare: str
    parts: tuple[str, ...]


def check(words: str) -> None:
    """Raise QuotationError for words that no text can hold, for too many of them, and where there are none."""
    if not words.strip():
        raise QuotationError("empty")
    if len(words) > LONGEST:
        raise QuotationError("too-long")
    if "\0" in words:
        raise QuotationError("nul")
    if any("\ud800" <= letter <= "\udfff" for letter in words):
        raise QuotationError("surrogate")
    if not has_words(words):
        raise QuotationError("no-words")


def has_words(words: str) -> bool:
    """Whether there is a letter or a digit."""
    return any(letter.isalnum() for letter in normalise(words))


def read(words: str) -> Quotation:
    """Return the quotation in what was pasted; raises QuotationError as `check` does.

    Line ends count as equal however a browser sends them.
    """
    check(words)
    stripped = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    bare = _without_quote_marks(stripped)
    parts = tuple(part.strip() for part in _OMISSION.split(bare) if has_words(part))
    return Quotation(stripped, bare, parts[:PARTS_MOST] if len(parts) > 1 else (bare,))


def _without_quote_marks(words: str) -> str:
    """`words` without the one pair of quote marks around all of them, or a mark whose partner was not pasted."""
    first, last, inner = words[0], words[-1], words[1:-1]
    if last in _PAIRS.get(first, "") and has_words(inner):
        return words if any(mark in inner for mark in {first, last} - {"'", "’"}) else inner.strip()
    if first in _LONE and not set(_PAIRS[first]) & set(words[1:]):
        return words[1:].lstrip()
    opening = {mark for mark in _LONE if last in _PAIRS[mark]}
    return words[:-1].rstrip() if opening and not opening & set(words[:-1]) else words


def readings(part: str) -> list[str]:
    """Return what `part` may stand for, itself first.

    A word cut by a hyphen at a line's end may be one word or a compound; a letter in brackets was changed by
    whoever quoted it.
    """
    cuts = len(_CUT.findall(part))
    found = [part]
    choices = product(("", "-"), repeat=cuts) if 0 < cuts <= _CUTS_MOST else [("",) * cuts, ("-",) * cuts]
    for joins in choices if cuts else []:
        rest = iter(joins)
        found.append(_CUT.sub(lambda _, rest=rest: next(rest), part))  # type: ignore[misc]
    found += [_BRACKET.sub(r"\1", each) for each in found]
    return list(dict.fromkeys(found))
