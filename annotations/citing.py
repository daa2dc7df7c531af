"""A note as a neutral record to cite: its editors, its gist, the words it stands on and their checksum."""

from typing import Any

from django.utils.translation import gettext as _

from annotations.models import Annotation
from edition.citations.record import Pinpoint, Record
from edition.models.texts import sha256

EDITION = "Sic"


def of_note(note: Annotation, base: str) -> Record:
    """Return the record of a public note. `base` is the site's address."""
    span = note.span
    article = span.revision.article
    digest = sha256(span.exact.encode())
    pinpoint = Pinpoint(
        article.title,
        article.number,
        span.revision.number,
        span.passage.anchor,
        span.exact,
        digest,
        note.number,
    )
    return Record(f"sic-note-{note.number}", _csl(note, base), pinpoint)


def _csl(note: Annotation, base: str) -> dict[str, Any]:
    csl: dict[str, Any] = {
        "type": "entry",
        "title": _title(note),
        "author": [{"literal": _byline(note)}],
        "container-title": EDITION,
        "URL": base + note.get_absolute_url(),
        "version": str(note.public_version),
        "language": "en",
    }
    if note.reviewed_at:
        day = note.reviewed_at.date()
        csl["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return csl


def _title(note: Annotation) -> str:
    """Name the note; the article's words stay out of the title, for styles change the capitals of titles."""
    title = _("Note %(number)d: %(kind)s") % {"number": note.number, "kind": note.get_kind_display().lower()}
    return f"{title}, {note.get_verdict_display().lower()}" if note.verdict else title


def _byline(note: Annotation) -> str:
    acts = ("save", "revise", "load")
    names = note.versions.filter(act__in=acts, number__lte=note.public_version).order_by("number")
    return ", ".join(dict.fromkeys(names.values_list("by_name", flat=True))) or _("The editors")
