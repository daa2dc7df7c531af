"""What was not understood of a bibliography, in the reader's language: each sentence says what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from edition.citations.intake import MOST_BYTES, MOST_ENTRIES, Problem
from edition.citations.intake.batch import DEEPEST, LONGEST
from edition.numbers import grouped

SENTENCES: dict[str, Promise] = {
    "too-large": _("The bibliography has more than %(bytes)s bytes. Divide it into smaller files."),
    "too-many": _("There are more than %(entries)s entries. Those after them were not read: divide the file."),
    "too-deep": _("Braces are nested more than %(deepest)s deep. Check the file: a brace may not be closed."),
    "too-long": _("A field has more than %(longest)s characters (%(value)s). Shorten it; nothing was read."),
    "no-text": _("The file is no text that can be read here: %(value)s"),
    "empty": _("There is nothing to read. Paste an entry, or choose a file."),
    "unknown-format": _("This is neither BibTeX nor RIS nor CSL-JSON. Copy a whole entry, from its first sign on."),
    "no-entries": _("There is no entry in it. Copy a whole entry, from its first sign on."),
    "no-json": _("This is no JSON that can be read. Copy it whole, from the first bracket to the last."),
    "no-object": _("Item %(entry)s is no record. Check the file."),
    "no-title": _("The entry has no title. Add one: every source needs it."),
    "no-end": _("The reference does not end with ER. It was read as far as it goes: look it through."),
    "broken": _("An entry could not be read. Check its braces, quotes and commas: %(value)s"),
    "ignored": _("These words belong to no entry and were left out: %(value)s"),
    "parentheses": _("An entry stands in round brackets. Put it into braces: { and }."),
    "key-twice": _("The key “%(entry)s” stands twice in the file. Both entries were read."),
    "field-twice": _("A field stands twice in the entry (%(value)s). The first was taken."),
    "unknown-string": _("The abbreviation “%(value)s” is not defined in the file. It was taken as it stands."),
    "unknown-type": _("The type “%(value)s” is not known. Choose the type of the source."),
}
REASONS: dict[str, Promise] = {
    "doi": _("same DOI"),
    "isbn": _("same ISBN"),
    "url": _("same address"),
    "title": _("nearly the same title"),
}


def sentence(problem: Problem) -> str:
    """Return what is wrong and what to do, with the line and the entry it is about."""
    values = {
        "entry": problem.entry,
        "value": problem.value,
        "bytes": grouped(MOST_BYTES),
        "entries": grouped(MOST_ENTRIES),
        "deepest": grouped(DEEPEST),
        "longest": grouped(LONGEST),
    }
    said = str(SENTENCES[problem.code]) % values
    where = gettext("Line %(number)d") % {"number": problem.line} if problem.line else ""
    named = f"“{problem.entry}”" if problem.entry and f"“{problem.entry}”" not in said else ""
    place = ", ".join(filter(None, (where, named)))
    return f"{place}: {said}" if place else said


def reason(code: str) -> str:
    """Return why a work may be the same as another."""
    return str(REASONS[code])
