"""Works that may be one: the same DOI, ISBN or address, or nearly the same title of the same year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from edition.citations import identity
from edition.citations.record import year
from edition.models import Work

ALIKE = 90.0
"""Least likeness of two titles, of 100, as `rapidfuzz.fuzz.ratio` counts it."""
MOST_SHOWN = 5
IN_A_BOOK = frozenset({"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia"})


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A work that is there: its key, and why it may be the same: doi, isbn, url or title."""

    key: str
    reason: str


class Index:
    """Known records by what tells them apart; `find` looks a new one up, `add` makes it known."""

    def __init__(self, records: Iterable[tuple[str, Mapping[str, Any]]] = ()) -> None:
        self._by: dict[tuple[str, str], str] = {}
        self._titles: dict[int | None, dict[str, str]] = defaultdict(dict)
        for key, csl in records:
            self.add(key, csl)

    def add(self, key: str, csl: Mapping[str, Any]) -> None:
        """Make a record known; of two with the same sign the first one is found."""
        for sign in _signs(csl):
            self._by.setdefault(sign, key)
        if title := identity.title(str(csl.get("title", ""))):
            self._titles[year(csl)][key] = title

    def find(self, csl: Mapping[str, Any]) -> list[Duplicate]:
        """Return the records that may be the same as `csl`, the surest first, each once."""
        found = {key: name for name, value in reversed(_signs(csl)) if (key := self._by.get((name, value)))}
        for key in self._alike(csl):
            found.setdefault(key, "title")
        order = ("doi", "isbn", "url", "title")
        return [Duplicate(key, name) for key, name in sorted(found.items(), key=lambda pair: order.index(pair[1]))][
            :MOST_SHOWN
        ]

    def _alike(self, csl: Mapping[str, Any]) -> list[str]:
        title = identity.title(str(csl.get("title", "")))
        issued = year(csl)
        # A record without a year may be of any.
        years = [issued, None] if issued is not None else list(self._titles)
        found = [
            (likeness, key)
            for known in years
            for _title, likeness, key in process.extract(
                title, self._titles.get(known, {}), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_SHOWN
            )
            if title
        ]
        return [key for _likeness, key in sorted(found, key=lambda pair: -pair[0])]


def _signs(csl: Mapping[str, Any]) -> list[tuple[str, str]]:
    # Every chapter has the ISBN of its book.
    isbns = [] if csl.get("type") in IN_A_BOOK else sorted(identity.isbns(csl))
    signs = [("doi", identity.doi(csl)), *(("isbn", isbn) for isbn in isbns)]
    return [sign for sign in [*signs, ("url", identity.url(csl))] if sign[1]]


def index() -> Index:
    """Return the works of the bibliography, without those that were merged into others."""
    return Index(Work.objects.filter(merged__isnull=True).order_by("pk").values_list("key", "csl"))
