"""All pages of the bundle, written into a folder; memory holds the names of their places, and one page at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from annotations.bundle.site import pages, styles
from annotations.bundle.site.citations import everything
from annotations.bundle.site.fetching import fetch
from annotations.bundle.site.pages import Page
from annotations.bundle.site.places import FIXED, SITE, Places, link
from annotations.bundle.site.shell import Shell
from edition.models import Revision


class SiteWriter:
    """Writes the site below `folder`, in which the names of files are those below data/."""

    def __init__(self, folder: Path, base: str, day: date | None) -> None:
        self.folder, self.base, self.shell = folder, base, Shell(base, day)
        self.places = Places()
        self.ids: dict[str, set[str]] = {}
        self.led: dict[str, set[str]] = {}

    def write(self) -> None:
        """Write every page, style sheet and file of citations; raises PageError, StyleError and NotCollected."""
        self._copy_styles()
        with override(settings.LANGUAGE_CODE):
            for address in self._addresses():
                self._fetch(address)
            for one in everything(self.base):
                self._keep(self.shell.cited(one))
                for _label, name, pieces in one.files:
                    self._put(name, "".join(pieces))
            revisions = Revision.objects.defer("original", "text").select_related("article__work")
            self._keep(self.shell.verify(revisions))
        self._mend()

    def _addresses(self) -> Iterator[str]:
        """Give the addresses of the pages that are shown as the site shows them."""
        yield from (reverse(name) for name in [*FIXED, "cite_bibliography"] if name != "verify")
        yield from (reverse("revision", args=text) for text in sorted(self.places.texts))
        for kind, keys in self.places.there.items():
            yield from (reverse(kind, args=[key]) for key in sorted(keys))
        yield from (reverse("history", args=[number]) for number in sorted(self.places.there["note"]))

    def _fetch(self, address: str) -> None:
        """Keep the page at an address, and the further pages of its list."""
        file = self.places.of(address)
        if file is None or file in self.ids:
            return
        page = pages.made(file, address, fetch(self.base, address), self.places)
        self._keep(page)
        for further in page.links.values():
            if "?page=" in further:
                self._fetch(further.partition("#")[0])

    def _keep(self, page: Page) -> None:
        self._put(page.file, self.shell.whole(page))
        self.ids[page.file] = page.ids | {"main"}
        for target in page.links:
            file, _mark, fragment = target.partition("#")
            if fragment and file != page.file:
                self.led.setdefault(target, set()).add(page.file)

    def _put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def _mend(self) -> None:
        """Let links to a place that its page does not have here lead to the page."""
        for target, files in self.led.items():
            file, _mark, fragment = target.partition("#")
            if fragment not in self.ids.get(file, ()):
                for page in files:
                    text = (self.folder / page).read_bytes().decode()
                    self._put(page, text.replace(f'href="{link(page, target)}"', f'href="{link(page, file)}"'))

    def _copy_styles(self) -> None:
        (self.folder / SITE / "css").mkdir(parents=True)
        for name in sorted(styles.names().values()):
            shutil.copyfile(styles.folder() / styles.CSS / name, self.folder / SITE / "css" / name)
        shutil.copyfile(styles.folder() / styles.ICON, self.folder / SITE / "favicon.svg")
