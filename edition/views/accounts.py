"""Logging in and out, one's own account, and the language that it prefers.

The forms are django-allauth's in the site's own templates. Logging out is an act, so by POST; who comes by a link is
asked. What was refused comes back with status 422 and everything that was typed but passwords.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.views import LogoutView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from edition.languages import NAMES, prefer, preferred
from edition.models import Profile
from edition.people import public_name, roles
from edition.people.forms import ProfileForm

View = Callable[..., HttpResponseBase]
REFUSED = 422


def refusing(view: View) -> View:
    """Answer 422 where `view` shows a form again after a POST: it did not do what was asked."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = REFUSED
        return response

    return answer


class LogOut(LogoutView):
    """allauth's log-out, with a page for GET that says what to do."""

    def get(self, *args: object, **kwargs: object) -> HttpResponse:
        response = render(self.request, self.template_name, status=405)
        response.headers["Allow"] = "POST, OPTIONS"
        return response

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        """Log out; what the browser keeps of pages that only the account may see goes as well."""
        response = cast(HttpResponse, super().post(*args, **kwargs))
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


class LogInByPasskey(LoginWebAuthnView):
    """allauth's log-in by passkey; what was refused leads back to the form, and from there to where one wanted."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        messages.error(self.request, _("This passkey is not known here. Choose another way to log in."))
        wanted = self.request.POST.get("next", "")
        return redirect(reverse("login", query={"next": wanted} if wanted else None))


def old_link(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Lead from a link in a letter of an earlier version of the site to where a new one is asked for."""
    messages.info(request, _("This link is too old. Ask for a new one."))
    return redirect("password_reset")


def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Nobody signs up: accounts come from invitations."""
    raise Http404


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What the site knows of one's account, and where to change it."""
    user = cast(User, request.user)
    context = {
        "public_name": public_name(user),
        "role": roles.words(user),
        "passkeys": Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count(),
    }
    return render(request, "account/account.html", context)


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Choose the public name, and tell the ORCID iD."""
    user = cast(User, request.user)
    found = Profile.objects.filter(user=user).first() or Profile(user=user, public_name=user.get_full_name())
    form = ProfileForm(request.POST or None, instance=found)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved"))
        return redirect("profile")
    return render(
        request, "account/profile.html", {"form": form, "profile": found}, status=REFUSED if form.is_bound else 200
    )


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
        return render(request, "account/language.html", {"form": form}, status=400 if form.is_bound else 200)
    code = form.cleaned_data["language"]
    prefer(cast(User, request.user), code)
    with override(code or get_language()):
        messages.success(request, _("Language saved"))
        return redirect(reverse("desk"))
