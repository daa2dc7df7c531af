"""Where notes, links, accounts and passages of topics stood in earlier texts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.claims import Claim, Topic
from annotations.models.notes import Annotation
from annotations.vocabulary import Relation
from edition.models import Span
from edition.models.immutable import Immutable, ImmutableQuerySet


class FormerPlace(Immutable):
    """A span on which something stood before it moved to a newer text: the page of the older text shows it there.

    Of a note it is the place of its own words; with a `relation`, that of words which one of its links led to. Of a
    claim it is the place of an account, of a topic that of a passage.
    """

    span = models.ForeignKey(Span, models.PROTECT, related_name="former_places")
    annotation = models.ForeignKey(Annotation, models.PROTECT, null=True, blank=True, related_name="former_places")
    relation = models.CharField(max_length=11, choices=Relation, blank=True)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="former_places")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="former_places")
    at = models.DateTimeField(auto_now_add=True)

    objects = ImmutableQuerySet["FormerPlace"].as_manager()

    class Meta:
        ordering = ("span", "pk")
        verbose_name = _("former place")
        verbose_name_plural = _("former places")
        constraints = (
            models.UniqueConstraint(fields=["span", "annotation", "relation"], name="former_place_of_note"),
            models.UniqueConstraint(fields=["span", "claim"], name="former_place_of_account"),
            models.UniqueConstraint(fields=["span", "topic"], name="former_place_of_topic"),
            models.CheckConstraint(
                condition=Q(annotation__isnull=False, claim__isnull=True, topic__isnull=True)
                | Q(annotation__isnull=True, relation="", claim__isnull=False, topic__isnull=True)
                | Q(annotation__isnull=True, relation="", claim__isnull=True, topic__isnull=False),
                name="former_place_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.annotation or self.claim or self.topic}: {self.span}"
