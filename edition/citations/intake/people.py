"""Names written as `Family, Given`, one by one: in RIS, and in the fields of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Name = dict[str, str]


def parse(text: str) -> Name | None:
    """Return a name of CSL-JSON; a comma at the end, or several words without comma, is a body's name.

    Small words before the family name are its particle. None for an empty text.

    >>> parse("van der Berg, Jan"), parse("World Bank"), parse("Plato")
    ({'non-dropping-particle': 'van der', 'family': 'Berg', 'given': 'Jan'}, {'literal': 'World Bank'}, \
{'family': 'Plato'})
    """
    text = " ".join(text.split())
    family, comma, rest = text.partition(",")
    if not text.strip(" ,"):
        return None
    if comma and not rest.strip():
        return {"literal": family}
    if not comma:
        return {"literal": text} if " " in text else {"family": text}
    given, _comma, suffix = (part.strip() for part in rest.partition(","))
    particle, family = split_particle(family)
    parts = {"non-dropping-particle": particle, "family": family, "given": given, "suffix": suffix}
    return {part: value for part, value in parts.items() if value}


def split_particle(family: str) -> tuple[str, str]:
    """Return the small words before a family name, and the family name; there is always something of the second."""
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def written(name: Mapping[str, Any]) -> str:
    """Return a name as `parse` reads it."""
    if "literal" in name:
        literal = str(name["literal"])
        return literal if " " in literal and "," not in literal else f"{literal},"
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"), name["family"])
    parts = [" ".join(filter(None, particles)), name.get("given", ""), name.get("suffix", "")]
    return ", ".join(parts[: 3 if parts[2] else 2 if parts[1] else 1])


def lines(text: str) -> list[Name]:
    """Return the names of a text with one a line."""
    return [name for line in text.splitlines() if (name := parse(line))]


def in_lines(people: Iterable[Mapping[str, Any]]) -> str:
    """Return names one a line, as `lines` reads them."""
    return "\n".join(map(written, people))
