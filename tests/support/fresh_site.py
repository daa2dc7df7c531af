"""A site of its own, with an empty database on the engine under test, driven through manage.py."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.site import ROOT, environment


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
def fresh_site(db: None, tmp_path: Path) -> FreshSite:
    """A site in a folder of its own; on PostgreSQL in a database of its own, on the tests' own server."""
    return FreshSite(environment(tmp_path / "site"))
