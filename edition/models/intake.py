"""Texts on their way into the edition, and where the spans of a text went in a newer one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edition.models.immutable import Immutable, ImmutableQuerySet
from edition.models.texts import Article, Revision, Span

FORMATS = ("auto", "plain", "markdown", "html", "tei", "docx")


class Intake(models.Model):
    """What was uploaded or pasted, byte for byte, and what an editor has said of it so far.

    A draft: it changes until it is published or discarded. `blocks` are lists of start, end and role, in code points
    of the text that `original` is read as; `metadata` holds a draft of the work's CSL record under "csl", and the
    slug. `article` is null for a new article, and else the one of which this is a new capture.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        PUBLISHED = "published", _("Published")
        DISCARDED = "discarded", _("Discarded")

    original = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255, blank=True, help_text=_("The file's name; empty for pasted words."))
    format = models.CharField(max_length=10, default="auto", choices=[(name, name) for name in FORMATS])
    encoding = models.CharField(max_length=40, blank=True, help_text=_("The encoding chosen; empty to find it out."))
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="intakes")
    captured_on = models.DateField(null=True, blank=True)
    blocks = models.JSONField(default=list)
    metadata = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    revision = models.OneToOneField(Revision, models.PROTECT, null=True, blank=True, related_name="intake")
    edits = models.PositiveIntegerField(default=0, help_text=_("How often it was saved: a form names the one it saw."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-changed_at",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="published") | Q(revision__isnull=False), name="intake_published_has_text"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.sha256[:12]


class Carriage(Immutable):
    """Where the words of `span` were found in the text `revision`, which is newer than that of the span.

    It is what the machine said, kept for ever; what people made of it is in the versions of the notes. `reason` is a
    code of `edition.texts.alignment`, `score` is from 0 to 1.
    """

    class Outcome(models.TextChoices):
        CARRIED = "carried", _("Carried")
        PROPOSED = "proposed", _("Proposed")
        UNPLACED = "unplaced", _("Without a place")

    span = models.ForeignKey(Span, models.PROTECT, related_name="carriages")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="carriages")
    to_span = models.ForeignKey(Span, models.PROTECT, null=True, blank=True, related_name="carried_from")
    outcome = models.CharField(max_length=8, choices=Outcome)
    how = models.CharField(max_length=10)
    score = models.FloatField()
    reason = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ImmutableQuerySet["Carriage"].as_manager()

    class Meta:
        ordering = ("revision", "span")
        constraints = (
            models.UniqueConstraint(fields=["span", "revision"], name="carriage_once"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="carriage_score"),
            models.CheckConstraint(
                condition=Q(outcome="unplaced", to_span__isnull=True)
                | Q(outcome__in=["carried", "proposed"], to_span__isnull=False),
                name="carriage_has_place",
            ),
        )

    def __str__(self) -> str:
        return f"{self.span} → {self.to_span or self.revision}: {self.outcome}"

    def mismatches(self) -> list[str]:
        """Return a sentence for each thing that is not as it has to be."""
        found = []
        if self.span.revision.article_id != self.revision.article_id or self.span.revision.number >= (
            self.revision.number
        ):
            found.append(f"Carriage {self.pk}: {self.revision} is no later text of {self.span.revision.article}.")
        if self.to_span and self.to_span.revision_id != self.revision_id:
            found.append(f"Carriage {self.pk}: {self.to_span} does not lie in {self.revision}.")
        if self.outcome == self.Outcome.CARRIED and self.to_span and self.to_span.exact != self.span.exact:
            found.append(f"Carriage {self.pk}: {self.to_span} does not have the words of {self.span}.")
        return found
