"""Which engine finds: by the vendor of the connection, at the time of the call."""

from types import ModuleType
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from edition.search import postgres, sqlite

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgres}


def engine() -> ModuleType:
    """Return the module of the engine in use: matching(), of_kind(), CREATE and so on."""
    return ENGINES[connection.vendor]


def is_sound() -> bool:
    """Whether the engine's own part of the index agrees with the entries."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(engine().CHECK)
    except DatabaseError:
        return False
    return True


def create(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Make what the engine needs beside the tables; the forward half of a RunPython operation."""
    for statement in ENGINES[editor.connection.vendor].CREATE:
        editor.execute(statement)


def drop(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    for statement in ENGINES[editor.connection.vendor].DROP:
        editor.execute(statement)
