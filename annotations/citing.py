"""A note as a neutral record to cite: its editors, its gist, the words it stands on and their checksum."""

from typing import Any

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from annotations.bylines import byline
from annotations.models import Annotation
from annotations.vocabulary import Status
from edition.citations.record import Pinpoint, Record
from edition.models.texts import sha256

EDITION = "Sic"


@override(settings.LANGUAGE_CODE)
def of_note(note: Annotation, base: str) -> Record:
    """Return the record of a public note, the same in every language. `base` is the site's address."""
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
        "author": [{"literal": name} for name in byline(note)],
        "container-title": EDITION,
        "URL": base + note.get_absolute_url(),
        "language": "en",
    }
    if note.reviewed_at:
        day = note.reviewed_at.date()
        csl["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if sentence := withdrawal(note):
        csl |= {"status": "withdrawn", "note": sentence}
    return csl


def _title(note: Annotation) -> str:
    """Name the note; the article's words stay out of the title, for styles change the capitals of titles."""
    title = _("Note %(number)d: %(kind)s") % {"number": note.number, "kind": note.get_kind_display().lower()}
    title = f"{title}, {note.get_verdict_display().lower()}" if note.verdict else title
    # Few styles print a status or a note: in the title no reader of a reference list misses it.
    return _("%(title)s [withdrawn]") % {"title": title} if note.status == Status.WITHDRAWN else title


def withdrawal(note: Annotation) -> str:
    """Return the sentence that a note was withdrawn, when (where it was here) and why; "" for a published one."""
    if note.status != Status.WITHDRAWN:
        return ""
    step = note.versions.filter(act="withdraw").order_by("number").last()
    if step is None:
        return _("Withdrawn: %(why)s") % {"why": note.withdrawn_because}
    day = formats.date_format(timezone.localtime(step.at), "DATE_FORMAT")
    return _("Withdrawn on %(day)s: %(why)s") % {"day": day, "why": note.withdrawn_because}
