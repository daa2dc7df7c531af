"""The desk: the queues, and each note with what is under way, its history and its buttons."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations import carrying, desk, differences, preview, remarks, undoing, workflow
from annotations import content as contents
from annotations.checks import checks
from annotations.content import Content
from annotations.forms.step import REASONS
from annotations.models import Annotation, Version
from annotations.views.access import editor, for_writers, may_open, methods, note_or_404, refused
from annotations.vocabulary import Status
from annotations.workflow import REVIEW

PAGE = 50


@methods("GET", "HEAD")
@for_writers
def queue(request: HttpRequest) -> HttpResponse:
    """One queue of the desk: `?tab=drafts`, returned, review or mine."""
    user = editor(request)
    names = desk.tabs(user)
    counts = {name: desk.queue(name, user).count() for name in names}
    here = request.GET.get("tab") or desk.opens_on(counts)
    if here not in names:
        raise Http404(_("The desk has no queue “%(name)s”.") % {"name": here[:30]})
    found = desk.queue(here, user).prefetch_related("authors")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [(name, desk.LABELS[name], counts[name]) for name in names],
        "unplaced": _unplaced(request),
        "here": here,
        "label": desk.LABELS[here],
        "page": page,
        "rows": desk.rows(page.object_list, user),
        "quietest": None if page.object_list else desk.quietest(),
        "section": "desk",
        **undoing.shown(user),
    }
    return render(request, "annotations/desk/queue.html", context)


def _unplaced(request: HttpRequest) -> tuple[str, int] | None:
    """Return address and number of the notes without a place, for those who may find them one."""
    if not editor(request).has_perm(REVIEW):
        return None
    return reverse("unplaced"), carrying.waiting_count()


@methods("GET", "HEAD")
@for_writers
def note(request: HttpRequest, number: int) -> HttpResponse:
    """A note as it stands and as it will stand, what it lacks, its history and the acts that are open."""
    found = note_or_404(number)
    if not may_open(found, editor(request)):
        return refused(request, 403, _("This note is another author's. Only its authors and editors may open it."))
    return note_page(request, found)


def note_page(
    request: HttpRequest, found: Annotation, *, status: int = 200, tried: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Return the desk page of a note; `tried` is a form on it that was refused: what was typed, and its errors."""
    user = editor(request)
    versions = list(found.versions.select_related("by").order_by("-number"))
    compared = _compared(request, versions)
    context = {
        "note": found,
        "place": desk.place(found),
        "state": Status(found.state).label,
        "acts": workflow.allowed(found, user),
        "own": workflow.is_own(found, user),
        "versions": versions,
        "compared": compared,
        "chosen": _chosen(compared, versions),
        "reasons": REASONS,
        "tried": tried or {},
        "threads": remarks.threads(found),
        "fields": differences.labels(),
        "section": "desk",
        **undoing.shown(user),
        **_shown(found, versions),
    }
    return render(request, "annotations/desk/note.html", context, status=status)


def _shown(note: Annotation, versions: list[Version]) -> dict[str, Any]:
    """Return the newest version as readers will see it, beside what they see now where that is another."""
    latest = versions[0]
    under_way = Content.from_json(latest.fields)
    public = Content.of(note) if note.revising else None
    return {
        "latest": latest,
        "under_way": preview.show(under_way, note.number),
        "public": preview.unlinked(preview.show(public, note.number)) if public else None,
        "changes": differences.differences(public, under_way) if public else [],
        "missing": _sentences(note, under_way),
        "checks": checks(note, under_way) if note.state == Status.SUBMITTED else [],
        "submitted_why": next((version.why for version in versions if version.act == "submit"), ""),
    }


def _sentences(note: Annotation, latest: Content) -> list[str]:
    if note.state not in desk.UNFINISHED:
        return []
    found = contents.problems(latest, whole=True)
    return [sentence for sentences in found.values() for sentence in sentences]


def _compared(
    request: HttpRequest, versions: list[Version]
) -> tuple[Version, Version, list[tuple[str, SafeString]]] | None:
    """Return the two versions that `?from=1&to=3` names, the older first, and what differs; raises Http404."""
    if "from" not in request.GET or "to" not in request.GET:
        return None
    known = {str(version.number): version for version in versions}
    chosen = [known.get(request.GET[name]) for name in ("from", "to")]
    if chosen[0] is None or chosen[1] is None:
        raise Http404(_("This note has the versions 1 to %(last)d. Choose two of them.") % {"last": len(versions)})
    old, new = sorted((chosen[0], chosen[1]), key=lambda version: version.number)
    changed = differences.differences(Content.from_json(old.fields), Content.from_json(new.fields))
    return old, new, changed


def _chosen(compared: tuple[Version, Version, object] | None, versions: list[Version]) -> tuple[int, int]:
    """Return the numbers of the versions that are compared, or of the two newest."""
    if compared:
        return compared[0].number, compared[1].number
    return versions[min(1, len(versions) - 1)].number, versions[0].number
