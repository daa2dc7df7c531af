"""What the editors wrote as neutral records to cite: a note with the words it stands on, a topic, a claim.

Topics and claims are entries of the edition: the question is the title, and who saved them at the desk their authors.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from annotations.bylines import byline
from annotations.models import Annotation, Claim, Topic
from annotations.searching import plain
from annotations.vocabulary import Status
from edition import versions
from edition.citations.record import Pinpoint, Record
from edition.models import RecordVersion
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


@override(settings.LANGUAGE_CODE)
def of_topic(topic: Topic, base: str) -> Record:
    """Return the record of a topic; its abstract is what the sources say. `base` is the site's address."""
    return of_topics([topic], base)[0]


@override(settings.LANGUAGE_CODE)
def of_topics(topics: Sequence[Topic], base: str) -> list[Record]:
    """Return the records of topics, in their order, with one query for who saved them."""
    kind = RecordVersion.Kind.TOPIC
    saved = versions.of_many(kind, [topic.slug for topic in topics])
    return [_entry(kind, topic, plain(topic.record_html), base, saved[topic.slug]) for topic in topics]


@override(settings.LANGUAGE_CODE)
def of_claim(claim: Claim, base: str) -> Record:
    """Return the record of a claim; its abstract is the value that the sources support. `base` as for a topic."""
    return of_claims([claim], base)[0]


@override(settings.LANGUAGE_CODE)
def of_claims(claims: Sequence[Claim], base: str) -> list[Record]:
    """Return the records of claims, in their order, with one query for who saved them."""
    kind = RecordVersion.Kind.CLAIM
    saved = versions.of_many(kind, [claim.slug for claim in claims])
    return [_entry(kind, claim, claim.checked_value, base, saved[claim.slug]) for claim in claims]


def _entry(kind: str, row: Topic | Claim, abstract: str, base: str, saved: Sequence[RecordVersion]) -> Record:
    """Return an entry of the ledger; one that was never saved at the desk has no date, for none is known."""
    names = dict.fromkeys(map(_saver, reversed(saved))) or [_("The editors")]
    csl: dict[str, Any] = {
        "type": "entry",
        "title": row.question,
        "author": [{"literal": name} for name in names],
        "container-title": EDITION,
        "URL": base + row.get_absolute_url(),
        "language": "en",
    }
    if saved:
        csl["issued"] = _day(saved[0].at)
    if abstract:
        csl["abstract"] = " ".join(abstract.splitlines())
    return Record(f"sic-{kind}-{row.slug}", csl)


def _saver(version: RecordVersion) -> str:
    """Return the name of who saved a version as readers may see it: a login name is never shown."""
    return version.by_name or (_("An editor") if version.by_id else _("The editors"))


def _day(at: datetime) -> dict[str, Any]:
    day = at.date()
    return {"date-parts": [[day.year, day.month, day.day]]}


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
        csl["issued"] = _day(note.reviewed_at)
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
