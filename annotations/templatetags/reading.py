"""Small filters of the reading pages."""

from collections.abc import Mapping
from typing import Any

from django import template

from annotations import paragraphs
from edition import dates
from edition.models import Article

register = template.Library()


@register.filter
def variable(csl: Mapping[str, Any], name: str) -> Any:
    """Return a variable whose name holds a hyphen, which a template cannot spell."""
    return csl.get(name, "")


@register.filter
def direction(csl: Mapping[str, Any]) -> str:
    """Return how a work's own words are written: `rtl` or `ltr`."""
    return paragraphs.direction(str(csl.get("language") or "en"))


@register.filter
def dating(article: Article) -> str:
    """Return when an article was published, or between which dates it was written."""
    return dates.dating(article.work.csl, article.provenance)
