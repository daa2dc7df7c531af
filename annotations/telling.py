"""What is said of things that moved to a newer text: why, how surely, from where to where."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.content import Content
from annotations.models import Version
from annotations.rendering import name
from annotations.vocabulary import CARRY, MOVES
from edition.models import Carriage, Span

# The codes of `edition.texts.carrying`, and that of `carrying.SHARED`.
REASONS = {
    "unmoved": gettext_lazy("the same words in the same place"),
    "same-words": gettext_lazy("the same words"),
    "surroundings": gettext_lazy("the same words, but other words beside them"),
    "repeated": gettext_lazy("the words stand more than once"),
    "typography": gettext_lazy("the same words with other quotation marks, dashes or blanks"),
    "edited-words": gettext_lazy("the words themselves were changed"),
    "replaced-words": gettext_lazy("the words were replaced, those beside them are the same"),
    "same-words-elsewhere": gettext_lazy("the same words, in another paragraph"),
    "similar-words": gettext_lazy("similar words, in another paragraph"),
    "gone": gettext_lazy("nothing like the words was found"),
    "shared": gettext_lazy("two places would come to the same words"),
}


def reason_words(code: str) -> str:
    """Return why something was carried, proposed or left without a place."""
    return str(REASONS.get(code, code))


def place_words(span: Span) -> str:
    """Return where a span stands: Article 1 ¶5, text version 1."""
    return _("Article %(number)d %(where)s, text version %(version)d") % {
        "number": span.revision.article.number,
        "where": name(span.passage.anchor),
        "version": span.revision.number,
    }


def told(version: Version) -> str:
    """Return what a version did that moved a note: Carried to text version 2: same words, score 1.00.

    Returns '' for the versions of any other act.
    """
    if version.act not in MOVES:
        return ""
    row = _carriage(version)
    place = Content.from_json(version.fields).place
    facts: dict[str, Any] = {"number": row.revision.number if row else place.revision}
    if row is None:
        return _("Put on other words of text version %(number)d by hand.") % facts
    facts |= {"reason": reason_words(row.reason), "score": f"{row.score:.2f}"}
    if version.act == CARRY:
        return _("Carried to text version %(number)d: %(reason)s, score %(score)s.") % facts
    return _("Confirmed in text version %(number)d: %(reason)s, score %(score)s.") % facts


def _carriage(version: Version) -> Carriage | None:
    """Return what the machine had found for the words that a version moved, where it put them there."""
    new = Content.from_json(version.fields)
    before = version.annotation.versions.filter(number__lt=version.number).exclude(at=version.at)
    last = before.order_by("-number").values_list("fields", flat=True).first()
    old = Content.from_json(last) if last else new
    pairs = [(old.place, new.place), *((a.target, b.target) for a, b in zip(old.links, new.links, strict=False))]
    for was, now in pairs:
        if was != now:
            rows = Carriage.objects.select_related("revision").filter(
                to_span__revision__article__slug=now.article,
                to_span__revision__number=now.revision,
                to_span__start=now.start,
                to_span__end=now.end,
            )
            return rows.filter(span__start=was.start, span__end=was.end).first()
    return None
