"""One passage of a page as HTML: its number with the menu behind it, its words, and the notes that end in it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils.translation import gettext as _

from edition.models import Revision

ITEMS = frozenset({"list-item", "summary"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What the passages of one page share: addresses, and the words of their menus with `%(name)s` in them."""

    address: str
    annotate: str
    menu: str
    copy: str
    cite: str
    open: str
    add: str
    notes: str

    @classmethod
    def of(cls, revision: Revision, *, may_write: bool) -> Frame:
        """Return the frame for the passages of `revision`, in the language of the moment."""
        query = f"?a={revision.article.number}&amp;v={revision.number}&amp;p="
        return cls(
            address=revision.get_absolute_url(),
            annotate=reverse("annotate") + query if may_write else "",
            menu=escape(_("Paragraph %(name)s: link and cite")),
            copy=escape(_("Copy link to %(name)s")),
            cite=escape(_("Cite %(name)s")),
            open=escape(_("Open passage page")),
            add=escape(_("Annotate %(name)s")),
            notes=escape(_("Notes on %(name)s")),
        )


def paragraph(
    anchor: str, name: str, role: str, words: str, notes: list[str], frame: Frame, *, dense: bool
) -> list[str]:
    """Return a passage in pieces; `words` and `notes` are HTML, and `dense` says that the notes outgrow the words."""
    named = {"name": name}
    annotate = f'<a href="{frame.annotate}{anchor}">{frame.add % named}</a>' if frame.annotate else ""
    opening = (
        f'<div class="para{" pull" if role == "pull-quote" else ""}" id="{anchor}">\n'
        f'<details class="pmenu" data-editorial><summary aria-label="{frame.menu % named}">{label(anchor)}</summary>\n'
        f'<div class="pmenu-panel"><a href="#{anchor}" data-copy>{frame.copy % named}</a>'
        f'<a href="{frame.address}{anchor}/cite/" data-cite>{frame.cite % named}</a>'
        f'<a href="{frame.address}{anchor}/">{frame.open}</a>{annotate}</div></details>\n'
    )
    if not notes:
        return [opening, _words(role, words), "\n\n</div>\n"]
    beside = (
        f'\n<div class="notes{" dense" if dense else ""}" role="group" aria-label="{frame.notes % named}" '
        "data-editorial>"
    )
    return [opening, _words(role, words), beside, *notes, "</div>\n</div>\n"]


def label(anchor: str) -> str:
    """Return the number in the gutter: 5 for p5; other anchors as they are."""
    return anchor[1:] if anchor.startswith("p") else anchor


def _words(role: str, words: str) -> str:
    if role == "heading":
        return f'<h2 class="src">{words}</h2>'
    return f'<p class="src {role}{" item" if role in ITEMS else ""}">{words}</p>'
