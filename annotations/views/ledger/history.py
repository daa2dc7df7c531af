"""The versions of a record: who, when, why, what differs between two of them, and the way back to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from annotations.ledger_desk import records
from annotations.views.access import editor, methods, refused
from annotations.views.ledger.common import DESKS, Desk, for_editors, row_or_404
from annotations.views.ledger.edit import name_of
from edition import versions
from edition.models import RecordVersion


@methods("GET", "HEAD", "POST")
@for_editors
def history(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The versions of one record; posted `restore` and `started_from` make an earlier one the newest again."""
    desk = DESKS[kind]
    row = row_or_404(desk, key)
    if request.method == "POST":
        return _restore(request, desk, key)
    found = list(versions.of(desk.record.kind, key))
    compared = _compared(request, desk, found)
    context = {
        "kind": kind,
        "key": key,
        "name": name_of(row),
        "versions": found,
        "latest": found[0].number if found else 0,
        "compared": compared,
        "chosen": _chosen(compared, found),
        "back": desk.address(key),
        "can_restore": desk.form is not None,
        "section": "desk",
        "desk_section": desk.section,
    }
    return render(request, "annotations/desk/ledger/history.html", context)


def _compared(request: HttpRequest, desk: Desk, found: list[RecordVersion]) -> Any:
    """Return the two versions that `?from=1&to=3` names, the older first, and what differs; raises Http404."""
    if "from" not in request.GET or "to" not in request.GET:
        return None
    known = {str(version.number): version for version in found}
    chosen = [known.get(request.GET[name]) for name in ("from", "to")]
    if chosen[0] is None or chosen[1] is None:
        raise Http404(_("Choose two of the %(last)d versions.") % {"last": len(found)})
    old, new = sorted((chosen[0], chosen[1]), key=lambda version: version.number)
    return old, new, records.differences(desk.record, old.fields, new.fields)


def _chosen(compared: Any, found: list[RecordVersion]) -> tuple[int, int]:
    if compared:
        return compared[0].number, compared[1].number
    return (found[min(1, len(found) - 1)].number, found[0].number) if found else (0, 0)


def _restore(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    if desk.form is None:
        sentence = _("Rename the tag, or merge it into another: notes and articles follow.")
        return refused(request, 409, sentence, is_note=False)
    number, started = (_number(request.POST.get(name, "")) for name in ("restore", "started_from"))
    if number is None or started is None:
        return refused(request, 422, _("The form is incomplete. Open the history again, and use the buttons there."))
    why = request.POST.get("why", "").replace("\x00", "")[:2_000]
    try:
        records.restore(desk.record, key, number, editor(request), started_from=started, why=why)
    except RecordVersion.DoesNotExist:
        return refused(request, 404, _("There is no version %(number)d.") % {"number": number})
    except (versions.Stale, records.Clash) as clash:
        links = [(desk.history(key), _("The history as it is now"))]
        return refused(request, 409, str(clash), links=links, is_note=False)
    except ValidationError as error:
        sentence = _("Version %(number)d can no longer stand as it is: %(why)s")
        return refused(request, 409, sentence % {"number": number, "why": " ".join(error.messages)}, is_note=False)
    messages.success(request, _("Version %(number)d stands again, as a new version.") % {"number": number})
    return redirect(desk.history(key))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
