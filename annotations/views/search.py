"""The search page: everything it says follows from its address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.finding.asking import asked
from annotations.finding.page import page


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found for ?q=, in all groups or ?in= one, under the filters; 400 for a query that is too long."""
    question = asked(request.GET)
    context = {"page": page(question), "asked": question}
    return render(request, "annotations/search.html", context, status=400 if question.is_refused else 200)
