"""Answers to requests that are no good, each with its proper status and a sentence that helps."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where more was sent than any form holds."""
    if isinstance(exception, RequestDataTooBig):
        sentence = _("What you sent is larger than 2 MB, more than any form here holds. Nothing was saved: shorten it.")
        return render(request, "400.html", {"sentence": sentence}, status=413)
    return render(request, "400.html", status=400)
