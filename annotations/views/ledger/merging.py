"""Merging two sources: choose the one that stays, see what follows, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.ledger_desk import merging_works, uses
from annotations.views.access import editor, methods, refused, typed
from annotations.views.ledger.common import DESKS, NUL, for_editors, row_or_404
from annotations.views.sources import hits
from edition import versions
from edition.models import Work
from edition.references import fill


@methods("GET", "HEAD", "POST")
@for_editors
def merge(request: HttpRequest, key: str) -> HttpResponse:
    """What rests on a source, and the one into which it goes: ?q= searches, ?into= chooses, a POST confirms."""
    old: Work = row_or_404(DESKS["work"], key)
    given = (request.POST if request.method == "POST" else request.GET).get("into", "").strip()
    new = None if NUL in given else Work.objects.filter(key=given).first()
    error = ""
    if new is not None:
        error = merging_works.problem(old, new)
    elif given or request.method == "POST":
        error = _("There is no source “%(key)s” in the bibliography. Choose one that is.") % {"key": given[:60]}
    if request.method == "POST" and new is not None and not error:
        return _confirmed(request, old, new)
    return _page(request, old, new if not error else None, error, 422 if error and request.method == "POST" else 200)


def _confirmed(request: HttpRequest, old: Work, new: Work) -> HttpResponse:
    why = request.POST.get("why", "").replace(NUL, "")[:2_000]
    try:
        seen = int(request.POST["old_version"]), int(request.POST["new_version"])
    except (KeyError, ValueError):
        return _page(request, old, new, _("Look at the two sources again, and confirm once more."), 409)
    try:
        found = merging_works.merge(old, new, editor(request), why, started_from=seen)
    except merging_works.MergeRefused as error:
        return refused(request, 409, str(error), is_note=False)
    except versions.Stale as error:
        return _page(request, old, new, _changed(error), 409)
    sentence = ngettext(
        "Merged: %(count)d thing that rested on “%(old)s” rests on this source now.",
        "Merged: %(count)d things that rested on “%(old)s” rest on this source now.",
        found.count,
    )
    messages.success(request, sentence % {"count": found.count, "old": old.key})
    return redirect("desk_work", new.key)


def _changed(stale: versions.Stale) -> str:
    name = stale.latest.name if stale.latest and stale.latest.name else _("Someone")
    return _("%(name)s changed one of the two after you opened this. Look at them again, and confirm once more.") % {
        "name": name
    }


def _page(request: HttpRequest, old: Work, new: Work | None, error: str, status: int) -> HttpResponse:
    fill([work for work in (old, new) if work])
    query = request.GET.get("q", "")
    context = {
        "old": old,
        "new": new,
        "error": error,
        "typed": typed(request),
        "seen": [versions.latest_number("work", work.key) for work in (old, new) if work],
        "uses": [(label, found) for label, found in uses.of_work(old) if found],
        "section": "desk",
        "desk_section": "sources",
        **hits(query),
    }
    return render(request, "annotations/desk/ledger/merge.html", context, status=status)
