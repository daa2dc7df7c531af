"""The workflow: one table of steps, and one function that takes a step.

A step is refused with a Refused that says why and what to do; nothing is then changed. Every step that is taken
appends a Version, so that who did what, when and why is never lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import content as contents
from annotations import staying
from annotations.content import Content, Known, Problems
from annotations.models import Annotation, Version
from annotations.notices import VerdictChange
from annotations.searching import refresh_note
from annotations.vocabulary import Status
from edition.models import Article
from edition.people import public_name

WRITING = frozenset({"save", "revise"})
SHOWING = frozenset({"publish", "withdraw"})  # what changes the words that readers see, and so what they find
WRITE, REVIEW = "annotations.write_note", "annotations.review_note"


class Refused(Exception):
    """A step that was not taken. The message says why and what to do."""


class Forbidden(Refused):
    """The user may not take this step."""


class WrongState(Refused):
    """The note is not in a state from which this step leads anywhere."""


class Incomplete(Refused):
    """The note, or the act, lacks something; `problems` lists sentences by field."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(" ".join(sentence for sentences in problems.values() for sentence in sentences))
        self.problems = problems


class Clash(Refused):
    """Someone saved in between, perhaps the same person in another window; `latest` is what was saved."""

    def __init__(self, latest: Version) -> None:
        super().__init__(
            _("%(name)s changed this note after you opened it. Both versions are shown: choose, and save again.")
            % {"name": latest.name}
        )
        self.latest = latest


@dataclass(frozen=True, slots=True)
class Step:
    """From which states a step leads to which; what it takes to take it.

    `own` is True for steps of the authors, False for steps that authors may not take, None for everyone's;
    `reason` asks for a word of why; `public` is for steps that keep the words readers see, whatever is under way;
    `under_way` for steps that there are only while a published note has a new version under way.
    """

    sources: frozenset[str]
    target: str
    permission: str
    own: bool | None = None
    reason: bool = False
    public: bool = False
    under_way: bool = False


STEPS = {
    "save": Step(frozenset({Status.DRAFT, Status.PUBLISHED}), Status.DRAFT, WRITE),
    "revise": Step(frozenset({Status.RETURNED}), Status.RETURNED, WRITE),
    "submit": Step(frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED, WRITE, own=True),
    "return": Step(frozenset({Status.SUBMITTED}), Status.RETURNED, REVIEW, own=False, reason=True),
    "publish": Step(frozenset({Status.SUBMITTED}), Status.PUBLISHED, REVIEW, own=False),
    "withdraw": Step(frozenset({Status.PUBLISHED}), Status.WITHDRAWN, REVIEW, reason=True, public=True),
    "discard": Step(frozenset({Status.DRAFT, Status.RETURNED}), Status.PUBLISHED, WRITE, public=True, under_way=True),
}


@transaction.atomic
def take(
    note: Annotation,
    act: str,
    by: User,
    *,
    started_from: int,
    why: str = "",
    content: Content | None = None,
) -> Version:
    """Take the step `act` on `note`, begun from its version number `started_from`; return the version appended.

    `content` is the new content of the steps "save" and "revise"; for any other ValueError is raised, for what is
    published is what was reviewed. `note` is refreshed. Raises Refused.
    """
    if content is not None and act not in WRITING:
        raise ValueError(f"The step “{act}” takes no content: it is about what was saved.")
    note.refresh_from_db(from_queryset=Annotation.objects.select_for_update())
    step = _step(note, act, by)
    if started_from != note.version:
        raise Clash(note.versions.get(number=note.version))
    if step.reason and not why.strip():
        raise Incomplete({"why": [_("Give a reason: it is shown with the note.")]})
    if content is not None:
        _refuse_to_move(note, content)
    content = content or _content(note, step)
    whole = step.target in {Status.SUBMITTED, Status.PUBLISHED}
    known = contents.look_up(content)
    if not step.public and (found := contents.problems(content, whole=whole, known=known)):
        raise Incomplete(found)
    if act in WRITING and note.status != Status.PUBLISHED:
        note.authors.add(by)
    seen = note.verdict if note.status == Status.PUBLISHED else ""
    stored = _move(note, step, content, known)
    if act == "publish" and seen and content.verdict not in {"", seen}:
        note.verdict_changed = VerdictChange(seen, content.verdict, timezone.now(), why.strip()).stored()
    at = note.reviewed_at if act == "publish" else None
    version = append(note, act, content, by, why, at=at, stored=stored and act in WRITING)
    if act in SHOWING:
        refresh_note(note)
    return version


def _refuse_to_move(note: Annotation, content: Content) -> None:
    before = Content.from_json(note.versions.get(number=note.version).fields)
    if found := staying.problems(content, before, was_shown=note.public_version > 0):
        raise Incomplete(found)


def _content(note: Annotation, step: Step) -> Content:
    """Return the content that a step leaves as it is: the one that readers see, or the newest."""
    number = note.public_version if step.public else note.version
    return Content.from_json(note.versions.get(number=number).fields)


def start(content: Content, by: User, why: str = "") -> Annotation:
    """Make a new note, a draft of `by`; `why` says where it comes from. Raises Refused."""
    if not by.has_perm(WRITE):
        raise Forbidden(_("Your account may not write notes. Ask an administrator to make you a contributor."))
    known = contents.look_up(content)
    if found := contents.problems(content, whole=False, known=known):
        raise Incomplete(found)
    for attempt in range(5):
        try:
            with transaction.atomic():
                note = Annotation(number=Annotation.objects.next_number(), version=1, created_at=timezone.now())
                note.key = f"note-{note.number}"
                contents.write(note, content, known)
                note.authors.add(by)
                append(note, "save", content, by, why, stored=True)
                return note
        except (IntegrityError, ValidationError):  # another editor took the number at the same moment
            if attempt == 4 or not Annotation.objects.filter(number=note.number).exists():
                raise
    raise AssertionError("unreachable")


@dataclass(frozen=True, slots=True)
class Publication:
    """How a note was published elsewhere: its number and key, when first and last, by whom, and why withdrawn."""

    number: int
    key: str
    first: datetime
    last: datetime
    by: str
    withdrawn_because: str = ""


@transaction.atomic
def enter(content: Content, published: Publication, coming: Collection[int] = ()) -> Annotation:
    """Make a note that was published elsewhere, as an edition folder gives it; raises Incomplete.

    `coming` are numbers of notes that it names as related and that will be entered in the same transaction. The
    search index is the caller's, who enters many.
    """
    if found := contents.problems(content, whole=True, coming=coming):
        raise Incomplete(found)
    status = Status.WITHDRAWN if published.withdrawn_because else Status.PUBLISHED
    note = Annotation(number=published.number, key=published.key, status=status, version=1, public_version=1)
    note.withdrawn_because = published.withdrawn_because
    note.created_at = note.published_at = published.first
    note.reviewed_at = published.last
    contents.write(note, content)
    append(note, "load", content, None, "", name=published.by, at=published.last)
    return note


def allowed(note: Annotation, by: User) -> list[str]:
    """Return the acts that `by` may take on `note` as it stands, for the buttons of a page."""
    found = []
    for act in STEPS:
        try:
            _step(note, act, by)
        except Refused:
            continue
        found.append(act)
    return found


def is_own(note: Annotation, user: User) -> bool:
    """Whether `user` had a hand in what is under review: an author, or one who saved in the version under way."""
    return note.authors.filter(pk=user.pk).exists() or _wrote(note, user)


def may_write(note: Annotation, user: User) -> bool:
    """Whether `user` may see what is under way and change it: everyone's are published notes, to start from."""
    return user.has_perm(REVIEW) or note.state == Status.PUBLISHED or is_own(note, user)


def _wrote(note: Annotation, user: User) -> bool:
    return note.versions.under_way().filter(by=user).exists()


def _step(note: Annotation, act: str, by: User) -> Step:
    step = STEPS.get(act)
    if step is None:
        raise WrongState(_("There is no step “%(act)s”.") % {"act": act})
    if not by.has_perm(step.permission):
        raise Forbidden(_("Your account may not do this. Ask an administrator for the right to."))
    if _state(note, step) not in step.sources:
        raise WrongState(
            _("Note %(number)d is %(state)s now, so it cannot be changed in this way. Reload the page.")
            % {"number": note.number, "state": Status(note.state).label.lower()}
        )
    _refuse_whose_it_is_not(note, act, step, by)
    return step


def _state(note: Annotation, step: Step) -> str:
    if step.under_way:
        return note.revising
    return note.status if step.public else note.state


def _refuse_whose_it_is_not(note: Annotation, act: str, step: Step, by: User) -> None:
    if step.own is False and is_own(note, by):
        raise Forbidden(_("This is your own note. Another editor has to review it."))
    if step.own is True and not is_own(note, by):
        raise Forbidden(_("This note is another author's. Only those who wrote in it may submit it."))
    if act in WRITING and not may_write(note, by):
        raise Forbidden(_("This note is another author's. Only its authors and editors may change it."))
    if act == "discard" and not (by.has_perm(REVIEW) or _wrote(note, by)):
        raise Forbidden(_("This version is another author's. Only those who wrote in it and editors may discard it."))


def _move(note: Annotation, step: Step, content: Content, known: Known) -> bool:
    """Set what the step makes of the note's own row, and its next version; the caller appends that version.

    Return whether the row is stored with it.
    """
    was = note.status, note.public_version
    # Readers see nothing of a note that is not published before or after.
    touched = articles(note) if step.public or Status.PUBLISHED in {note.status, step.target} else set()
    note.version += 1
    if step.public:
        note.status, note.revising = step.target, ""
    elif step.target == Status.PUBLISHED:
        _publish(note)
    elif note.status == Status.PUBLISHED:
        note.revising = step.target
    else:
        note.status = step.target
    written = not (step.public or note.revising)
    if written:
        contents.write(note, content, known)
    if was != (note.status, note.public_version) and Status.PUBLISHED in {was[0], note.status}:
        Article.objects.filter(pk__in=touched | articles(note)).touch()
    return written


def _publish(note: Annotation) -> None:
    """Show the newest version; those who wrote in it are authors of the note from now on."""
    now = timezone.now()
    note.status, note.revising = Status.PUBLISHED, ""
    note.public_version, note.reviewed_at = note.version, now
    note.published_at = note.published_at or now
    note.authors.add(*note.versions.under_way().values_list("by", flat=True))


def articles(note: Annotation) -> set[int]:
    """Return the keys of the articles on whose pages `note` is seen."""
    targets: Iterable[int] = note.links.values_list("target__revision__article_id", flat=True)
    return {note.span.revision.article_id, *targets}


def append(
    note: Annotation,
    act: str,
    content: Content,
    by: User | None,
    why: str,
    *,
    name: str = "",
    at: datetime | None = None,
    stored: bool = False,
) -> Version:
    """Save the note's row as it was moved, unless it is `stored`, and append the version of it.

    Call it in the transaction of the step.
    """
    if act == "withdraw":
        note.withdrawn_because = why.strip()
    if not stored:
        note.save()
    version = Version(
        annotation=note,
        number=note.version,
        act=act,
        status=note.state,
        fields=content.as_json(),
        by=by,
        by_name=name or (public_name(by) if by else ""),
        at=at or timezone.now(),
        why=why.strip(),
    )
    return Version.objects.bulk_create([version])[0]
