"""Remarks on a note: made, answered and settled, each by a POST."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import letters, remarks, workflow
from annotations.forms.step import RemarkForm
from annotations.models import Annotation, Remark
from annotations.views.access import editor, for_writers, may_open, methods, note_or_404, refused, status_of
from annotations.views.desk import note_page


@methods("POST")
@for_writers
def remark(request: HttpRequest, number: int) -> HttpResponse:
    """Append what was posted: a remark, an answer to the remark `answers`, or that it is settled."""
    note, user = note_or_404(number), editor(request)
    if not may_open(note, user):
        return refused(request, 403, _("This note is another author's. Only its authors and editors may remark on it."))
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _again(request, note, [str(error) for errors in form.errors.values() for error in errors])
    try:
        row = _append(note, request, form)
    except workflow.Incomplete as lacking:
        return _again(request, note, [sentence for sentences in lacking.problems.values() for sentence in sentences])
    except workflow.Refused as refusal:
        return refused(request, status_of(refusal), str(refusal))
    messages.success(request, _("Settled.") if form.cleaned_data["settled"] else _("Remark kept."))
    letters.tell(request, note, letters.REMARKED, user)
    return redirect(reverse("desk_note", args=[number]) + f"#remark-{row.answers_id or row.pk}")


def _append(note: Annotation, request: HttpRequest, form: RemarkForm) -> Remark:
    data, user = form.cleaned_data, editor(request)
    if data["answers"] is None:
        return remarks.remark(note, user, data["text"], field=data["field"])
    to = note.remarks.filter(pk=data["answers"], answers=None).first()
    if to is None:
        raise Http404(_("There is no such remark on note %(number)d.") % {"number": note.number})
    return (remarks.settle if data["settled"] else remarks.reply)(to, user, data["text"])


def _again(request: HttpRequest, note: Annotation, errors: list[str]) -> HttpResponse:
    """Show the note again, with what was typed and what is wrong with it."""
    typed = {name: request.POST.get(name, "") for name in ("text", "field", "answers")}
    return note_page(request, note, status=422, tried={"act": "remark", "errors": errors, **typed})
