"""Extended grapheme clusters (UAX #29): may a span begin or end here?"""

import regex

CLUSTER = regex.compile(r"\X")
# Before such a character there is a boundary whatever stands before it, a prepended mark aside (GB9b, GB999).
PLAIN = regex.compile(r"[\p{GCB=Other}--\p{Extended_Pictographic}--\p{InCB=Consonant}]", regex.VERSION1)
COMBINING = "\u0300"  # the first mark; between characters below it there is always a boundary, CR LF aside
PREPENDED = regex.compile(r"\p{GCB=Prepend}")


def _certain(text: str, offset: int) -> bool:
    """Whether the two characters at the offset alone decide that it is a boundary."""
    if offset == 0 or text[offset - 1] == "\n":
        return True
    return bool(PLAIN.match(text, offset)) and not PREPENDED.match(text, offset - 1)


def before(text: str, offset: int) -> int:
    """The last boundary at or before an offset of 0 … len(text)."""
    if offset >= len(text):
        return len(text)
    if offset and text[offset - 1] < COMBINING and text[offset] < COMBINING and text[offset] != "\n":
        return offset
    start = offset
    while not _certain(text, start):
        start -= 1
    for cluster in CLUSTER.finditer(text, start):
        if cluster.end() > offset:
            return cluster.start()
    return len(text)


def after(text: str, offset: int) -> int:
    """The first boundary at or after an offset of 0 … len(text)."""
    start = before(text, offset)
    if start == offset:
        return offset
    cluster = CLUSTER.match(text, start)
    return cluster.end() if cluster else len(text)


def is_boundary(text: str, offset: int) -> bool:
    """Whether no cluster is split at the offset; False for offsets outside the text."""
    return 0 <= offset <= len(text) and before(text, offset) == offset
