"""Refusals and findings of the intake in the reader's language: the one module of the intake that knows Django."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from edition.intake.errors import SENTENCES, IntakeError

# How the encoding of a text was found.
FOUND = {
    "declared": _("as you chose"),
    "bom": _("by the mark at the file's beginning"),
    "utf-8": _("the bytes are valid UTF-8"),
    "meta": _("as the file says itself"),
    "detected": _("guessed from the bytes"),
    "fixed": _("as the format prescribes"),
}


def sentence(error: IntakeError) -> str:
    """Return why something was refused and what to do, in the language of the page."""
    return gettext(SENTENCES[error.code]) % error.values


def found(how: str) -> str:
    """Return how an encoding was found, in words; `how` is that of a Reading."""
    return str(FOUND[how])
