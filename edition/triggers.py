"""Triggers that refuse, in the database itself, what the models refuse: one wording for SQLite and PostgreSQL.

A condition is SQL that both engines read alike, over `NEW` and `OLD`; it may hold subqueries.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Operation = Callable[[Any, BaseDatabaseSchemaEditor], None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Before `event` (INSERT, UPDATE, DELETE or TRUNCATE) on `table`: fail with `message` where `condition` is true.

    TRUNCATE is an act of PostgreSQL on the whole table, without NEW and OLD; SQLite has none. `serialized` is a
    query whose rows PostgreSQL locks first, so that the condition also sees what others were about to insert;
    SQLite has one writer at a time.
    """

    name: str
    table: str
    event: str
    message: str
    condition: str = "1 = 1"
    serialized: str = ""

    def sqlite(self) -> list[str]:
        """Return the statements that make the trigger on SQLite."""
        if self.event == "TRUNCATE":
            return []
        return [
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW BEGIN "
            f"SELECT RAISE(ABORT, '{self.message}') WHERE {self.condition}; END"
        ]

    def postgresql(self) -> list[str]:
        """Return the statements that make the trigger, and its function, on PostgreSQL."""
        answer = "NEW" if self.event in {"INSERT", "UPDATE"} else "OLD"
        lock = f"PERFORM 1 {self.serialized} FOR NO KEY UPDATE; " if self.serialized else ""
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {lock}"
            f"IF {self.condition} THEN RAISE EXCEPTION USING MESSAGE = '{self.message}', "
            f"ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {answer}; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {self.name}()",
        ]


def create(refusals: list[Refusal]) -> Operation:
    """Return the forward half of a RunPython operation that makes the triggers."""

    def run(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for refusal in refusals:
            for statement in getattr(refusal, editor.connection.vendor)():
                editor.execute(statement)

    return run


def drop(refusals: list[Refusal]) -> Operation:
    """Return the backward half."""

    def run(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        on_postgresql = editor.connection.vendor == "postgresql"
        for refusal in refusals:
            if not getattr(refusal, editor.connection.vendor)():
                continue
            editor.execute(f"DROP TRIGGER {refusal.name}" + (f" ON {refusal.table}" if on_postgresql else ""))
            if on_postgresql:
                editor.execute(f"DROP FUNCTION {refusal.name}()")

    return run


def restore(refusals: list[Refusal]) -> Operation:
    """Return either half of a RunPython operation that makes those triggers again which are no longer there.

    For a migration that changes a column: SQLite then builds the table anew, without its triggers; PostgreSQL keeps
    them.
    """

    def run(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            for refusal in refusals:
                for statement in refusal.sqlite():
                    editor.execute(statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1))

    return run


def never(table: str, *events: str) -> list[Refusal]:
    """Return refusals of `events` (UPDATE, DELETE, TRUNCATE) for every row of `table`."""
    verb = {"UPDATE": "changed", "DELETE": "deleted", "TRUNCATE": "deleted"}
    return [
        Refusal(f"{table}_no_{event.lower()}", table, event, f"A row of {table} is never {verb[event]}.")
        for event in events
    ]


def kept(table: str, *columns: str) -> Refusal:
    """Return the refusal of any update that changes one of `columns`; the columns are never null."""
    return Refusal(
        f"{table}_kept",
        table,
        "UPDATE",
        f"In a row of {table} these never change: {', '.join(columns)}.",
        " OR ".join(f'NEW."{column}" <> OLD."{column}"' for column in columns),
    )


def never_replaced(table: str, *keys: Sequence[str]) -> Refusal:
    """Return the refusal of any insert over a row that is there: of the same id, or of one of the natural `keys`.

    Each key is the columns of a unique constraint. REPLACE of SQLite deletes such a row without a DELETE trigger,
    for `recursive_triggers` is off; ON CONFLICT DO UPDATE of PostgreSQL would change it.
    """
    there = (
        f"EXISTS (SELECT 1 FROM {table} o WHERE "  # noqa: S608  # names out of a migration
        + " AND ".join(f'o."{c}" = NEW."{c}"' for c in key)
        + ")"
        for key in (("id",), *keys)
    )
    message = f"A row of {table} is never replaced."
    return Refusal(f"{table}_no_replace", table, "INSERT", message, " OR ".join(there))
