"""The filters of the search page, each choice with how much would be found with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from taggit.models import Tag

from annotations.finding.asking import FACETS, GROUPS, Asked
from annotations.labels import Labels
from annotations.listing import article_words
from annotations.rendering import shorten
from annotations.vocabulary import VERDICT_SIGNS
from edition.models import Article
from edition.search.finding import tally

MOST_CHOICES = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter in words, and how many results it has."""

    value: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter; `is_cut` where only the most frequent of its values are offered."""

    name: str
    label: str
    any_words: str
    choices: list[Choice]
    is_cut: bool


def facets(asked: Asked) -> list[Facet]:
    """Return the filters that there is anything to choose in, with true counts under the other filters."""
    counted = tally(asked.query, asked.filters, GROUPS.get(asked.group, ""))
    return [_facet(name, counted[name], asked) for name in FACETS if counted.get(name) or name in asked.filters]


def words_of(name: str, value: str) -> str:
    """Return one value of a filter in words."""
    return _words(name, [value])[value]


def _facet(name: str, counts: Counter[str], asked: Asked) -> Facet:
    chosen = asked.filters.get(name, "")
    values = [value for value, _count in counts.most_common(MOST_CHOICES)]
    if chosen and chosen not in values:
        values.append(chosen)
    words = _words(name, values)
    choices = [Choice(value, words[value], counts[value], value == chosen) for value in words]
    label, any_words = _labels()[name]
    return Facet(name, label, any_words, choices, len(counts) > MOST_CHOICES)


def _labels() -> Mapping[str, tuple[str, str]]:
    return {
        "article": (_("Article"), _("All articles")),
        "kind": (_("Kind of note"), _("All kinds")),
        "verdict": (_("Verdict"), _("All verdicts")),
        "tag": (_("Tag"), _("All tags")),
        "person": (_("Person cited"), _("All persons")),
    }


def _words(name: str, values: Iterable[str]) -> dict[str, str]:
    """Return values with their words, in the order in which they are offered."""
    values = list(values)
    if name == "article":
        articles = Article.objects.filter(slug__in=values).select_related("work").order_by("number")
        return {a.slug: f"{article_words(a)}: {shorten(a.title, 50)}" for a in articles}
    if name in ("kind", "verdict"):
        return _fixed(name, values)
    if name == "tag":
        names = {tag.slug: str(tag.name) for tag in Tag.objects.filter(slug__in=values)}
        return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))
    return {value: value for value in sorted(values, key=str.casefold)}


def _fixed(name: str, values: list[str]) -> dict[str, str]:
    labels = Labels.now()
    if name == "kind":
        return {value: words for value, words in labels.kinds.items() if value in values}
    signed = {value: f"{VERDICT_SIGNS[value]} {words}" for value, words in labels.verdicts.items()}
    return {value: words for value, words in signed.items() if value in values}
