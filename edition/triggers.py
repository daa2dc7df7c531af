"""Triggers that refuse, in the database itself, what the models refuse: one wording for SQLite and PostgreSQL.

A condition is SQL that both engines read alike, over `NEW` and `OLD`; it may hold subqueries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Operation = Callable[[Any, BaseDatabaseSchemaEditor], None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Before `event` (INSERT, UPDATE or DELETE) on a row of `table`: fail with `message` where `condition` is true."""

    name: str
    table: str
    event: str
    message: str
    condition: str = "1 = 1"

    def sqlite(self) -> list[str]:
        """Return the statements that make the trigger on SQLite."""
        return [
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW BEGIN "
            f"SELECT RAISE(ABORT, '{self.message}') WHERE {self.condition}; END"
        ]

    def postgresql(self) -> list[str]:
        """Return the statements that make the trigger, and its function, on PostgreSQL."""
        answer = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.condition} THEN RAISE EXCEPTION USING MESSAGE = '{self.message}', "
            f"ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {answer}; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
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
            editor.execute(f"DROP TRIGGER {refusal.name}" + (f" ON {refusal.table}" if on_postgresql else ""))
            if on_postgresql:
                editor.execute(f"DROP FUNCTION {refusal.name}()")

    return run


def never(table: str, *events: str) -> list[Refusal]:
    """Return refusals of `events` for every row of `table`."""
    verb = {"UPDATE": "changed", "DELETE": "deleted"}
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
