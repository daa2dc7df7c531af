"""The search page as its template needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.finding import wording
from annotations.finding.asking import GROUPS, Asked
from annotations.finding.facets import Facet, facets, words_of
from annotations.finding.rows import Row, rows
from edition.search import finding
from edition.search.finding import Found
from edition.search.query import Query
from edition.search.suggesting import suggest

IN_OVERVIEW, ON_A_PAGE = 5, 20


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """One group of results: how many there are, the rows shown of them, and the address of all of them."""

    name: str
    label: str
    count: int
    counted: str
    url: str
    is_chosen: bool
    rows: Sequence[Row]
    none: str

    @property
    def has_more(self) -> bool:
        return self.count > len(self.rows)


@dataclass(frozen=True, slots=True)
class Page:
    """What the page says. `status` is the sentence on what was found; `filters` take one filter off each."""

    asked: Asked
    problems: list[str] = field(default_factory=list)
    status: str = ""
    groups: list[Group] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    filters: list[Link] = field(default_factory=list)
    everything: Link | None = None
    suggestion: Link | None = None
    any_word: Link | None = None
    previous: Link | None = None
    following: Link | None = None
    position: str = ""

    @property
    def all_url(self) -> str:
        """The address of this search in all groups."""
        return _url(self.asked, **{"in": ""})

    @property
    def cite_url(self) -> str:
        """The address of the citations of all that is found."""
        return f"{reverse('cite_search')}?{urlencode(self.asked.parameters())}"

    @property
    def shown(self) -> list[Group]:
        """The groups that are listed: all that there are, or the chosen one."""
        return [group for group in self.groups if group.is_chosen or not self.asked.group]


def page(asked: Asked) -> Page:
    """Return the page of a search that was asked."""
    if not asked.query:
        return Page(asked, _problems(asked))
    if asked.group:
        return _of_a_group(asked)
    found = finding.search(asked.query, list(GROUPS.values()), asked.filters, count=IN_OVERVIEW)
    return _found(asked, found)


def _problems(asked: Asked) -> list[str]:
    if asked.text.strip() and not asked.query and not asked.is_refused:
        return [*asked.problems, _("There is no word in “%(text)s” to look for.") % {"text": asked.text[:60]}]
    return list(asked.problems)


def _of_a_group(asked: Asked) -> Page:
    kind = GROUPS[asked.group]
    first = (asked.page - 1) * ON_A_PAGE
    found = finding.search(asked.query, [kind], asked.filters, first, ON_A_PAGE)
    last = max(1, -(-found.counts.get(kind, 0) // ON_A_PAGE))
    problems, number = _problems(asked), asked.page
    if number > last:
        problems.append(_("There is no page %(page)d: this is the last.") % {"page": number})
        number = last
        found = finding.search(asked.query, [kind], asked.filters, (last - 1) * ON_A_PAGE, ON_A_PAGE)
    return replace(
        _found(asked, found),
        problems=problems,
        previous=_to_page(asked, number - 1) if number > 1 else None,
        following=_to_page(asked, number + 1) if number < last else None,
        position=_("Page %(page)d of %(last)d") % {"page": number, "last": last} if last > 1 else "",
    )


def _to_page(asked: Asked, number: int) -> Link:
    return Link(str(number), _url(asked, page=str(number) if number > 1 else ""))


def _found(asked: Asked, found: Found) -> Page:
    """Return what a page says whether all groups are shown or one."""
    is_none = not found.total
    return Page(
        asked,
        _problems(asked),
        wording.status(asked, found.counts),
        [] if is_none else [_group(name, kind, asked, found) for name, kind in GROUPS.items()],
        facets(asked),
        [Link(words_of(name, asked.filters[name]), _url(asked, **{name: ""})) for name in asked.filters],
        everything=_everything(asked) if asked.filters else None,
        suggestion=_suggestion(asked) if is_none and not asked.filters else None,
        any_word=_any_word(asked) if is_none and len(asked.query.terms) > 1 and not asked.query.any_word else None,
    )


def _group(name: str, kind: str, asked: Asked, found: Found) -> Group:
    count = found.counts.get(kind, 0)
    return Group(
        name=name,
        label=wording.group(name),
        count=count,
        counted=wording.counted(name, count),
        url=_url(asked, **{"in": name}),
        is_chosen=asked.group == name,
        rows=rows(kind, found.hits.get(kind, []), asked.query),
        none=wording.none(name, asked),
    )


def _everything(asked: Asked) -> Link:
    """Lead to the search without its filters, and say how much that finds."""
    total = finding.count(asked.query).total()
    return Link(wording.without_filters(total), _url(asked, **dict.fromkeys(asked.filters, "")))


def _suggestion(asked: Asked) -> Link | None:
    mended = suggest(asked.text, asked.query)
    return Link(mended, _url(asked, q=mended, **{"in": ""})) if mended else None


def _any_word(asked: Asked) -> Link | None:
    total = finding.count(Query(asked.query.terms, any_word=True), asked.filters).total()
    return Link(wording.with_any_word(total), _url(asked, match="any")) if total else None


def _url(asked: Asked, **changes: str) -> str:
    return f"{reverse('search')}?{urlencode(asked.parameters(**changes))}"
