"""What letters a text is written in."""

import re

_LATIN = re.compile("[A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")


def is_latin(text: str) -> bool:
    """Whether at least half of the letters of a text are Latin; a text without letters counts as such.

    >>> is_latin("Café, 2012"), is_latin("Россия и NATO"), is_latin("1954")
    (True, False, True)
    """
    return 2 * len(_LATIN.findall(text)) >= sum(map(str.isalpha, text))
