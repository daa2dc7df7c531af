"""Citations of articles, passages, notes and works: which record is meant; the rest is in `edition.views.cite`."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations import citable, citing, passages, rendering
from annotations.views.notes import note_or_404
from edition import citing as texts
from edition.citations.record import Record
from edition.citations.registry import FORMATS
from edition.lookup import revision_or_404
from edition.models import Passage, Revision, Work
from edition.views import cite


@require_safe
def article(request: HttpRequest, slug: str, number: int | None = None, form: str = "") -> HttpResponse:
    """Cite a text as a whole, always by the fixed address of its revision."""
    revision = revision_or_404(slug, number)
    record = texts.of_revision(revision, cite.base(request))
    if form:
        return cite.one(record, form)
    what = _("Article %(number)d, text version %(version)d") % {
        "number": revision.article.number,
        "version": revision.number,
    }
    parts = {"parts": citable.passages(revision), "parts_are": _("a paragraph of it")}
    context = {"what": what, "back": revision.get_absolute_url(), "section": "articles", **parts}
    return cite.page(request, record, context)


@require_safe
def passage(request: HttpRequest, slug: str, anchor: str, number: int | None = None, form: str = "") -> HttpResponse:
    """Cite a passage or a range of passages: revision, anchor, quote and checksum."""
    revision = revision_or_404(slug, number)
    chosen = _passages_or_404(revision, anchor)
    record = texts.of_passages(revision, chosen, cite.base(request))
    if form:
        return cite.one(record, form)
    what = _("Article %(number)d, text version %(version)d, %(passage)s") % {
        "number": revision.article.number,
        "version": revision.number,
        "passage": citable.in_words(anchor),
    }
    back = reverse("passage", args=[slug, revision.number, anchor])
    parts = {"parts": citable.notes(chosen), "parts_are": _("a note on these words")}
    context = {"what": what, "back": back, "others": [citable.whole(revision)], "section": "articles", **parts}
    return cite.page(request, record, context)


@require_safe
def note(request: HttpRequest, number: int, form: str = "") -> HttpResponse:
    """Cite an editors' note and the words it stands on."""
    found = note_or_404(number)
    record = citing.of_note(found, cite.base(request))
    if form:
        return cite.one(record, form)
    what = _("Note %(number)d, an editors’ %(kind)s") % {"number": number, "kind": found.get_kind_display().lower()}
    place = found.span.passage
    others = [citable.passage(place), citable.whole(place.revision)]
    context = {"what": what, "back": found.get_absolute_url(), "others": others, "notice": citing.withdrawal(found)}
    return cite.page(request, record, {**context, "section": "articles"})


@require_safe
def work(request: HttpRequest, key: str, form: str = "") -> HttpResponse:
    """Cite a work of the bibliography."""
    found = Work.objects.select_related("merged__into").filter(key=key).first()
    if found and found.standing != found:
        return _moved("cite_work", [found.standing.key, *filter(None, [form])])
    if found is None:
        raise Http404(_("There is no source “%(key)s” in the bibliography.") % {"key": key})
    record = found.as_record()
    if form:
        return cite.one(record, form)
    context = {"what": found.title, "back": found.get_absolute_url(), "section": "bibliography"}
    return cite.page(request, Record(record.key, found.csl), context)


def _moved(name: str, parts: list[str]) -> HttpResponse:
    """Lead to the citation of the work into which this one was merged."""
    return redirect(name, *parts, permanent=True)


@require_safe
def bibliography(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """All sources in one format."""
    if form:
        return cite.many(_sources(), "sic-bibliography", form)
    return render(request, "edition/cite_all.html", {"formats": FORMATS.values(), "section": "bibliography"})


def _sources() -> Iterator[Record]:
    for source in Work.objects.sources().alphabetical().iterator(chunk_size=500):
        yield source.as_record()


def _passages_or_404(revision: Revision, anchor: str) -> list[Passage]:
    """Return the passages of an anchor or a range; a citation is never moved to a neighbour."""
    ends = anchor.split("-")
    found = {one.anchor: one for one in revision.passages.filter(anchor__in=ends)}
    if lost := [end for end in ends if end not in found]:
        nearest = passages.nearest(revision, lost[0])
        raise Http404(reading_sentence(lost[0], nearest))
    first, last = sorted((found[ends[0]], found[ends[-1]]), key=lambda one: one.position)
    return list(revision.passages.filter(position__gte=first.position, position__lte=last.position))


def reading_sentence(asked: str, nearest: str) -> str:
    """Return the sentence of a 404: what does not exist, and what does."""
    return _("%(asked)s does not exist in this text. The nearest passage is %(nearest)s.") % {
        "asked": rendering.name(asked),
        "nearest": rendering.name(nearest),
    }
