"""Topics and claims: what the articles say on one question, point by point."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from annotations import comparison, describing, silence, standing, topic_page
from annotations.comparison import Ledger
from annotations.labels import Labels
from annotations.models import Claim, Topic
from annotations.overview import topic_rows
from annotations.sourcing import SourceList
from annotations.views import compare
from edition.methods import require_safe
from edition.models import Article
from edition.negotiation import citations, negotiable
from edition.signposting import signed
from edition.views.cite import base


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All topics in the edition's order."""
    context = {"rows": topic_rows(), "articles": Article.objects.published().count()}
    return render(request, "annotations/topics.html", context)


@require_safe
@negotiable(citations("cite_topic"))
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic: the answer, which article is right, every point with its accounts, the record, the passages.

    With ?differ= only the points on which the accounts differ; with ?left= or ?right= two texts side by side.
    """
    found = topic_or_404(slug)
    if {"left", "right"} & set(request.GET):
        return compare.on_topic(request, found)
    described = describing.topic(found, found.claims.all(), base(request))
    context = topic_page.build(found, only_differing="differ" in request.GET)
    response = render(request, "annotations/topic.html", {**context, "described": described})
    return signed(response, described.links)


@require_safe
@negotiable(citations("cite_claim"))
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """One point: what the sources support, and what every article says."""
    found = claim_or_404(slug)
    articles, silent = silence.split(Article.objects.published(), comparison.speaking([found]))
    works = [source.work for source in found.sources.all()]
    ledger = Ledger(articles, SourceList(works), Labels.now(), comparison.texts([found]))
    point = ledger.point(found)
    described = describing.claim(found, base(request))
    context = {
        "section": "topics",
        "claim": found,
        "point": point,
        "silent": silent,
        "sentence": standing.sentence(point),
        "around": comparison.around(found),
        "sources": ledger.sources.entries(),
        "described": described,
    }
    return signed(render(request, "annotations/claim.html", context), described.links)


def topic_or_404(slug: str) -> Topic:
    """Return a topic with all that is shown of it; raises Http404 with a sentence for readers."""
    try:
        return comparison.topics().get(slug=slug)
    except Topic.DoesNotExist:
        raise Http404(_("There is no topic “%(slug)s” in this edition.") % {"slug": slug}) from None


def claim_or_404(slug: str) -> Claim:
    """Return a claim with all that is shown of it; raises Http404 with a sentence for readers."""
    try:
        return comparison.claims().get(slug=slug)
    except Claim.DoesNotExist:
        raise Http404(_("There is no claim “%(slug)s” in this edition.") % {"slug": slug}) from None
