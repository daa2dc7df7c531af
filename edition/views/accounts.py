"""Logging in and out, and the language that an account prefers.

Logging out is an act, so by POST; who comes by a link is asked.
"""

from typing import cast
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from edition.languages import NAMES, in_language, is_page, of_path, prefer, preferred


class LogIn(LoginView):
    """Django's log-in, which leads to the language that the account prefers."""

    def get_success_url(self) -> str:
        address, code = super().get_success_url(), preferred(self.request.user)
        return in_language(address, code) if code and _has_no_language(address, code) else address


def _has_no_language(address: str, code: str) -> bool:
    """Whether `address` is a path of this site that names no language, of a page that there is in the language."""
    is_path = address.startswith("/") and not address.startswith("//")
    return is_path and of_path(address) is None and is_page(urlsplit(address).path, code)


class LogOut(LogoutView):
    """Django's log-out, with a page for GET that says what to do."""

    def http_method_not_allowed(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = render(request, "registration/log_out.html", status=405)
        response.headers["Allow"] = "POST, OPTIONS"
        return response


class LanguageForm(forms.Form):
    """The language of the interface; the empty one is that of each address."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the interface"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", gettext_lazy("None: as each address says")), *NAMES.items()],
    )


@login_required
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language in which the desk and the pages open."""
    form = LanguageForm(request.POST or None, initial={"language": preferred(request.user) or ""})
    if not form.is_valid():
        return render(request, "registration/language.html", {"form": form}, status=400 if form.is_bound else 200)
    code = form.cleaned_data["language"]
    prefer(cast(User, request.user), code)
    with override(code or get_language()):
        messages.success(request, _("Language saved"))
        return redirect(reverse("desk"))
