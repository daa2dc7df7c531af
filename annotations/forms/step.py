"""What a button of the workflow sends: the version it was pressed on, and why."""

from django import forms
from django.utils.translation import gettext_lazy

from annotations.forms.fields import Text

REASONS = (
    ("source", gettext_lazy("A source is needed, or a better one.")),
    ("verdict", gettext_lazy("The verdict does not fit the finding.")),
    ("words", gettext_lazy("The note is on the wrong words.")),
    ("tone", gettext_lazy("The wording is not neutral.")),
)
_INCOMPLETE = gettext_lazy("The form is incomplete. Open the note again, and use the buttons there.")


class StepForm(forms.Form):
    started_from = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _INCOMPLETE),
    )
    reason = forms.ChoiceField(choices=[("", ""), *REASONS], required=False)
    why = Text(longest=2_000)

    def sentence(self) -> str:
        """Return the whole reason: one of the list, with what was typed behind it."""
        chosen = str(dict(REASONS).get(self.cleaned_data["reason"], ""))
        return f"{chosen} {self.cleaned_data['why']}".strip()

    def problem(self) -> str:
        """Return the first sentence of what is wrong."""
        return str(next(iter(self.errors.values()))[0])
