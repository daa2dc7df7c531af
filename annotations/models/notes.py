"""Editors' notes: what readers see of them, their evidence and links, and every version ever saved."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from annotations.vocabulary import (
    PUBLIC,
    Confidence,
    CorrectionType,
    Kind,
    Relation,
    Stance,
    Status,
    Verdict,
)
from edition.models import Span, Work
from edition.models.immutable import Immutable, ImmutableError, ImmutableQuerySet

models.CharField.register_lookup(Length)

GIST_LENGTH = 280
KEPT_BY_THE_WORKFLOW = frozenset({"number", "key", "kind", "status", "revising", "version", "public_version"})


def _never_deleted() -> NoReturn:
    raise ImmutableError("A note is never deleted. Withdraw it at the desk; its address stays and says why.")


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    """Notes by what readers and editors ask of them; what the workflow keeps is not set in bulk."""

    def update(self, **kwargs: Any) -> int:
        """Update columns that no step of the workflow sets; raises ImmutableError for the others."""
        if kept := sorted(KEPT_BY_THE_WORKFLOW & {name.removesuffix("_id") for name in kwargs}):
            raise ImmutableError(f"Of notes {', '.join(kept)} are set by the workflow alone. Take its steps instead.")
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> NoReturn:
        """Raise ImmutableError: notes stay."""
        _never_deleted()

    def published(self) -> "AnnotationQuerySet":
        """Notes that readers see in the text."""
        return self.filter(status=Status.PUBLISHED)

    def public(self) -> "AnnotationQuerySet":
        """Notes whose address readers can open: published, or withdrawn with a reason."""
        return self.filter(status__in=PUBLIC)

    def in_state(self, *states: str) -> "AnnotationQuerySet":
        """Notes of which the newest version is in one of `states`: new notes, or new versions of published ones."""
        return self.filter(Q(revising__in=states) | Q(revising="", status__in=states))

    def with_place(self) -> "AnnotationQuerySet":
        """With the span, passage and article of each note at hand, but not the texts."""
        return self.select_related("span__passage", "span__revision__article__work").defer(
            "span__revision__text", "span__revision__original"
        )

    def next_number(self) -> int:
        """Return the first number not yet given to a note. Call it inside the transaction that uses it."""
        return (self.aggregate(last=models.Max("number"))["last"] or 0) + 1


class Annotation(models.Model):
    """An editor's note on a span: the identity that never changes, and the fields as readers see them.

    `status` tells what readers see. Of a published note a new version may be under way: `revising` is the state of
    that version, which lives in `versions` alone until it is published.
    """

    number = models.PositiveIntegerField(unique=True, help_text=_("The public number. It never changes."))
    key = models.CharField(max_length=100, unique=True, help_text=_("Its name in an edition folder."))
    kind = models.CharField(max_length=15, choices=Kind)
    span = models.ForeignKey(Span, models.PROTECT, related_name="annotations")
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    revising = models.CharField(max_length=9, choices=Status, blank=True, default="")
    version = models.PositiveIntegerField(default=0, help_text=_("Number of the newest version."))
    public_version = models.PositiveIntegerField(default=0, help_text=_("Number of the version readers see."))

    gist = models.CharField(max_length=GIST_LENGTH, blank=True)
    finding = models.TextField(blank=True)
    finding_html = models.TextField(blank=True, editable=False)
    verdict = models.CharField(max_length=15, choices=Verdict, blank=True)
    claim_reviewed = models.TextField(blank=True, help_text=_("What the words claim, in one sentence."))
    correction_type = models.CharField(max_length=11, choices=CorrectionType, blank=True)
    reading = models.TextField(_("corrected reading"), blank=True)
    sic = models.BooleanField(default=False, help_text=_("A slip that a printer would mark [sic]."))
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)

    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="annotations")
    topics = models.ManyToManyField("annotations.Topic", blank=True, related_name="annotations")
    related = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="related_from")
    tags = TaggableManager(blank=True)

    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was first published."))
    reviewed_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was last published."))
    withdrawn_because = models.TextField(blank=True)
    # Null, and so added to the table that is there: SQLite would build it anew for a column with a default.
    verdict_changed = models.TextField(  # noqa: DJ001
        null=True, blank=True, editable=False, help_text=_("The last change of its verdict, as JSON of the versions.")
    )

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        permissions = (
            ("write_note", _("Can write notes and submit them")),
            ("review_note", _("Can return, publish and withdraw notes")),
        )
        indexes = (models.Index(fields=["status", "-reviewed_at"], name="note_latest"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="note_kind"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="note_status"),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="note_verdict"),
            models.CheckConstraint(
                condition=Q(correction_type__in=["", *CorrectionType.values]), name="note_correction_type"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.FACT_CHECK, correction_type="", reading="", sic=False)
                | Q(kind=Kind.CORRECTION, verdict="", claim_reviewed="")
                | Q(
                    kind=Kind.CROSS_REFERENCE,
                    verdict="",
                    claim_reviewed="",
                    correction_type="",
                    reading="",
                    sic=False,
                ),
                name="note_fields_of_its_kind",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=PUBLIC)
                | (
                    Q(finding__length__gte=1)
                    & Q(public_version__gte=1)
                    & Q(reviewed_at__isnull=False)
                    & (
                        Q(kind=Kind.FACT_CHECK, gist__length__gte=1, verdict__length__gte=1)
                        | Q(kind=Kind.CORRECTION, gist__length__gte=1, correction_type__length__gte=1)
                        | Q(kind=Kind.CROSS_REFERENCE)
                    )
                ),
                name="note_whole_when_public",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | Q(withdrawn_because__length__gte=1),
                name="note_withdrawn_because",
            ),
            models.CheckConstraint(
                condition=Q(revising="")
                | Q(status=Status.PUBLISHED, revising__in=[Status.DRAFT, Status.SUBMITTED, Status.RETURNED]),
                name="note_revising",
            ),
        )

    def __str__(self) -> str:
        return str(_("Note %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("note", args=[self.number])

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise ImmutableError: the note stays."""
        _never_deleted()

    @property
    def state(self) -> str:
        """The state of the newest version: what the workflow acts on."""
        return self.revising or self.status


class Evidence(models.Model):
    """A work that a note rests on."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="evidence")
    work = models.ForeignKey(Work, models.PROTECT, related_name="evidence")
    position = models.PositiveIntegerField()
    locator = models.CharField(max_length=200, blank=True, help_text=_("Page, paragraph, section: p. 12"))
    stance = models.CharField(max_length=11, choices=Stance, default=Stance.SUPPORTS)
    supports = models.TextField(blank=True, help_text=_("What the source bears out, in a few words."))
    quotation = models.TextField(blank=True, help_text=_("The source's own words."))

    class Meta:
        ordering = ("annotation", "position")
        verbose_name_plural = _("evidence")
        constraints = (
            models.UniqueConstraint(fields=["annotation", "position"], name="evidence_position"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="evidence_stance"),
        )

    def __str__(self) -> str:
        return f"{self.annotation}: {self.work}"


class Link(models.Model):
    """One target of a cross-reference."""

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="links")
    target = models.ForeignKey(Span, models.PROTECT, related_name="links")
    relation = models.CharField(max_length=11, choices=Relation)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("annotation", "position")
        constraints = (
            models.UniqueConstraint(fields=["annotation", "position"], name="link_position"),
            models.UniqueConstraint(fields=["annotation", "target"], name="link_target"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="link_relation"),
        )

    def __str__(self) -> str:
        return f"{self.annotation} {self.relation} {self.target}"


class VersionQuerySet(ImmutableQuerySet["Version"]):
    """Versions: only ever appended."""

    def under_way(self) -> "VersionQuerySet":
        """What was saved since the note was last published, or the new version of it last discarded.

        A step that was undone, by the version after it, closed nothing.
        """
        undone = Version.objects.filter(annotation=OuterRef("annotation"), act="undo", number=OuterRef("number") + 1)
        closed = Version.objects.filter(
            ~Exists(undone),
            annotation=OuterRef("annotation"),
            act__in=["publish", "load", "withdraw", "discard"],
            number__gt=OuterRef("number"),
        )
        return self.filter(~Exists(closed), act__in=["save", "revise"])


class Version(Immutable):
    """What was saved, by whom, when and why: one row for every save and every step of the workflow."""

    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10)
    status = models.CharField(max_length=9, choices=Status)
    fields = models.JSONField(help_text=_("All fields of the note as they stood."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True, help_text=_("The name that may be published."))
    at = models.DateTimeField()
    why = models.TextField(blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("annotation", "number")
        constraints = (
            models.UniqueConstraint(fields=["annotation", "number"], name="version_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_from_1"),
        )

    def __str__(self) -> str:
        return f"{self.annotation} version {self.number}"

    @property
    def name(self) -> str:
        """Who it was, for other editors: the login name where the account has no other."""
        return self.by_name or (self.by.get_username() if self.by else "")
