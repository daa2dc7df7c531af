"""What of a reading page is shown: the reading of its words, and the kinds and verdicts of its notes.

The address says it: `?reading=corrected`, `?show=fc,xr` (fc fact-checks, co corrections, xr cross-references),
`?verdict=inaccurate,disputed` (of fact-checks). Values stand behind commas or as parameters of their own, as a form
sends them; `none` is no value, for a form of which nothing is ticked. What is not named is shown whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from annotations.labels import KIND_CLASS, VERDICT_CODE, Labels
from annotations.rendering import verdict

READINGS = ("published", "corrected", "both")
KINDS = tuple(KIND_CLASS.values())
NONE = "none"
LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown. `problems` says in sentences which values of the address mean nothing."""

    reading: str
    kinds: frozenset[str]
    verdicts: frozenset[str]
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One box that is ticked or not: its value, the code in its id, its words as HTML, and how many notes it shows."""

    value: str
    code: str
    label: str
    count: int
    checked: bool


def read(query: QueryDict) -> Showing:
    """Return what the address asks for; where it names what there is not, all is shown and a sentence says so."""
    problems: list[str] = []
    reading = query.get("reading", READINGS[0])
    if reading not in READINGS:
        problems.append(_("There is no reading “%(asked)s”. The text is shown as published.") % _asked(reading))
        reading = READINGS[0]
    kinds = _values(query, "show", KINDS, problems)
    verdicts = _values(query, "verdict", tuple(VERDICT_CODE), problems)
    return Showing(reading, kinds, verdicts, problems)


def _values(query: QueryDict, name: str, known: tuple[str, ...], problems: list[str]) -> frozenset[str]:
    """Return the values of a parameter that may be given several times, each with commas; all where one is unknown."""
    if name not in query:
        return frozenset(known)
    asked = {value.strip() for values in query.getlist(name) for value in values.split(",")} - {""}
    if unknown := sorted(asked - {*known, NONE}):
        problems.append(_unknown(name, unknown[0]))
        return frozenset(known)
    return frozenset(asked - {NONE})


def _unknown(name: str, value: str) -> str:
    if name == "show":
        return _("There is no kind of note “%(asked)s”. Notes of every kind are shown.") % _asked(value)
    return _("There is no verdict “%(asked)s”. Notes of every verdict are shown.") % _asked(value)


def _asked(value: str) -> dict[str, str]:
    return {"asked": value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"}


def shown(showing: Showing, counts: Mapping[str, int]) -> int:
    """Return how many notes are shown, of these counts by kind and by verdict."""
    fact_checks = sum(counts.get(verdict, 0) for verdict in showing.verdicts)
    return sum(fact_checks if kind == "fc" else counts[kind] for kind in showing.kinds)


def kinds(showing: Showing, counts: Mapping[str, int]) -> list[Choice]:
    """Return the box of every kind; of a kind of which there is no note it is not ticked, for it hides nothing."""
    labels = {"fc": _("Fact-checks"), "co": _("Corrections"), "xr": _("Cross-references")}
    return [
        Choice(code, code, labels[code], counts[code], counts[code] > 0 and code in showing.kinds) for code in KINDS
    ]


def verdicts(showing: Showing, counts: Mapping[str, int], labels: Labels) -> list[Choice]:
    """Return the box of every verdict that occurs, with its sign."""
    return [
        Choice(value, code, verdict(value, labels), counts[value], value in showing.verdicts)
        for value, code in VERDICT_CODE.items()
        if counts.get(value)
    ]
