"""Rows of evidence: a source of the bibliography each, and what it is to the note."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.content import EvidenceItem
from annotations.forms.fields import Rows, Text
from annotations.vocabulary import Stance
from edition import references
from edition.models import Work


class EvidenceForm(forms.Form):
    """One row; a row in which nothing was typed is none."""

    source = Text(label=gettext_lazy("Key in the bibliography"), longest=100)
    locator = Text(label=gettext_lazy("Where in it (p. 12)"), longest=200)
    stance = forms.ChoiceField(label=gettext_lazy("What it does"), choices=Stance.choices, required=False)
    supports = Text(label=gettext_lazy("What it shows, in a few words"))
    quotation = Text(label=gettext_lazy("Its own words"), rows=2, strip=False)

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
        return EvidenceItem(data["source"], data["locator"], stance, data["supports"], data["quotation"])


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
            form.reference = works[key].reference_html if key in works else ""
        return self.forms


def initial(items: tuple[EvidenceItem, ...]) -> list[dict[str, Any]]:
    """Return the values with which the rows open."""
    names = ("source", "locator", "stance", "supports", "quotation")
    return [{name: getattr(item, name) for name in names} for item in items]
