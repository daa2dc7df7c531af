"""The acts of the workflow, each a POST: submit, return, publish, withdraw, discard."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import desk, workflow
from annotations.forms.step import StepForm
from annotations.models import Annotation
from annotations.views.access import editor, for_writers, may_open, methods, note_or_404, refused, status_of

DONE = {
    "submit": gettext_lazy("Note %(number)d submitted."),
    "return": gettext_lazy("Note %(number)d returned."),
    "publish": gettext_lazy("Note %(number)d published."),
    "withdraw": gettext_lazy("Note %(number)d withdrawn."),
    "discard": gettext_lazy("New version of note %(number)d discarded. Readers see what they saw before."),
}


@methods("POST")
@for_writers
def act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Take one step with a note, as the posted `started_from` found it, for the reason `why`."""
    user, note = editor(request), note_or_404(number)
    if act not in DONE:
        raise Http404(_("There is no step “%(act)s”.") % {"act": act})
    if not may_open(note, user):
        return refused(request, 403, _("This note is another author's. Only its authors and editors may do this."))
    form = StepForm(request.POST)
    if not form.is_valid():
        return refused(request, 400, form.problem(), links=_back(note))
    try:
        workflow.take(note, act, user, started_from=form.cleaned_data["started_from"], why=form.sentence())
    except workflow.Refused as refusal:
        return refused(request, status_of(refusal), _sentence(refusal, note), links=_back(note))
    messages.success(request, DONE[act] % {"number": number})
    return redirect(_onward(request, note, act))


def _sentence(refusal: workflow.Refused, note: Annotation) -> str:
    if isinstance(refusal, workflow.Clash):
        return _("%(name)s changed this note after you opened it. Open it again, read it, and decide anew.") % {
            "name": refusal.latest.name
        }
    return str(refusal)


def _back(note: Annotation) -> list[tuple[str, str]]:
    return [(reverse("desk_note", args=[note.number]), _("Open note %(number)d") % {"number": note.number})]


def _onward(request: HttpRequest, note: Annotation, act: str) -> str:
    """Return where to go next: reviewers to the next note that waits for them, others to the note or their queues.

    Who discarded a version of a note of others may no longer open it.
    """
    if act == "discard":
        return reverse("desk")
    if act not in {"publish", "return"}:
        return reverse("desk_note", args=[note.number])
    following = desk.next_to_review(editor(request))
    if following is None:
        return reverse("desk") + "?tab=review"
    return reverse("desk_note", args=[following.number])
