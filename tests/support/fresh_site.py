"""A site of its own, with an empty database on the engine under test, driven through manage.py."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class FreshSite:
    """The environment of the site's processes."""

    environment: dict[str, str]

    def run(self, *arguments: str, fails: bool = False) -> subprocess.CompletedProcess[str]:
        """Run one command of manage.py to its end; it succeeds unless it is said to fail."""
        done = subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode != 0) is fails, done.stderr
        return done

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *arguments]


@pytest.fixture
def fresh_site(db: None, tmp_path: Path) -> Iterator[FreshSite]:
    """A site in a folder of its own; on PostgreSQL in a database of its own, dropped after the test."""
    folder = tmp_path / "site"
    environment = {**os.environ, "SIC_DATA_DIR": str(folder), "PYTHONWARNINGS": "error"}
    if connection.vendor != "postgresql":
        environment.pop("DATABASE_URL", None)
        yield FreshSite(environment)
        return
    name = f"fresh_{secrets.token_hex(6)}"
    _administer(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield FreshSite(environment | {"DATABASE_URL": _address(name)})
    finally:
        _administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _address(name: str) -> str:
    of = connection.settings_dict
    return f"postgres://{of['USER']}:{quote(str(of['PASSWORD']))}@{of['HOST']}:{of['PORT']}/{name}"


def _administer(statement: sql.Composed) -> None:
    # A database is made and dropped outside transactions, so on a connection of its own.
    with psycopg.connect(_address("postgres"), autocommit=True) as server:
        server.execute(statement)
