"""What these forms share: one main part, rows of others, the version they were opened on, and a word of why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.forms.fields import MOST_ROWS, Rows, Text

MOST_SOURCES = 200
WHY_LENGTH = 2_000
APART = frozenset({"started_from", "why"})  # what stands at the end of each form


class DeskForm(forms.Form):
    """The fields that stand once; `started_from` is -1 where the form does not say on which version it was opened."""

    started_from = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    why = Text(label=gettext_lazy("Why?"), help_text=gettext_lazy("Optional: for the history."), longest=WHY_LENGTH)

    def fields_apart(self) -> list[BoundField]:
        """Return the fields of the record itself."""
        return [field for field in self if field.name not in APART]


class Sources(Text):
    """Keys of the bibliography, one a line; the value is the list of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=4, **kwargs)

    def clean(self, value: Any) -> Any:
        keys = str(super().clean(value)).replace(",", " ").split()
        if len(keys) > MOST_SOURCES:
            raise ValidationError(_("At most %(most)d sources. Leave the weakest out.") % {"most": MOST_SOURCES})
        return keys


class LedgerForm:
    """The form of one record: with what was posted, or opened on `fields`.

    `main` is the class of the fields that stand once; `parts` the rows, by name, with the words over them.
    """

    main: type[DeskForm]
    parts: ClassVar[dict[str, tuple[type[Rows], str | Promise]]] = {}

    def __init__(
        self, data: QueryDict | None = None, *, fields: dict[str, Any] | None = None, started_from: int = 0
    ) -> None:
        self.opened = fields or {}
        initial = self.initial(self.opened) if fields else {}
        self.form = self.main(data, initial={**initial, "started_from": started_from})
        self.rows = {
            name: rows(data, prefix=name, initial=self.initial_rows(name, self.opened.get(name, [])))
            for name, (rows, _label) in self.parts.items()
        }
        self.problems: list[tuple[str, str]] = []

    def initial(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return the values with which the main part opens."""
        return {name: value for name, value in fields.items() if name not in self.parts}

    def initial_rows(self, name: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the values with which the rows of a part open."""
        return items

    @property
    def started_from(self) -> int:
        number = self.form.cleaned_data.get("started_from")
        return -1 if number is None else int(number)

    @property
    def why(self) -> str:
        return str(self.form.cleaned_data["why"])

    def fieldsets(self) -> list[tuple[str, str, Rows]]:
        """Return the parts of rows, each with its name and the words over it."""
        return [(name, str(self.parts[name][1]), rows) for name, rows in self.rows.items()]

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def fields(self) -> dict[str, Any]:
        """Return the fields of the record; call it on a valid form."""
        given = {name: value for name, value in self.form.cleaned_data.items() if name not in APART}
        return {**given, **{name: self.items(name) for name in self.rows}}

    def items(self, name: str) -> list[dict[str, Any]]:
        """Return what the rows of a part hold, without those left empty or taken out."""
        found = (form.item() for form in self.rows[name].forms if not form.cleaned_data.get("DELETE"))
        return [item for item in found if item is not None]

    def tell(self, error: ValidationError) -> None:
        """Put each sentence at the field or the part that it is about."""
        by_field = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for name, sentences in by_field.items():
            for sentence in sentences:
                if name in self.form.fields:
                    self.form.add_error(name, sentence)
                else:
                    self.problems.append((name if name in self.rows else "top", sentence))

    def summary(self) -> list[tuple[str, str]]:
        """Return every problem with the id of the element that it is about."""
        return [*self._of_fields(), *self.problems, *self._of_rows()]

    def _of_fields(self) -> Iterator[tuple[str, str]]:
        for name, errors in self.form.errors.items():
            label = "" if name == "__all__" else f"{self.form.fields[name].label or name}: "
            yield from ((f"field-{name}", f"{label}{error}") for error in errors)

    def _of_rows(self) -> Iterator[tuple[str, str]]:
        for name, label, rows in self.fieldsets():
            yield from ((name, f"{label}: {error}") for error in (rows.non_form_errors() if rows.is_bound else ()))
            for number, row in enumerate(rows.forms if rows.is_bound else [], 1):
                sentences = [error for errors in row.errors.values() for error in errors]
                said = {"part": label, "number": number}
                yield from (
                    (f"{name}-{number}", _("%(part)s, row %(number)d: %(sentence)s") % {**said, "sentence": sentence})
                    for sentence in sentences
                )


def with_row(data: QueryDict, part: str) -> QueryDict:
    """Return what was posted with one more empty row of `part`."""
    count = data.get(f"{part}-TOTAL_FORMS", "")
    known = min(int(count), MOST_ROWS) if count.isascii() and count.isdigit() and len(count) < 6 else 0
    changed = data.copy()
    changed[f"{part}-TOTAL_FORMS"] = str(min(known + 1, MOST_ROWS))
    return changed


def with_source(data: QueryDict, key: str) -> QueryDict:
    """Return what was posted with the source `key` on a line of its own below the others."""
    changed = data.copy()
    lines = [*data.get("sources", "").split(), key]
    changed["sources"] = "\n".join(dict.fromkeys(lines))
    return changed
