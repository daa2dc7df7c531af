"""Is the process alive, and can it answer? For whoever watches over the site."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from edition.languages import in_language
from edition.methods import require_safe

CLOSED = ("desk", "accounts", "search")
PLAIN = "text/plain; charset=utf-8"


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return HttpResponse("alive\n", content_type=PLAIN)


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and no migration is wanting, else 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        wanting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type=PLAIN)
    if wanting:
        return HttpResponse("Migrations are wanting: run manage.py migrate.\n", status=503, content_type=PLAIN)
    return HttpResponse("ready\n", content_type=PLAIN)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be indexed but the desk, the accounts and the search, in any language."""
    roots = [in_language("/", code) for code, _name in settings.LANGUAGES]
    closed = [f"Disallow: {root}{folder}/" for folder in CLOSED for root in roots]
    lines = ["User-agent: *", "Allow: /", "Disallow: /admin/", *closed]
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse("\n".join([*lines, "", f"Sitemap: {sitemap}", ""]), content_type=PLAIN)
