"""Atom feeds: new notes, corrections, the notes on an article or on a topic. Long ones have pages: ?page=2."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from annotations.feeds import atom, pages
from annotations.feeds.atom import Feed
from annotations.views.topics import topic_or_404
from edition.lookup import article_or_404
from edition.methods import require_safe
from edition.views.cite import base


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """The newest notes of the edition."""
    with override("en"):
        return _answer(pages.of_notes(base(request), _page(request)))


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Corrected readings, changed verdicts, withdrawn notes."""
    with override("en"):
        return _answer(pages.of_corrections(base(request), _page(request)))


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest notes on an article."""
    with override("en"):
        return _answer(pages.of_article(article_or_404(slug), base(request), _page(request)))


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest notes on a topic."""
    with override("en"):
        return _answer(pages.of_topic(topic_or_404(slug), base(request), _page(request)))


def _page(request: HttpRequest) -> str:
    return request.GET.get("page", "1")


def _answer(feed: Feed) -> HttpResponse:
    # No Last-Modified: words change without a newer entry, and two publications fall into one second.
    return HttpResponse(atom.write(feed), content_type="application/atom+xml; charset=utf-8")
