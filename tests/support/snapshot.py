"""The loaded edition as bytes, put back into a flushed database at once: loading its folder again takes seconds."""

import sqlite3
from typing import Any

from django.db import connection


class Snapshot:
    """All rows of the test database as they are when it is made; `restore` replaces what is there then by them."""

    def __init__(self) -> None:
        if connection.vendor == "postgresql":
            self.rows, self.sequences = _copy_out(), _sequences()
        else:
            self.pages = sqlite3.connect(":memory:", check_same_thread=False)
            _sqlite().backup(self.pages)

    def restore(self) -> None:
        """Put the rows back. Only outside a transaction: it commits."""
        if connection.vendor == "postgresql":
            _copy_in(self.rows, self.sequences)
        else:
            self.pages.backup(_sqlite())


def _sqlite() -> sqlite3.Connection:
    connection.ensure_connection()
    opened: sqlite3.Connection = connection.connection
    return opened


def _copy_out() -> dict[str, bytes]:
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f"COPY {connection.ops.quote_name(table)} TO STDOUT") as copy:
                rows[table] = b"".join(bytes(piece) for piece in copy)
    return rows


def _sequences() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        return list(cursor.fetchall())


def _copy_in(rows: dict[str, bytes], sequences: list[tuple[Any, ...]]) -> None:
    names = {table: connection.ops.quote_name(table) for table in rows}
    with connection.cursor() as cursor:
        # Neither triggers nor foreign keys ask about rows that went through them when they were first stored.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(names.values())}")
        for table, data in rows.items():
            with cursor.copy(f"COPY {names[table]} FROM STDIN") as copy:
                copy.write(data)
        for sequence, last in sequences:
            cursor.execute("SELECT setval(%s, %s)", [sequence, last])
        cursor.execute("SET session_replication_role = DEFAULT")
