"""What was found, in sentences: of foldings, of changes, of quotations that cannot be looked for."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edition.numbers import grouped_lazily
from edition.quotations.finding import CHANGED, EXACT, FOLDED, NOT_FOUND
from edition.texts.quotations import LONGEST
from edition.texts.rewording import Piece

FOLDINGS = {
    "hyphenation": gettext_lazy("words cut at the ends of lines"),
    "brackets": gettext_lazy("letters in brackets"),
    "quotes": gettext_lazy("kinds of quote marks and apostrophes"),
    "dashes": gettext_lazy("kinds of dashes and hyphens"),
    "spaces": gettext_lazy("blanks and line breaks"),
    "ellipses": gettext_lazy("three dots for an ellipsis"),
    "hidden": gettext_lazy("characters that are not seen, such as soft hyphens"),
    "ligatures": gettext_lazy("joined letters"),
    "case": gettext_lazy("capital and small letters"),
    "accents": gettext_lazy("accents"),
    "composition": gettext_lazy("the same letters in other Unicode characters"),
}
STATUSES = {
    EXACT: gettext_lazy("Exact"),
    FOLDED: gettext_lazy("Exact after folding"),
    CHANGED: gettext_lazy("Changed"),
    NOT_FOUND: gettext_lazy("Not in the edition"),
}
MEANINGS = {
    EXACT: gettext_lazy("These words stand in the edition, character for character."),
    FOLDED: gettext_lazy("The same words stand in the edition; only how they are written differs."),
    CHANGED: gettext_lazy("Words like these stand in the edition, but not these words."),
    NOT_FOUND: gettext_lazy("No text of the edition holds these words or words much like them."),
}
REFUSALS = {
    "missing": gettext_lazy("Give the words to look for as “quote”."),
    "empty": gettext_lazy("There are no words to look for. Paste the quotation."),
    "no-words": gettext_lazy("There is no letter and no digit in the quotation. Paste some words of it."),
    "nul": gettext_lazy("The quotation holds a NUL character, which no text has. Copy the words again."),
    "surrogate": gettext_lazy("The quotation holds half of a character (a lone surrogate). Copy the words again."),
    "too-long": format_lazy(
        gettext_lazy("The quotation is longer than {most} characters. Verify it in parts."),
        most=grouped_lazily(LONGEST),
    ),
}


def folded(names: Sequence[str]) -> str:
    """Return in what stored and quoted words differ, as a list in words."""
    return ", ".join(str(FOLDINGS[name]) for name in names)


def changes(pieces: Sequence[Piece]) -> Iterator[SafeString]:
    """Yield a sentence for every change, in the order of the text, as HTML: the words keep their own direction."""
    rest = list(pieces)
    while rest:
        piece = rest.pop(0)
        stored = quoted = piece.words.strip()
        if piece.kind == "deleted" and rest and rest[0].kind == "inserted":
            quoted = rest.pop(0).words.strip()
            yield _said(_("The text has “{stored}”, the quotation “{quoted}”."), stored, quoted)
        elif piece.kind == "deleted":
            yield _said(_("The quotation leaves out “{stored}”."), stored, quoted)
        elif piece.kind == "inserted":
            yield _said(_("The quotation adds “{quoted}”."), stored, quoted)


def _said(sentence: str, stored: str, quoted: str) -> SafeString:
    words = {name: format_html("<bdi>{}</bdi>", each) for name, each in (("stored", stored), ("quoted", quoted))}
    return format_html(sentence, **words)
