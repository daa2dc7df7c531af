"""The form of a new source: the fields of its type, and whatever else a pasted record holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.forms.fields import Text
from edition import variable_words, work_types
from edition.bibliography import KEY_LENGTH
from edition.citations.intake import dates, people
from edition.citations.record import validate, validate_key
from edition.citations.validation import DATES, NAMES, NUMBERS, TEXTS
from edition.citations.wording import edtf
from edition.models import Work

PREFIX = "new"
VARIABLES = NAMES | DATES | NUMBERS | TEXTS
HELP = {
    "names": gettext_lazy("One a line: Family, Given. A body ends in a comma: United Nations,"),
    "dates": gettext_lazy("2012, 2012-10 or 2012-10-02; 2012~ for about 2012. Empty if it is not known."),
}


class SourceForm(forms.Form):
    """Fields by the type that was chosen, and those of all variables that something was typed for.

    `typed` opens the form: what stands in its fields, by name.
    """

    type = forms.ChoiceField(label=gettext_lazy("Type of source"))
    key = Text(
        label=gettext_lazy("Key in the bibliography"),
        help_text=gettext_lazy("Small letters, digits and hyphens. Empty: it is made of author, year and title."),
        longest=KEY_LENGTH,
    )
    archived_url = Text(
        label=gettext_lazy("Archived copy"), help_text=gettext_lazy("Its web address, if there is one."), longest=2000
    )
    archived_on = forms.DateField(
        label=gettext_lazy("Day of the archived copy"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.TextInput(attrs={"placeholder": "2026-11-21"}),
        error_messages={"invalid": gettext_lazy("Write the day as 2026-11-21.")},
    )

    def __init__(self, data: QueryDict | None = None, *, typed: Mapping[str, str] | None = None) -> None:
        given = dict(typed or {}) if data is None else typed_in(data)
        self.chosen = given.get("type", "") if given.get("type") in work_types.TYPE_WORDS else ""
        super().__init__(data, prefix=PREFIX, initial={**given, "type": self.chosen})
        self.fields["type"] = forms.ChoiceField(
            label=_("Type of source"),
            choices=[("", _("Choose a type")), *types()],
            error_messages={"required": _("Choose a type."), "invalid_choice": _("Choose a type.")},
        )
        self.variables = [name for name, _needed in self._asked(given)]

    def _asked(self, given: Mapping[str, str]) -> list[tuple[str, bool]]:
        """Make the fields, and return them: those of the type, and those of which a value is there."""
        asked = variable_words.fields(self.chosen) if self.chosen else []
        known = {name for name, _needed in asked}
        typed = (name.removeprefix("v-") for name, value in given.items() if name.startswith("v-") and value.strip())
        more = [(name, False) for name in typed if name in VARIABLES and name not in known]
        for name, needed in [*asked, *more]:
            self.fields[f"v-{name}"] = _field(name, needed)
        return [*asked, *more]

    def rows(self) -> Iterator[forms.BoundField]:
        """Give the fields of the record, in the order of its type."""
        yield from (self[f"v-{name}"] for name in self.variables)

    def csl(self) -> dict[str, Any]:
        """Return the record as it is typed so far, whether or not it is whole; call it after `is_valid`."""
        found: dict[str, Any] = {"type": self.chosen} if self.chosen else {}
        for name in self.variables:
            value = self.cleaned_data.get(f"v-{name}")
            if value:
                found[name] = value
        return found

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if key and validate_key(key):
            raise ValidationError(_("Use small letters, digits and hyphens."))
        if key and Work.objects.filter(key=key).exists():
            raise ValidationError(_("Another source has this key. Choose another, or leave the field empty."))
        return key

    def clean_archived_url(self) -> str:
        url = str(self.cleaned_data["archived_url"])
        if url:
            _check_address(url)
        return url

    def clean_archived_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["archived_on"]
        if day and not self.cleaned_data.get("archived_url"):
            raise ValidationError(_("Give the address of the archived copy too."))
        return day

    def clean(self) -> None:
        """Turn each field into its value of CSL-JSON, and say at it what is wrong."""
        for name in self.variables:
            typed = self.cleaned_data.get(f"v-{name}")
            if not typed:
                continue
            value = _value(name, typed)
            self.cleaned_data[f"v-{name}"] = value
            if validate({"type": "book", "title": "-", name: value}):
                self.add_error(f"v-{name}", _wrong(name))


def _wrong(name: str) -> str:
    if name == "URL":
        return _("This is no web address. It starts with http:// or https://.")
    if name in DATES:
        return _("This is no date. Write it as 2012, 2012-10 or 2012-10-02.")
    return _("This cannot be kept. Write it on one line, in letters that can be seen.")


def _check_address(url: str) -> None:
    try:
        URLValidator(schemes=("http", "https"))(url)
    except ValidationError:
        raise ValidationError(_wrong("URL")) from None


def _field(name: str, needed: bool) -> Text:
    rows = 2 if name in NAMES else 3 if name in {"abstract", "note"} else 0
    kind = "names" if name in NAMES else "dates" if name in DATES else ""
    return Text(
        label=variable_words.word(name),
        help_text=HELP.get(kind, ""),
        rows=rows,
        required=needed,
        error_messages={"required": _("A source of this type needs it.")},
    )


def _value(name: str, typed: str) -> Any:
    """Return what was typed as the value of a variable."""
    if name in NAMES:
        return people.lines(typed)
    if name in DATES:
        return dates.parse(typed)
    return " ".join(typed.split())


def typed_in(data: QueryDict) -> dict[str, str]:
    """Return what was typed into the fields of the form, by their names in it."""
    prefix = f"{PREFIX}-"
    return {name.removeprefix(prefix): str(data[name]) for name in data if name.startswith(prefix)}


def typed_as(csl: Mapping[str, Any], key: str) -> dict[str, str]:
    """Return a record as one would type it."""
    found = {"type": str(csl.get("type", "")), "key": key}
    for name, value in csl.items():
        if name in NAMES:
            found[f"v-{name}"] = people.in_lines(value)
        elif name in DATES:
            found[f"v-{name}"] = edtf(value) or str(value.get("literal", ""))
        elif name in VARIABLES:
            found[f"v-{name}"] = str(value)
    return found


def types() -> list[tuple[str, str]]:
    """Return the types to choose from: the usual ones first, then the others by their words."""
    words = {name: str(word) for name, word in work_types.TYPE_WORDS.items()}
    rest = sorted(words.keys() - set(variable_words.FIRST_TYPES), key=lambda name: words[name])
    return [(name, words[name]) for name in (*variable_words.FIRST_TYPES, *rest)]
