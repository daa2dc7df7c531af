"""Adding a source, step by step: paste or choose a type, look at what was recognised, see what is there already, save.

The steps are buttons, `source-…` in `do`; everything typed is sent along with each, so that none needs a script.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from annotations.forms.source import PREFIX, VARIABLES, SourceForm, typed_as, typed_in
from edition import bibliography, duplicates, references
from edition.bibliography_words import reason, sentence
from edition.citations.intake import Batch, Incoming, Left, read
from edition.citations.record import Record, validate
from edition.models import Work

FORMATS = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}
MOST_ENTRIES_SHOWN = 50


class Adding:
    """The state of the form after a button: what a template shows, and `saved` once the source is there."""

    def __init__(self, data: QueryDict | None = None) -> None:
        self.data = data
        self.pasted = data.get(f"{PREFIX}-pasted", "") if data is not None else ""
        self.format = data.get(f"{PREFIX}-format", "auto") if data is not None else "auto"
        self.form = SourceForm(data if _has_fields(data) else None)
        self.problems: list[str] = []
        self.entries: list[Incoming] = []
        self.left: Sequence[Left] = ()
        self.same: list[tuple[Work, str]] = []
        self.preview: SafeString | None = None
        self.saved: Work | None = None
        self.is_open = self.is_refused = False

    def take(self, wish: str, by: User) -> None:
        """Do what the button `wish` asks for."""
        self.is_open = True
        if wish == "source-read" or wish.startswith("source-take-"):
            self._read(wish.removeprefix("source-take-") if wish != "source-read" else "")
        elif wish == "source-type" and self.data is not None:
            # Opened anew, so that nothing is called missing that nobody could fill before.
            self.form = SourceForm(typed=typed_in(self.data))
        elif wish == "source-preview":
            self._preview()
        elif wish in {"source-save", "source-save-anyway"}:
            self._save(by, anyway=wish == "source-save-anyway")
            self.is_refused = self.saved is None

    def _read(self, number: str) -> None:
        """Read what was pasted: one entry fills the form, of several one is to be chosen."""
        batch = read(self.pasted, self.format)
        self.problems = [sentence(problem) for problem in batch.problems[:MOST_ENTRIES_SHOWN]]
        chosen = _chosen(batch, number)
        if chosen is None:
            self.entries = batch.records[:MOST_ENTRIES_SHOWN]
            self.is_refused = not batch.records
            return
        lost = [Left(name, str(value)) for name, value in chosen.csl.items() if name not in {*VARIABLES, "type"}]
        self.left = [*chosen.left, *lost]
        key = bibliography.free_key(chosen.csl, chosen.key)
        self.form = SourceForm(typed=typed_as(chosen.csl, key))
        self._look_up(chosen.csl)
        self.preview = _reference(chosen.csl)

    def _preview(self) -> None:
        self.form.is_valid()
        csl = self.form.csl()
        if not validate(csl):
            self.preview = _reference(csl)

    def _look_up(self, csl: dict[str, Any]) -> None:
        """Find the works that may be the same."""
        found = duplicates.index().find(csl)
        works = Work.objects.in_bulk([one.key for one in found], field_name="key")
        references.fill(works.values())
        self.same = [(works[one.key], reason(one.reason)) for one in found]

    def _save(self, by: User, *, anyway: bool) -> None:
        if not self.form.is_bound:
            self.problems = [_("Paste an entry and read it, or choose a type.")]
        if not self.form.is_bound or not self.form.is_valid():
            return
        csl = self.form.csl()
        self.preview = _reference(csl)
        if not anyway:
            self._look_up(csl)
        if self.same:
            return
        data = self.form.cleaned_data
        key = data["key"] or bibliography.free_key(csl)
        try:
            self.saved = bibliography.add(
                key, csl, by, archived_url=data["archived_url"], archived_on=data["archived_on"]
            )
        except (ValidationError, IntegrityError):  # the key was given to another source at the same moment
            self.form.add_error("key", _("Another source has this key. Choose another, or leave the field empty."))
            return
        references.fill([self.saved])


def _has_fields(data: QueryDict | None) -> bool:
    return data is not None and f"{PREFIX}-type" in data


def _chosen(batch: Batch, number: str) -> Incoming | None:
    """Return the entry that is meant: the only one, or the one of this number, from 1."""
    if len(batch.records) == 1:
        return batch.records[0]
    if number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= len(batch.records):
        return batch.records[int(number[:6]) - 1]
    return None


def _reference(csl: dict[str, Any]) -> SafeString | None:
    """Return the reference in the house style; None for a record that is not whole."""
    if validate(csl):
        return None
    # What the citation engine gives was cleaned there.
    return mark_safe(references.house_reference(Record("new", csl)))  # noqa: S308
