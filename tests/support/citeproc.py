"""The golden citations: what citeproc-js makes of the hard items; `python -m tests.support.citeproc` stores it anew."""

import hashlib
import json
import re
import subprocess
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any

from edition.citations.csl_files import independent
from edition.citations.record import Record
from edition.citations.styles import STYLES, takes_initials

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "data" / "golden"
ITEMS: list[dict[str, Any]] = json.loads((GOLDEN / "items.json").read_text(encoding="utf-8"))
RECORDS = [Record(item["id"], {name: value for name, value in item.items() if name != "id"}) for item in ITEMS]
STORE = GOLDEN / "citeproc-js.json"
ENGINE = ROOT / ".venv-tests" / "npm" / "node_modules" / "citeproc"

Citations = dict[str, dict[str, dict[str, str]]]
"""Style → key → `entry` and `citation`, as `in_short` writes HTML."""


def given(slugs: Iterable[str]) -> str:
    """All that citeproc-js is given for some styles, as JSON; each item is to be cited alone."""
    runs = [
        {
            "style": slug,
            "csl": independent(STYLES[slug].path, initials),
            "language": STYLES[slug].language,
            "ids": [record.key for record in RECORDS if takes_initials(record) == initials],
        }
        for slug in slugs
        for initials in (True, False)
    ]
    locales = {name: (GOLDEN / f"locales-{name}.xml").read_text(encoding="utf-8") for name in ("en-US", "en-GB")}
    return json.dumps({"items": ITEMS, "locales": locales, "runs": runs})


def make(slugs: Iterable[str]) -> Citations:
    """Run citeproc-js, which `tests/run` installs, over all items in some styles."""
    command = ["node", str(Path(__file__).with_suffix(".cjs")), str(ENGINE)]
    done = subprocess.run(command, input=given(slugs), capture_output=True, text=True, check=True)
    made: Citations = json.loads(done.stdout)
    return {
        style: {key: {form: in_short(html) for form, html in forms.items()} for key, forms in keys.items()}
        for style, keys in made.items()
    }


def stamp() -> str:
    """SHA-256 of all that the stored citations were made of."""
    return hashlib.sha256(given(STYLES).encode()).hexdigest()


def in_short(html: str) -> str:
    """HTML of citeproc-js or of ours with the elements that both have, without number and links, signs as they are."""
    html = re.sub(r'<div class="csl-left-margin">.*?</div>', "", html)
    html = re.sub(r"</?(?:div|a)\b[^>]*>", "", html)
    html = re.sub(r'<span (?:class="small-caps"|style="font-variant: ?small-caps;")>', "<span>", html)
    return re.sub(r"\s+", " ", unescape(html)).strip()


if __name__ == "__main__":
    stored = {"made_of": stamp(), "citations": make(STYLES)}
    STORE.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
