"""What the address of a search page asks for: the words, the filters, the group and the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.searching import LEDGER, NOTE
from annotations.vocabulary import Kind, Verdict
from edition.models import Article, SearchFacet
from edition.numbers import grouped
from edition.search.query import LENGTH, MOST, Query, QueryError, parse
from edition.search.texts import PASSAGE, WORK

# Groups by their names in addresses, in the order of the page.
GROUPS = {"passages": PASSAGE, "notes": NOTE, "ledger": LEDGER, "sources": WORK}
FACETS = ("article", "kind", "verdict", "tag", "person")
LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was asked. `problems` are sentences on what of it could not be followed."""

    text: str = ""
    query: Query = field(default_factory=lambda: Query(()))
    group: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    page: int = 1
    problems: tuple[str, ...] = ()
    is_refused: bool = False

    def parameters(self, **changes: str) -> dict[str, str]:
        """Return the parameters of the address of this search with `changes`; '' leaves one out, and so does page 1."""
        same = {"q": self.text, "match": "any" if self.query.any_word else "", "in": self.group, **self.filters}
        return {name: value for name, value in {**same, **changes}.items() if value}


def asked(data: Mapping[str, str]) -> Asked:
    """Return what the parameters of a request ask for; nothing in them raises."""
    text = _clean(data.get("q", ""))
    problems: list[str] = []
    try:
        query = parse(text, any_word=data.get("match") == "any")
    except QueryError as error:
        return Asked(text, problems=(_too_long(error),), is_refused=True)
    filters = _filters(data, problems)
    group = _clean(data.get("in", ""))
    if group and group not in GROUPS:
        problems.append(_("There is no group “%(name)s”: all groups are shown.") % {"name": group[:60]})
        group = ""
    return Asked(text, query, group, filters, _page(data.get("page", ""), problems), tuple(problems))


def _clean(text: str) -> str:
    """Return `text` with what no page and no database can hold replaced: NUL and halves of characters."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _too_long(error: QueryError) -> str:
    if error.length > LENGTH:
        sentence = ngettext(
            "This is %(length)s character; a search has at most %(most)s. Shorten it.",
            "These are %(length)s characters; a search has at most %(most)s. Shorten it.",
            error.length,
        )
        return sentence % {"length": grouped(error.length), "most": grouped(LENGTH)}
    sentence = ngettext(
        "This is %(count)s word; a search has at most %(most)s. Leave some out.",
        "These are %(count)s words; a search has at most %(most)s. Leave some out.",
        error.count,
    )
    return sentence % {"count": grouped(error.count), "most": grouped(MOST)}


def _filters(data: Mapping[str, str], problems: list[str]) -> dict[str, str]:
    found = {}
    for name in FACETS:
        value = _clean(data.get(name, ""))
        if value and _is_known(name, value):
            found[name] = value
        elif value:
            problems.append(_unknown(name) % {"value": value[:60]})
    return found


def _is_known(name: str, value: str) -> bool:
    fixed = {"kind": Kind.values, "verdict": Verdict.values}.get(name, ())
    if value in fixed:
        return True
    if name == "article":
        return Article.objects.filter(slug=value).exists()
    return len(value) <= LONGEST_VALUE and SearchFacet.objects.filter(name=name, value=value).exists()


def _unknown(name: str) -> str:
    return {
        "article": _("There is no article “%(value)s”: the filter is left out."),
        "kind": _("There is no kind of note “%(value)s”: the filter is left out."),
        "verdict": _("There is no verdict “%(value)s”: the filter is left out."),
        "tag": _("Nothing carries the tag “%(value)s”: the filter is left out."),
        "person": _("No source is by “%(value)s”: the filter is left out."),
    }[name]


def _page(text: str, problems: list[str]) -> int:
    if not text:
        return 1
    if text.isascii() and text.isdigit() and text.strip("0"):
        return int(text[:9])
    problems.append(_("“%(page)s” is no number of a page: the first is shown.") % {"page": _clean(text)[:60]})
    return 1
