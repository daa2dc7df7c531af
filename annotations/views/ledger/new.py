"""New topics and new points of a topic."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.forms.ledger.base import LedgerForm
from annotations.forms.ledger.topic import NewClaimForm, NewTopicForm
from annotations.ledger_desk import ordering, previewing, records
from annotations.models import Claim, Topic
from annotations.views.access import editor, methods
from annotations.views.ledger.common import DESKS, for_editors, row_or_404
from annotations.views.ledger.edit import changed
from annotations.views.sources import hits


@methods("GET", "HEAD", "POST")
@for_editors
def topic(request: HttpRequest) -> HttpResponse:
    """The form of a new topic."""
    return _new(request, "topic", NewTopicForm, None)


@methods("GET", "HEAD", "POST")
@for_editors
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """The form of a new point of a topic."""
    return _new(request, "claim", NewClaimForm, row_or_404(DESKS["topic"], key))


def _new(request: HttpRequest, kind: str, form_class: type[LedgerForm], holder: Topic | None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, kind, form_class(), holder, hits(request.GET.get("q", "")))
    wish, form = request.POST.get("do", "find"), form_class(changed(request.POST))
    if wish not in {"save", "preview"} or "use" in request.POST:
        return _page(request, kind, form, holder, hits(request.POST.get("q", "")))
    try:
        if form.is_valid():
            return _made(request, kind, form, holder, is_preview=wish == "preview")
    except ValidationError as error:
        form.tell(error)
    return _page(request, kind, form, holder, {"errors": form.summary()}, 422)


def _made(request: HttpRequest, kind: str, form: LedgerForm, holder: Topic | None, *, is_preview: bool) -> HttpResponse:
    try:
        return _taken(request, kind, form, holder, is_preview=is_preview)
    except (IntegrityError, ValidationError) as error:
        slug = form.fields()["slug"]
        is_about_it = isinstance(error, IntegrityError) or "slug" in getattr(error, "error_dict", {})
        if not is_about_it or DESKS[kind].record.get(slug) is None:
            raise
        # Another editor took the address at the same moment.
        raise records.refused("slug", _("The address “%(slug)s” is taken. Choose another.") % {"slug": slug}) from None


def _taken(
    request: HttpRequest, kind: str, form: LedgerForm, holder: Topic | None, *, is_preview: bool
) -> HttpResponse:
    """Show a valid form as readers would see it, or make the record; raises ValidationError."""
    record, fields = DESKS[kind].record, form.fields()
    slug = fields.pop("slug")
    with transaction.atomic():
        row = _row(slug, holder)
        fields["position"] = row.position
        if is_preview:
            return _page(request, kind, form, holder, {"preview": previewing.of(record, row, fields)})
        records.create(record, row, fields, editor(request), form.why)
    messages.success(request, _("Made. Readers see it now."))
    return redirect(DESKS[kind].address(slug))


def _row(slug: str, holder: Topic | None) -> Topic | Claim:
    """Return a new row behind all others; of the points of one topic, one is made at a time."""
    if holder is None:
        return Topic(slug=slug, position=ordering.last())
    Topic.objects.select_for_update().get(pk=holder.pk)
    return Claim(slug=slug, topic=holder, position=ordering.last(holder))


def _page(
    request: HttpRequest, kind: str, form: LedgerForm, holder: Any, shown: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {
        "kind": kind,
        "form": form,
        "holder": holder,
        "list_url": reverse(DESKS[kind].listed),
        "section": "desk",
        "desk_section": "ledger",
        **shown,
    }
    return render(request, "annotations/desk/ledger/new.html", context, status=status)
