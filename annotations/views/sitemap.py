"""The sitemap for search engines: an index, and a file for every kind of page."""

from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse

from annotations.sitemaps import SITEMAPS
from edition.methods import require_safe


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of the sitemap's files."""
    return views.index(request, SITEMAPS, sitemap_url_name="sitemap_section").render()


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One file of the sitemap: the pages of one kind, ?p=2 for the next ten thousand."""
    return views.sitemap(request, SITEMAPS, section).render()
