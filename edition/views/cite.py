"""The pages of citations: one thing in every style, and a list of things in one style, each to be copied or saved.

The files that they lead to are made in `edition.views.cite_files`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edition import references
from edition.citations import lists
from edition.citations.record import Record, missing
from edition.citations.registry import FORMATS, Format
from edition.citations.styles import STYLES, Formatted, StyleError
from edition.languages import in_language, without_language
from edition.views.cite_files import Refused, cited, many, one, plainly, shape_of, shown, unavailable

__all__ = ["Refused", "base", "data_formats", "many", "one", "page", "plainly", "shape_of", "shown"]

MOST_SHOWN = 200  # entries of a list on its page; its files hold all
# In these a work is cited in a note at the foot of the page.
OF_NOTES = frozenset({"chicago-notes"})
RICH = (("HTML", "html"), ("RTF", "rtf"))  # names of formats, the same in every language
MISSING = {
    "no-author": gettext_lazy("No author is given."),
    "no-date": gettext_lazy("The date of publication is not known."),
    "no-container": gettext_lazy("Where it was published is not known."),
    "no-publisher": gettext_lazy("The publisher is not known."),
    "no-url": gettext_lazy("No address is known."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One style on the page of one thing."""

    slug: str
    label: str
    edition: str
    whole: Formatted
    inline: Formatted
    inline_is: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing of a list: its record, and the path of its page, in English."""

    record: Record
    path: str


def base(request: HttpRequest) -> str:
    """Return the address of the site without a slash at its end, for the URLs and identifiers that are carried away.

    It is SITE_URL: one thing has one name, by whichever host it was asked for. Without it, it is the request's.
    """
    return settings.SITE_URL or request.build_absolute_uri("/")[:-1]


def data_formats() -> list[Format]:
    """Return the formats that reference managers read."""
    return [form for form in FORMATS.values() if form.kind == "data"]


def page(request: HttpRequest, record: Record, context: dict[str, Any]) -> HttpResponse:
    """The cite page of one record: every style, each to be copied, what is missing, and the files.

    `context` holds `what` is cited and the address `back` to it.
    """
    try:
        rows = [_row(record, slug) for slug in STYLES]
    except StyleError:
        return unavailable()
    context |= {
        "record": record,
        "rows": rows,
        "missing": [str(MISSING[code]) for code in missing(record)],
        "files": data_formats(),
        "rich": RICH,
        "folder": without_language(request.path),
        "markable": without_language(context["back"]),
    }
    return render(request, "edition/cite.html", context)


def _row(record: Record, style: str) -> Row:
    made = references.formatted([record], style)[0]
    inline_is = _("In a footnote") if style in OF_NOTES else _("In the text")
    return Row(style, STYLES[style].label, STYLES[style].edition, made, cited(made), inline_is)


def list_page(
    request: HttpRequest, entries: Sequence[Listed], context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The cite page of a list: its entries in one ?style=, and the files; raises Refused for an unknown style.

    `context` holds `what` is cited, `back`, `sentences` about the list, and the `query` of its address as pairs. A
    reader's own list, `is_marked`, is in the order of the style.
    """
    style = request.GET.get("style", next(iter(STYLES)))
    if style not in STYLES:
        known = {"style": shown(style), "known": ", ".join(STYLES)}
        raise Refused(_("There is no style “%(style)s”. Styles are: %(known)s.") % known)
    try:
        made = references.in_list([entry.record for entry in entries], style) if entries else []
        places = lists.order(made, style) if context.get("is_marked") else range(len(made))
    except StyleError:
        return unavailable()
    query: list[tuple[str, str]] = context.setdefault("query", [])
    context |= {
        "entries": _in_places(entries, lists.numbered([made[place] for place in places], style), places),
        "styles": [
            (each.label, f"{request.path}?{urlencode([*query, ('style', slug)])}", slug == style)
            for slug, each in STYLES.items()
        ],
        "style": FORMATS[style],
        "files": data_formats(),
        "folder": without_language(request.path),
        "asked": f"?{urlencode(query)}" if query else "",
        "media": [(words, f"?{urlencode([*query, *extra])}") for words, extra in _media()],
    }
    return render(request, "edition/cite_list.html", context, status=status)


def _in_places(
    entries: Sequence[Listed], made: Iterable[Formatted], places: Iterable[int]
) -> list[tuple[Listed, str, Formatted]]:
    return [(entries[place], _here(entries[place].path), one) for place, one in zip(places, made, strict=True)]


def _here(path: str) -> str:
    return in_language(path, get_language() or settings.LANGUAGE_CODE)


def _media() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the ways to take a style away, with what each adds to the address."""
    return [
        (_("Text"), [("as", "text")]),
        *((label, [("as", medium)]) for label, medium in RICH),
        (_("as cited in a text"), [("part", "inline")]),
    ]
