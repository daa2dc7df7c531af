"""ORCID iDs: sixteen signs that name a person for good, the last of them a check (ISO 7064, MOD 11-2).

Structure of the identifier: https://support.orcid.org/hc/en-us/articles/360006897674
"""

import re

SHAPE = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")
ADDRESS = "https://orcid.org/"
# What people paste: the address of the page, with or without its beginning.
PREFIX = re.compile(r"^\s*(?:https?://)?(?:www\.)?(?:orcid\.org/)?", re.IGNORECASE)
LENGTH = 16


class OrcidError(ValueError):
    """What was given is no ORCID iD; the message is a code: `shape` or `checksum`."""


def check_sign(digits: str) -> str:
    """Return the check sign of fifteen digits, 0 to 9 or X (ISO 7064, MOD 11-2).

    >>> check_sign("000000021825009")
    '7'
    """
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    result = (12 - total % 11) % 11
    return "X" if result == 10 else str(result)


def read(text: str) -> str:
    """Return the iD in `text`, hyphenated, from the iD itself or its address; raises OrcidError.

    >>> read("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    """
    signs = re.sub(r"[\s‐-–-]", "", PREFIX.sub("", text)).rstrip("/").upper()
    if len(signs) != LENGTH:
        raise OrcidError("shape")
    found = "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))
    if not SHAPE.fullmatch(found):
        raise OrcidError("shape")
    if check_sign(signs[:-1]) != signs[-1]:
        raise OrcidError("checksum")
    return found


def address(orcid: str) -> str:
    """Return the address of an iD, as ORCID asks for it to be shown; '' for none."""
    return ADDRESS + orcid if orcid else ""
