"""Querysets that are compiled once: for a page that asks the same few questions each time, of another row.

To compile a queryset costs more than to read a hundred rows. What is left each time is its SQL with one parameter.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Stands for the key while a queryset is compiled: no row, no limit and no status is this number.
_KEY = -7_919_373_101


class Prepared:
    """The queryset that `make` returns for the key of a row, compiled at first use on each engine.

    It has to be a `values_list` without columns that Django converts (times, booleans, JSON): rows come as the
    database gives them.
    """

    def __init__(self, make: Callable[[int], QuerySet[Any, Any]]) -> None:
        self.make = make
        self.compiled: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def rows(self, key: int) -> list[tuple[Any, ...]]:
        """Return the rows for `key`, in one query."""
        if connection.vendor not in self.compiled:
            sql, params = self.make(_KEY).query.get_compiler(connection=connection).as_sql()
            self.compiled[connection.vendor] = sql, tuple(params)
        sql, params = self.compiled[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if param == _KEY else param for param in params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
