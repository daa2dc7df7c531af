"""The sentences of a text: where one ends and the next begins, in the scripts that the edition knows.

After the properties of Unicode Standard Annex #29, 4 (Sentence_Break): ATerm is the full stop, STerm every other mark
that ends a sentence (!, ?, the Urdu ۔ and ؟, the ideographic 。), Close what may stand behind it. Beyond that annex an
abbreviation, an initial or a number never ends a sentence: in doubt two sentences stay one, and none is cut.
"""

from collections.abc import Iterator
from itertools import pairwise

import regex

# The marks with what closes behind them and a note's number in brackets, then the blanks up to the next sentence.
_END = regex.compile(r"([\p{SB=ATerm}\p{SB=STerm}]+)\p{SB=Close}*(?:\[\d{1,3}\])*(\s+)")
_FULL_STOP = regex.compile(r"([\p{L}\p{M}\p{N}.’'-]+)\p{SB=ATerm}\Z")
_WIDE_END = regex.compile(r"[。！？]+\p{SB=Close}*")
_LOWER = regex.compile(r"\p{SB=Close}*\p{Ll}")
_INITIAL = regex.compile(r"(?:\p{L}\.)*\p{L}")
_NUMBER = regex.compile(r"\p{N}+")
_LONGEST_WORD = 40

_ENGLISH = """
mr mrs ms messrs dr prof gen lt col maj brig capt cmdr adm sgt cpl sen rep gov pres amb hon rev fr st sr jr
vs no nos vol vols pp ed eds cf fig art sec ch chap para ca approx al viz est dept univ
jan feb mar apr jun jul aug sept sep oct nov dec
"""
_RUSSIAN = """
г гг т.е т.к т.н т.д т.п др им ул стр см рис проф акад ген доц полк тыс млн млрд руб коп н.э в вв ст пп гл ред изд
"""
ABBREVIATIONS = frozenset((_ENGLISH + _RUSSIAN).split())


def split(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of text[start:end] as half-open ranges of code points that tile it.

    Blanks between two sentences belong to the first of them. Nothing is returned for an empty range.

    >>> [text[a:b] for text in ["Dr. Khan came. He left."] for a, b in split(text)]
    ['Dr. Khan came. ', 'He left.']
    """
    end = len(text) if end is None else end
    bounds = [start, *_boundaries(text, start, end), end]
    return [(low, high) for low, high in pairwise(bounds) if low < high]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without the blanks at its ends; an empty one at `start` where there is nothing else."""
    words = text[start:end]
    if not words.strip():
        return start, start
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    begin = start
    ends = {found.end(): found for found in _END.finditer(text, start, end)}
    wide = {found.end() for found in _WIDE_END.finditer(text, start, end)} - {f.start(2) for f in ends.values()}
    for at in sorted({*ends, *wide}):
        if at < end and (at in wide or not _goes_on(text, begin, ends[at], end)):
            yield at
            begin = at


def _goes_on(text: str, begin: int, found: regex.Match[str], end: int) -> bool:
    """Whether the sentence that began at `begin` goes on behind what looks like its end."""
    if _LOWER.match(text, found.end(), end):
        return True
    word = _FULL_STOP.search(text[max(begin, found.start() - _LONGEST_WORD) : found.end(1)])
    if word is None or len(found[1]) > 1:
        return False
    plain = word[1].strip(".’'-")
    if _NUMBER.fullmatch(plain):
        return not text[begin : found.start()].strip(plain).strip()  # the number of an item: "1. The treaty"
    return plain.casefold() in ABBREVIATIONS or bool(_INITIAL.fullmatch(plain))
