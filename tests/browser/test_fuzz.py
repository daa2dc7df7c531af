"""Schemathesis on the running site: no 5xx, no answer that the description does not know.

A few requests of each kind; `tests/bench/fuzz_api.py` sends thousands.
"""

from pathlib import Path

import pytest

from tests.support.fuzz import fuzz
from tests.support.site import Site

pytestmark = [pytest.mark.any_engine, pytest.mark.xdist_group("reader")]
# Files that take seconds to make: they are made, read back and compared by the tests of their formats.
LONG = "^/(download/|articles/.*/download/)"


def test_no_answer_is_unknown_to_the_description(site: Site, tmp_path: Path):
    phases = ("--phases", "examples,fuzzing", "--max-examples", "1", "--workers", "2")
    found = fuzz(site.url, tmp_path, *phases, "--exclude-path-regex", LONG)
    assert found.returncode == 0, found.stdout
    assert "Failures:" not in found.stdout
