"""The search page: everything it says follows from its address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations import describing
from annotations.finding.asking import asked
from annotations.finding.page import page
from edition.methods import require_safe
from edition.negotiation import citations, negotiable
from edition.signposting import signed
from edition.views.cite import base


@require_safe
@negotiable(citations("cite_search"))
def search(request: HttpRequest) -> HttpResponse:
    """What is found for ?q=, in all groups or ?in= one, under the filters; 400 for a query that is too long."""
    question = asked(request.GET)
    described = describing.listing(question.text or "Search", request.get_full_path(), base(request), "cite_search")
    context = {"page": page(question), "asked": question, "described": described}
    response = render(request, "annotations/search.html", context, status=400 if question.is_refused else 200)
    return signed(response, described.links)
