"""Taking a step of the workflow back: for half a minute, by whoever took it, as one version more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import bylines, notices, workflow
from annotations import content as contents
from annotations.content import Content
from annotations.models import Annotation, Version
from annotations.searching import refresh_note
from annotations.vocabulary import Status
from edition.models import Article

SECONDS = 30
DONE = {
    "submit": gettext_lazy("Note %(number)d submitted."),
    "return": gettext_lazy("Note %(number)d returned."),
    "publish": gettext_lazy("Note %(number)d published."),
    "withdraw": gettext_lazy("Note %(number)d withdrawn."),
    "discard": gettext_lazy("New version of note %(number)d discarded. Readers see what they saw before."),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that may still be taken back: by a form that is sent with the version it made."""

    number: int
    version: int
    sentence: str
    seconds: int


def offers(by: User) -> list[Offer]:
    """Return the steps that `by` may still take back, the newest first."""
    now = timezone.now()
    found = Version.objects.filter(by=by, act__in=DONE, at__gt=now - timedelta(seconds=SECONDS))
    recent = found.select_related("annotation").order_by("-at")
    return [
        Offer(
            version.annotation.number,
            version.number,
            DONE[version.act] % {"number": version.annotation.number},
            SECONDS - int((now - version.at).total_seconds()),
        )
        for version in recent
        if version.annotation.version == version.number
    ]


def shown(by: User) -> dict[str, object]:
    """Return what the messages of a page need: the offers, and their sentences, which are not said twice."""
    found = offers(by)
    return {"undo": found, "undo_said": [offer.sentence for offer in found]}


@transaction.atomic
def undo(note: Annotation, by: User, *, started_from: int) -> Version:
    """Take back the step that made version `started_from` of `note`, the newest; return the version appended.

    What the step changed is as it was before, for readers and in the search as well; both versions stay in the
    list of versions. `note` is refreshed. Raises workflow.Refused.
    """
    note.refresh_from_db(from_queryset=Annotation.objects.select_for_update())
    undone = _undone(note, by, started_from)
    before = note.versions.get(number=undone.number - 1)
    shown = _shown_before(note, undone.number)
    touched = workflow.articles(note)
    note.version += 1
    note.withdrawn_because = ""
    if undone.act == "publish":
        _unpublish(note, shown, before)
    note.status = Status.PUBLISHED if shown else before.status
    note.revising = before.status if shown and before.status != Status.PUBLISHED else ""
    version = workflow.append(note, "undo", Content.from_json(before.fields), by, "")
    if undone.act in workflow.SHOWING:
        Article.objects.filter(pk__in=touched | workflow.articles(note)).touch()
        refresh_note(note)
    return version


def _undone(note: Annotation, by: User, started_from: int) -> Version:
    newest = note.versions.get(number=note.version)
    if started_from != newest.number:
        raise workflow.Clash(newest)
    if newest.by_id != by.pk:
        raise workflow.Forbidden(_("Only who took this step may undo it."))
    if newest.act not in DONE:
        raise workflow.WrongState(_("There is nothing to undo: the last step was a save, or was undone already."))
    if not by.has_perm(workflow.STEPS[newest.act].permission):
        raise workflow.Forbidden(_("Your account may not do this. Ask an administrator for the right to."))
    if timezone.now() - newest.at > timedelta(seconds=SECONDS):
        raise workflow.WrongState(
            _("A step can be undone for %(seconds)d seconds. Open note %(number)d to see what can be done now.")
            % {"seconds": SECONDS, "number": note.number}
        )
    return newest


def _shown_before(note: Annotation, number: int) -> Version | None:
    """Return the version that readers saw before version `number`, if they saw one."""
    texts = {line.version.number for line in bylines.publications(note) if line.is_text}
    earlier = [v for v in bylines.kept(note.versions.all()) if v.number < number and (v.number in texts or _merged(v))]
    return earlier[-1] if earlier else None


def _merged(version: Version) -> bool:
    """Whether readers saw these words because a source or a tag was merged, which is no publication."""
    return version.act == "merge" and version.status == Status.PUBLISHED


def _unpublish(note: Annotation, shown: Version | None, before: Version) -> None:
    """Make the row what it was before it was published: the words, dates and authors that readers saw, or none."""
    note.public_version = shown.number if shown else 0
    earlier = [line for line in bylines.publications(note) if shown and line.version.number <= shown.number]
    # A move to a newer text is no review.
    reviews = [line.version.at for line in earlier if line.version.act in ("publish", "load")]
    note.reviewed_at = reviews[-1] if reviews else None
    note.published_at = note.published_at if shown else None
    changed = notices.changes(earlier)
    note.verdict_changed = changed[-1].stored() if changed else None
    # The row must be as its constraints want it at every write: first the state, then the words.
    note.status = Status.PUBLISHED if shown else before.status
    note.revising = before.status if shown else ""
    contents.write(note, Content.from_json((shown or before).fields))
    if earlier:  # hands of after the last publication, whatever was merged since
        note.authors.remove(*_new_hands(note, earlier[-1].version.number))


def _new_hands(note: Annotation, shown: int) -> set[int]:
    """Return the keys of those whose first words in the note came after the version `shown`."""
    saves = note.versions.filter(act__in=workflow.WRITING, by__isnull=False)
    earlier = set(saves.filter(number__lte=shown).values_list("by_id", flat=True))
    later = set(saves.filter(number__gt=shown).values_list("by_id", flat=True))
    return {key for key in later - earlier if key is not None}
