"""Small filters of the reading pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe

from edition import markup

register = template.Library()


@register.filter
def markdown(source: str) -> SafeString:
    """Return editors' Markdown as clean HTML."""
    return mark_safe(markup.render(source).html)  # noqa: S308 — the cleaning module is what makes it safe


@register.filter
def variable(csl: Mapping[str, Any], name: str) -> Any:
    """Return a variable whose name holds a hyphen, which a template cannot spell."""
    return csl.get(name, "")


@register.filter
def bound(value: str) -> str:
    """Return an EDTF day, month or year in words: 28 November 2011, October 2012, 2015."""
    parts = [int(part) for part in value.split("-")]
    pattern = {1: "Y", 2: "F Y", 3: "j F Y"}[len(parts)]
    return formats.date_format(date(*[*parts, 1, 1][:3]), pattern)
