"""The numbered source list at the foot of a page: [n] by first use, each with its reference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from edition import markup
from edition.models import Work
from edition.references import fill


@dataclass(frozen=True, slots=True)
class Cited:
    """One source as it is cited: its number on this page, and its work."""

    number: int
    work: Work


class SourceList:
    """Numbers works as they are cited. `works` are all that may be, by key."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._known = {work.key: work for work in works}
        self._numbers: dict[str, int] = {}

    def cite(self, work: Work) -> Cited:
        """Return the citation of `work`, which gets the next number when it has none."""
        self._known.setdefault(work.key, work)
        return Cited(self._numbers.setdefault(work.key, len(self._numbers) + 1), work)

    def cite_all(self, works: Iterable[Work]) -> list[Cited]:
        """Return the citations of `works`, in their order."""
        return [self.cite(work) for work in works]

    def weave(self, html: str) -> str:
        """Return clean HTML with its placeholders filled: [n], or [n, p. 12], as links to the list."""
        return markup.fill(html, self._inline)

    def _inline(self, key: str, locator: str) -> str:
        if key not in self._known:
            return ""
        number = self.cite(self._known[key]).number
        where = f", {locator}" if locator else ""
        label = _("Source %(number)d") % {"number": number} + where
        return format_html('<a class="cite" href="#ref-{}" aria-label="{}">[{}{}]</a>', number, label, number, where)

    def entries(self) -> list[Cited]:
        """Return the list: every work that was cited, in order, each with its reference made."""
        listed = [Cited(number, self._known[key]) for key, number in self._numbers.items()]
        fill(cited.work for cited in listed)
        return listed
