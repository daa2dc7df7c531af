"""Publishing several notes: those that were ticked in the queue, once more in sight, and then each by itself."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import desk, letters, workflow
from annotations.content import Content
from annotations.differences import differences
from annotations.models import Annotation
from annotations.views.access import editor, for_writers, methods, refused
from annotations.views.review import sentence_of
from annotations.workflow import REVIEW

MOST = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """One ticked note: its row, why it cannot be published (or ""), what readers will read, what changes for them."""

    row: desk.Row
    obstacle: str
    content: Content
    changes: list[tuple[str, str]]


@methods("GET", "HEAD", "POST")
@for_writers
def publish(request: HttpRequest) -> HttpResponse:
    """GET `?note=3&note=5` asks once more; POST publishes the `note`s that are named as `number:version`."""
    if not editor(request).has_perm(REVIEW):
        return refused(request, 403, _("Your account may not do this. Ask an administrator for the right to."))
    named = request.POST.getlist("note") if request.method == "POST" else request.GET.getlist("note")
    wanted = [pair for name in named[:MOST] if (pair := _pair(name))]
    if not wanted:
        back = [(f"{reverse('desk')}?tab=review", _("To review"))]
        return refused(request, 422, _("No note is chosen. Tick the notes that are to be published."), links=back)
    if request.method == "POST":
        return _publish(request, wanted)
    context = {"chosen": _chosen(request, [number for number, _version in wanted]), "section": "desk"}
    return render(request, "annotations/desk/several.html", context)


def _pair(name: str) -> tuple[int, int] | None:
    """Return number and version out of `103:5`; the version is -1 where none is named."""
    number, _colon, version = name.partition(":")
    known = [part.isascii() and part.isdigit() and len(part) < 10 for part in (number, version or "0")]
    return (int(number), int(version) if version else -1) if all(known) else None


def _chosen(request: HttpRequest, numbers: list[int]) -> list[Chosen]:
    user = editor(request)
    notes = desk.queue("review", user).filter(number__in=numbers).prefetch_related("authors")
    found = []
    for row in desk.rows(notes, user):
        content = row.content
        public = Content.of(row.note) if row.note.revising else None
        changes = [(label, str(html)) for label, html in differences(public, content)] if public else []
        found.append(Chosen(row, _obstacle(row), content, changes))
    return found


def _obstacle(row: desk.Row) -> str:
    if row.own:
        return _("This is your own note. Another editor has to review it.")
    return ", ".join(row.missing)


def _publish(request: HttpRequest, wanted: list[tuple[int, int]]) -> HttpResponse:
    """Publish each note by itself: what is refused does not keep the others, and is told with its reason."""
    user, done = editor(request), []
    notes = {note.number: note for note in Annotation.objects.filter(number__in=[number for number, _v in wanted])}
    for number, version in wanted:
        if number not in notes:
            messages.error(request, _("There is no note %(number)d.") % {"number": number})
            continue
        try:
            workflow.take(notes[number], "publish", user, started_from=version)
        except workflow.Refused as refusal:
            sentence = _("Note %(number)d was not published: %(why)s")
            messages.error(request, sentence % {"number": number, "why": sentence_of(refusal)})
        else:
            done.append(number)
            letters.tell(request, notes[number], "publish", user)
    if done:
        messages.success(request, _("Published: %(numbers)s.") % {"numbers": ", ".join(map(str, done))})
    return redirect(f"{reverse('desk')}?tab=review")
