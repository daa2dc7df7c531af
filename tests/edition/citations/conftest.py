"""The 139 sources of the first edition, and a few records that are hard to write."""

import hashlib
import json
from pathlib import Path

import pytest

from edition.citations.record import Pinpoint, Record

SOURCES = Path(__file__).parents[3] / "fixtures" / "pakistan-russia" / "bibliography.json"
QUOTE = "The Cold War ended in 1989.\n\nOr did it?"
SHA256 = hashlib.sha256(QUOTE.encode()).hexdigest()


@pytest.fixture(scope="session")
def items():
    return json.loads(SOURCES.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def records(items):
    return [Record(item["id"], {name: item[name] for name in item if name != "id"}) for item in items]


@pytest.fixture
def passage():
    csl = {
        "type": "article-newspaper",
        "title": "Pakistan-Russia relations",
        "author": [{"family": "Manzoor", "given": "Asif"}],
        "container-title": "The Frontier Post",
    }
    return Record("manzoor", csl, Pinpoint("Pakistan-Russia relations", 1, 2, "p5-p7", QUOTE, SHA256))
