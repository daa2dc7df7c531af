"""The form of what the editors say of an article."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.forms.fields import Text
from annotations.forms.ledger.base import DeskForm, LedgerForm
from annotations.forms.ledger.rows import KnownRows
from edition import dates, tags

_WRONG = ("required", "invalid", "min_value", "max_value")
SHOWN = ("value", "certainty", "evidence")


class ArticleMain(DeskForm):
    number = forms.IntegerField(
        label=gettext_lazy("Number in the edition"),
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(_WRONG, gettext_lazy("Write a number: 6.")),
    )
    headnote = Text(
        label=gettext_lazy("Headnote"),
        help_text=gettext_lazy("The editors’ introduction, in Markdown."),
        rows=7,
        longest=2_000_000,
        strip=False,
    )
    rights = Text(label=gettext_lazy("Rights"), help_text=gettext_lazy("In Markdown."), rows=3, strip=False)
    tags = Text(label=gettext_lazy("Tags"), help_text=gettext_lazy("Separated by commas."))
    not_before = Text(label=gettext_lazy("Written not before"), help_text="1991, 1991-12, 1991-12-26", longest=10)
    not_after = Text(label=gettext_lazy("Written not after"), help_text="1991, 1991-12, 1991-12-26", longest=10)

    def clean_tags(self) -> list[str]:
        found = tags.from_string(self.cleaned_data["tags"])
        if wrong := [*tags.problems(found), *tags.given_up(found)]:
            raise ValidationError(wrong)
        return found

    def _day(self, name: str) -> str | None:
        value = self.cleaned_data[name].strip()
        if value and dates.problems({"dateBounds": {"notBefore": value}}):
            raise ValidationError(_("Write a year, month or day: 1991, 1991-12 or 1991-12-26."))
        return value or None

    def clean_not_before(self) -> str | None:
        return self._day("not_before")

    def clean_not_after(self) -> str | None:
        return self._day("not_after")


class ArticleForm(LedgerForm):
    """What is known of an article stands in rows; values of other shapes (bounds in other words) stay as they are."""

    main = ArticleMain
    parts = {"known": (KnownRows, gettext_lazy("What is known of it"))}

    def __init__(self, data: Any = None, *, fields: dict[str, Any] | None = None, started_from: int = 0) -> None:
        known = _rows((fields or {}).get("provenance", {}))
        super().__init__(data, fields={**fields, "known": known} if fields else None, started_from=started_from)

    def initial(self, fields: dict[str, Any]) -> dict[str, Any]:
        bounds = fields["provenance"].get("dateBounds") or {}
        plain = {name: fields[name] for name in ("number", "headnote", "rights")}
        days = {"not_before": bounds.get("notBefore") or "", "not_after": bounds.get("notAfter") or ""}
        return {**plain, **days, "tags": ", ".join(fields["tags"])}

    def fields(self) -> dict[str, Any]:
        data = self.form.cleaned_data
        return {**{name: data[name] for name in ("number", "headnote", "rights", "tags")}, "provenance": self._known()}

    def _known(self) -> dict[str, Any]:
        before: dict[str, Any] = self.opened.get("provenance", {})
        found = {name: value for name, value in before.items() if not _is_row(value)}
        for row in self.items("known"):
            found[row["name"]] = _value(row, before.get(row["name"]))
        bounds = dict(before.get("dateBounds") or {})
        for name, typed in (("notBefore", "not_before"), ("notAfter", "not_after")):
            if self.form.cleaned_data[typed] != bounds.get(name):
                bounds[name] = self.form.cleaned_data[typed]
        return {**found, "dateBounds": bounds} if bounds or "dateBounds" in before else found


def _is_row(value: Any) -> bool:
    """Whether a value is of the shape that a row can show without a loss."""
    if not isinstance(value, dict) or set(value) - set(SHOWN) or not isinstance(value.get("value", ""), str):
        return False
    evidence = value.get("evidence", [])
    lines = evidence if isinstance(evidence, list) else [evidence]
    return all(isinstance(line, str) and "\n" not in line for line in lines)


def _rows(provenance: dict[str, Any]) -> list[dict[str, str]]:
    return [{"name": name, **_shown(value)} for name, value in sorted(provenance.items()) if _is_row(value)]


def _shown(value: dict[str, Any]) -> dict[str, str]:
    evidence = value.get("evidence", [])
    lines = evidence if isinstance(evidence, list) else [evidence]
    return {"value": value.get("value", ""), "certainty": value.get("certainty", ""), "evidence": "\n".join(lines)}


def _value(row: dict[str, str], before: Any) -> dict[str, Any]:
    """Return what a row says; the value as it was where the row was left as it was shown."""
    typed = {name: row[name] for name in SHOWN}
    if _is_row(before) and {name: text.split() for name, text in _shown(before).items()} == {
        name: text.split() for name, text in typed.items()
    }:
        return dict(before)
    lines = [line.strip() for line in row["evidence"].splitlines() if line.strip()]
    found: dict[str, Any] = {"value": row["value"], "evidence": lines}
    return {**found, "certainty": row["certainty"]} if row["certainty"] else found
