"""The answer to a form that was saved: on to the desk's page of the note, or a word to the script that sent it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations import letters
from annotations.models import Annotation
from annotations.views.access import editor
from annotations.views.selecting import fragment


def saved(request: HttpRequest, numbers: Sequence[int], *, submit: bool) -> HttpResponse:
    """Tell which notes were saved, the one that was written first; `submit` says that it was submitted too."""
    part, sentence = fragment(request), _sentence(numbers, submit=submit)
    if submit:
        letters.tell(request, Annotation.objects.get(number=numbers[0]), "submit", editor(request))
    if part != "panel":
        messages.success(request, sentence)
    if not part:
        return redirect("desk_note", numbers[0])
    context = {"sentence": sentence, "number": numbers[0], "others": numbers[1:], "submitted": submit}
    response = render(request, "annotations/desk/in_place_saved.html", context, status=201)
    response.headers["Location"] = reverse("desk_note", args=[numbers[0]])
    return response


def _sentence(numbers: Sequence[int], *, submit: bool) -> str:
    number, *others = numbers
    said = _("Note %(number)d submitted.") if submit else _("Note %(number)d saved as a draft.")
    if not others:
        return said % {"number": number}
    more = ngettext(
        "%(count)d more draft is on the same words elsewhere: note %(numbers)s.",
        "%(count)d more drafts are on the same words elsewhere: notes %(numbers)s.",
        len(others),
    )
    return f"{said % {'number': number}} {more % {'count': len(others), 'numbers': ', '.join(map(str, others))}}"
