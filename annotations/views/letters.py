"""Which letters an account wishes to get."""

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import letters as wishes
from annotations.models import Letters
from annotations.views.access import editor, for_writers, methods
from annotations.workflow import REVIEW


class LettersForm(ModelForm):
    class Meta:
        model = Letters
        fields = ("own_notes", "review")
        labels = {
            "own_notes": gettext_lazy("When a note of yours is returned, published or remarked on"),
            "review": gettext_lazy("When a note waits for review"),
        }


@methods("GET", "HEAD", "POST")
@for_writers
def letters(request: HttpRequest) -> HttpResponse:
    """Two boxes to tick; without a tick there are no letters."""
    user = editor(request)
    form = LettersForm(request.POST if request.method == "POST" else None, instance=wishes.wishes(user))
    if not user.has_perm(REVIEW):
        del form.fields["review"]
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("letters")
    context = {"form": form, "address": user.email, "section": "desk", "desk_section": "letters"}
    return render(request, "annotations/desk/letters.html", context)
