"""The form of a record: opened, looked at as readers will see it, saved, or shown beside what others saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.forms.ledger.base import LedgerForm, with_row, with_source
from annotations.ledger_desk import previewing, records, uses
from annotations.views.access import editor, methods, refused
from annotations.views.ledger.common import DESKS, Desk, for_editors, row_or_404
from annotations.views.sources import hits
from edition import versions
from edition.models import Work


@methods("GET", "HEAD", "POST")
@for_editors
def edit(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The page of one record at the desk, or what was posted with its form."""
    desk = DESKS[kind]
    row = row_or_404(desk, key)
    if isinstance(row, Work) and row.standing != row:
        return _merged(request, row)
    if request.method != "POST":
        return _opened(request, desk, row, key)
    return _posted(request, desk, row, key)


def _merged(request: HttpRequest, work: Work) -> HttpResponse:
    names = {"key": work.key, "into": work.standing.key}
    sentence = _("The source “%(key)s” was merged into “%(into)s” and is no longer changed.") % names
    address = DESKS["work"].address(work.standing.key)
    if request.method != "POST":
        messages.info(request, sentence)
        return redirect(address)
    return refused(request, 409, sentence, links=[(address, _("Open “%(into)s”") % names)], is_note=False)


def _opened(request: HttpRequest, desk: Desk, row: Any, key: str) -> HttpResponse:
    number = versions.latest_number(desk.record.kind, key)
    form = form_of(desk)(fields=desk.record.fields(row), started_from=number)
    return page(request, desk, row, form, hits(request.GET.get("q", "")))


def _posted(request: HttpRequest, desk: Desk, row: Any, key: str) -> HttpResponse:
    wish = request.POST.get("do", "find")
    form = form_of(desk)(changed(request.POST), fields=desk.record.fields(row))
    if wish not in {"save", "preview"} or "use" in request.POST:
        return page(request, desk, row, form, hits(request.POST.get("q", "")))
    if not form.is_valid():
        return page(request, desk, row, form, {"errors": form.summary()}, 422)
    try:
        if wish == "preview":
            shown = previewing.of(desk.record, row, {**desk.record.fields(row), **form.fields()})
            return page(request, desk, row_or_404(desk, key), form, {"preview": shown})
        return _save(request, desk, key, form)
    except ValidationError as error:
        form.tell(error)
        return page(request, desk, row_or_404(desk, key), form, {"errors": form.summary()}, 422)
    except records.Clash as clash:
        return _clash(request, desk, row_or_404(desk, key), form, clash)


def _save(request: HttpRequest, desk: Desk, key: str, form: LedgerForm) -> HttpResponse:
    started = form.started_from
    made = records.save(desk.record, key, form.fields(), editor(request), started_from=started, why=form.why)
    if made is None:
        messages.info(request, _("Nothing was changed, so nothing was saved."))
    else:
        messages.success(request, _("Saved as version %(number)d.") % {"number": made.number})
    return redirect(desk.address(key))


def _clash(request: HttpRequest, desk: Desk, row: Any, posted: LedgerForm, clash: records.Clash) -> HttpResponse:
    """Show the typed fields, joined with what only the others changed, beside what they saved."""
    number = clash.latest.number if clash.latest else 0
    form = form_of(desk)(fields=clash.whole, started_from=number)
    form.form.initial["why"] = posted.why
    theirs, mine = desk.record.described(clash.theirs), desk.record.described(clash.whole)
    pairs = [(label, theirs.get(label, ""), mine[label]) for label in mine if theirs.get(label, "") != mine[label]]
    return page(request, desk, row, form, {"clash": clash, "pairs": pairs}, 409)


def changed(data: QueryDict) -> QueryDict:
    """Return what was posted, with the row or the source added that a button asked for."""
    wish = data.get("do", "")
    if wish.startswith("more-"):
        return with_row(data, wish.removeprefix("more-"))
    key = data.get("use", "")
    return with_source(data, key) if key else data


def form_of(desk: Desk) -> type[LedgerForm]:
    """Return the form of a kind that has one."""
    if desk.form is None:
        raise TypeError(f"Records of the kind {desk.record.kind} are not changed by a form.")
    return desk.form


def page(
    request: HttpRequest, desk: Desk, row: Any, form: LedgerForm, shown: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return the page with the form and everything that was typed."""
    key = getattr(row, desk.record.column)
    context = {
        "kind": desk.record.kind.value,
        "desk": desk,
        "row": row,
        "key": key,
        "name": name_of(row),
        "list_url": reverse(desk.listed),
        "history_url": desk.history(key),
        "public_url": row.get_absolute_url(),
        "form": form,
        "uses": uses.of(row),
        "section": "desk",
        "desk_section": desk.section,
        **shown,
    }
    return render(request, f"annotations/desk/ledger/{desk.record.kind.value}.html", context, status=status)


def name_of(row: Any) -> str:
    """Return what a record is called: its title, question or name."""
    for name in ("title", "question", "name"):
        if found := getattr(row, name, ""):
            return str(found)
    return str(row)
