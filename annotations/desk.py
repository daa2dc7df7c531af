"""The queues of the desk: which notes wait for whom, and what each still lacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from annotations import content as contents
from annotations import remarks, rendering
from annotations.content import Content, Known
from annotations.labels import KIND_CLASS
from annotations.models import Annotation, Version
from annotations.vocabulary import Kind, Status
from annotations.workflow import REVIEW
from edition.models import Article
from edition.people import public_names

LABELS = {
    "mine": gettext_lazy("Mine"),
    "review": gettext_lazy("To review"),
    "returned": pgettext_lazy("tab of the desk", "Returned"),
    "drafts": gettext_lazy("Drafts"),
}
# Of which queue a desk opens on the first that is not empty: what waits for someone comes before what is done.
FIRST = ("returned", "review", "drafts")
WORDS_SHOWN = 60
UNFINISHED = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)


@dataclass(frozen=True, slots=True)
class Row:
    """One note of a queue; `missing` says in two words each what it lacks."""

    note: Annotation
    kind: str
    kind_class: str
    words: str
    place: str
    authors: str
    at: datetime
    age: str
    state: str
    missing: list[str]
    own: bool
    content: Content
    remarks: int = 0


def queue(name: str, user: User) -> QuerySet[Annotation]:
    """Return the notes of the queue `name` for `user`, the one that has waited longest first."""
    notes = Annotation.objects.with_place()
    if name == "review":
        notes = notes.in_state(Status.SUBMITTED)
    elif name == "mine":
        notes = notes.filter(_is_author(user) | (~Q(revising="") & _has_hand(user)))
    else:
        notes = notes.in_state(Status.DRAFT if name == "drafts" else Status.RETURNED).filter(_started_by(user))
    last = Version.objects.filter(annotation=OuterRef("pk")).order_by("-number").values("at")[:1]
    return notes.annotate(at=Subquery(last)).order_by("at", "number")


def _started_by(user: User) -> Q:
    """New notes of an author, and of published notes the new versions in which the user had a hand."""
    return (_is_author(user) & Q(revising="")) | (~Q(revising="") & _has_hand(user))


def _is_author(user: User) -> Q:
    return Q(Exists(Annotation.authors.through.objects.filter(annotation=OuterRef("pk"), user=user)))


def _has_hand(user: User) -> Q:
    return Q(Exists(Version.objects.under_way().filter(annotation=OuterRef("pk"), by=user)))


def tabs(user: User) -> list[str]:
    """Return the names of the queues that `user` has."""
    return [name for name in LABELS if name != "review" or user.has_perm(REVIEW)]


def opens_on(counts: Mapping[str, int]) -> str:
    """Return the name of the queue that a desk opens on, of the numbers of notes by queue."""
    return next((name for name in FIRST if counts.get(name)), "mine")


def quietest() -> Article | None:
    """Return the article with the fewest published notes: where a note is wanted most."""
    notes = Count("revisions__spans__annotations", filter=Q(revisions__spans__annotations__status=Status.PUBLISHED))
    return Article.objects.published().annotate(notes=notes).order_by("notes", "number").first()


def next_to_review(user: User) -> Annotation | None:
    """Return the note that has waited longest for someone else's review, if any."""
    return queue("review", user).exclude(_is_author(user) | _has_hand(user)).first()


def rows(notes: Iterable[Annotation], user: User) -> list[Row]:
    """Return a row a note, in the given order."""
    found = list(notes)
    newest = Version.objects.filter(annotation__in=found, number=F("annotation__version"))
    versions = {version.annotation_id: version for version in newest}
    hands: dict[int, list[User]] = {note.pk: list(note.authors.all()) for note in found}
    for saved in Version.objects.under_way().filter(annotation__in=found).select_related("by").order_by("number"):
        if saved.by and saved.by not in hands[saved.annotation_id]:
            hands[saved.annotation_id].append(saved.by)
    open_remarks = remarks.counts(found)
    names = public_names(author for authors in hands.values() for author in authors)
    latest = {pk: Content.from_json(version.fields) for pk, version in versions.items()}
    known = contents.look_up(*latest.values())
    rows = []
    for note in found:
        authors = ", ".join(names[author.pk] or author.get_username() for author in hands[note.pk])
        is_own = user in hands[note.pk]
        lacking = missing(latest[note.pk], known) if note.state in UNFINISHED else []
        row = _row(note, latest[note.pk], versions[note.pk].at, authors, is_own, lacking)
        rows.append(replace(row, remarks=open_remarks.get(note.pk, 0)))
    return rows


def _row(note: Annotation, content: Content, at: datetime, authors: str, is_own: bool, lacking: list[str]) -> Row:
    return Row(
        note,
        str(Kind(content.kind).label),
        KIND_CLASS[Kind(content.kind)],
        rendering.shorten(note.span.exact, WORDS_SHOWN),
        place(note),
        authors,
        at,
        ago(at),
        str(Status(note.state).label),
        lacking,
        is_own,
        content,
    )


def ago(time: datetime) -> str:
    """Return how long ago `time` was, in its largest unit: 2 days ago."""
    if timezone.now() - time < timedelta(minutes=1):
        return _("just now")
    return _("%(age)s ago") % {"age": timesince(time, depth=1)}


def place(note: Annotation) -> str:
    """Return where a note stands, in words: Article 1 ¶5."""
    number, anchor = note.span.revision.article.number, note.span.passage.anchor
    return _("Article %(number)d %(where)s") % {"number": number, "where": rendering.name(anchor)}


def missing(content: Content, known: Known) -> list[str]:
    """Return in two words each what `content` lacks before it can go to readers; `known` is of all contents shown."""
    short = {
        "evidence": _("no source"),
        "finding": _("no finding"),
        "gist": _("no line"),
        "links": _("no passage"),
        "reading": _("no reading"),
        "correction_type": _("no type"),
        "verdict": _("no verdict"),
    }
    lacking = contents.problems(content, whole=True, known=known)
    there = {"finding": content.finding.strip(), "gist": content.gist.strip(), "evidence": content.evidence}
    return [_("something wrong") if there.get(name) else short.get(name, _("something wrong")) for name in lacking]
