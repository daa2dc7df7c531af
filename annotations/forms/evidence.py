"""Rows of evidence: a source of the bibliography each, and what it is to the note."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.content import EvidenceItem
from annotations.forms import locators
from annotations.forms.fields import Rows, Text
from annotations.vocabulary import Stance
from annotations.workflow import REVIEW
from edition import bibliography, references
from edition.models import Work

LABELS = [("", gettext_lazy("As typed")), *locators.LABELS]


class EvidenceForm(forms.Form):
    """One row; a row in which nothing was typed is none."""

    source = Text(label=gettext_lazy("Key in the bibliography"), longest=100)
    label = forms.ChoiceField(label=gettext_lazy("Where in it"), choices=LABELS, required=False)
    locator = Text(label=gettext_lazy("Number"), help_text=gettext_lazy("12, 12–15 or p. 12"), longest=200)
    stance = forms.ChoiceField(label=gettext_lazy("What it does"), choices=Stance.choices, required=False)
    supports = Text(label=gettext_lazy("What it shows, in a few words"))
    quotation = Text(label=gettext_lazy("Its own words"), rows=2, strip=False)

    archived_url = Text(label=gettext_lazy("Archived copy"), longest=2000)
    archived_on = Text(label=gettext_lazy("Day of the archived copy"), longest=40)

    work: Work | None = None
    reference = ""  # the source as the bibliography prints it, for rows that have one

    def clean(self) -> None:
        data = self.cleaned_data
        if not data.get("source") and any(
            value and value.strip() for name, value in data.items() if name in {"locator", "supports", "quotation"}
        ):
            self.add_error("source", _("Name the source that this row is about, or empty the row."))

    def item(self) -> EvidenceItem | None:
        data = self.cleaned_data
        if not data.get("source") or data.get("DELETE"):
            return None
        stance = data["stance"] or Stance.SUPPORTS.value
        where = locators.joined(data["label"], data["locator"])
        return EvidenceItem(data["source"], where, stance, data["supports"], data["quotation"])


class EvidenceRows(Rows):
    form = EvidenceForm

    def clean(self) -> None:
        """Say at its row which source is in no bibliography."""
        keys = {form.cleaned_data.get("source") for form in self.forms if hasattr(form, "cleaned_data")}
        known = set(Work.objects.filter(key__in=keys - {None, ""}).values_list("key", flat=True))
        for form in self.forms:
            source = form.cleaned_data.get("source")
            if source and source not in known and not form.cleaned_data.get("DELETE"):
                message = _("There is no source “%(key)s” in the bibliography. Search for it below.")
                form.add_error("source", message % {"key": source})

    def items(self) -> tuple[EvidenceItem, ...]:
        """Return the evidence of the rows in their order; call it on valid rows."""
        return tuple(item for form in self.forms if (item := form.item()) is not None)

    def with_references(self) -> list[EvidenceForm]:
        """Return the rows, each with the reference of the source that it names."""
        keys = [str(form["source"].value() or "").strip() for form in self.forms]
        works = {work.key: work for work in Work.objects.filter(key__in=[key for key in keys if "\x00" not in key])}
        references.fill(works.values())
        for form, key in zip(self.forms, keys, strict=True):
            form.work = works.get(key)
            form.reference = form.work.reference_html if form.work else ""
        return self.forms


def archived(rows: EvidenceRows, number: str, by: User) -> tuple[bool, str]:
    """Keep the archived copy typed in row `number`, from 1; return whether it was kept, and the sentence to say.

    Whoever writes notes may say where a copy is that nobody named before; only editors may name another.
    """
    named = dict(enumerate(rows.with_references(), 1)).get(int(number) if number.isascii() and number.isdigit() else 0)
    if named is None or named.work is None:
        return False, _("Name the source first, then its archived copy.")
    if named.work.archived_url and not by.has_perm(REVIEW):
        return False, _("This source has an archived copy already. Only editors may name another.")
    try:
        bibliography.check_stands(named.work)
    except ValidationError as error:
        return False, " ".join(error.messages)
    url, day = (str(named[field].value() or "").strip() for field in ("archived_url", "archived_on"))
    try:
        URLValidator(schemes=("http", "https"))(url)
        on = date.fromisoformat(day) if day else None
        named.work = bibliography.archive(named.work.key, url, on, by)
    except ValidationError:
        return False, _("This is no web address. It starts with http:// or https://.")
    except ValueError:
        return False, _("Write the day as 2026-11-21.")
    return True, _("The archived copy is kept with the source.")


def initial(items: tuple[EvidenceItem, ...]) -> list[dict[str, Any]]:
    """Return the values with which the rows open."""
    names = ("source", "stance", "supports", "quotation")
    return [
        {name: getattr(item, name) for name in names}
        | dict(zip(("label", "locator"), locators.split(item.locator), strict=True))
        for item in items
    ]
