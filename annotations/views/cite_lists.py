"""Citations of lists: the bibliography, a tag, what a search finds, and several things that a reader names."""

from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from taggit.models import Tag

from annotations import citing_lists, citing_several
from annotations.citing_several import Several
from annotations.finding import wording
from annotations.finding.asking import Asked, asked
from annotations.ledger_desk import merging_tags
from edition.methods import require_safe
from edition.models import Work
from edition.views import cite
from edition.views.cite import MOST_SHOWN, Listed, list_page
from edition.views.cite_files import form_or_404, in_order

NUL = "\x00"  # PostgreSQL refuses to look for it


@require_safe
@cite.plainly
def bibliography(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """Cite all sources: each is listed on the page of the bibliography, and all are in its files."""
    if form:
        return _file(request, citing_lists.of_sources(), "sic-bibliography", form)
    count = Work.objects.sources().count()
    context = {"what": _("The whole bibliography"), "back": reverse("bibliography"), "section": "bibliography"}
    return list_page(request, [], {**context, "sentences": [wording.counted("sources", count)]})


@require_safe
@cite.plainly
def tag(request: HttpRequest, tag: str, form: str = "") -> HttpResponseBase:
    """Cite all articles and published notes that carry a tag."""
    found = None if NUL in tag else Tag.objects.filter(slug=tag).first()
    entries = citing_lists.of_tag(found, cite.base(request)) if found else iter(())
    if (first := next(entries, None)) is None or found is None:
        if into := merging_tags.leads_to(tag):
            return redirect("cite_tag", into.slug, *filter(None, [form]), permanent=True)
        raise Http404(_("Nothing in this edition carries the tag “%(tag)s”.") % {"tag": cite.shown(tag)})
    entries = chain([first], entries)
    if form:
        return _file(request, entries, f"sic-tag-{found.slug}", form)
    shown = list(islice(entries, MOST_SHOWN))
    what = _("Tag: %(tag)s") % {"tag": found.name}
    context = {"what": what, "back": reverse("tag", args=[found.slug]), "section": "tags"}
    return list_page(request, shown, {**context, "sentences": _counted(len(shown) + sum(1 for _one in entries))})


@require_safe
@cite.plainly
def search(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """Cite every passage, note, topic, claim and source that a search finds, MOST of each group."""
    question = asked(request.GET)
    _refuse(question)
    result = citing_lists.found(question)
    held = sum(map(len, result.hits.values()))
    total = sum(result.counts.get(kind, 0) for kind in result.hits)
    if not held:
        raise Http404(wording.status(question, result.counts))
    entries = citing_lists.of_search(result, cite.base(request))
    if form:
        name = "sic-search" if held == total else f"sic-search-first-{held}-of-{total}"
        return _file(request, entries, name, form)
    pairs = list(question.parameters().items())
    context = {
        "what": _("Search: %(text)s") % {"text": question.text},
        "back": f"{reverse('search')}?{urlencode(pairs)}",
        "section": "search",
        "query": pairs,
        "sentences": [*_cut(held, total), *_counted(held)],
    }
    return list_page(request, list(islice(entries, MOST_SHOWN)), context)


def _refuse(question: Asked) -> None:
    """Raise Refused where a search cannot be followed to the letter: a file says nothing of what was left out."""
    if question.problems:
        raise cite.Refused(" ".join(question.problems))
    if not question.query:
        raise cite.Refused(_("Name the words to look for in “q”: ?q=cold+war"))


def _cut(held: int, total: int) -> list[str]:
    if held == total:
        return []
    most = {"held": held, "total": total, "most": citing_lists.MOST}
    return [_("%(total)d were found. Cited are %(held)d, the best %(most)d of each group.") % most]


@require_safe
@cite.plainly
def several(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """Cite what ?of= names, at most MOST things; what cannot be cited is named, and nothing of the rest is lost."""
    named = list(filter(None, request.GET.getlist("of")))
    if len(named) > citing_several.MOST:
        most = {"count": len(named), "most": citing_several.MOST}
        raise cite.Refused(_("These are %(count)d; at most %(most)d can be cited at once. Leave some out.") % most)
    things = citing_several.find(named, cite.base(request))
    if form:
        return _several_as_file(request, things, form)
    context = {
        "what": _("What you chose") if named else _("Several at once"),
        "back": reverse("marked"),
        "query": [("of", listed.path) for listed in things.found],
        "sentences": _counted(len(things.found)) if things.found else [],
        "lost": [(address, cite.shown(address)) for address in things.lost],
        "is_marked": True,
    }
    return list_page(request, things.found, context, status=404 if things.lost and not things.found else 200)


def _several_as_file(request: HttpRequest, things: Several, form: str) -> HttpResponseBase:
    """A file has no room for a sentence: what cannot be cited refuses it, with the address of the rest."""
    form_or_404(form)
    if not things.found and not things.lost:
        raise cite.Refused(_("Name what to cite by its address: ?of=/notes/2/&of=/articles/article-1/v1/p5/"))
    if things.lost:
        raise cite.Refused(_lost(things, f"{cite.base(request)}{request.path}"))
    shape = cite.shape_of(request.GET, form_or_404(form))
    records = in_order([listed.record for listed in things.found], form, shape)
    return cite.many(iter(records), "sic-marked", form, shape)


def _lost(things: Several, address: str) -> str:
    sentence = _("This cannot be cited: %(addresses)s.") % {"addresses": ", ".join(map(cite.shown, things.lost))}
    if not things.found:
        return sentence
    rest = urlencode([("of", listed.path) for listed in things.found], safe="/")
    return f"{sentence} {_('The rest:')} {address}?{rest}"


@require_safe
def marked(request: HttpRequest) -> HttpResponse:
    """The list of what a reader has marked: it is kept in the browser, and asks `several` for its citations."""
    return render(request, "edition/marked.html")


def _file(request: HttpRequest, entries: Iterator[Listed], name: str, form: str) -> HttpResponseBase:
    shape = cite.shape_of(request.GET, form_or_404(form))
    return cite.many((listed.record for listed in entries), name, form, shape)


def _counted(count: int) -> list[str]:
    """Return what a list says of its length; MOST_SHOWN of its entries stand on the page."""
    counted = ngettext("%(count)d citation.", "%(count)d citations.", count) % {"count": count}
    if count <= MOST_SHOWN:
        return [counted]
    words = {"shown": MOST_SHOWN}
    return [counted, _("The first %(shown)d are shown here; the files hold all.") % words]
