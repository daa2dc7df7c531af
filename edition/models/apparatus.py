"""The version of all that readers see: one row."""

from django.db import models

ONLY = 1


class ApparatusVersionManager(models.Manager["ApparatusVersion"]):
    """The one row; the migration that made the table put it there."""

    def now(self) -> int:
        """Return the version as it is; one read by the primary key."""
        return self.filter(pk=ONLY).values_list("number", flat=True).first() or 0

    def move(self) -> None:
        """Count up, in the transaction of the change; a table that was emptied begins anew."""
        if not self._count_up():
            self.bulk_create([self.model(pk=ONLY, number=0)], ignore_conflicts=True)
            self._count_up()

    def _count_up(self) -> int:
        return self.filter(pk=ONLY).update(number=models.F("number") + 1)


class ApparatusVersion(models.Model):
    """A number that grows with every publication, withdrawal, load and change by an administrator.

    `Article.apparatus_version` says it of one article; this one also where there is no article yet.
    """

    number = models.PositiveBigIntegerField()

    objects = ApparatusVersionManager()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=ONLY), name="apparatus_version_only"),)

    def __str__(self) -> str:
        return f"{self.number}"
