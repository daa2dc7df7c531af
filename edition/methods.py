"""Which methods an address takes."""

from collections.abc import Callable
from typing import TypeVar

from django.http.response import HttpResponseBase
from django.views.decorators import http
from django.views.decorators.csrf import csrf_exempt

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def require_safe(view: View) -> View:
    """Take GET and HEAD alone, and answer 405 with Allow to all others.

    What changes nothing needs no check of forms: it would tell a program that some form has expired.
    """
    return csrf_exempt(http.require_safe(view))
