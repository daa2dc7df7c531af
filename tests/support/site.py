"""The site as a user starts it: `manage.py demo` in a process of its own, on data of its own.

On PostgreSQL it has a database of its own beside those of the tests. One a process, for all journeys.
"""

import os
import re
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300
LOGIN = re.compile(r"^ {2}(?P<name>\S+) +(?P<password>\S+) +\((?P<group>\w+)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Site:
    """A running site: its address, the passwords by account name, the environment of its commands, what it prints."""

    url: str
    passwords: dict[str, str]
    environment: dict[str, str]
    log: Path

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command on the site's data and return what it printed."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=120)


def own_database(url: str) -> str:
    """Make a new database on the server of `url` and return its URL."""
    name = f"site_{secrets.token_hex(6)}"
    with psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def environment(folder: Path) -> dict[str, str]:
    """The environment of a fresh site whose files are in `folder`."""
    settings = {"SIC_DATA_DIR": str(folder), "PYTHONWARNINGS": "default"}
    if url := os.environ.get("DATABASE_URL"):
        settings["DATABASE_URL"] = own_database(url)
    return {**os.environ, **settings}


def wait_for(url: str, process: subprocess.Popen[str], log: Path) -> None:
    """Return when `url` answers; fails when the process ends first or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    process.kill()
    pytest.fail(f"The site did not start:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """Start a site whose files are in `folder`, and end it at the end."""
    log, port, variables = folder / "log", free_port(), environment(folder)
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(port)]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, env=variables, stdout=output, stderr=subprocess.STDOUT, text=True)
    try:
        wait_for(f"{url}/readyz", process, log)
        found = LOGIN.finditer(log.read_text(encoding="utf-8"))
        yield Site(url, {match["name"]: match["password"] for match in found}, variables, log)
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running edition with its five articles, one contributor and two editors."""
    with running(tmp_path_factory.mktemp("site")) as started:
        yield started
