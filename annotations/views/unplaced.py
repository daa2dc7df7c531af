"""The queue “Notes without a place”, and the page on which one of them is given a place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations import outcomes, quoting, rendering, telling, uses, waiting, workflow
from annotations.models import Annotation
from annotations.outcomes import Row
from annotations.quoting import Hit
from annotations.uses import Use
from annotations.views.access import editor, methods, refused, status_of
from annotations.views.ledger.common import for_editors
from annotations.vocabulary import ATTACH, CARRY
from edition.texts import sentences
from edition.texts.selectors import SelectorError

PAGE = 50
REFUSALS = (workflow.Refused, SelectorError)
NOTES = frozenset({uses.NOTE, uses.LINK})


@methods("GET", "HEAD", "POST")
@for_editors
def queue(request: HttpRequest) -> HttpResponse:
    """What stands on earlier texts only; a POST confirms the proposed places of those that are chosen."""
    failed: list[tuple[Row | None, str]] = []
    if request.method == "POST":
        failed = _confirm(request, [*request.POST.getlist("chosen"), *request.POST.getlist("confirm")])
        if not failed:
            return redirect("unplaced")
    page = Paginator(waiting.waiting(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": waiting.told(page.object_list),
        "failed": failed,
        "sure": f"{outcomes.SURE:.2f}",
        "section": "desk",
        "desk_section": "queues",
    }
    return render(request, "annotations/desk/unplaced.html", context, status=409 if failed else 200)


def _confirm(request: HttpRequest, keys: list[str]) -> list[tuple[Row | None, str]]:
    """Confirm each of the chosen, as the form saw it; return those that were refused, and why."""
    failed: list[tuple[Row | None, str]] = []
    versions: dict[str, int] = {}
    rows = _named(keys)
    for key in dict.fromkeys(keys):
        row = rows.get(key)
        try:
            if row is None:
                raise waiting.Placed(_("This has a place by now: somebody was quicker. Reload the page."))
            version = versions.get(row.use.key, row.version)  # a note and the words it refers to may both be chosen
            waiting.confirm(replace(row, version=version), editor(request), request.POST.get("why", ""))
            versions[row.use.key] = waiting.version_of(row)
        except REFUSALS as error:
            failed.append((row, sentence(error)))
    done = len(keys) - len(failed)
    if done:
        words = ngettext("%(number)d place confirmed.", "%(number)d places confirmed.", done)
        messages.success(request, words % {"number": done})
    elif not failed:
        failed.append((None, _("Nothing was chosen. Tick what is to be confirmed.")))
    return failed


def _named(keys: list[str]) -> dict[str, Row]:
    """Return what a form names, with the versions that the form saw; what waits no more is left out."""
    names: dict[waiting.Name, int] = {}
    for key in keys:
        kind, owner, span, version, *_rest = [*key.split(":"), "", "", "", ""]
        if _is_number(span) and _is_number(version):
            names[kind, owner, int(span)] = int(version)
    found = waiting.named(names)
    return {row.key: row for row in waiting.seen({use: names[name] for name, use in found.items()})}


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 16


def sentence(error: Exception) -> str:
    """Return why a step was refused, in words for an editor who saw an older version."""
    if isinstance(error, workflow.Clash):
        return _("%(name)s changed this note after you opened it. Open it again, read it, and decide anew.") % {
            "name": error.latest.name
        }
    return str(error)


@methods("GET", "HEAD", "POST")
@for_editors
def item(request: HttpRequest, kind: str, key: str, span: int) -> HttpResponse:
    """One of the queue: before and after; its place is chosen by the proposal, by typed words, or by sentence."""
    use = waiting.one(kind, key, span)
    if use is None:
        return _placed(request, kind, key)
    error, status = "", 200
    if request.method == "POST":
        try:
            return _attached(request, use)
        except REFUSALS as refusal:
            error = sentence(refusal)
            status = status_of(refusal) if isinstance(refusal, workflow.Refused) else 422
    context = {"row": waiting.told([use])[0], "error": error, "section": "desk", **_choice(request.GET, use)}
    return render(request, "annotations/desk/unplaced_item.html", context, status=status)


def _placed(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Say that nothing waits here: of a note where it stands by now, and who put it there."""
    words, links = [_("Nothing waits here: it has a place by now, or never had one.")], []
    note = Annotation.objects.with_place().filter(number=key).first() if kind in NOTES and _is_number(key) else None
    if note:
        place = {"title": str(note), "place": rendering.name(note.span.passage.anchor)}
        version = note.versions.filter(act__in=(ATTACH, CARRY)).order_by("-number").first()
        if kind == uses.NOTE and version:
            words += [_("%(title)s stands in %(place)s now.") % place, telling.told(version), f"({version.name})"]
        links = [(reverse("desk_note", args=[note.number]), _("Open note %(number)d") % {"number": note.number})]
    links.append((reverse("unplaced"), _("Notes without a place")))
    return refused(request, 409 if request.method == "POST" else 404, " ".join(words), links=links)


def _attached(request: HttpRequest, use: Use) -> HttpResponse:
    posted, by = request.POST, editor(request)
    if posted.get("do") == "leave-out":
        waiting.leave_out(use, by, posted.get("why", ""))
        messages.success(request, _("It was left out. The versions keep it."))
        return redirect("unplaced")
    (row,) = waiting.seen({use: _number(posted, "started_from")})
    if posted.get("do") == "confirm":
        span = waiting.confirm(row, by, posted.get("why", ""))
    else:
        start, end = _number(posted, "start"), _number(posted, "end")
        span = waiting.attach(use, start, end, by, started_from=row.version, why=posted.get("why", ""))
    facts = {"title": row.title, "place": rendering.name(span.passage.anchor)}
    messages.success(request, _("%(title)s stands in %(place)s now.") % facts)
    return redirect("unplaced")


def _number(posted: QueryDict, name: str) -> int:
    value = posted.get(name, "")
    return int(value) if _is_number(value) else -1


def _choice(asked: QueryDict, use: Use) -> dict[str, Any]:
    """Return the places that an editor may choose from: where the typed words stand, or the sentences of a passage."""
    target = waiting.target(use.span.revision.article_id)
    words, anchor = asked.get("words", "").replace("\x00", ""), asked.get("p", "")
    names = [(one.anchor, rendering.name(one.anchor)) for one in target.passages]
    found: dict[str, Any] = {"words": words, "anchor": anchor, "passages": names, "newest": target.revision}
    here = next((one for one in target.passages if one.anchor == anchor), None)
    if here is not None:
        text = target.revision.text
        bounds = [sentences.trimmed(text, *pair) for pair in sentences.split(text, here.start, here.end)]
        whole = [(here.start, here.end)] if len(bounds) > 1 else []
        offered = [
            quoting.hit(target.revision, target.passages, *pair) for pair in [*bounds, *whole] if pair[0] < pair[1]
        ]
        return found | {"hits": offered}
    if words.strip():
        return found | _looked(target, words)
    return found


def _looked(target: outcomes.Target, words: str) -> dict[str, Any]:
    try:
        places = quoting.find(target.revision, words, list(target.passages))  # type: ignore[arg-type]
    except SelectorError as error:
        return {"none": str(error)}
    hits: list[Hit] = [*places.here, *places.elsewhere, *filter(None, [places.nearest])]
    return (
        {"hits": hits, "nearest": bool(places.nearest)}
        if hits
        else {"none": _("These words do not stand in the text.")}
    )
