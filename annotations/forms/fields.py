"""What the forms of the desk share: text fields that keep what was typed, and their limits."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.renderers import get_default_renderer
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000
MOST_ROWS = 60
MOST_ROWS_SHOWN = 1_000  # too many to be saved, but nothing that was typed in them is lost
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


def no_control_characters(value: str) -> None:
    """Refuse characters that cannot be seen and that no document format keeps."""
    if found := _CONTROL.search(value):
        raise ValidationError(
            _("The text contains the character U+%(code)s, which cannot be shown. Type the words anew."),
            params={"code": f"{ord(found[0]):04X}"},
        )


class Text(forms.CharField):
    """Typed text with its line ends as one sign.

    The limit is checked here and not told to the browser, which would cut what is pasted without a word.
    """

    def __init__(self, *, rows: int = 0, longest: int = LONGEST, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
        super().__init__(**{"required": False, "widget": widget, **kwargs})
        self.validators += [MaxLengthValidator(longest, _TOO_LONG), no_control_characters]

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


_TOO_LONG = _("These are %(show_value)d characters; at most %(limit_value)d are kept. Shorten the text.")


class Rows(forms.BaseFormSet):
    """Rows of one form: three empty ones below those that are filled, each of which can be left out."""

    extra, min_num, max_num, absolute_max = 3, 0, MOST_ROWS, MOST_ROWS_SHOWN
    can_order, can_delete, can_delete_extra = False, True, True
    validate_min, validate_max = False, True
    renderer = get_default_renderer()

    def total_form_count(self) -> int:
        """Return the number of rows: of those that are announced, not more than came, unless they are few."""
        announced = super().total_form_count()
        if not self.is_bound or announced <= MOST_ROWS:
            return announced
        index = re.compile(rf"{re.escape(str(self.prefix))}-(\d{{1,6}})-", re.ASCII)
        sent = {found[1] for name in self.data if (found := index.match(name))}
        return min(announced, max(len(sent), MOST_ROWS + 1))
