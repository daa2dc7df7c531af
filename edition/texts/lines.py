"""Lines and paragraphs of plain text: offsets only, nothing is changed."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

# The newline functions of the Unicode Standard, section 5.8, table 5-1.
# One set of characters at its head, then the second half of CR LF: that is sought far quicker than alternatives are.
NEWLINE = re.compile("[\n\r\v\f\x85\u2028\u2029](?:(?<=\r)\n)?")
# Form feed and paragraph separator part paragraphs even where no blank line stands.
PARAGRAPH_ENDS = ("\f", "\u2029")

LIST_MARK = re.compile(r"[^\S\n]*(?:[-*–•‣◦▪●○·]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
CLOSERS = " \t\u00a0\"'”’»)]*"
FULL_STOPS = ".!?…۔؟।。！？"
STOPS = FULL_STOPS + ":;,،؛：；，"

WIDEST_WRAP = 120  # characters; longer lines are paragraphs, not wrapped lines
NARROWEST_WRAP = 40
WIDTH_QUANTILE = 0.95  # a few over-long lines (addresses of web pages) do not count


class Line(NamedTuple):
    """One line: text[start:end] without its separator; `separator` is '' at the end of the text."""

    start: int
    end: int
    separator: str


def lines(text: str) -> Iterator[Line]:
    """Every line of the text in order, blank ones included."""
    start = 0
    for match in NEWLINE.finditer(text):
        yield Line(start, match.start(), match.group())
        start = match.end()
    if start < len(text):
        yield Line(start, len(text), "")


def is_blank(text: str, line: Line) -> bool:
    """Whether the line is empty or holds white space alone."""
    return not text[line.start : line.end].strip()


def groups(text: str) -> list[list[Line]]:
    """Runs of non-blank lines between blank lines, form feeds and paragraph separators."""
    found: list[list[Line]] = [[]]
    for line in lines(text):
        blank = is_blank(text, line)
        if not blank:
            found[-1].append(line)
        if found[-1] and (blank or line.separator in PARAGRAPH_ENDS):
            found.append([])
    return [group for group in found if group]


def ends_with(text: str, characters: str) -> bool:
    """Whether the last character, closing quotes and brackets aside, is one of `characters`."""
    core = text.rstrip(CLOSERS)
    return bool(core) and core[-1] in characters


def _breaks_early(text: str, first: Line, second: Line, width: int) -> bool:
    """Whether the next line's first word would still have fitted: then the break was meant."""
    word = text[second.start : second.end].split(maxsplit=1)[0]
    need = len(word) if len(word) < NARROWEST_WRAP else 1  # scripts without blanks break anywhere
    return first.end - first.start + 1 + need <= width


def wrap_width(text: str, paragraphs: list[list[Line]]) -> int | None:
    """The width at which the text is hard-wrapped, or None where a line is a paragraph.

    Hard-wrapped means: of the breaks inside paragraphs at least half stand where the next word no longer
    fitted, and at least half of those do so in mid-sentence.
    """
    several = [group for group in paragraphs if len(group) > 1]
    lengths = sorted(line.end - line.start for group in several for line in group)
    if not lengths:
        return None
    width = lengths[math.ceil(WIDTH_QUANTILE * (len(lengths) - 1))]
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return None
    pairs = [pair for group in several for pair in pairwise(group)]
    full = [first for first, second in pairs if not _breaks_early(text, first, second, width)]
    running = [line for line in full if not ends_with(text[line.start : line.end], FULL_STOPS)]
    return width if 2 * len(full) >= len(pairs) and 2 * len(running) >= len(full) > 0 else None


def _indent(text: str, line: Line) -> int:
    content = text[line.start : line.end]
    return len(content) - len(content.lstrip())


def _continues(text: str, block: list[Line], line: Line, width: int) -> bool:
    """Whether a wrapped line carries on the block before it."""
    last = block[-1]
    if LIST_MARK.match(text, line.start, line.end) or _breaks_early(text, last, line, width):
        return False
    hanging = len(block) == 1 and LIST_MARK.match(text, last.start, last.end)
    return bool(hanging) or _indent(text, line) < _indent(text, last) + 2


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Bounds of the paragraphs: whole lines, or several lines where the text is hard-wrapped."""
    found = groups(text)
    width = wrap_width(text, found)
    blocks: list[list[Line]] = []
    for group in found:
        for index, line in enumerate(group):
            if index and width and _continues(text, blocks[-1], line, width):
                blocks[-1].append(line)
            else:
                blocks.append([line])
    return [(block[0].start, block[-1].end) for block in blocks]
