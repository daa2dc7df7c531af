"""The claim ledger: topics, the claims they hold, and what each article asserts on a claim."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.models.notes import Annotation
from annotations.vocabulary import Status, Verdict
from edition.models import Span, Work
from edition.models.texts import SLUG


class Topic(models.Model):
    """A question on which several articles speak."""

    slug = models.CharField(max_length=100, unique=True, validators=[SLUG])
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=300)
    record = models.TextField(help_text=_("What the sources say, in Markdown."))
    record_html = models.TextField(blank=True, editable=False)
    flagship = models.BooleanField(default=False)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class TopicSource(models.Model):
    """A work that a topic's record rests on."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="sources")
    work = models.ForeignKey(Work, models.PROTECT, related_name="topic_sources")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("topic", "position")
        constraints = (models.UniqueConstraint(fields=["topic", "work"], name="topic_source"),)

    def __str__(self) -> str:
        return f"{self.topic}: {self.work}"


class TopicPassage(models.Model):
    """Words of an article that speak on a topic."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="passages")
    span = models.ForeignKey(Span, models.PROTECT, related_name="topic_passages")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("topic", "position")
        constraints = (models.UniqueConstraint(fields=["topic", "span"], name="topic_passage"),)

    def __str__(self) -> str:
        return f"{self.topic}: {self.span}"


class TimelineEvent(models.Model):
    """A dated event of a topic's record. `date` is EDTF: 1991-12-26, 1991-12, 1991."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="timeline")
    position = models.PositiveIntegerField()
    date = models.CharField(max_length=40)
    event = models.CharField(max_length=300)
    work = models.ForeignKey(Work, models.PROTECT, related_name="timeline_events")

    class Meta:
        ordering = ("topic", "position")
        constraints = (models.UniqueConstraint(fields=["topic", "position"], name="timeline_position"),)

    def __str__(self) -> str:
        return f"{self.date}: {self.event}"


class Claim(models.Model):
    """One neutral, checkable point: a question, the value the sources support, and the finding."""

    slug = models.CharField(max_length=100, unique=True, validators=[SLUG])
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="claims")
    position = models.PositiveIntegerField(help_text=_("Its place within the topic, from 1."))
    question = models.CharField(max_length=300)
    checked_value = models.CharField(max_length=300)
    finding = models.TextField(help_text=_("In Markdown."))
    finding_html = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ("topic__position", "position")
        constraints = (models.UniqueConstraint(fields=["topic", "position"], name="claim_position"),)

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.slug])


class ClaimSource(models.Model):
    """A work that a claim's checked value rests on."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="sources")
    work = models.ForeignKey(Work, models.PROTECT, related_name="claim_sources")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("claim", "position")
        constraints = (models.UniqueConstraint(fields=["claim", "work"], name="claim_source"),)

    def __str__(self) -> str:
        return f"{self.claim}: {self.work}"


class Account(models.Model):
    """What one article's words assert on a claim, and the verdict on them for this question alone.

    The verdict may differ from that of the note that covers the words; it is empty where no fact-check answers the
    question.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="accounts")
    span = models.ForeignKey(Span, models.PROTECT, related_name="accounts")
    position = models.PositiveIntegerField()
    asserts = models.CharField(max_length=200)
    verdict = models.CharField(max_length=15, choices=Verdict, blank=True)
    annotation = models.ForeignKey(Annotation, models.PROTECT, null=True, blank=True, related_name="accounts")

    class Meta:
        ordering = ("claim", "position")
        constraints = (
            models.UniqueConstraint(fields=["claim", "position"], name="account_position"),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="account_verdict"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(annotation__isnull=False), name="account_verdict_has_note"
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim}: {self.span}"

    @property
    def shown_verdict(self) -> str:
        """The verdict that readers see: none where the note that gives it is not published."""
        is_published = self.annotation is not None and self.annotation.status == Status.PUBLISHED
        return self.verdict if is_published else ""
