"""The form of a work: the variables of CSL-JSON that its type asks for, and those that it has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.forms.fields import Text
from annotations.forms.ledger.base import DeskForm, LedgerForm
from annotations.forms.source import HELP, VARIABLES, types
from annotations.ledger_desk.works import checked
from edition import variable_words
from edition.citations.intake import dates, people
from edition.citations.validation import DATES, NAMES
from edition.citations.wording import date_in_words, edtf
from edition.models import Work

_CONSULTED = {True: "yes", False: "no", None: ""}
_LONG = frozenset({"abstract", "note"})
_DAYS = ("archived_on", "unreachable_on")


def shown(name: str, value: Any) -> str:
    """Return the value of a variable as the form shows it."""
    if name in NAMES:
        return people.in_lines(value)
    if name in DATES:
        return edtf(value) or date_in_words(value)
    return str(value)


def read(name: str, text: str, before: Any) -> Any:
    """Return the value that was typed, None for an empty field; what was left as it was shown stays as it was."""
    if before is not None and text.split() == shown(name, before).split():
        return before
    if name in NAMES:
        return people.lines(text) or None
    if name in DATES:
        return dates.parse(text)
    return " ".join(text.split()) or None


def _field(name: str, needed: bool) -> Text:
    kind = "names" if name in NAMES else "dates" if name in DATES else ""
    return Text(
        label=variable_words.word(name),
        help_text=HELP.get(kind, ""),
        rows=2 if name in NAMES | _LONG else 0,
        required=needed,
        error_messages={"required": _("A source of this type needs it.")},
    )


class WorkMain(DeskForm):
    """The fields of the record are named by their variables; `variables` are those that the form has."""

    type = forms.ChoiceField(label=gettext_lazy("Type of source"), choices=types)
    quality = forms.ChoiceField(
        label=gettext_lazy("Quality"),
        choices=[("", gettext_lazy("Not given")), *Work.Quality.choices],
        required=False,
    )
    consulted = forms.ChoiceField(
        label=gettext_lazy("Did the editors see the work itself?"),
        choices=[("", gettext_lazy("Not known")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        required=False,
    )
    archived_url = Text(label=gettext_lazy("Archived copy"), longest=2_000)
    archived_on = forms.DateField(label=gettext_lazy("Day of the archived copy"), required=False)
    unreachable_on = forms.DateField(
        label=gettext_lazy("Not reached on"),
        help_text=gettext_lazy("The day on which the original could not be reached; empty while it can."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        type_ = self["type"].value() or ""
        asked = dict(variable_words.fields(str(type_)))
        there = [*self.initial, *(self.data if self.is_bound else ())]
        more = dict.fromkeys(sorted(VARIABLES & set(there) - set(asked)), False)
        self.variables = [*asked, *more]
        for name, needed in {**asked, **more, "title": True}.items():
            self.fields[name] = _field(name, needed and name == "title")
        self.fields["type"].error_messages["invalid_choice"] = _("Choose a type.")
        for name in _DAYS:
            self.fields[name].widget = forms.TextInput({"inputmode": "numeric", "placeholder": "2026-11-21"})
            self.fields[name].input_formats = ["%Y-%m-%d"]  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid"] = _("Write the day as 2026-11-21.")

    def record_fields(self) -> list[forms.BoundField]:
        """Return the fields of the record, those of its type first."""
        return [self[name] for name in self.variables]

    def clean_archived_url(self) -> str:
        value = str(self.cleaned_data["archived_url"])
        if value:
            try:
                URLValidator(schemes=("http", "https"))(value)
            except ValidationError:
                sentence = _("This is no web address. It starts with http:// or https://.")
                raise ValidationError(sentence) from None
        return value


class WorkForm(LedgerForm):
    """`fields()` are those of `edition.versions.of_work`."""

    main = WorkMain

    def initial(self, fields: dict[str, Any]) -> dict[str, Any]:
        csl = fields["csl"]
        return {
            **{name: shown(name, value) for name, value in csl.items() if name in VARIABLES},
            "type": csl.get("type"),
            "quality": fields["quality"],
            "consulted": _CONSULTED[fields["consulted"]],
            **{name: fields[name] or "" for name in ("archived_url", *_DAYS)},
        }

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        for name, value in self._typed().items():
            if wrong := checked({"type": "book", "title": "-", name: value}):
                self.form.add_error(name, wrong[0])
        return not self.form.errors

    def _typed(self) -> dict[str, Any]:
        data, before = self.form.cleaned_data, self.opened.get("csl", {})
        names = [name for name in self.form.fields if name in VARIABLES]
        typed = {name: read(name, data.get(name, ""), before.get(name)) for name in names}
        return {name: value for name, value in typed.items() if value is not None}

    def fields(self) -> dict[str, Any]:
        data, before = self.form.cleaned_data, self.opened.get("csl", {})
        others = {name: value for name, value in before.items() if name not in VARIABLES and name != "type"}
        days = {name: data[name].isoformat() if data[name] else None for name in _DAYS}
        return {
            "csl": {"type": data["type"], **self._typed(), **others},
            "consulted": {"yes": True, "no": False}.get(data["consulted"]),
            "quality": data["quality"],
            "archived_url": data["archived_url"],
            **days,
        }
