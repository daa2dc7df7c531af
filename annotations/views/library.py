"""The lists of the edition: articles, sources, tags."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from taggit.models import Tag

from annotations import describing, filtering, paging, usage
from annotations.ledger_desk import merging_tags
from annotations.listing import note_rows
from annotations.models import Annotation
from annotations.overview import article_rows
from annotations.pictures import verdicts
from edition import work_types
from edition.citations.registry import FORMATS
from edition.methods import require_safe
from edition.models import Article, Work
from edition.negotiation import citations, negotiable
from edition.references import fill
from edition.signposting import signed
from edition.views.cite import base

NUL = "\x00"  # PostgreSQL refuses to look for it
DATA_FORMATS = [(form.slug, form.label) for form in FORMATS.values() if form.kind == "data"]


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """All articles with their counts, by ?kind=, ?verdict= and ?sort=; in the edition's order without the last.

    A long list stands on several pages: ?page=.
    """
    found = filtering.listed(article_rows(), request.GET)
    kept = {name: request.GET.get(name, "") for name in ("kind", "verdict", "sort")}
    context = {
        "list": found,
        "page": paging.paged(found.rows, request.GET, kept),
        "verdicts": verdicts.by_article(),
    }
    return render(request, "annotations/articles.html", context)


@require_safe
@negotiable(citations("cite_bibliography"))
def bibliography(request: HttpRequest) -> HttpResponse:
    """All sources by author, or those of one ?type=, and the articles of this edition."""
    sources, chosen = Work.objects.sources(), request.GET.get("type", "")
    types = usage.types(sources)
    listed = sources.filter(type__in=[slug for slug, *_rest in types if chosen in ("", slug)])
    entries = usage.entries(listed.alphabetical())
    page, own = paging.paged(entries, request.GET, {"type": chosen}), _own_articles()
    fill([*(entry.work for entry in page.rows), *(article.work for article in own)])
    described = describing.listing("Bibliography", request.path, base(request), "cite_bibliography")
    context = {
        "page": page,
        "total": len(entries),
        "initials": usage.initials(entries, {"type": chosen}),
        "types": types,
        "chosen": chosen,
        "chosen_word": work_types.word(chosen),
        "articles": own,
        "formats": DATA_FORMATS,
        "described": described,
    }
    return signed(render(request, "annotations/bibliography.html", context), described.links)


def _own_articles() -> list[Article]:
    """Return the articles that the bibliography lists at its end: none where they would need pages of their own."""
    own = list(Article.objects.published()[: paging.ON_A_PAGE + 1])
    return own if len(own) <= paging.ON_A_PAGE else []


@require_safe
@negotiable(citations("cite_work"))
def work(request: HttpRequest, key: str) -> HttpResponse:
    """One work: its reference, what is not known of it, and where this edition uses it."""
    found = work_or_404(key)
    if found.standing != found:
        return redirect(found.standing, permanent=True)
    fill([found])
    described = describing.of_work(found, base(request))
    context = {
        "section": "bibliography",
        "work": found,
        "article": getattr(found, "article", None),
        "facts": usage.facts(found),
        "groups": usage.notes_by_article(found),
        "topics": usage.topics_of(found),
        "claims": usage.claims_of(found),
        "formats": DATA_FORMATS,
        "described": described,
    }
    return signed(render(request, "annotations/work.html", context), described.links)


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """All tags of published notes and articles."""
    return render(request, "annotations/tags.html", {"rows": usage.tag_counts()})


@require_safe
@negotiable(citations("cite_tag"))
def tag(request: HttpRequest, tag: str) -> HttpResponse:
    """The published notes and the articles that carry a tag."""
    found = None if NUL in tag else Tag.objects.filter(slug=tag).first()
    notes = note_rows(Annotation.objects.published().filter(tags=found).order_by("number")) if found else []
    own = list(Article.objects.published().filter(tags=found)) if found else []
    if not notes and not own:
        if into := merging_tags.leads_to(tag):
            return redirect("tag", into.slug, permanent=True)
        raise Http404(_("Nothing in this edition carries the tag “%(tag)s”.") % {"tag": tag})
    described = describing.listing(tag, request.path, base(request), "cite_tag", tag=tag)
    context = {"tag": found, "notes": notes, "articles": own, "described": described}
    return signed(render(request, "annotations/tag.html", context), described.links)


def work_or_404(key: str) -> Work:
    """Return the work of this key with its article, if it is one's; raises Http404 with a sentence for readers."""
    try:
        return Work.objects.select_related("article", "merged__into").get(key=key)
    except Work.DoesNotExist:
        raise Http404(_("There is no source “%(key)s” in this edition.") % {"key": key}) from None
