"""Text fragments: the part of an address that makes a browser find, show and mark words on a page.

After the URL Fragment Text Directives of the WICG: `:~:text=[prefix-,]start[,end][,-suffix]`. A browser compares
without capitals, accents and kinds of quote marks, at the edges of words, and takes the first place that fits.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from edition.texts.folding import fold_case

WHOLE_MOST = 16  # words that are given whole; of more, the first and the last
# Words at either end of a longer quotation: so many that no note on the page has the same before them.
EDGE_LEAST = 8
EDGE_MOST = 16
CONTEXT_MOST = 8  # words before or after
LONGEST = 800  # characters of a fragment

_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")

Range = tuple[int, int]


def fragment(text: str, start: int, end: int) -> str:
    """Return `:~:text=…` for text[start:end], widened to whole words; to stand after an anchor: `#p5:~:text=…`.

    Empty where no words of the same line tell the place from another: a browser would go to the first of them,
    and the anchor alone is right. Context never crosses a line break, for on a page a paragraph's number and notes
    stand there. Raises ValueError for a range out of bounds.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"The range {start}–{end} is out of bounds: the text ends at {len(text)}.")
    words = _words(text, start, end) if start < end else []
    if not words:
        return ""
    folded = _folded(text)
    for directive in _directives(text, folded, words):
        if len(directive) <= LONGEST:
            return f":~:text={directive}"
    return ""


@lru_cache(maxsize=8)  # many places of one text are asked for
def _folded(text: str) -> str:
    """One character for one: small letters without accents, plain quotes, dashes and blanks."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in fold_case(text))


def _words(text: str, start: int, end: int) -> list[Range]:
    """The words that text[start:end] touches, each as a range, on whatever lines."""
    low = start
    while low > 0 and not text[low - 1].isspace() and not text[low].isspace():
        low -= 1
    return [(word.start(), word.end()) for word in _WORD.finditer(text, low) if word.start() < end]


def _directives(text: str, folded: str, words: list[Range]) -> Iterator[str]:
    """Directives that lead to `words` and nowhere before, the shortest first."""
    before, after = _neighbours(text, words[0][0], words[-1][1])
    for first, last in _terms(text, folded, words):
        for size in range(min(CONTEXT_MOST, len(before)) + 1):
            prefix = (before[-size][0], before[-1][1]) if size else None
            if _leads(folded, prefix, first, last, None):
                yield _directive(text, prefix, first, last, None)
        for size in range(1, min(CONTEXT_MOST, len(after)) + 1):
            suffix = (after[0][0], after[size - 1][1])
            if _leads(folded, None, first, last, suffix):
                yield _directive(text, None, first, last, suffix)


def _neighbours(text: str, start: int, end: int) -> tuple[list[Range], list[Range]]:
    """The words before `start` and after `end` on their lines."""
    low = max((line.start() for line in _LINE.finditer(text, 0, start + 1) if line.start() <= start), default=start)
    line = _LINE.match(text, end)
    high = line.end() if line else end
    before = [(word.start(), word.end()) for word in _WORD.finditer(text, low, start)]
    after = [(word.start(), word.end()) for word in _WORD.finditer(text, end, high)]
    return before, after


def _terms(text: str, folded: str, words: list[Range]) -> Iterator[tuple[Range, Range | None]]:
    """What to look for: all words, or the first and the last few, which must end a range where the words end."""
    if len(words) <= WHOLE_MOST and _one_line(text, words[0][0], words[-1][1]):
        yield (words[0][0], words[-1][1]), None
        return
    heads = _same_line(text, words[:EDGE_MOST])
    tails = _same_line(text, words[: -EDGE_MOST - 1 : -1])
    for size in range(EDGE_LEAST, EDGE_MOST + 1):
        first, last = (words[0][0], heads[:size][-1][1]), (tails[:size][-1][0], words[-1][1])
        if first[1] <= last[0] and folded.find(folded[slice(*last)], first[1]) == last[0]:
            yield first, last


def _same_line(text: str, words: list[Range]) -> list[Range]:
    """Those of `words`, one after the other in either direction, that stand on the line of the first."""
    low, high = words[0]
    return [word for word in words if _one_line(text, min(low, word[0]), max(high, word[1]))]


def _one_line(text: str, start: int, end: int) -> bool:
    line = _LINE.match(text, start)
    return line is not None and line.end() >= end


def _leads(folded: str, prefix: Range | None, first: Range, last: Range | None, suffix: Range | None) -> bool:
    """Whether the first place in the text that fits is the one that is meant."""
    low = prefix[0] if prefix else first[0]
    high = first[1] if last or not suffix else suffix[1]
    return folded.find(folded[low:high]) == low


def _directive(text: str, prefix: Range | None, first: Range, last: Range | None, suffix: Range | None) -> str:
    parts = [_encoded(text, first)] if last is None else [_encoded(text, first), _encoded(text, last)]
    if prefix:
        parts.insert(0, _encoded(text, prefix) + "-")
    if suffix:
        parts.append("-" + _encoded(text, suffix))
    return ",".join(parts)


def _encoded(text: str, place: Range) -> str:
    """Percent-encoded, with `-` too: it and the comma and the ampersand are the directive's own signs."""
    return quote(text[slice(*place)], safe="").replace("-", "%2D")
