"""Two articles side by side, of all that joins them or of one topic alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations import choosing, side_by_side
from annotations.models import Topic
from edition.methods import require_safe
from edition.models import Article


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two articles by ?left= and ?right=, their numbers, and the joins of one ?relation= or of all."""
    return _page(request, None)


def on_topic(request: HttpRequest, topic: Topic) -> HttpResponse:
    """Two articles and what joins them on a topic."""
    return _page(request, topic)


def _page(request: HttpRequest, topic: Topic | None) -> HttpResponse:
    choice = choosing.choose(request.GET, list(Article.objects.published()), on_topic=topic is not None)
    found = None
    if choice.left and choice.right and not choice.problem:
        found = side_by_side.compare(choice.left, choice.right, choice.relation, topic)
    context = {
        "section": "topics",
        "topic": topic,
        "choice": choice,
        "comparison": found,
        "pairs": [] if found else choosing.pairs(choice.articles),
    }
    return render(request, "annotations/compare.html", context)
