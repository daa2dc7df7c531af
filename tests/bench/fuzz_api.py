"""Schemathesis over every address for programs, with many examples: as a stranger, and as an editor with a token.

Run: python -m tests.bench.fuzz_api [examples]. Starts the demonstration on data of its own; prints what is found.
"""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.fuzz import fuzz
from tests.support.site import Site, running

PHASES = ("--phases", "examples,coverage,fuzzing")
TOKEN = (
    "from django.contrib.auth.models import User; from edition import tokens; "
    "print('token', tokens.issue(User.objects.get(username='{name}'), 'fuzz', 'write', 1)[1])"
)


def token_of_an_editor(site: Site) -> str:
    """Return a new token that may write."""
    name = next(iter(sorted(site.passwords)))
    said = site.manage("shell", "-c", TOKEN.format(name=name)).stdout
    found = re.search(r"^token (\S+)$", said, re.MULTILINE)
    return found[1] if found else ""


def main() -> int:
    examples = sys.argv[1] if len(sys.argv) > 1 else "50"
    with TemporaryDirectory() as folder, running(Path(folder)) as site:
        many = (*PHASES, "--max-examples", examples, "--request-timeout", "120", "--workers", "2")
        stranger = fuzz(site.url, Path(folder), *many, seconds=7200)
        print(stranger.stdout)
        secret = token_of_an_editor(site)
        own = (*many, "--include-path-regex", "^/(api/annotations|desk)/", "-H", f"Authorization: Bearer {secret}")
        editor = fuzz(site.url, Path(folder), *own, seconds=7200)
        print(editor.stdout)
    return stranger.returncode or editor.returncode


if __name__ == "__main__":
    sys.exit(main())
