"""Small filters of the reading pages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from annotations import asides, paragraphs, telling
from annotations.models import Version
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
def signed(names: str | list[str], orcids: Mapping[str, str]) -> SafeString:
    """Return a name, or several with commas, each with a link to its ORCID page where `orcids` has one for it."""
    listed = [names] if isinstance(names, str) else names
    return format_html_join(", ", "{}", ((_signed(name, orcids.get(name, "")),) for name in listed))


def _signed(name: str, orcid: str) -> SafeString:
    link = format_html(' <a class="orcid" href="{0}" title="{0}">ORCID</a>', orcid) if orcid else ""
    return format_html("<bdi>{}</bdi>{}", name, link)


@register.filter
def aside(passage: Passage) -> str:
    """Return whose words a passage holds, where they are not the article's own: a reader’s comment."""
    return asides.words(passage.role)


@register.filter
def dating(article: Article) -> str:
    """Return when an article was published, or between which dates it was written."""
    return dates.dating(article.work.csl, article.provenance)


@register.filter
def told(version: Version) -> str:
    """Return what a version did that moved a note to a newer text, and how surely; '' for any other."""
    return telling.told(version)
