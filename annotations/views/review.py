"""The acts of the workflow, each a POST: submit, return, publish, withdraw, discard, and taking one back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import desk, following, letters, staying, undoing, workflow
from annotations.content import Content
from annotations.forms.step import REASONS, RestoreForm, StepForm
from annotations.models import Annotation, Version
from annotations.undoing import DONE
from annotations.views.access import editor, for_writers, may_open, methods, note_or_404, refused, status_of
from annotations.views.desk import note_page
from annotations.vocabulary import Status


@methods("POST")
@for_writers
def act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Take one step with a note, as the posted `started_from` found it, for the reason `why`."""
    note = note_or_404(number)
    if act not in {*DONE, "undo", "restore"}:
        raise Http404(_("There is no step “%(act)s”.") % {"act": act})
    if not may_open(note, editor(request)):
        return refused(request, 403, _("This note is another author's. Only its authors and editors may do this."))
    if act == "undo":
        return _undo(request, note)
    return _restore(request, note) if act == "restore" else _step(request, note, act)


def _step(request: HttpRequest, note: Annotation, act: str) -> HttpResponse:
    user, form = editor(request), StepForm(request.POST)
    if not form.is_valid():
        if "started_from" in form.errors:
            return refused(request, 400, form.problem(), links=_back(note))
        return _again(request, note, act, {name: list(map(str, errors)) for name, errors in form.errors.items()})
    try:
        workflow.take(note, act, user, started_from=form.cleaned_data["started_from"], why=form.sentence())
    except workflow.Incomplete as lacking:
        if "why" in lacking.problems:
            return _again(request, note, act, lacking.problems)
        return refused(request, 422, str(lacking), links=_back(note))
    except workflow.Refused as refusal:
        if form.sentence():
            return _again(request, note, act, {"": [sentence_of(refusal)]}, status_of(refusal))
        return refused(request, status_of(refusal), sentence_of(refusal), links=_back(note))
    messages.success(request, DONE[act] % {"number": note.number})
    letters.tell(request, note, act, user)
    return redirect(_onward(request, note, act))


def _again(
    request: HttpRequest, note: Annotation, act: str, problems: dict[str, list[str]], status: int = 422
) -> HttpResponse:
    """Show the note as it stands now, with what was typed in the form of `act`, each sentence at its field.

    What was typed for a step that is not open any more, or was begun from an older version, stands above the note.
    """
    typed = {"reason": request.POST.get("reason", ""), "why": request.POST.get("why", "")}
    errors = [sentence for sentences in problems.values() for sentence in sentences]
    chosen = dict(REASONS).get(typed["reason"], "")
    tried = {"act": act, "errors": errors, "chosen": chosen, "is_late": status != 422, **typed}
    return note_page(request, note_or_404(note.number), status=status, tried=tried)


def _undo(request: HttpRequest, note: Annotation) -> HttpResponse:
    """Take the newest step back, within half a minute."""
    form = StepForm(request.POST)
    if not form.is_valid():
        return refused(request, 400, form.problem(), links=_back(note))
    try:
        undoing.undo(note, editor(request), started_from=form.cleaned_data["started_from"])
    except workflow.Refused as refusal:
        return refused(request, status_of(refusal), sentence_of(refusal), links=_back(note))
    done = _("Undone. Note %(number)d is %(state)s again.")
    messages.success(request, done % {"number": note.number, "state": Status(note.state).label.lower()})
    return redirect("desk_note", note.number)


def _restore(request: HttpRequest, note: Annotation) -> HttpResponse:
    """Save the content of an earlier version as the newest one: it goes the way of any other."""
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return refused(request, 400, form.problem(), links=_back(note))
    started_from, wanted = form.cleaned_data["started_from"], form.cleaned_data["version"]
    version = note.versions.filter(number=wanted).first()
    if version is None:
        raise Http404(_("Note %(number)d has no version %(version)d.") % {"number": note.number, "version": wanted})
    step = "revise" if note.state == Status.RETURNED else "save"
    content, merged = _as_it_would_stand(note, version)
    why = " ".join([_("Version %(number)d restored.") % {"number": wanted}, *merged])
    try:
        workflow.take(note, step, editor(request), started_from=started_from, content=content, why=why)
    except workflow.Refused as refusal:
        return refused(request, status_of(refusal), sentence_of(refusal), links=_back(note))
    messages.success(request, _("Version %(number)d is the newest again, as a draft.") % {"number": wanted})
    return redirect("desk_note", note.number)


def _as_it_would_stand(note: Annotation, version: Version) -> tuple[Content, list[str]]:
    """Return the content of an earlier version where its words stand now, and which merges were followed."""
    now = note.versions.get(number=note.version)
    return following.merges(staying.followed(Content.from_json(version.fields), Content.from_json(now.fields)))


def sentence_of(refusal: workflow.Refused) -> str:
    """Return why a step was refused, in words for someone who pressed a button rather than saved a form."""
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
