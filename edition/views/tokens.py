"""One's own tokens: made after the password or a passkey was given anew, shown once, and revoked."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from edition import tokens as domain
from edition.models import AccessToken
from edition.people import roles
from edition.people.token_forms import TokenForm
from edition.views.accounts import REFUSED

# A new token on its way to the page that shows it once: in the browser, never in the database.
COOKIE = "new_token"
COOKIE_SECONDS = 120


def _has_role(user: object) -> bool:
    if isinstance(user, User) and not (user.is_superuser or roles.role_of(user)):
        raise PermissionDenied
    return isinstance(user, User)


writers = user_passes_test(_has_role)


@writers
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens; a POST makes one."""
    form, user = TokenForm(request.POST or None), cast(User, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.issue(user, **form.cleaned_data)
        except domain.TooManyError:
            form.too_many()
        else:
            return _made(request, *made)
    return _page(request, form)


def _made(request: HttpRequest, row: AccessToken, token: str) -> HttpResponse:
    messages.success(request, _("Token “%(name)s” made.") % {"name": row.name})
    response = redirect("tokens")
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=_salt(request),
        max_age=COOKIE_SECONDS,
        path=reverse("tokens"),
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return response


def _salt(request: HttpRequest) -> str:
    """Return what makes the cookie good for one account alone."""
    return f"{COOKIE}-{request.user.pk}"


def _page(request: HttpRequest, form: TokenForm) -> HttpResponse:
    token = request.get_signed_cookie(COOKIE, default="", salt=_salt(request), max_age=COOKIE_SECONDS)
    rows = AccessToken.objects.filter(user=cast(User, request.user))
    live = rows.live(timezone.now())
    context = {
        "section": "desk",
        "form": form,
        "token": token,
        "live": live,
        "over": rows.exclude(pk__in=live)[: domain.MOST],
        "most": domain.MOST,
    }
    response = render(request, "people/tokens.html", context, status=REFUSED if form.is_bound else 200)
    if token:
        response.headers["Cache-Control"] = "no-store"
        response.delete_cookie(COOKIE, path=reverse("tokens"), samesite="Strict")
    return response


@writers
@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Revoke one."""
    if domain.revoke(cast(User, request.user), key):
        messages.success(request, _("Token revoked. It opens nothing any more."))
    else:
        messages.info(request, _("This token was revoked already."))
    return redirect("tokens")
