"""The form of a new token."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edition import tokens
from edition.models import Scope


class TokenForm(forms.Form):
    """What a token is called, what it may do, and for how many days."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("What program it is for. You alone see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(label=gettext_lazy("What it may do"), choices=Scope.choices)
    days = forms.TypedChoiceField(label=gettext_lazy("Valid for"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(days, ngettext("%(n)d day", "%(n)d days", days) % {"n": days}) for days in tokens.DAYS]
        self.fields["days"].choices = words  # type: ignore[attr-defined]

    def too_many(self) -> None:
        """Say that the account has as many live tokens as it may have."""
        self.add_error(None, _("You have %(most)d tokens. Revoke one first.") % {"most": tokens.MOST})
