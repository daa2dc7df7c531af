"""What stands around every page of the bundle: head, bar and foot; and the pages that only the bundle has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from annotations.bundle.site.citations import Cited
from annotations.bundle.site.pages import Page
from annotations.bundle.site.places import SITE, link, text_files, text_stem
from annotations.bundle.site.styles import of_names
from edition.models import Revision

SECTIONS = {
    "articles": _("Articles"),
    "topics": _("Topics"),
    "bibliography": _("Bibliography"),
    "tags": _("Tags"),
    "map": _("Map of the edition"),
    "about": _("About"),
    "verify": _("Verify"),
}
STYLES = ("base", "reading", "notes", "pages", "cite")


class Shell:
    """Puts pages into their frame; `base` is the address of the site, `day` the last change of what it says."""

    def __init__(self, base: str, day: date | None) -> None:
        self.base, self.day = base, day

    def whole(self, page: Page) -> str:
        """Return the page as a whole HTML document."""
        with override(settings.LANGUAGE_CODE):
            sections = [(f"{name}.html", gettext(words)) for name, words in SECTIONS.items()]
            up = link(page.file, f"{SITE}/index.html").removesuffix("index.html")
            section = page.section.removeprefix(f"{SITE}/")
            context = {"page": page, "up": up, "sections": sections, "section": section}
            return render_to_string("annotations/bundle/page.html", context | {"base": self.base, "day": self.day})

    def cited(self, one: Cited) -> Page:
        """Return the page of the citations of one thing."""
        context = {
            "one": one,
            "back": link(one.file, one.back),
            "files": [(label, link(one.file, file)) for label, file, _data in one.files],
            "passages": one.of_passages(),
        }
        made = self._own(one.file, "cite", context, one.what)
        made.ids, made.links = set(one.passages), dict.fromkeys((f"{one.back}#{name}" for name in one.passages), "")
        return made

    def verify(self, revisions: Iterable[Revision]) -> Page:
        """Return the page that tells how to verify the bundle, with the checksums of the texts."""
        file = f"{SITE}/verify.html"
        texts = [(one, self._files(file, one)) for one in revisions]
        return self._own(file, "verify", {"texts": texts}, gettext("Verify this copy"))

    @staticmethod
    def _files(page: str, one: Revision) -> dict[str, str]:
        files = text_files(one.article.slug, one.number, one.file_name)
        reading = f"{SITE}/articles/{text_stem(one.article.slug, one.number)}.html"
        return {name: link(page, file) for name, file in {**files, "reading": reading}.items()}

    def _own(self, file: str, name: str, context: dict[str, Any], title: str) -> Page:
        main = render_to_string(f"annotations/bundle/{name}.html", context)
        return Page(file, f"{title} · Sic", title, main, styles=of_names(*STYLES))
