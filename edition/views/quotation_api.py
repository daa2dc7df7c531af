"""Quotations for machines: `/api/verify`, and the words of a place with their citation, `…/v1/quote`. All in JSON."""

from collections.abc import Callable
from functools import wraps
from html import escape
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from edition.lookup import revision_or_404
from edition.quotations import answers, asking, finding, wording
from edition.quotations.asking import RefusedError
from edition.quotations.places import Words, references
from edition.texts.quotations import LONGEST, QuotationError
from edition.views.cite import base

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def in_json(*methods: str) -> Callable[[View[P]], View[P]]:
    """Answer refusals as JSON with a code and a sentence, other methods than `methods` with 405."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods:
                return _not_allowed(request, methods)
            try:
                return view(request, *args, **kwargs)
            except RefusedError as error:
                return _refused(error.status, error.code, error.sentence)
            except Http404 as error:
                return _refused(404, "unknown", str(error))

        return answered

    return decorate


def _refused(status: int, code: str, sentence: str) -> JsonResponse:
    return JsonResponse({"error": code, "sentence": sentence}, status=status)


def _not_allowed(request: HttpRequest, methods: tuple[str, ...]) -> JsonResponse:
    allowed = ", ".join(methods)
    sentence = _("%(method)s is not answered here. Use one of: %(allowed)s.")
    response = _refused(405, "method", sentence % {"method": request.method, "allowed": allowed})
    response.headers["Allow"] = allowed
    return response


@csrf_exempt  # it changes nothing
@in_json("GET", "HEAD", "POST")
def verify(request: HttpRequest) -> HttpResponse:
    """Where a quotation stands in the edition, or what is nearest to it; without one, how to ask."""
    words = asking.quote(request)
    if words is None:
        return JsonResponse(_usage(request))
    try:
        found = finding.find(words)
    except QuotationError as error:
        status = asking.STATUS.get(error.code, 400)
        raise RefusedError(status, error.code, str(wording.REFUSALS[error.code])) from None
    return JsonResponse(answers.as_json(found, base(request)))


def _usage(request: HttpRequest) -> dict[str, Any]:
    address = base(request) + reverse("api_verify")
    return {
        "about": _("Is a quotation exact? All text versions of all articles are searched."),
        "get": f"{address}?quote={{words}}",
        "post": dict.fromkeys((asking.JSON, *asking.FORMS, asking.PLAIN), address),
        "json": {"quote": _("the words to look for")},
        "longest": LONGEST,
        "statuses": {status: str(meaning) for status, meaning in wording.MEANINGS.items()},
        "foldings": {name: str(label) for name, label in wording.FOLDINGS.items()},
        "offsets": _("code points of the text version, half-open"),
        "checksums": _("SHA-256 of the words, and of the whole text version, in UTF-8"),
    }


@csrf_exempt  # it changes nothing
@in_json("GET", "HEAD")
def quote(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The words of a revision from `start` to `end` with their citation: to be copied together."""
    revision = revision_or_404(slug, number)
    words = asking.place(revision, request.GET.dict(), base(request))
    reference = references([words.bare_record])[0]
    content = {
        "revision": answers.revision_json(revision, words.base),
        "words": answers.words_json(words),
        "plain": f"“{words.exact}”\n\n{reference.text}\n",
        "html": _html(words, reference.html),
    }
    return JsonResponse(content)


def _html(words: Words, reference: str) -> str:
    """Rich text: the exact words as a quotation with their blanks and line breaks, then the reference."""
    language = escape(words.revision.article.work.csl.get("language", "en"))
    exact, source = escape(words.exact), escape(words.base + words.address)
    return (
        f'<blockquote lang="{language}" dir="auto" cite="{source}"><p style="white-space:pre-wrap">“{exact}”</p>'
        f"</blockquote><p>{reference}</p>"
    )
