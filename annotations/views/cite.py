"""Citations of one thing: which record is meant; the rest is in `edition.views.cite`. Lists: `cite_lists`."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import citable, citing
from annotations.views.notes import note_or_404
from annotations.views.topics import claim_or_404, topic_or_404
from edition import citing as texts
from edition.citations.record import Record
from edition.lookup import revision_or_404
from edition.methods import require_safe
from edition.models import Work
from edition.views import cite
from edition.views.cite_files import form_or_404


@require_safe
@cite.plainly
def article(request: HttpRequest, slug: str, number: int | None = None, form: str = "") -> HttpResponse:
    """Cite a text as a whole, always by the fixed address of its revision."""
    revision = revision_or_404(slug, number)
    record = texts.of_revision(revision, cite.base(request))
    if form:
        return _file(request, record, form)
    what = _("Article %(number)d, text version %(version)d") % {
        "number": revision.article.number,
        "version": revision.number,
    }
    parts = {"parts": citable.passages(revision), "parts_are": _("a paragraph of it")}
    context = {"what": what, "back": revision.get_absolute_url(), "section": "articles", **parts}
    return cite.page(request, record, context)


@require_safe
@cite.plainly
def passage(request: HttpRequest, slug: str, anchor: str, number: int | None = None, form: str = "") -> HttpResponse:
    """Cite a passage or a range of passages: revision, anchor, quote and checksum."""
    revision = revision_or_404(slug, number)
    chosen = citable.passages_or_404(revision, anchor)
    record = texts.of_passages(revision, chosen, cite.base(request))
    if form:
        return _file(request, record, form)
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
@cite.plainly
def note(request: HttpRequest, number: int, form: str = "") -> HttpResponse:
    """Cite an editors' note and the words it stands on."""
    found = note_or_404(number)
    record = citing.of_note(found, cite.base(request))
    if form:
        return _file(request, record, form)
    what = _("Note %(number)d, an editors’ %(kind)s") % {"number": number, "kind": found.get_kind_display().lower()}
    place = found.span.passage
    others = [citable.passage(place), citable.whole(place.revision)]
    context = {"what": what, "back": found.get_absolute_url(), "others": others, "notice": citing.withdrawal(found)}
    return cite.page(request, record, {**context, "section": "articles"})


@require_safe
@cite.plainly
def topic(request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
    """Cite a topic: its question, and who answered it."""
    found = topic_or_404(slug)
    record = citing.of_topic(found, cite.base(request))
    if form:
        return _file(request, record, form)
    parts = {"parts": citable.claims(found), "parts_are": _("a point of it"), "parts_stay_english": True}
    context = {"what": found.question, "back": found.get_absolute_url(), "section": "topics", **parts}
    return cite.page(request, record, context)


@require_safe
@cite.plainly
def claim(request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
    """Cite a claim: its question, and who found what the sources support."""
    found = claim_or_404(slug)
    record = citing.of_claim(found, cite.base(request))
    if form:
        return _file(request, record, form)
    others = [citable.topic(found.topic)]
    context = {"what": found.question, "back": found.get_absolute_url(), "section": "topics", "others": others}
    return cite.page(request, record, context)


@require_safe
@cite.plainly
def work(request: HttpRequest, key: str, form: str = "") -> HttpResponse:
    """Cite a work of the bibliography."""
    found = Work.objects.select_related("merged__into").filter(key=key).first()
    if found and found.standing != found:
        return _moved("cite_work", [found.standing.key, *filter(None, [form])])
    if found is None:
        raise Http404(_("There is no source “%(key)s” in the bibliography.") % {"key": key})
    record = found.as_record()
    if form:
        return _file(request, record, form)
    context: dict[str, Any] = {"what": found.title, "back": found.get_absolute_url(), "section": "bibliography"}
    return cite.page(request, Record(record.key, found.csl), context)


def _file(request: HttpRequest, record: Record, form: str) -> HttpResponse:
    return cite.one(record, form, cite.shape_of(request.GET, form_or_404(form)))


def _moved(name: str, parts: list[str]) -> HttpResponse:
    """Lead to the citation of the work into which this one was merged."""
    return redirect(name, *parts, permanent=True)
