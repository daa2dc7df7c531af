"""The whole edition on one page, for print."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override

from annotations import printing
from annotations.models import Annotation
from annotations.overview import article_rows
from annotations.sitemaps import last_review
from annotations.views import reading
from edition.methods import require_safe
from edition.models import Article

BODY = "<!--the articles-->"


@require_safe
def print_edition(request: HttpRequest) -> StreamingHttpResponse:
    """Title page, contents, and each article as its own page prints it; sent article by article."""
    rows = article_rows()
    context = {
        "rows": rows,
        "notes": Annotation.objects.published().count(),
        "last_review": last_review(),
        "today": timezone.localdate(),
        "section": "articles",
    }
    before, _mark, after = render_to_string("annotations/print.html", context, request).partition(BODY)
    articles = [row.article for row in rows]
    return StreamingHttpResponse(_whole(request, before, articles, after, get_language() or settings.LANGUAGE_CODE))


def _whole(request: HttpRequest, before: str, articles: list[Article], after: str, language: str) -> Iterator[str]:
    """Yield the page in pieces; the middleware's `language` is over by the time they are sent."""
    yield before
    for article in articles:
        with override(language):
            page = reading.page_of(request, article.slug)
        yield printing.article(page.content.decode(), article.number)
    yield after
