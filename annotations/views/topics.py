"""Topics and claims: what the articles say on one question, side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations import comparison
from annotations.labels import Labels
from annotations.models import Claim, Topic
from annotations.overview import topic_rows
from annotations.sourcing import SourceList
from edition.models import Article


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All topics in the edition's order."""
    return render(request, "annotations/topics.html", {"rows": topic_rows()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic: the record, its timeline, the accounts of every point, the passages of every article."""
    found = topic_or_404(slug)
    works = [source.work for source in found.sources.all()]
    sources, labels = SourceList(works), Labels.now()
    articles = list(Article.objects.published())
    context = {
        "section": "topics",
        "topic": found,
        "record_html": sources.weave(found.record_html),
        "cited": sources.cite_all(works),
        "events": comparison.timeline(found, sources),
        "articles": articles,
        "points": [comparison.point(claim, articles, sources, labels) for claim in found.claims.all()],
        "passages": comparison.passages(found, articles),
        "sources": sources.entries(),
    }
    return render(request, "annotations/topic.html", context)


@require_safe
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """One point: what the sources support, and what every article says."""
    found = claim_or_404(slug)
    sources = SourceList(source.work for source in found.sources.all())
    finding_html = sources.weave(found.finding_html)
    context = {
        "section": "topics",
        "claim": found,
        "finding_html": finding_html,
        "point": comparison.point(found, Article.objects.published(), sources, Labels.now()),
        "others": found.topic.claims.exclude(pk=found.pk).order_by("position"),
        "sources": sources.entries(),
    }
    return render(request, "annotations/claim.html", context)


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
