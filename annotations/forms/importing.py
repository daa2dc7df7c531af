"""Taking in a whole bibliography: a file or a pasted text, what is recognised of it, and what is to be saved.

The text goes with the preview, packed, and comes back with what was ticked: nothing is kept in between.
"""

from __future__ import annotations

import base64
import binascii
import zlib

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from edition.bibliography import Proposal, add_all, proposals
from edition.bibliography_words import reason, sentence
from edition.citations.intake import MOST_BYTES, Batch, Problem, read
from edition.citations.record import Record
from edition.models import Work
from edition.references import plain


class Row:
    """One entry of the preview: its number from 1, what it says, and the works it may be the same as."""

    def __init__(self, number: int, proposal: Proposal, ticked: bool) -> None:
        self.number, self.ticked = number, ticked
        self.key, self.state, self.left = proposal.key, proposal.state, proposal.incoming.left
        record = Record(proposal.key, proposal.incoming.csl)
        self.reference = plain(record) if proposal.incoming.is_whole else _("No title")
        self.same = [(one.key, reason(one.reason)) for one in proposal.same]


class Importing:
    """The state of the page. `chosen` are the entries to save, once the preview came back; `saved` the works then."""

    def __init__(self, data: QueryDict | None = None, files: MultiValueDict[str, UploadedFile] | None = None) -> None:
        self.pasted, self.format, self.encoding = "", "auto", ""
        self.problem, self.packed = "", ""
        self.problems: list[str] = []
        self.rows: list[Row] = []
        self.chosen: list[Proposal] | None = None
        self.saved: list[Work] | None = None
        if data is not None:
            self.pasted, self.format = data.get("pasted", ""), data.get("format", "auto")
            self._look(data, files or MultiValueDict())

    @property
    def counts(self) -> dict[str, int]:
        """How many entries are new, there, broken."""
        states = [row.state for row in self.rows]
        return {name: states.count(name) for name in ("new", "there", "broken")}

    def _look(self, data: QueryDict, files: MultiValueDict[str, UploadedFile]) -> None:
        given = _given(data, files)
        batch = given if isinstance(given, Batch) else read(given, self.format)
        self.format, self.encoding = batch.format or self.format, batch.encoding
        self.problems = [sentence(problem) for problem in batch.problems]
        if not batch.records:
            self.problem = self.problems[0] if self.problems else _("There is nothing to read.")
            return
        self.packed = pack(given) if isinstance(given, bytes | str) else ""
        ticked = set(data.getlist("other"))
        found = proposals(batch)
        self.rows = [Row(n, proposal, str(n) in ticked) for n, proposal in enumerate(found, 1)]
        if data.get("do") == "save":
            self.chosen = [
                proposal for row, proposal in zip(self.rows, found, strict=True) if wanted(row.state, row.ticked)
            ]
            if not self.chosen:
                self.problem = _("No source is chosen. Tick one that is there already, or take another file.")

    def save(self, by: User) -> None:
        """Store what was chosen, all or none."""
        try:
            self.saved = add_all(self.chosen or [], by)
        except (ValidationError, IntegrityError):  # another editor saved one of the keys at the same moment
            self.problem = _("Nothing was saved: another editor has just saved one of these sources. Try again.")


def wanted(state: str, ticked: bool) -> bool:
    """Whether an entry is saved: a new one unless ticked to be left out, one that may be there if ticked."""
    return {"new": not ticked, "there": ticked}.get(state, False)


def _given(data: QueryDict, files: MultiValueDict[str, UploadedFile]) -> bytes | str | Batch:
    """Return what came: packed from the preview, a file, or pasted; a batch with its problem for what is too large."""
    if packed := data.get("packed", ""):
        return unpack(packed)
    if file := files.get("file"):
        # The size first: what is too large is never read.
        return file.read() if (file.size or 0) <= MOST_BYTES else Batch(problems=[Problem("too-large")])
    return data.get("pasted", "")


def pack(given: bytes | str) -> str:
    """Return what was given as text that a form can carry."""
    data = given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass")
    return base64.b64encode(zlib.compress(data, 9)).decode()


def unpack(packed: str) -> bytes | Batch:
    """Return what `pack` packed; a batch with a problem for what it never packed."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b64decode(packed, validate=True), MOST_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error):
        return Batch(problems=[Problem("empty")])
    return data
