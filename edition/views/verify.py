"""Is this quotation exact? The page for readers; machines have `edition.views.quotation_api`."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from edition.numbers import grouped
from edition.quotations import answers, asking, finding, wording
from edition.texts.quotations import LONGEST, QuotationError
from edition.views.cite import base

# Of a quotation as it stands in an address, percent-encoded: servers take lines of four thousand and more.
ADDRESS_LONGEST = 2_000


@csrf_exempt  # it changes nothing, and a token would be a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """A form for a quotation, and what was found. What is short has an address of its own: `?quote=`."""
    given = request.POST if request.method == "POST" else request.GET
    quote = given.get("quote")
    query = urlencode({"quote": quote or ""}, errors="replace")
    if request.method == "POST" and quote and len(query) <= ADDRESS_LONGEST:
        return HttpResponseRedirect(f"{reverse('verify')}?{query}")
    context: dict[str, Any] = {"quote": quote or "", "longest": grouped(LONGEST), "section": "verify"}
    if quote is None:
        return render(request, "edition/verify.html", {**context, "example": asking.example()})
    try:
        found = finding.find(quote)
    except QuotationError as error:
        return _refused(request, error.code, context)
    return render(request, "edition/verify.html", {**context, **_answer(found, base(request))})


def _answer(found: finding.Found, site: str) -> dict[str, Any]:
    return {
        "found": found,
        "status": wording.STATUSES[found.status],
        "meaning": wording.MEANINGS[found.status],
        "matches": answers.shown(found, site),
    }


def _refused(request: HttpRequest, code: str, context: dict[str, Any]) -> HttpResponse:
    typed = "" if code in {"too-long", "surrogate"} else context["quote"]
    context |= {
        "quote": typed.replace("\0", "\N{REPLACEMENT CHARACTER}"),
        "refusal": wording.REFUSALS[code],
        "gone": bool(context["quote"]) and not typed,
    }
    return render(request, "edition/verify.html", context, status=asking.STATUS.get(code, 400))
