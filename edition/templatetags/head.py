"""What stands in the head of a page: its identity for search engines and other sites, and its scripts."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Library
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from edition import modules
from edition.languages import in_language
from edition.models import Revision

register = Library()

# Pages that are found from the pages they belong to, or only with an account; search engines need none of them.
NOT_INDEXED = frozenset({"search", "desk", "print_edition", "compare", "marked"})
MOST_CHARACTERS = 159
SEEN = "modules that the page loads"
LOCALES = {"en": "en_GB", "ur": "ur_PK", "ru": "ru_RU"}


def is_indexed(request: HttpRequest) -> bool:
    """Whether search engines may list the page: no view of it with a query, no form, no citation."""
    name, path = (request.resolver_match.url_name or "" if request.resolver_match else ""), request.path
    if request.GET or name in NOT_INDEXED or name.startswith("cite_"):
        return False
    return not in_language(path, settings.LANGUAGE_CODE).startswith(("/desk/", "/accounts/"))


def known_as(request: HttpRequest) -> str:
    """Return the path a page is to be known by: without the number of the text version, while that is the newest.

    The words of an older version stand nowhere else, so it is known by its own address.
    """
    match = request.resolver_match
    view = {"revision": "article", "passage": "passage"}.get(match.url_name or "") if match else None
    if not match or not view or "number" not in match.kwargs:
        return request.path
    slug, number = match.kwargs["slug"], match.kwargs["number"]
    if Revision.objects.filter(article__slug=slug, number__gt=number).exists():
        return request.path
    return reverse(view, kwargs={key: value for key, value in match.kwargs.items() if key != "number"})


@register.inclusion_tag("edition/includes/identity.html", takes_context=True)
def identity(context: Context) -> Mapping[str, Any]:
    """Canonical address, the same page in other languages, robots, Open Graph.

    A view whose page stands at several addresses names the one to be known by as `canonical`, a path.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return {}
    base, code = f"{request.scheme}://{request.get_host()}", get_language() or settings.LANGUAGE_CODE
    path = context.get("canonical") or known_as(request)
    indexed = is_indexed(request)
    described = context.get("described")
    versions = [(other, base + in_language(path, other)) for other, _name in settings.LANGUAGES]
    return {
        "indexed": indexed,
        # Reference managers take the name of the site for that of the journal, where a record names none.
        "site": "" if described and described.is_elsewhere else "Sic",
        "canonical": base + path,
        "alternates": [*versions, ("x-default", base + in_language(path, settings.LANGUAGE_CODE))] if indexed else [],
        "title": again(context, "title", without=" · Sic"),
        "description": brief(again(context, "description")),
        "type": context.get("og_type", "article" if "article" in context else "website"),
        "locale": LOCALES.get(code, code),
        "other_locales": [locale for other, locale in LOCALES.items() if other != code],
        "image": request.build_absolute_uri(static("edition/card.png")),
    }


@register.filter
def brief(html: str) -> SafeString:
    """Return the words of `html` as a description: one line of at most 160 characters, cut between words."""
    words = " ".join(unescape(strip_tags(html)).split())
    if len(words) > MOST_CHARACTERS:
        words = words[:MOST_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,;:–—") + "…"
    return escape(words)


def again(context: Context, name: str, *, without: str = "") -> SafeString:
    """Return what the block `name` of the page renders, a second time; '' where there is no such block.

    What the page ends it with, such as the name of the site in its title, is left out by `without`.
    """
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block: BlockNode | None = blocks.get_block(name) if blocks else None
    if block is None:
        return SafeString("")
    return mark_safe(" ".join(block.render(context).split()).removesuffix(without))  # noqa: S308


@register.simple_tag(takes_context=True)
def module(context: Context, name: str) -> SafeString:
    """Load an ES module, and at the same moment everything that it imports; each file once a page."""
    seen: set[str] = context.render_context.get(SEEN) or set()
    parts = [part for part in modules.imports(name) if part not in seen]
    context.render_context[SEEN] = seen | {name, *parts}
    links = format_html_join("\n", '<link rel="modulepreload" href="{}">', ((static(part),) for part in parts))
    script = format_html('<script type="module" src="{}"></script>', static(name))
    return format_html("{}\n{}", links, script) if parts else script
