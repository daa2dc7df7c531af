"""The parts of an address: a slug, a text version, an anchor or a range of anchors."""

import re

from django.urls import register_converter

ANCHOR = r"[ptx](?:[1-9][0-9]{0,5}[a-z]{0,4}|0[a-z]{1,4})"
# What somebody may ask for by number, though no passage is called so: p0, p05.
ASKED = r"[ptx][0-9]{1,9}[a-z]{0,4}"


class Slug:
    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Version:
    """v1, v2 … as a number from 1."""

    regex = r"v[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> int:
        return int(value[1:])

    def to_url(self, value: int) -> str:
        return f"v{value}"


class Anchor:
    """p5, or a range p5-p7; p0 as well, whose page shows the nearest."""

    regex = rf"{ASKED}(?:-{ASKED})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def is_anchor(value: str) -> bool:
    """Whether `value` is one anchor, such as p5."""
    return re.fullmatch(ANCHOR, value) is not None


register_converter(Slug, "sic_slug")
register_converter(Version, "version")
register_converter(Anchor, "anchor")
