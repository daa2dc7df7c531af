"""The articles of the list by the kinds and verdicts of their notes: what was asked for, and what there is of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.overview import SORTS, ArticleRow, sort_articles
from annotations.rendering import shorten
from annotations.vocabulary import VERDICT_SIGNS, Kind, Verdict

LONGEST = 40  # characters of what was asked for that a sentence repeats

NO_KIND: dict[str, Promise] = {
    Kind.FACT_CHECK: gettext_lazy("No article has a fact-check."),
    Kind.CORRECTION: gettext_lazy("No article has a correction."),
    Kind.CROSS_REFERENCE: gettext_lazy("No article has a cross-reference."),
}
NO_VERDICT: dict[str, Promise] = {
    Verdict.ACCURATE: gettext_lazy("No article has an accurate verdict."),
    Verdict.PARTLY_ACCURATE: gettext_lazy("No article has a partly accurate verdict."),
    Verdict.LACKS_CONTEXT: gettext_lazy("No article has the verdict that it lacks context."),
    Verdict.INACCURATE: gettext_lazy("No article has an inaccurate verdict."),
    Verdict.DISPUTED: gettext_lazy("No article has a disputed verdict."),
    Verdict.UNVERIFIED: gettext_lazy("No article has an unverified verdict."),
    Verdict.OPINION: gettext_lazy("No article has a verdict of opinion."),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a filter: its value, its words, how many articles it leaves, and whether it is chosen."""

    value: str
    words: str
    articles: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ArticleList:
    """The rows that a query leaves, in its order, and the filters it stands for.

    `remark` names what was asked for and is not known; `nothing` says in a sentence that no row is left.
    """

    rows: list[ArticleRow]
    total: int
    kinds: list[Option]
    verdicts: list[Option]
    sort: str
    filtered: str
    remark: str
    nothing: str


def listed(rows: Sequence[ArticleRow], query: Mapping[str, str]) -> ArticleList:
    """Return `rows` by ?kind=, ?verdict= and ?sort=; what is not known leaves all, and `remark` says so."""
    asked = {"kind": query.get("kind", ""), "verdict": query.get("verdict", "")}
    known: dict[str, Sequence[str]] = {"kind": Kind.values, "verdict": Verdict.values}
    chosen = {name: value for name, value in asked.items() if value in known[name]}
    by = query.get("sort", "")
    sort = by if by.removeprefix("-") in SORTS else ""
    left = [row for row in rows if _has(row, chosen)]
    return ArticleList(
        rows=sort_articles(left, sort),
        total=len(rows),
        kinds=[_option(rows, chosen, "kind", one.value, str(one.label)) for one in Kind],
        verdicts=[_option(rows, chosen, "verdict", one.value, f"{VERDICT_SIGNS[one]} {one.label}") for one in Verdict],
        sort=sort,
        filtered=urlencode(chosen),
        remark=_remark([value for name, value in asked.items() if value and name not in chosen]),
        nothing=_nothing(chosen) if rows and not left else "",
    )


def _has(row: ArticleRow, chosen: Mapping[str, str]) -> bool:
    kind, verdict = chosen.get("kind"), chosen.get("verdict")
    return (not kind or row.by_kind[kind] > 0) and (not verdict or row.by_verdict[verdict] > 0)


def _option(rows: Sequence[ArticleRow], chosen: Mapping[str, str], name: str, value: str, words: str) -> Option:
    """Return an option with the number of articles that it leaves together with the other filter."""
    count = sum(_has(row, {**chosen, name: value}) for row in rows)
    return Option(value, words, count, chosen.get(name) == value)


def _remark(unknown: Sequence[str]) -> str:
    if not unknown:
        return ""
    words = _("There is no kind or verdict “%(asked)s”: choose one from the list.")
    return words % {"asked": shorten(unknown[0].replace("\x00", ""), LONGEST)}


def _nothing(chosen: Mapping[str, str]) -> str:
    if len(chosen) == 2:
        kind, verdict = Kind(chosen["kind"]).label, Verdict(chosen["verdict"]).label
        return _("No article has notes of both: %(kind)s, %(verdict)s.") % {"kind": kind, "verdict": verdict}
    if "kind" in chosen:
        return str(NO_KIND[chosen["kind"]])
    return str(NO_VERDICT[chosen["verdict"]])
