"""Who wrote what readers see of a note, and who published it: the one place where names of editors become public."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.models import Annotation, Version
from annotations.vocabulary import MOVES, Status
from edition import people
from edition.orcid import address

# The name that a note has whose edition folder names nobody.
EDITORS = "The editors"
WRITING = ("save", "revise")
PUBLIC = ("publish", "load", "withdraw")
MERGE = "merge"
# What a merge says by itself; what an editor said besides was said to editors.
_MERGED = re.compile(
    r"The source \S+ was merged into \S+\.(?!\S)"
    r"|The tag “.*?” (?:was merged into “.*?”|is called “.*?” now)\."
)


@dataclass(frozen=True, slots=True)
class Publication:
    """A version that readers were shown, a withdrawal or a merge; `writers` are those whose words it brought.

    A move to a newer text brings no words: it has no writers.

    `ordinal` is what readers count: 1 for the first words that were published, 2 for the next.
    """

    version: Version
    writers: list[str]
    ordinal: int

    @property
    def is_text(self) -> bool:
        """Whether it brought words, which a withdrawal and a merge of sources or tags do not."""
        return self.version.act not in ("withdraw", MERGE)

    @property
    def why(self) -> str:
        """Return the reason as readers may see it."""
        if self.version.act != MERGE:
            return self.version.why
        found = _MERGED.match(self.version.why)
        return found[0] if found else ""

    @property
    def by(self) -> str:
        """Who published or withdrew it, as readers may see it."""
        return public_name(self.version)


def public_name(version: Version) -> str:
    """Return the name of who made `version` as readers may see it: a login name is never shown."""
    if version.by_name == EDITORS:
        return _("The editors")
    return version.by_name or (_("An editor") if version.by_id else _("The editors"))


def orcids(note: Annotation) -> dict[str, str]:
    """Return the addresses of the ORCID iDs of those whose names `note` shows, by name.

    A name that two accounts bear has none. A prefetched `versions` is used; notes without accounts cost no query.
    """
    bearers: dict[str, set[int]] = {}
    for version in note.versions.all():
        if version.by_id is not None and version.by_name:
            bearers.setdefault(version.by_name, set()).add(version.by_id)
    known = people.orcids(key for keys in bearers.values() for key in keys)
    return {name: address(known[min(keys)]) for name, keys in bearers.items() if len(keys) == 1 and min(keys) in known}


def kept(versions: Iterable[Version]) -> list[Version]:
    """Return the versions by number, without steps that were taken back and without the taking back."""
    ordered = sorted(versions, key=lambda version: version.number)
    undone = {version.number - 1 for version in ordered if version.act == "undo"}
    return [version for version in ordered if version.act != "undo" and version.number not in undone]


def history(note: Annotation) -> list[Publication]:
    """Return the publications of `note` and the merges of sources and tags that readers saw, the oldest first."""
    found = publications(note)
    seen = {line.version.number for line in found}
    for version in kept(note.versions.all()):
        if version.act == MERGE and version.status == Status.PUBLISHED and version.number not in seen:
            found.append(Publication(version, [], 0))
    return sorted(found, key=lambda line: line.version.number)


def publications(note: Annotation) -> list[Publication]:
    """Return each time `note` was published, put on words of a newer text, or withdrawn, the oldest first.

    Words that were discarded, or left when the note was withdrawn, name nobody; a step that was undone at once is
    left out. A prefetched `versions` is used.
    """
    found, writers, ordinal = [], list[str](), 0
    for version in kept(note.versions.all()):
        if version.act in (*WRITING, "load"):
            writers.append(public_name(version))
        moved = version.act in MOVES and version.status == Status.PUBLISHED
        if moved or version.act in PUBLIC:
            brought = [] if moved or version.act == "withdraw" else list(dict.fromkeys(writers))
            ordinal += version.act != "withdraw"
            found.append(Publication(version, brought, ordinal))
        if version.act in (*PUBLIC, "discard"):
            writers = []
    return found


def byline(note: Annotation) -> list[str]:
    """Return the names of those who saved the words that readers see, each once, in the order of their first save."""
    return list(dict.fromkeys(name for publication in publications(note) for name in publication.writers))


def published(note: Annotation) -> Version | None:
    """Return the publication of the words readers see: a merge of sources or tags since then is none of its own."""
    acts = [v for v in kept(note.versions.all()) if v.act in ("publish", "load") and v.number <= note.public_version]
    return acts[-1] if acts else None


def publisher(note: Annotation) -> str:
    """Return the name of who published what readers see of `note`, or "" where it came with an edition folder."""
    shown = published(note)
    return public_name(shown) if shown and shown.act == "publish" else ""
