"""Rows that are written once: saving again, updating and deleting are refused.

The same rules stand in the database as triggers (migration 0002), for whoever comes past the models.
"""

from collections.abc import Collection, Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class ImmutableError(Exception):
    """A change was asked of a row that never changes. The message says what to do instead."""


class ImmutableQuerySet(models.QuerySet[M]):
    """A QuerySet that inserts through the model's own checks and refuses every update and delete."""

    def _refuse(self, act: str) -> NoReturn:
        name = str(self.model._meta.verbose_name)
        raise ImmutableError(f"A {name} is never {act}. Make a new one instead; the old one stays.")

    def update(self, **kwargs: Any) -> int:
        self._refuse("changed")

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        self._refuse("changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse("deleted")

    def bulk_create(
        self,
        objs: Iterable[M],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[M]:
        """Insert rows, each after `full_clean`; raises ImmutableError when asked to go over rows that are there."""
        if update_conflicts:
            self._refuse("changed")
        if ignore_conflicts:
            self._refuse("left out without a word")
        rows = list(objs)
        for row in rows:
            # A row at hand was read from the database: whether it is there need not be asked again.
            at_hand = set(row._state.fields_cache)
            row.full_clean(exclude=at_hand, validate_unique=False, validate_constraints=False)
        return super().bulk_create(rows, batch_size)


class Immutable(models.Model):
    """Base of models whose rows are inserted once and then stay as they are."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row after `full_clean`; raises ImmutableError for a row that is already stored."""
        if not self._state.adding:
            raise ImmutableError(f"A {self._meta.verbose_name} is never changed. Make a new one instead.")
        self.full_clean()
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise ImmutableError: the row stays."""
        raise ImmutableError(f"A {self._meta.verbose_name} is never deleted.")
