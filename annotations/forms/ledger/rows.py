"""The rows: events of a timeline, places of articles, accounts of articles on a claim, what is known of an article."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.content import LinkItem, Place
from annotations.forms import links
from annotations.forms.fields import Rows, Text
from annotations.forms.links import LinkForm
from annotations.ledger_desk.topics import bad_date
from annotations.pictures.dating import of_edtf
from annotations.provenance import CERTAINTIES
from annotations.vocabulary import Verdict


class EventForm(forms.Form):
    """One dated event of a timeline; a row in which nothing was typed is none."""

    date = Text(label=gettext_lazy("Date"), help_text=gettext_lazy("1991, 1991-12 or 1991-12-26"), longest=40)
    event = Text(label=gettext_lazy("What happened"), rows=2, longest=300)
    source = Text(label=gettext_lazy("Key in the bibliography"), longest=100)

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("DELETE") or self.errors or not any(data.get(name) for name in ("date", "event", "source")):
            return
        for name in ("date", "event", "source"):
            if not data.get(name):
                self.add_error(name, _("An event has a date, a sentence and a source."))
        if data["date"] and of_edtf(data["date"]) is None:
            self.add_error("date", bad_date(data["date"]))

    def item(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        return {name: data[name] for name in ("date", "event", "source")} if data.get("date") else None


class EventRows(Rows):
    form = EventForm


class PlaceForm(LinkForm):
    """Words of an article: the article, a paragraph of it, and the words there."""

    relation = None  # type: ignore[assignment]  # Django takes the field out

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, articles=links.articles(), **kwargs)

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("DELETE") or self.errors or not self._is_filled():
            return
        if not data.get("article"):
            self.add_error("article", _("Choose the article."))
        if not data.get("anchor"):
            self.add_error("anchor", _("Give the paragraph: 5."))
        if not self.errors:
            self._find(data["article"], data["anchor"], data["words"])

    def _is_filled(self) -> bool:
        data = self.cleaned_data
        return any((data.get(name) or "").strip() for name in ("article", "anchor", "words"))

    def item(self) -> Any:
        return asdict(self.target) if self.target else None


class PlaceRows(Rows):
    form = PlaceForm


class AccountForm(PlaceForm):
    """What the words of one place assert on a claim."""

    asserts = Text(label=gettext_lazy("What it says"), rows=2, longest=200)
    verdict = forms.ChoiceField(
        label=gettext_lazy("Verdict"), choices=[("", gettext_lazy("None")), *Verdict.choices], required=False
    )
    note = forms.IntegerField(
        label=gettext_lazy("Number of the note that says why"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), gettext_lazy("Write its number: 103.")),
    )

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if not data.get("DELETE") and self.target and not data.get("asserts"):
            self.add_error("asserts", _("Say in a few words what it asserts."))
        if not data.get("DELETE") and data.get("verdict") and not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("A verdict rests on a note: give its number, or leave the verdict out."))

    def _is_filled(self) -> bool:
        return super()._is_filled() or bool(self.cleaned_data.get("asserts"))

    def item(self) -> Any:
        place, data = super().item(), self.cleaned_data
        said = {"asserts": data.get("asserts"), "verdict": data.get("verdict"), "note": data.get("note")}
        return {"place": place, **said} if place else None


class AccountRows(Rows):
    form = AccountForm


class KnownForm(forms.Form):
    """One thing known of an article: its name, its value, how certain it is, and on what evidence, a line each."""

    name = Text(label=gettext_lazy("What"), longest=60)
    value = Text(label=gettext_lazy("Value"), rows=2, longest=2_000)
    certainty = forms.ChoiceField(
        label=gettext_lazy("How certain"),
        choices=[("", gettext_lazy("Not given")), *CERTAINTIES.items()],
        required=False,
    )
    evidence = Text(label=gettext_lazy("Evidence, one a line"), rows=2)

    def clean(self) -> None:
        data = self.cleaned_data
        filled = any(data.get(name) for name in ("value", "certainty", "evidence"))
        if not data.get("DELETE") and not self.errors and filled and not data.get("name"):
            self.add_error("name", _("Say what this is: author, date, publisher, url …"))

    def item(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        return {name: data[name] for name in ("name", "value", "certainty", "evidence")} if data.get("name") else None


class KnownRows(Rows):
    form = KnownForm


def place_initial(place: dict[str, Any]) -> dict[str, Any]:
    """Return the values with which the row of a place opens."""
    [values] = links.initial((LinkItem(Place(**place), ""),))
    return {name: value for name, value in values.items() if name != "relation"}
