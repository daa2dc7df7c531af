"""One passage of a page as HTML: its number with the menu behind it, its words, and the notes that end in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from edition.models import Revision

ITEMS = frozenset({"list-item", "summary"})
# ISO 639 codes of languages, and ISO 15924 codes of scripts, that are written from right to left.
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "bal", "ckb", "dv", "fa", "he", "ks", "pnb", "prs", "ps", "sd", "ug", "ur", "yi"}
)
RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "nkoo", "syrc", "thaa"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What the passages of one page share: addresses, and the words of their menus with `%(name)s` in them.

    `voice` is the language and direction of the author's words, as attributes.
    """

    address: str
    annotate: str
    menu: str
    copy: str
    words: str
    cite: str
    open: str
    ledger: str
    add: str
    notes: str
    voice: str

    @classmethod
    def of(cls, revision: Revision, *, may_write: bool) -> Frame:
        """Return the frame for the passages of `revision`, in the language of the moment."""
        query = f"?a={revision.article.number}&amp;v={revision.number}&amp;p="
        return cls(
            address=revision.get_absolute_url(),
            annotate=reverse("annotate") + query if may_write else "",
            menu=escape(_("Paragraph %(name)s: link and cite")),
            copy=escape(_("Copy link to %(name)s")),
            words=escape(_("Copy the words of %(name)s")),
            cite=escape(_("Cite %(name)s")),
            open=escape(_("Open passage page")),
            ledger=escape(_("Claims in %(name)s")),
            add=escape(_("Annotate %(name)s")),
            notes=escape(_("Notes on %(name)s")),
            voice=voice(revision.article.work.csl),
        )


def paragraph(
    anchor: str, name: str, role: str, words: str, notes: list[str], frame: Frame, *, dense: bool, ledger: str = ""
) -> list[str]:
    """Return a passage in pieces; `words`, `notes` and the line `ledger` that leads to its claims are HTML.

    `dense` says that the notes outgrow the words.
    """
    named = {"name": name}
    claims = f'<a href="#claims-{anchor}">{frame.ledger % named}</a>' if ledger else ""
    annotate = f'<a href="{frame.annotate}{anchor}">{frame.add % named}</a>' if frame.annotate else ""
    opening = (
        f'<div class="para" id="{anchor}">\n'
        f'<details class="pmenu" data-editorial><summary aria-label="{frame.menu % named}">{label(anchor)}</summary>\n'
        f'<div class="pmenu-panel"><a href="#{anchor}" data-copy>{frame.copy % named}</a>'
        f'<button type="button" data-copy-words hidden>{frame.words % named}</button>'
        f'<a href="{frame.address}{anchor}/cite/" data-cite>{frame.cite % named}</a>'
        f'<a href="{frame.address}{anchor}/">{frame.open}</a>{claims}{annotate}</div></details>\n'
    )
    said = _words(role, words, frame.voice)
    if not notes:
        return [opening, said, f"\n{ledger}\n</div>\n"]
    beside = (
        f'\n{ledger}<div class="notes{" dense" if dense else ""}" role="group" aria-label="{frame.notes % named}" '
        "data-editorial>"
    )
    return [opening, said, beside, *notes, "</div>\n</div>\n"]


def label(anchor: str) -> str:
    """Return the number in the gutter: 5 for p5; other anchors as they are."""
    return anchor[1:] if anchor.startswith("p") else anchor


def voice(csl: Mapping[str, Any]) -> str:
    """Return the language and direction of a work's own words as attributes; English where it names no language."""
    language = str(csl.get("language") or "en")
    return f' lang="{escape(language)}" dir="{direction(language)}"'


def direction(language: str) -> str:
    """Return how a language is written, by the script that its tag names or else by the one it is known for.

    >>> direction("ur-PK"), direction("ur-Latn"), direction("pa-Arab"), direction("ru")
    ('rtl', 'ltr', 'rtl', 'ltr')
    """
    subtags = language.lower().replace("_", "-").split("-")
    scripts = [subtag for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if subtags[0] in RIGHT_TO_LEFT else "ltr"


def _words(role: str, words: str, voice: str) -> str:
    if role == "heading":
        return f'<h2 class="src"{voice}>{words}</h2>'
    return f'<p class="src{" item" if role in ITEMS else ""}"{voice}>{words}</p>'
