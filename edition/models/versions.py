"""Versions of what is not a note: works, articles, topics, claims, tags; and what was merged into another.

Rows are only ever appended. `edition.versions` writes and reads them.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from edition.models.immutable import Immutable, ImmutableQuerySet
from edition.models.works import Work


class RecordVersion(Immutable):
    """One saved state of a record: all its fields, who saved it, when and why.

    `kind` and `key` name the record: the key of a work, the slug of an article, topic, claim or tag.
    """

    class Kind(models.TextChoices):
        WORK = "work", _("source")
        ARTICLE = "article", _("article")
        TOPIC = "topic", _("topic")
        CLAIM = "claim", _("claim")
        TAG = "tag", _("tag")

    kind = models.CharField(max_length=7, choices=Kind)
    key = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10)
    fields = models.JSONField(help_text=_("All fields of the record as they stood."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True, help_text=_("The name that may be published."))
    at = models.DateTimeField()
    why = models.TextField(blank=True)

    objects = ImmutableQuerySet["RecordVersion"].as_manager()

    class Meta:
        ordering = ("kind", "key", "number")
        constraints = (
            models.UniqueConstraint(fields=["kind", "key", "number"], name="record_version_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="record_version_from_1"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key} version {self.number}"

    @property
    def name(self) -> str:
        """Who it was, for other editors: the login name where the account has no other."""
        return self.by_name or (self.by.get_username() if self.by else "")


class Merged(Immutable):
    """Base of the rows that say into what a record went, by whom and when."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class MergedWork(Merged):
    """A work that turned out to be another: its key goes on as an address that leads to `into`."""

    work = models.OneToOneField(Work, models.PROTECT, related_name="merged")
    into = models.ForeignKey(Work, models.PROTECT, related_name="merged_from")

    objects = ImmutableQuerySet["MergedWork"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(work=models.F("into")), name="merged_into_another_work"),
        )

    def __str__(self) -> str:
        return f"{self.work} → {self.into}"


class MergedTag(Merged):
    """A name that a tag no longer has: it was renamed (`slug` is then the tag's own), or merged into another."""

    name = models.CharField(max_length=100, db_index=True)
    slug = models.CharField(max_length=100, db_index=True)
    into = models.ForeignKey(Tag, models.PROTECT, related_name="former")

    objects = ImmutableQuerySet["MergedTag"].as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name} → {self.into}"
