"""The files in which an article with its notes, and the whole edition, can be had."""

from django import template

from annotations.exports.downloads import EDITION_FILES, FILES

register = template.Library()


@register.simple_tag
def article_files() -> list[tuple[str, str]]:
    """Return the forms of an article's file with their names."""
    return [(form, file.label) for form, file in FILES.items()]


@register.simple_tag
def edition_files() -> list[tuple[str, str]]:
    """Return the forms of the edition's file with their names."""
    return [(form, file.label) for form, file in EDITION_FILES.items()]
