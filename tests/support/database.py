"""What the test databases need beyond pytest-django, on both engines."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

COMMITTING_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences"}
# `site` runs on a database of its own, on the engine that is tested.
DATABASE_FIXTURES = COMMITTING_FIXTURES | {"db", "site"}
# The part of SQLite's search index that triggers keep, lifted while the flush empties the tables it follows.
FOLLOW_THE_FLUSH = "INSERT INTO edition_search_words (edition_search_words) VALUES ('rebuild')"


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def uses_database(item: pytest.Item) -> bool:
    """Whether the test reads or writes a database, so that it is worth running on each engine."""
    if item.get_closest_marker("any_engine"):
        return False
    of_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    marked = item.get_closest_marker("django_db") is not None
    return of_case or marked or bool(_fixtures(item) & DATABASE_FIXTURES)


def commits(item: pytest.Item) -> bool:
    """Whether the test really commits, and its data are flushed away after it."""
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and bool(marker.kwargs.get("transaction"))
    return asked or bool(_fixtures(item) & COMMITTING_FIXTURES)


def keep_migrated_data(item: pytest.Item) -> None:
    """Give a committing test the rows that migrations made (the groups), which a flush takes away."""
    marker = item.get_closest_marker("django_db")
    options = dict(marker.kwargs) if marker else {}
    options.update(transaction=True, serialized_rollback=True)
    item.add_marker(pytest.mark.django_db(**options), append=False)


def _sqlite_triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def flush_past_triggers(connection: BaseDatabaseWrapper) -> Callable[..., list[str]]:
    """A `sql_flush` for this connection that also empties tables whose triggers refuse deletion.

    Published texts refuse every DELETE, the one after a test as well: so the flush, and nothing
    else, lifts the triggers and puts them back in the same transaction.
    """
    sql_flush = connection.ops.sql_flush

    def flush(*arguments: object, **options: object) -> list[str]:
        statements: list[str] = sql_flush(*arguments, **options)  # type: ignore[arg-type]
        if not statements:
            return []
        if connection.vendor == "postgresql":
            return ["SET LOCAL session_replication_role = replica", *statements]
        triggers = _sqlite_triggers(connection)
        dropped = [f"DROP TRIGGER {connection.ops.quote_name(name)}" for name in triggers]
        return [*dropped, *statements, *triggers.values(), FOLLOW_THE_FLUSH]

    return flush


def migrated_data_only(connection: BaseDatabaseWrapper) -> None:
    """Make each committing test begin with the migrated data alone: the edition, loaded for the others, goes first."""
    creation = connection.creation
    restore = creation.deserialize_db_from_string

    def begin(data: str) -> None:
        alias = connection.alias
        options = {"interactive": False, "verbosity": 0, "inhibit_post_migrate": True}
        call_command("flush", database=alias, allow_cascade=False, reset_sequences=False, **options)
        restore(data)

    creation.deserialize_db_from_string = begin  # type: ignore[method-assign]
