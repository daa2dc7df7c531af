"""The first page: what this is, its articles, where they differ, and what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations import describing
from annotations.listing import note_rows
from annotations.models import Annotation
from annotations.overview import article_rows, most_disputed, topic_rows
from edition.methods import require_safe
from edition.signposting import signed
from edition.views.cite import base

TOPICS = 6
NOTES = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The articles, the topics on which they contradict each other most, and the latest notes."""
    latest = Annotation.objects.published().order_by("-reviewed_at", "-number")[:NOTES]
    rows = article_rows()
    described = describing.home([row.article for row in rows], base(request))
    context = {
        "articles": rows,
        "topics": most_disputed(topic_rows(), TOPICS),
        "notes": note_rows(latest),
        "described": described,
    }
    return signed(render(request, "annotations/home.html", context), described.links)
