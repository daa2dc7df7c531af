"""Small filters of the reading pages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from annotations import asides, paragraphs
from edition import dates
from edition.models import Article, Passage, Work

register = template.Library()


@register.filter
def variable(csl: Mapping[str, Any], name: str) -> Any:
    """Return a variable whose name holds a hyphen, which a template cannot spell."""
    return csl.get(name, "")


@register.filter
def direction(csl: Mapping[str, Any]) -> str:
    """Return how a work's own words are written: `rtl` or `ltr`."""
    return paragraphs.direction(str(csl.get("language") or "en"))


@register.simple_tag
def article_languages() -> str:
    """Return in a sentence in which languages the articles are, for whoever looks for words of another; '' without."""
    works = Work.objects.filter(article__revisions__isnull=False).order_by()
    codes = {code or "en" for code in works.values_list("csl__language", flat=True).distinct()}
    return (
        _("The articles are in: %(languages)s.") % {"languages": ", ".join(sorted(map(_language, codes)))}
        if codes
        else ""
    )


def _language(code: str) -> str:
    """Return the name of a language in that of the interface; its code where it is not known."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def aside(passage: Passage) -> str:
    """Return whose words a passage holds, where they are not the article's own: a reader’s comment."""
    return asides.words(passage.role)


@register.filter
def dating(article: Article) -> str:
    """Return when an article was published, or between which dates it was written."""
    return dates.dating(article.work.csl, article.provenance)
