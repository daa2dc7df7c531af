"""The real edition in the test database."""

from pathlib import Path

from annotations import folder
from edition.models import Article

FOLDER = Path(__file__).parents[2] / "fixtures" / "pakistan-russia"


def load_if_empty() -> None:
    """Load the edition with its references, unless the database holds articles."""
    if not Article.objects.exists():
        folder.load(FOLDER)
