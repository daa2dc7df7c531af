"""Annotations from elsewhere at the desk: looked through one by one, and saved as drafts all at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.forms.annotations_import import AnnotationsImport
from annotations.interchange.envelopes import MOST_BYTES
from annotations.views.access import editor, for_writers, methods, refused
from annotations.views.uploading import bounded
from annotations.workflow import REVIEW
from edition.views.cite import base


def _too_large(most: int) -> str:
    return _("The file is too large: it may have 5 MB. Divide it.")


@bounded(MOST_BYTES, _too_large)
@methods("GET", "HEAD", "POST")
@for_writers
def take_in(request: HttpRequest) -> HttpResponse:
    """A file of annotations: uploaded or pasted, looked through, and saved as drafts."""
    if not request.user.has_perm(REVIEW):
        return refused(request, 403, _("Only editors take in annotations from elsewhere."))
    if request.method == "POST":
        importing = AnnotationsImport(request.POST, request.FILES, base(request))
        if request.POST.get("do") == "save" and not importing.problem:
            importing.save(editor(request))
    else:
        importing = AnnotationsImport()
    if importing.saved is not None:
        messages.success(request, _said(len(importing.saved)))
        return redirect(reverse("desk") + "?tab=drafts")
    context = {"section": "desk", "desk_section": "import", "importing": importing}
    status = 422 if importing.problem else 200
    return render(request, "annotations/desk/annotations_import.html", context, status=status)


def _said(count: int) -> str:
    return ngettext("%(count)d draft made.", "%(count)d drafts made.", count) % {"count": count}
