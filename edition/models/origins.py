"""Where a record came from that was first made elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from edition.models.immutable import Immutable, ImmutableQuerySet


class Origin(Immutable):
    """What a record was elsewhere: its address there, the address that its publisher prefers, by whom and when.

    `kind` and `key` name the record: "note" and its number. Written once, with the record.
    """

    kind = models.CharField(max_length=7)
    key = models.CharField(max_length=100)
    address = models.CharField(max_length=2000, blank=True, help_text=_("Its address there."))
    canonical = models.CharField(max_length=2000, blank=True, help_text=_("The address that its publisher prefers."))
    creator = models.CharField(max_length=200, blank=True, help_text=_("Who made it there."))
    created = models.CharField(max_length=40, blank=True, help_text=_("When it was made there, as it was told."))
    at = models.DateTimeField(auto_now_add=True)

    objects = ImmutableQuerySet["Origin"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "key"], name="origin_of_record"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.address or self.canonical}"
