"""What editors say to one another about a note before readers see it, and who wants to be written to about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.notes import Annotation
from edition.models.immutable import Immutable, ImmutableQuerySet

REMARK, REPLY, SETTLED = "remark", "reply", "settled"
ACTS = (REMARK, REPLY, SETTLED)


class Remark(Immutable):
    """A remark in the margin of a note, an answer to one, or that one is settled: rows that are only ever appended.

    `version` is the version of the note that it was made on, `field` the name of the field that it is about, or ""
    for the whole note. Readers never see it.
    """

    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="remarks")
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=7, choices=[(act, act) for act in ACTS])
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    field = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(act__in=ACTS), name="remark_act"),
            models.CheckConstraint(
                condition=Q(act=REMARK, answers__isnull=True) | (~Q(act=REMARK) & Q(answers__isnull=False)),
                name="remark_answers",
            ),
            models.CheckConstraint(condition=Q(act=SETTLED) | Q(text__length__gte=1), name="remark_text"),
        )

    def __str__(self) -> str:
        return f"{self.annotation}: {self.text[:40]}"


class Letters(models.Model):
    """The letters that an account wishes to get by e-mail; without a row it gets none."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="letters")
    own_notes = models.BooleanField(default=False, help_text=_("When theirs is returned, published or remarked on."))
    review = models.BooleanField(default=False, help_text=_("When a note waits for review."))

    class Meta:
        verbose_name_plural = _("letters")

    def __str__(self) -> str:
        return f"{self.user}: {self.own_notes}, {self.review}"
