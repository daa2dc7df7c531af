"""The tags of the edition: renamed, or merged into one another."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from taggit.models import Tag

from annotations import paging
from annotations.forms.step import StepForm
from annotations.ledger_desk import merging_tags, uses
from annotations.ledger_desk.merging_tags import TagRefused
from annotations.views.access import editor, methods, refused
from annotations.views.ledger.common import DESKS, NUL, for_editors, row_or_404
from edition import versions
from edition.models import MergedTag


@methods("GET", "HEAD")
@for_editors
def tags(request: HttpRequest) -> HttpResponse:
    """The tags that something carries, by name; with ?unused= those that nothing carries any more."""
    unused = "unused" in request.GET
    merged = MergedTag.objects.filter(slug=OuterRef("slug")).exclude(into=OuterRef("pk"))
    counted = Tag.objects.filter(~Exists(merged)).annotate(count=Count("taggit_taggeditem_items")).order_by("name")
    rows = list(counted.filter(count=0) if unused else counted.filter(count__gt=0))
    page = paging.paged(rows, request.GET, {"unused": "1" if unused else ""})
    context = {"page": page, "unused": unused, "section": "desk", "desk_section": "tags"}
    return render(request, "annotations/desk/ledger/tags.html", context)


@methods("GET", "HEAD", "POST")
@for_editors
def tag(request: HttpRequest, key: str) -> HttpResponse:
    """One tag with what carries it; posted `name` renames it, posted `into` (a name) merges it."""
    found: Tag = row_or_404(DESKS["tag"], key)
    into = merging_tags.leads_to(found.slug)
    if into is not None:
        sentence = _("The tag “%(tag)s” was merged into “%(into)s”.") % {"tag": found.name, "into": into.name}
        if request.method != "POST":
            messages.info(request, sentence)
            return redirect("desk_tag", into.slug)
        return refused(request, 409, sentence, links=[(DESKS["tag"].address(into.slug), into.name)], is_note=False)
    return _page(request, found) if request.method != "POST" else _posted(request, found)


def _posted(request: HttpRequest, found: Tag) -> HttpResponse:
    form = StepForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form.problem(), 422)
    try:
        return _taken(request, found, form)
    except TagRefused as error:
        return _page(request, found, str(error), 422)
    except versions.Stale as error:
        return _page(request, Tag.objects.get(pk=found.pk), str(error), 409)


def _taken(request: HttpRequest, found: Tag, form: StepForm) -> HttpResponse:
    started, why = form.cleaned_data["started_from"], form.cleaned_data["why"]
    given = {name: " ".join(request.POST.get(name, "").replace(NUL, "").split()) for name in ("name", "into")}
    if request.POST.get("do") == "merge":
        target = Tag.objects.filter(name=given["into"]).first()
        if target is None:
            raise TagRefused(_("There is no tag “%(tag)s”. Write its name as it is.") % {"tag": given["into"][:60]})
        count = merging_tags.merge(found, target, editor(request), started_from=started, why=why)
    else:
        target = found
        count = merging_tags.rename(found, given["name"], editor(request), started_from=started, why=why)
    sentence = ngettext("Done: %(count)d note or article follows.", "Done: %(count)d notes and articles follow.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("desk_tag", target.slug)


def _page(request: HttpRequest, found: Tag, error: str = "", status: int = 200) -> HttpResponse:
    notes, articles = merging_tags.carrying(found)
    context = {
        "tag": found,
        "error": error,
        "typed": request.POST,
        "started_from": versions.latest_number("tag", found.slug),
        "notes": uses.notes(notes),
        "articles": articles,
        "others": Tag.objects.exclude(pk=found.pk).filter(taggit_taggeditem_items__isnull=False).distinct(),
        "section": "desk",
        "desk_section": "tags",
    }
    return render(request, "annotations/desk/ledger/tag.html", context, status=status)
