"""Tokens by which programs act for an account: made, revoked, and read off a request (RFC 6750, bearer tokens).

A token is 256 bits of chance behind a prefix by which it is known for what it is, should it ever turn up in a file or
log. It is shown once; the database keeps its SHA-256 alone.
"""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from edition.models import AccessToken, Scope

PREFIX = "sic_"
TOKEN_BYTES = 32
MOST = 20  # live tokens of an account
DAYS = (30, 90, 365)


class TokenError(Exception):
    """The token of a request is not good for what is asked; the message is a sentence.

    `status` is that of the answer, `code` one of RFC 6750, 3.1: invalid_request, invalid_token, insufficient_scope; ''
    where there is no token at all.
    """

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.code = status, code

    @property
    def challenge(self) -> str:
        """The value of WWW-Authenticate that goes with the answer."""
        error = f', error="{self.code}"' if self.code else ""
        scope = f', scope="{Scope.WRITE}"' if self.code == "insufficient_scope" else ""
        return f'Bearer realm="Sic"{error}{scope}'


class TooManyError(Exception):
    """The account has MOST live tokens already."""


def digest(token: str) -> str:
    """Return the SHA-256 of `token` in hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue(user: User, name: str, scope: str, days: int) -> tuple[AccessToken, str]:
    """Make a token that holds for `days`, and return it with its row; raises TooManyError."""
    User.objects.select_for_update().get(pk=user.pk)  # of two at once the second is counted after the first
    now = timezone.now()
    if user.access_tokens.live(now).count() >= MOST:
        raise TooManyError
    token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = now + timedelta(days=days)
    row = AccessToken(user=user, name=name, digest=digest(token), scope=scope, created_at=now, expires_at=expires_at)
    row.full_clean()
    row.save(force_insert=True)
    return row, token


def revoke(user: User, key: int) -> bool:
    """Revoke a token of `user`; False where there is none that could be."""
    rows = AccessToken.objects.filter(user=user, pk=key, revoked_at=None)
    return rows.update(revoked_at=timezone.now()) == 1


def account(request: HttpRequest, scope: str = Scope.READ) -> User | None:
    """Return the account for which the token in `Authorization` stands; None for a request without one.

    Raises TokenError for a token that is unknown, too old, revoked, of a closed account, or not good for `scope`.
    """
    if "access_token" in request.GET:
        raise TokenError(400, "invalid_request", _("Send the token in the header Authorization, never in an address."))
    kind, _blank, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None
    row = AccessToken.objects.select_related("user").filter(digest=digest(token.strip())).first()
    if row is None or row.revoked_at or row.has_expired or not row.user.is_active:
        raise TokenError(401, "invalid_token", _("This token is not, or no longer, good. Make a new one at the desk."))
    if scope == Scope.WRITE and row.scope != Scope.WRITE:
        raise TokenError(
            403, "insufficient_scope", _("This token may read alone. Make one at the desk that may write.")
        )
    _remember_use(row)
    return row.user


def required(request: HttpRequest, scope: str = Scope.READ) -> User:
    """Return the account as `account` does; raises TokenError also for a request without a token."""
    user = account(request, scope)
    if user is None:
        raise TokenError(401, "", _("Send a token of the desk: Authorization: Bearer sic_…"))
    return user


def _remember_use(row: AccessToken) -> None:
    """Keep the day on which the token was used: one write a day, and no trace of single requests."""
    today = timezone.now().date()
    if row.used_on != today:
        AccessToken.objects.filter(pk=row.pk).update(used_on=today)
