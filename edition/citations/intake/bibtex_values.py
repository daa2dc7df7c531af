"""The values of BibTeX fields: strings, numbers and abbreviations joined by `#`, within a bound for the whole file."""

from __future__ import annotations

from collections.abc import Iterator

from edition.citations.intake.batch import LONGEST, MOST_BYTES

MONTHS = {
    name[:3]: name
    for name in (
        "january february march april may june july august september october november december".split()  # noqa: SIM905
    )
}


class TooLong(ValueError):
    """Abbreviations that grow beyond all measure."""


class Values:
    """The abbreviations (`@string`) of one file, and what is left of its bound."""

    def __init__(self) -> None:
        self.strings: dict[str, str] = dict(MONTHS)
        self.unknown: list[str] = []
        self._left = 4 * MOST_BYTES

    def define(self, name: str, raw: str) -> None:
        """Keep an abbreviation; raises TooLong."""
        self.strings[name.lower()] = self.read(raw, f"@string {name}")

    def read(self, raw: str, where: str) -> str:
        """Return a value without its braces or quotes, LaTeX untouched; raises TooLong, which says `where`.

        Abbreviations that nobody defined stand for themselves; `unknown` names those of this value.
        """
        self.unknown = []
        found = ""
        for part in _parts(raw):
            found += self._part(part)
            if len(found) > LONGEST:
                raise TooLong(where)
        self._left -= len(found)
        if self._left < 0:
            raise TooLong(where)
        return found

    def _part(self, part: str) -> str:
        if part[:1] in {"{", '"'}:
            return part[1:-1]
        if part.isdigit() or part.lower() in self.strings:
            return self.strings.get(part.lower(), part)
        self.unknown.append(part)
        return part


def _parts(raw: str) -> Iterator[str]:
    """Cut a value at the `#` that are in no braces and no quotes."""
    start = level = 0
    quoted = False
    for at, sign in enumerate(raw):
        if sign == "{":
            level += 1
        elif sign == "}":
            level -= 1
        elif sign == '"' and level == 0:
            quoted = not quoted
        elif sign == "#" and level == 0 and not quoted:
            yield raw[start:at].strip()
            start = at + 1
    yield raw[start:].strip()
