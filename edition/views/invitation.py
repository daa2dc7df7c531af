"""Answering an invitation: its link leads to a form, and the form to an account that is logged in."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.models import Login
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from edition.models import Invitation
from edition.people import invitations
from edition.people.forms import AcceptForm
from edition.people.invitations import InvitationError
from edition.views.accounts import REFUSED


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who is invited and as what, and make the account; 410 where the link is used, taken back or too old."""
    try:
        found = invitations.find(token)
        form = AcceptForm(request.POST or None, instance=User(email=found.address))
        if form.is_valid():
            return _accepted(request, token, form, found)
    except InvitationError as error:
        return _gone(request, str(error))
    return _asked(request, form, found)


def _asked(request: HttpRequest, form: AcceptForm, found: Invitation) -> HttpResponse:
    context = {"form": form, "invitation": found}
    return render(request, "people/invitation.html", context, status=REFUSED if form.is_bound else 200)


def _accepted(request: HttpRequest, token: str, form: AcceptForm, found: Invitation) -> HttpResponse:
    data = form.cleaned_data
    try:
        user = invitations.accept(token, data["username"], data["public_name"], data["password1"])
    except IntegrityError:  # somebody took the name in this moment
        form.add_error("username", _("This name is taken. Choose another."))
        return _asked(request, form, found)
    if request.user.is_authenticated:
        get_adapter().logout(request)
    login = Login(user=user, redirect_url=reverse("mfa_add_webauthn"))
    response: HttpResponse = perform_password_login(request, {"username": user.get_username()}, login)
    # The password was typed just now: the page that sets a passkey need not ask for it again.
    reauthenticate_by_password(request)
    return response


def _gone(request: HttpRequest, code: str) -> HttpResponse:
    reasons = {
        "accepted": _("This invitation was answered already. Log in with the account that was made."),
        "account": _("This address has an account already. Log in, or ask for a new password."),
        "expired": _("This invitation is too old. Ask who invited you to send it again."),
        "revoked": _("This invitation was taken back. Ask who invited you."),
        "unknown": _("There is no such invitation. Open the link in the newest letter, whole."),
    }
    status = 404 if code == "unknown" else 410
    return render(request, "people/invitation_gone.html", {"reason": reasons[code]}, status=status)
