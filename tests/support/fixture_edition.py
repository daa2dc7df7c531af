"""The real edition in the test database."""

from pathlib import Path

from annotations import folder
from edition.models import Article
from tests.support.snapshot import Snapshot

FOLDER = Path(__file__).parents[2] / "fixtures" / "pakistan-russia"

_loaded: list[Snapshot] = []


def load() -> None:
    """Load the edition with its references, and keep the database as it then is."""
    folder.load(FOLDER)
    _loaded.append(Snapshot())


def load_if_empty() -> None:
    """Bring the loaded edition back, unless the database holds articles."""
    if not Article.objects.exists():
        _loaded[-1].restore()
