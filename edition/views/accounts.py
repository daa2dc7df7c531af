"""Logging out: an act, so by POST; who comes by a link is asked."""

from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class LogOut(LogoutView):
    """Django's log-out, with a page for GET that says what to do."""

    def http_method_not_allowed(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = render(request, "registration/log_out.html", status=405)
        response.headers["Allow"] = "POST, OPTIONS"
        return response
