"""The style sheets of the site, as files of the bundle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.templatetags.static import static

CSS = "edition/css"
ICON = "edition/favicon.svg"


@dataclass(frozen=True, slots=True)
class Style:
    """A style sheet of a page: the name of its file, and for which media it is."""

    name: str
    media: str = ""


def folder() -> Path:
    """Return the folder of the package in which its static files lie."""
    return Path(apps.get_app_config("edition").path) / "static"


class NotCollected(Exception):
    """The addresses of static files are not known: they were not collected."""


def names() -> dict[str, str]:
    """Return the name of each style sheet by the address at which the site serves it; raises NotCollected."""
    try:
        return _names(static(f"{CSS}/base.css"))
    except ValueError as error:
        raise NotCollected(f"{error}. Run manage.py collectstatic first.") from None


@cache
def _names(_one_address: str) -> dict[str, str]:
    return {static(f"{CSS}/{path.name}"): path.name for path in sorted((folder() / CSS).glob("*.css"))}


def of_names(*wanted: str) -> list[Style]:
    """Return the style sheets of these names, and that for print."""
    return [*(Style(f"{name}.css") for name in wanted), Style("print.css", "print")]


def of_addresses(links: Iterable[tuple[str, str]]) -> list[Style]:
    """Return the style sheets at these addresses, each with its media; what is not the site's own is left out."""
    known = names()
    return [Style(known[address], media) for address, media in links if address in known]
