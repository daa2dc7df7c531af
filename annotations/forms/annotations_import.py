"""Taking in annotations: a file or a pasted text, what becomes of each, and which are to be saved.

The text goes with the preview, packed, and comes back with what was ticked: nothing is kept in between.
"""

from __future__ import annotations

import base64
import binascii
import zlib

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from annotations import workflow
from annotations.content import Place
from annotations.forms.importing import pack
from annotations.interchange import batch
from annotations.interchange.batch import Batch, Row
from annotations.interchange.envelopes import MOST_BYTES
from annotations.rendering import name, shorten
from annotations.vocabulary import Kind
from edition.models import Article, Passage

STATES = {
    batch.TAKEN: pgettext_lazy("an annotation from elsewhere", "On the exact words"),
    batch.PROPOSED: pgettext_lazy("an annotation from elsewhere", "To be looked at"),
    batch.DOUBLED: pgettext_lazy("an annotation from elsewhere", "There already"),
    batch.SKIPPED: pgettext_lazy("an annotation from elsewhere", "Left out"),
}
WORDS_SHOWN = 160


class Places:
    """Places of texts in words; the passages of a text are read once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = dict(Article.objects.values_list("slug", "number"))
        self._passages: dict[tuple[str, int], list[Passage]] = {}

    def words(self, place: Place) -> str:
        """Return where words stand: Article 1 ¶5."""
        key = (place.article, place.revision)
        if key not in self._passages:
            chosen = Passage.objects.filter(revision__article__slug=place.article, revision__number=place.revision)
            self._passages[key] = list(chosen.order_by("start"))
        anchor = next(one.anchor for one in self._passages[key] if one.end > place.start)
        return _("Article %(number)d %(where)s") % {"number": self._numbers[place.article], "where": name(anchor)}


class Entry:
    """One annotation of the preview."""

    def __init__(self, row: Row, places: Places, ticked: bool) -> None:
        self.number, self.state, self.why, self.left, self.ticked = row.number, row.state, row.why, row.left, ticked
        self.state_words = STATES[row.state]
        self.exact = shorten(row.exact, WORDS_SHOWN)
        self.can_be_chosen = row.state in {batch.TAKEN, batch.PROPOSED}
        self.name = shorten(row.incoming.target.exact or row.incoming.address, WORDS_SHOWN) if row.incoming else ""
        self.said = self.kind = self.place = ""
        if content := row.content:
            self.said = shorten(content.finding or content.gist or content.reading, WORDS_SHOWN)
            self.kind, self.place = str(Kind(content.kind).label), places.words(content.place)


class AnnotationsImport:
    """The state of the page; `saved` are the numbers of the drafts, once they are made."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        base: str = "",
    ) -> None:
        self.pasted, self.packed, self.problem = "", "", ""
        self.entries: list[Entry] = []
        self.batch = Batch()
        self.saved: list[int] | None = None
        self.ticked: set[int] = set()
        if data is not None:
            self.pasted = data.get("pasted", "")
            self.ticked = {
                int(one) for one in data.getlist("other") if one.isascii() and one.isdigit() and len(one) < 8
            }
            self._look(_given(data, files or MultiValueDict()), base)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many entries there are of each state, in words."""
        return [(str(words), self.batch.count(state)) for state, words in STATES.items()]

    @property
    def can_save(self) -> bool:
        return any(entry.can_be_chosen for entry in self.entries)

    def _look(self, given: bytes | str, base: str) -> None:
        self.batch = batch.examine(given, base)
        self.problem = self.batch.problem
        if not self.problem:
            self.packed, places = pack(given), Places()
            self.entries = [Entry(row, places, row.number in self.ticked) for row in self.batch.rows]

    def save(self, by: User) -> None:
        """Make drafts of what was chosen, all or none."""
        chosen = batch.chosen(self.batch, self.ticked)
        if not chosen:
            self.problem = _("No annotation is chosen.")
            return
        try:
            self.saved = batch.save(chosen, by)
        except workflow.Refused as refusal:
            self.problem = str(refusal)


def _given(data: QueryDict, files: MultiValueDict[str, UploadedFile]) -> bytes | str:
    """Return what came: packed from the preview, a file, or pasted; of what is too large no more than shows that."""
    if packed := data.get("packed", ""):
        return _unpacked(packed)
    if file := files.get("file"):
        return bytes(file.read(MOST_BYTES + 1))
    return data.get("pasted", "")


def _unpacked(packed: str) -> bytes:
    try:
        return zlib.decompressobj().decompress(base64.b64decode(packed, validate=True), MOST_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error):
        return b""
