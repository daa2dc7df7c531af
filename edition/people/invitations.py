"""Invitations: made by an administrator, answered once, for fourteen days.

The token stands in the letter and in the link that is shown once; the database keeps its SHA-256 alone, so that
whoever reads the database cannot answer an invitation.
"""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from edition.models import Invitation, Profile
from edition.people import roles

VALID = timedelta(days=14)
TOKEN_BYTES = 32


class InvitationError(Exception):
    """The invitation cannot be made or answered; the message is a code.

    `account` (the address has an account), `open` (it has an invitation), `unknown`, `accepted`, `revoked`, `expired`.
    """


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _new_token(invitation: Invitation) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation.digest, invitation.expires_at = _digest(token), timezone.now() + VALID
    return token


def has_account(address: str) -> bool:
    """Whether an account has this e-mail address."""
    return (
        User.objects.filter(email__iexact=address).exists()
        or EmailAddress.objects.filter(email__iexact=address).exists()
    )


@transaction.atomic
def invite(address: str, role: str, by: User) -> tuple[Invitation, str]:
    """Make an invitation and return it with its token; raises InvitationError("account" or "open")."""
    if has_account(address):
        raise InvitationError("account")
    if Invitation.objects.unanswered().filter(address__iexact=address).exists():
        raise InvitationError("open")
    invitation = Invitation(address=address, role=role, invited_by=by)
    token = _new_token(invitation)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:  # another administrator invited the address at the same moment
        raise InvitationError("open") from None
    return invitation, token


@transaction.atomic
def resend(key: int, by: User) -> tuple[Invitation, str]:
    """Give an unanswered invitation a new token and fourteen days more; raises Invitation.DoesNotExist.

    The token of before is worth nothing from now on, and it is `by` who invites.
    """
    invitation = Invitation.objects.unanswered().select_for_update().get(pk=key)
    invitation.invited_by, token = by, _new_token(invitation)
    invitation.save(update_fields=["digest", "expires_at", "invited_by"])
    return invitation, token


def revoke(key: int) -> bool:
    """Take an unanswered invitation back; False where there is none."""
    return Invitation.objects.unanswered().filter(pk=key).update(revoked_at=timezone.now()) == 1


def find(token: str) -> Invitation:
    """Return the invitation that `token` answers; raises InvitationError with the reason why it cannot be answered."""
    invitation = Invitation.objects.filter(digest=_digest(token)).select_related("invited_by").first()
    if invitation is None:
        raise InvitationError("unknown")
    for reason in ("accepted", "revoked"):
        if getattr(invitation, f"{reason}_at"):
            raise InvitationError(reason)
    if invitation.invited_by is None or not roles.manages_people(invitation.invited_by):
        raise InvitationError("revoked")  # who may invite nobody any more makes nobody an account
    if invitation.has_expired:
        raise InvitationError("expired")
    return invitation


@transaction.atomic
def accept(token: str, username: str, public_name: str, password: str) -> User:
    """Make the account of who was invited, with its role and its confirmed address, and return it.

    Raises InvitationError where the invitation cannot be answered any more, and django.db.IntegrityError where the
    name was taken meanwhile.
    """
    invitation, now = find(token), timezone.now()
    # Of two who answer at once, one makes an account.
    if not Invitation.objects.usable(now).filter(pk=invitation.pk).update(accepted_at=now):
        raise InvitationError("accepted")
    if has_account(invitation.address):
        raise InvitationError("account")
    user = User.objects.create_user(username, email=invitation.address, password=password)
    Profile.objects.create(user=user, public_name=public_name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    roles.give(user, invitation.role)
    Invitation.objects.filter(pk=invitation.pk).update(account=user)
    return user
