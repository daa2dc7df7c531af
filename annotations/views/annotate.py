"""Annotate ¶5: from typed words to the one place where they stand, before a note is written on it."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import quoting, rendering
from annotations.differences import words as word_differences
from annotations.models import Annotation
from annotations.quoting import Found, Hit
from annotations.views.access import for_writers, methods
from edition.lookup import revision_or_404
from edition.models import Article, Passage, Revision
from edition.numbers import grouped
from edition.texts import sentences
from edition.texts.selectors import SelectorError


@methods("GET", "HEAD", "POST")
@for_writers
def annotate(request: HttpRequest) -> HttpResponse:
    """`?a=1&p=5`, with `v=1` for an older text version: the paragraph, and what becomes of the `words` given."""
    revision = revision_asked(request)
    passages = passages_asked(revision, request.GET.get("p", "1"))
    given = request.POST.get("words", request.GET.get("words"))
    context: dict[str, Any] = {"words": given or "", "error": ""}
    status = 200
    if given is not None:
        found, status, context["error"] = _look(revision, given, passages)
        if len(found.here) == 1 and status == 200:
            return redirect(write_address(revision, found.here[0].start, found.here[0].end))
        context |= _shown(revision, found, given)
        context["words"] = given if status == 422 else ""
    context |= _page(revision, passages)
    return render(request, "annotations/desk/annotate.html", context, status=status)


def _look(revision: Revision, words: str, passages: list[Passage]) -> tuple[Found, int, str]:
    """Return what was found, the status of the answer, and what is wrong with the words."""
    if len(words) > quoting.WORDS_LONGEST:
        return (
            Found([], [], None),
            413,
            _("These are more than %(most)s characters. %(what)s")
            % {
                "most": grouped(quoting.WORDS_LONGEST),
                "what": _("A note stands on a sentence or two: give only their words."),
            },
        )
    if "\x00" in words:
        return Found([], [], None), 422, _("The words hold a character that cannot be shown. Type them anew.")
    if not words.strip():
        return Found([], [], None), 422, _("Type or paste the words that the note is to be on.")
    try:
        found = quoting.find(revision, words, passages)
    except SelectorError as error:
        return Found([], [], None), 422, str(error)
    if found.here:
        return found, 200, ""
    sentence = _("These words do not stand in %(place)s, and nothing was saved.") % {"place": _names(passages)}
    if not found.elsewhere and found.nearest is None:
        sentence += " " + _("Nothing like them stands there either: copy them from the paragraph.")
    return found, 422, sentence


def _shown(revision: Revision, found: Found, words: str) -> dict[str, Any]:
    near = found.nearest
    return {
        "hits": [_offered(revision, hit) for hit in found.here],
        "elsewhere": [_offered(revision, hit) for hit in found.elsewhere],
        "nearest": _offered(revision, near) if near else None,
        "difference": word_differences(words.replace("\r\n", "\n").strip(), near.exact) if near else "",
    }


def _offered(revision: Revision, hit: Hit) -> dict[str, Any]:
    address = write_address(revision, hit.start, hit.end)
    return {"hit": hit, "place": rendering.name(hit.anchor), "address": address}


def _page(revision: Revision, passages: list[Passage]) -> dict[str, Any]:
    own = Annotation.objects.published().filter(span__passage__in=passages).order_by("span__start", "number")
    return {
        "revision": revision,
        "action": _address(revision, passages),
        "passages": [(rendering.name(p.anchor), revision.text[p.start : p.end]) for p in passages],
        "names": _names(passages),
        "anchors": _anchors(passages),
        "sentences": _sentences(revision.text, passages),
        "whole": write_address(revision, *sentences.trimmed(revision.text, passages[0].start, passages[-1].end)),
        "notes": own,
        "section": "desk",
    }


def _sentences(text: str, passages: list[Passage]) -> list[dict[str, Any]]:
    """Return the sentences of the passages without the blanks around them."""
    found = []
    for passage in passages:
        for start, end in sentences.split(text, passage.start, passage.end):
            low, high = sentences.trimmed(text, start, end)
            if low < high:
                found.append({"start": low, "end": high, "text": text[low:high]})
    return found


def _names(passages: list[Passage]) -> str:
    first, last = passages[0].anchor, passages[-1].anchor
    return rendering.name(first if first == last else f"{first}-{last}")


def _anchors(passages: list[Passage]) -> str:
    return "-".join(dict.fromkeys([passages[0].anchor, passages[-1].anchor]))


def _address(revision: Revision, passages: list[Passage]) -> str:
    asked = {"a": revision.article.number, "v": revision.number, "p": _anchors(passages)}
    return f"{reverse('annotate')}?{urlencode(asked)}"


def write_address(revision: Revision, start: int, end: int) -> str:
    """Return the address of the form for a new note on code points `start` to `end`."""
    place = {"a": revision.article.number, "v": revision.number, "start": start, "end": end}
    return f"{reverse('write')}?{urlencode(place)}"


def number_asked(request: HttpRequest, name: str) -> int | None:
    """Return a number of the address, None where it is not given; raises Http404 for what is no number."""
    value = request.GET.get(name)
    if value is None:
        return None
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise Http404(_("“%(value)s” is not a number.") % {"value": value[:30]})


def revision_asked(request: HttpRequest) -> Revision:
    """Return the text that `?a=1` or `?a=1&v=2` names; raises Http404 with a sentence."""
    number = number_asked(request, "a")
    article = Article.objects.published().filter(number=number or 0).first()
    if article is None:
        if not number:
            raise Http404(_("Name an article and a paragraph: open an article and choose “Annotate” at a paragraph."))
        raise Http404(_("There is no article %(number)s in this edition.") % {"number": number})
    return revision_or_404(article.slug, number_asked(request, "v"))


def passages_asked(revision: Revision, anchors: str) -> list[Passage]:
    """Return the passages that `?p=5` names; raises Http404 with a sentence."""
    try:
        return quoting.passages_named(revision, anchors)
    except quoting.NotFoundError as error:
        raise Http404(str(error)) from None
