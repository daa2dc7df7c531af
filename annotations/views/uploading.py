"""Requests that bring a file: too large a one is refused by the size it names, before any of it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from annotations.views.access import View, refused
from edition.numbers import grouped

AROUND = 2 * 1024 * 1024 + 64 * 1024  # bytes of a request beside its file


def _too_large(most: int) -> str:
    return _("The file is too large: an article’s text may have %(most)s bytes. Divide it, or check the file.") % {
        "most": grouped(most)
    }


def bounded(most: int, too_large: Callable[[int], str] = _too_large) -> Callable[[View], View]:
    """Answer a request with a file of more than `most` bytes with 413 and a sentence.

    `too_large` gives that sentence in the language of the page.

    The check of the form's token reads the whole request, so it comes after that of the size.
    """

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if _length(request) > most + AROUND:
                return refused(request, 413, too_large(most))
            try:
                request.POST  # noqa: B018  # it is read here, where what is too large has its own sentence
            except RequestDataTooBig:
                return refused(request, 413, _("The pasted text is too long. Upload it as a file."))
            return protected(request, *args, **kwargs)

        return guarded

    return decorate


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdigit() else 0
