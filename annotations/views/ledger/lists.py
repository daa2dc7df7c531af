"""The lists of the desk: sources, articles, topics with their points."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from annotations import paging, usage
from annotations.ledger_desk import ordering
from annotations.models import ClaimSource, Evidence, TimelineEvent, Topic, TopicSource
from annotations.views.access import editor, for_writers, methods
from annotations.views.ledger.common import DESKS, for_editors, row_or_404
from edition.models import Article, Work
from edition.models.works import WorkQuerySet
from edition.references import fill

FILTERS: dict[str, Promise] = {
    "unarchived": gettext_lazy("Without an archived copy"),
    "unreachable": gettext_lazy("Not reached any more"),
    "unused": gettext_lazy("Never cited"),
}


@methods("GET", "HEAD")
@for_writers
def works(request: HttpRequest) -> HttpResponse:
    """The sources, by ?q= and ?only= one of FILTERS."""
    query, only = request.GET.get("q", ""), request.GET.get("only", "")
    listed = _only(Work.objects.sources().with_words(query), only).alphabetical()
    kept = {"q": query, "only": only}
    page = paging.paged(usage.entries(listed), request.GET, kept)
    fill(entry.work for entry in page.rows)
    context = {"page": page, "q": query, "only": only, "filters": FILTERS.items(), "total": len(listed)}
    return render(request, "annotations/desk/ledger/works.html", {**context, **_in_desk("sources")})


def _only(found: WorkQuerySet, only: str) -> WorkQuerySet:
    if only == "unarchived":
        return found.filter(archived_url="").filter(Q(csl__URL__isnull=False))
    if only == "unreachable":
        return found.filter(unreachable_on__isnull=False)
    if only == "unused":
        here = OuterRef("pk")
        used = [Exists(rows.objects.filter(work=here)) for rows in (Evidence, TopicSource, ClaimSource, TimelineEvent)]
        return found.exclude(used[0] | used[1] | used[2] | used[3])
    return found


@methods("GET", "HEAD")
@for_editors
def articles(request: HttpRequest) -> HttpResponse:
    """All articles, to edit what is said of them."""
    rows = list(Article.objects.select_related("work").order_by("number"))
    page = paging.paged(rows, request.GET, {})
    return render(request, "annotations/desk/ledger/articles.html", {"page": page, **_in_desk("articles")})


@methods("GET", "HEAD", "POST")
@for_editors
def ledger(request: HttpRequest) -> HttpResponse:
    """All topics with their points; `move` up or down is posted with `kind` and `key`."""
    if request.method == "POST":
        return _move(request)
    rows = list(Topic.objects.prefetch_related("claims"))
    return render(request, "annotations/desk/ledger/topics.html", {"rows": rows, **_in_desk("ledger")})


def _move(request: HttpRequest) -> HttpResponse:
    kind = "claim" if request.POST.get("kind") == "claim" else "topic"
    row = row_or_404(DESKS[kind], request.POST.get("key", ""))
    ordering.move(row, request.POST.get("move") == "up", editor(request))
    place = redirect("desk_ledger")
    place["Location"] += f"#{kind}-{row.slug}"
    return place


def _in_desk(section: str) -> dict[str, str]:
    return {"section": "desk", "desk_section": section}
