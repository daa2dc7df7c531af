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


def why() -> Text:
    """Return a field for the reason of a step."""
    return Text(longest=2_000)


def _version() -> forms.IntegerField:
    """Return a hidden field that names a version; a form without it was not sent by a page of the desk."""
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), _INCOMPLETE)
    return forms.IntegerField(min_value=0, max_value=2**31 - 1, error_messages=errors)


class _OnVersion(forms.Form):
    started_from = _version()

    def problem(self) -> str:
        """Return the first sentence of what is wrong."""
        return str(next(iter(self.errors.values()))[0])


class StepForm(_OnVersion):
    """A step, with a reason: one of the list, or in words."""

    reason = forms.ChoiceField(choices=[("", ""), *REASONS], required=False)
    why = why()

    def sentence(self) -> str:
        """Return the whole reason: one of the list, with what was typed behind it."""
        chosen = str(dict(REASONS).get(self.cleaned_data["reason"], ""))
        return f"{chosen} {self.cleaned_data['why']}".strip()


class RestoreForm(_OnVersion):
    """The earlier version whose content is to be the newest again."""

    version = _version()


class RemarkForm(forms.Form):
    """A remark on a note, about one of its fields or the whole; or an answer to one."""

    field = forms.CharField(required=False, max_length=30)
    text = Text(longest=5_000)
    answers = forms.IntegerField(required=False, min_value=1)
    settled = forms.BooleanField(required=False)
