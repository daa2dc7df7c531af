"""Long lists by pages: which rows a page holds, and the ways to the pages around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from annotations.rendering import shorten

Row = TypeVar("Row")

ON_A_PAGE = 100
LONGEST = 40  # characters of what was asked for that a sentence repeats


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """One page of a list: its rows, its number and that of the last; `remark` says that another was asked for.

    `previous` and `following` are the addresses of the pages around it, '' where there is none.
    """

    rows: Sequence[Row]
    number: int
    last: int
    previous: str
    following: str
    remark: str

    @property
    def position(self) -> str:
        """Return the place of the page among all; '' where it is the only one."""
        return _("Page %(page)d of %(last)d") % {"page": self.number, "last": self.last} if self.last > 1 else ""


def paged(rows: Sequence[Row], query: QueryDict, kept: Mapping[str, str]) -> Paged[Row]:
    """Return the page of `rows` that ?page= names; the last where there is none of that number, and the first where
    it is no number. `kept` are the other parameters of the list's address.
    """
    last, asked = max(1, -(-len(rows) // ON_A_PAGE)), query.get("page", "1")
    number, remark = _number(asked, last)
    first = (number - 1) * ON_A_PAGE
    return Paged(
        rows[first : first + ON_A_PAGE],
        number,
        last,
        url(number - 1, kept) if number > 1 else "",
        url(number + 1, kept) if number < last else "",
        remark,
    )


def _number(asked: str, last: int) -> tuple[int, str]:
    """Return the page to show, and in a sentence why it is not the one that was asked for."""
    shown = shorten(asked.replace("\x00", ""), LONGEST)
    if not (asked.isascii() and asked.isdecimal() and asked.strip("0")):
        return 1, _("“%(page)s” is no number of a page: the first is shown.") % {"page": shown}
    if len(asked.lstrip("0")) > len(str(last)) or int(asked) > last:
        return last, _("There is no page %(page)s: this is the last.") % {"page": shown}
    return int(asked), ""


def place(index: int, name: str, kept: Mapping[str, str]) -> str:
    """Return the address of the element `name` in the row at `index`, from 0, from any page of the list."""
    page = index // ON_A_PAGE + 1
    return f"{url(page, kept)}#{name}"


def url(number: int, kept: Mapping[str, str]) -> str:
    """Return the address of a page, with the other parameters of the list."""
    pairs = {name: value for name, value in kept.items() if value} | ({"page": str(number)} if number > 1 else {})
    return f"?{urlencode(pairs)}" if pairs else "."
