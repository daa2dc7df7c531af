"""The reading page of an article, and the page of a passage."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from annotations import describing, earlier, offers, passages, provenance, reading, showing
from annotations.labels import Labels
from annotations.overview import authors, numbered_through
from annotations.workflow import WRITE
from edition import assembly
from edition.citing import of_passages, of_revision
from edition.lookup import revision_or_404
from edition.methods import require_safe
from edition.negotiation import citations, negotiable
from edition.references import house_reference
from edition.signposting import signed
from edition.views.cite import base, data_formats


@require_safe
@negotiable(citations("cite_article"), offers.of_article)
def article(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The text of an article with its notes: the current revision, or revision `number`."""
    return page_of(request, slug, number)


def page_of(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Return the reading page, whatever else the request might accept."""
    revision = revision_or_404(slug, number)
    newer = earlier.newer(revision) if number else None
    page = reading.build(revision, may_write=request.user.has_perm(WRITE), former=newer is not None)
    chosen = showing.read(request.GET)
    record = of_revision(revision, base(request))
    described = describing.article(revision, record, base(request))
    context = {
        "article": revision.article,
        "revision": revision,
        "fixed": number is not None,
        "newer": newer,
        "unplaced": earlier.unplaced(revision),
        "articles": numbered_through(),
        "author": authors(revision.article.work),
        "reading": page,
        "showing": chosen,
        "shown": showing.shown(chosen, page.counts),
        "kinds": showing.kinds(chosen, page.counts),
        "verdicts": showing.verdicts(chosen, page.counts, Labels.now()),
        "provenance": provenance.known(revision.article.provenance),
        "how_to_cite": house_reference(record),
        "forms": data_formats(),
        "section": "articles",
        "described": described,
    }
    return signed(assembly.render(request, "annotations/reading.html", context, page.parts), described.links)


@require_safe
@negotiable(citations("cite_passage"))
def passage(request: HttpRequest, slug: str, anchor: str, number: int | None = None) -> HttpResponse:
    """One passage, or a range of them, with its notes open and what is told elsewhere."""
    revision = revision_or_404(slug, number)
    former = number is not None and earlier.is_older(revision)
    page = passages.build(revision, anchor, may_write=request.user.has_perm(WRITE), former=former)
    record = of_passages(revision, page.passages, base(request))
    described = describing.passage(revision, page.passages, page.anchor, record, base(request))
    context = {
        "article": revision.article,
        "revision": revision,
        "passage": page,
        "canonical": reverse("passage", args=[slug, page.anchor]) if page.notice else "",
        "how_to_cite": house_reference(record),
        "forms": data_formats(),
        "section": "articles",
        "described": described,
    }
    return signed(render(request, "annotations/passage.html", context), described.links)
