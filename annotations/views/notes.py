"""The page of one note, and its history."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from annotations import describing, note_page, offers
from annotations.citing import of_note
from annotations.models import Annotation
from edition.methods import require_safe
from edition.negotiation import citations, negotiable
from edition.references import house_reference
from edition.signposting import signed
from edition.views.cite import base, data_formats


def note_or_404(number: int) -> Annotation:
    """Return the note of this number that readers can open; raises Http404 with a sentence for readers."""
    found = Annotation.objects.public().filter(number=number).select_related("span__revision__article__work").first()
    if found is None:
        raise Http404(_("There is no published note %(number)d.") % {"number": number})
    return found


@require_safe
@negotiable(citations("cite_note"), offers.of_note)
def note(request: HttpRequest, number: int) -> HttpResponse:
    """A note with its passage, evidence and citation; a withdrawn one says why."""
    found = note_or_404(number)
    page = note_page.build(found)
    record = of_note(found, base(request))
    described = describing.note(found, record, base(request))
    context = {
        "note": found,
        "page": page,
        "how_to_cite": house_reference(record),
        "forms": data_formats(),
        "section": "articles",
        "described": described,
    }
    return signed(render(request, "annotations/note.html", context), described.links)


@require_safe
def history(request: HttpRequest, number: int) -> HttpResponse:
    """What was published under this number, who changed it, when and why; two versions compared."""
    found = note_or_404(number)
    context = {"note": found, "history": note_page.history(found, request.GET), "section": "articles"}
    return render(request, "annotations/history.html", context)
