"""What joins two texts: the words at both ends, the relation as each end words it, and the marks in the texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.contradictions import Range
from annotations.escaping import escape
from annotations.listing import Spot
from annotations.models import Claim
from edition.models import Span
from edition.texts.weaving import Mark

End = tuple[Span, Spot]


@dataclass(slots=True)
class Join:
    """One join. Links have one span at either end; a point has as many as there are accounts of it."""

    relation: str
    left_word: str
    right_word: str
    lefts: list[End]
    rights: list[End]
    note: int | None = None
    about: str = ""
    claim: Claim | None = None
    letter: str = ""

    @property
    def left(self) -> list[Span]:
        return [span for span, _spot in self.lefts]

    @property
    def right(self) -> list[Span]:
        return [span for span, _spot in self.rights]

    @property
    def ends(self) -> list[Range]:
        """The ranges of all its spans."""
        return [(span.revision_id, span.start, span.end) for span in (*self.left, *self.right)]


def marks(joins: Iterable[Join], side: str) -> list[Mark]:
    """Return the marks of one side, "left" or "right": each ends in its letter, which leads to the other side."""
    found = []
    for join in joins:
        spans = join.left if side == "left" else join.right
        for number, span in enumerate(spans, 1):
            found.append(_mark(join, side, span, number))
    return found


def _mark(join: Join, side: str, span: Span, number: int) -> Mark:
    other = "right" if side == "left" else "left"
    word = escape(join.left_word if side == "left" else join.right_word)
    place = f"{side}-{join.letter}" if number == 1 else f"{side}-{join.letter}-{number}"
    label = escape(_("%(letter)s: to the words in the other text") % {"letter": join.letter})
    opening = f'<span class="joined r-{join.relation}" data-n="{join.letter}">'
    after = (
        f'<a class="join" id="{place}" href="#{other}-{join.letter}" data-n="{join.letter}" data-editorial>'
        f'<b aria-hidden="true">{join.letter}</b><span class="vh">{label}. </span> {word}</a>'
    )
    return Mark(span.start, span.end, opening, "</span>", after)
