"""How many rows each table has and which is the newest: equal before and after means that nothing was stored."""

from django.apps import apps
from django.db.models import Count, Max


def rows() -> dict[str, tuple[int, object]]:
    """Return the count and the greatest key of every table of the site."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        summary = model._base_manager.aggregate(count=Count("pk"), last=Max("pk"))
        found[model._meta.label] = (summary["count"], summary["last"])
    return found
