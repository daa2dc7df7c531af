"""Signs that a file format or a font cannot hold, told from the rest: they are shown by their number, never lost."""

import re
from collections.abc import Iterator

# What XML 1.0 has no way to write (2.2), and the ends of each plane, which EPUBCheck warns of.
_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
NOT_IN_XML = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_PLANE_ENDS}]"
)


def number(sign: str) -> str:
    """Return the number of a sign as Unicode writes it.

    >>> number("\\v"), number("🤔")
    ('U+000B', 'U+1F914')
    """
    return f"U+{ord(sign):04X}"


def split(text: str, missing: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces: (words, False), and (one sign, True) for each that `missing` finds.

    >>> list(split("a\\vb", NOT_IN_XML))
    [('a', False), ('\\x0b', True), ('b', False)]
    """
    at = 0
    for found in missing.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(text):
        yield text[at:], False
