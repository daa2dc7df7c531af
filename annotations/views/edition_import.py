"""An edition from elsewhere at the desk: a bundle is given, verified, looked through, and brought in at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.bundle import incoming
from annotations.bundle.taking import Damaged, NoBundle
from annotations.edition_report import groups
from annotations.folder import FolderError
from annotations.views.access import editor, methods
from annotations.views.ledger.common import for_editors
from annotations.views.uploading import bounded
from edition.numbers import grouped

MOST_FAULTS = 50


def _too_large(most: int) -> str:
    return _("The bundle has more than %(most)s bytes. Load it with manage.py load_edition.") % {"most": grouped(most)}


@bounded(incoming.MOST_UPLOADED, _too_large)
@methods("GET", "HEAD", "POST")
@for_editors
def edition(request: HttpRequest) -> HttpResponse:
    """The form of the upload; its report; and, once that was seen, the edition itself."""
    if request.method != "POST":
        return _page(request, {})
    user = editor(request).pk
    if request.POST.get("do") == "bring":
        return _bring(request, request.POST.get("key", ""), user)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, {"problem": _("Choose a file.")}, 422)
    key = incoming.keep(file, user)
    return _tried(request, key, user)


def _tried(request: HttpRequest, key: str, user: int) -> HttpResponse:
    """Verify the bundle and report what it would bring; one that is damaged is not kept."""
    try:
        report = incoming.load(key, user, trial=True)
    except (Damaged, FolderError) as error:
        return _page(request, _refusal(error), 422)
    context = {"groups": groups(report), "key": key, "new": sum(report.new.values()), "refused": len(report.refused)}
    return _page(request, context)


def _bring(request: HttpRequest, key: str, user: int) -> HttpResponse:
    """Bring in what was looked through."""
    if not incoming.known(key, user):
        return _page(request, {"problem": _("The bundle is no longer kept here. Upload it again.")}, 409)
    try:
        report = incoming.load(key, user, trial=False)
    except (Damaged, FolderError) as error:
        return _page(request, _refusal(error), 409)
    count = sum(report.new.values())
    messages.success(
        request, ngettext("%(count)d entry came in.", "%(count)d entries came in.", count) % {"count": count}
    )
    return redirect("desk_import_edition")


def _refusal(error: Damaged | FolderError) -> dict[str, Any]:
    if isinstance(error, Damaged):
        problem = _("The bundle is not what it says. Get it again from where it came.")
        return {"problem": problem, "faults": error.faults[:MOST_FAULTS], "more": len(error.faults) - MOST_FAULTS}
    return {
        "problem": _("This cannot be read as a bundle or does not fit this site:"),
        "reason": error.reason if isinstance(error, NoBundle) else str(error),
    }


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context |= {"section": "desk", "desk_section": "import"}
    return render(request, "annotations/desk/import_edition.html", context, status=status)
