"""The notice that a note's verdict was changed after it was published, as its own page and the margin show it."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from annotations.bylines import Publication


class VerdictChange(NamedTuple):
    """The verdicts before and after, when the new one was published, and why as its publisher put it."""

    was: str
    now: str
    at: datetime
    why: str

    def stored(self) -> str:
        """Return it as the column of the note keeps it."""
        return json.dumps({**self._asdict(), "at": self.at.isoformat()}, ensure_ascii=False)


def read(stored: str) -> VerdictChange:
    """Return the change that `stored` gave."""
    found = json.loads(stored)
    return VerdictChange(found["was"], found["now"], datetime.fromisoformat(found["at"]), found["why"])


def changes(publications: Sequence[Publication]) -> list[VerdictChange]:
    """Return each change of verdict from one published version to the next, the oldest first."""
    versions = [publication.version for publication in publications if publication.is_text]
    pairs = pairwise(versions)
    return [change for old, new in pairs if (change := between(old.fields, new.fields, new.at, new.why))]


def between(old: dict[str, str], new: dict[str, str], at: datetime, why: str) -> VerdictChange | None:
    """Return the change from the fields of one version to those of the next, where both have a verdict."""
    was, now = old.get("verdict", ""), new.get("verdict", "")
    return VerdictChange(was, now, at, why) if was and now and was != now else None
