"""The people of the edition, for administrators: inviting them, their roles, opening and closing their accounts."""

from typing import cast

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from edition.models import Invitation, Role
from edition.people import invitations, letters, listing, roles
from edition.people.forms import InviteForm, RoleForm
from edition.people.invitations import InvitationError
from edition.views.accounts import REFUSED

# The link of an invitation on its way to the page that shows it once: in the browser, never in the database.
COOKIE = "invitation"
COOKIE_SECONDS = 120


def _may_manage(user: object) -> bool:
    if isinstance(user, User) and not roles.manages_people(user):
        raise PermissionDenied
    return isinstance(user, User)


administrators = user_passes_test(_may_manage)


@administrators
def people(request: HttpRequest) -> HttpResponse:
    """List accounts and invitations; a POST invites."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            made = invitations.invite(form.cleaned_data["address"], form.cleaned_data["role"], cast(User, request.user))
        except InvitationError as error:
            form.add_error("address", _refusal(str(error)))
        else:
            return _sent(request, *made)
    return _page(request, form)


def _refusal(code: str) -> str:
    if code == "account":
        return _("There is an account with this address.")
    return _("This address is invited already. Send the invitation again, or take it back first.")


def _page(request: HttpRequest, form: InviteForm) -> HttpResponse:
    page = Paginator(listing.accounts(), listing.PAGE).get_page(request.GET.get("page"))
    token = request.get_signed_cookie(COOKIE, default="", max_age=COOKIE_SECONDS)
    context = {
        "section": "desk",
        "form": form,
        "page": page,
        "people": listing.people(page.object_list, cast(User, request.user)),
        "invitations": Invitation.objects.unanswered(),
        "roles": Role.choices,
        "link": _link(request, token) if token else "",
    }
    response = render(request, "people/people.html", context, status=REFUSED if form.is_bound else 200)
    if token:
        response.headers["Cache-Control"] = "no-store"
        response.delete_cookie(COOKIE, samesite="Strict")
    return response


def _link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[token]))


def _sent(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Send the letter and lead to the page that shows the link."""
    if letters.send_invitation(invitation, _link(request, token)):
        messages.success(request, _("The invitation to %(address)s is on its way.") % {"address": invitation.address})
    else:
        messages.warning(request, _("The letter could not be sent. Give the link below to who is invited."))
    response = redirect("people")
    response.set_signed_cookie(
        COOKIE, token, max_age=COOKIE_SECONDS, httponly=True, samesite="Strict", secure=request.is_secure()
    )
    return response


@administrators
@require_POST
def resend(request: HttpRequest, key: int) -> HttpResponse:
    """Send an invitation again, with a new link; that of before is worth nothing."""
    try:
        return _sent(request, *invitations.resend(key, cast(User, request.user)))
    except Invitation.DoesNotExist:
        messages.info(request, _("This invitation was answered or taken back meanwhile."))
        return redirect("people")


@administrators
@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Take an invitation back."""
    if invitations.revoke(key):
        messages.success(request, _("Invitation taken back"))
    else:
        messages.info(request, _("This invitation was answered or taken back meanwhile."))
    return redirect("people")


def _changeable(request: HttpRequest, key: int) -> User:
    """Return the account; raises Http404, and PermissionDenied where it is not for who asks to change."""
    user = get_object_or_404(User, pk=key)
    try:
        roles.check_may_change(cast(User, request.user), user)
    except roles.RoleError:
        raise PermissionDenied from None
    return user


@administrators
@require_POST
def change_role(request: HttpRequest, key: int) -> HttpResponse:
    """Give an account another role."""
    user, form = _changeable(request, key), RoleForm(request.POST)
    if form.is_valid():
        roles.give(user, form.cleaned_data["role"])
        messages.success(request, _("Role changed"))
    else:
        messages.error(request, _("Choose a role."))
    return redirect("people")


@administrators
@require_POST
def unprotect(request: HttpRequest, key: int) -> HttpResponse:
    """Remove the passkeys, app and codes of who lost them; a letter tells the account."""
    user = _changeable(request, key)
    roles.unprotect(user)
    get_adapter().send_notification_mail("people/unprotected", user)
    messages.success(request, _("Removed. The password alone logs in until a new passkey is set."))
    return redirect("people")


@administrators
@require_POST
def set_active(request: HttpRequest, key: int, active: bool) -> HttpResponse:
    """Open or close an account."""
    roles.set_active(_changeable(request, key), active)
    messages.success(request, _("Account opened") if active else _("Account closed"))
    return redirect("people")
