"""The role of an account: the one group it is in, and whether the administration is open to it."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edition.models import Invitation, Role
from edition.people import sessions


class RoleError(Exception):
    """The role of this account is not to be changed by who asks; the message is a code: `own` or `superuser`."""


def manages_people(user: User) -> bool:
    """Whether `user` may invite people and change their roles."""
    return user.is_active and user.is_staff and user.has_perm("auth.add_user")


def role_of(user: User) -> str:
    """Return the role of `user`: the highest of its groups, or '' for none. Prefetched groups are used."""
    names = {group.name for group in user.groups.all()}
    return next((role for role in reversed(Role.values) if role in names), "")


def words(user: User) -> str:
    """Return the role of `user` in words, or ''; a superuser may do everything, in a group or not."""
    role = role_of(user)
    if user.is_superuser:
        return _("everything")
    return str(Role(role).label) if role else ""


@transaction.atomic
def give(user: User, role: str) -> None:
    """Put `user` into the group of `role` and out of the groups of other roles."""
    user.groups.remove(*Group.objects.filter(name__in=set(Role.values) - {role}))
    user.groups.add(Group.objects.get(name=role))
    staff = user.is_superuser or role == Role.ADMINISTRATOR
    if user.is_staff != staff:
        user.is_staff = staff
        user.save(update_fields=["is_staff"])
    _revoke_invitations(user, staff)


def check_may_change(asker: User, user: User) -> None:
    """Raise RoleError where `asker` would change the own account, or one above the own."""
    if asker.pk == user.pk:
        raise RoleError("own")
    if user.is_superuser and not asker.is_superuser:
        raise RoleError("superuser")


@transaction.atomic
def unprotect(user: User) -> None:
    """Remove the passkeys, the app and the recovery codes of `user`, and end its sessions: a device may be lost."""
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user)


@transaction.atomic
def set_active(user: User, active: bool) -> None:
    """Open or close an account. A closed one logs in nowhere, its sessions and tokens end, and what it wrote stays."""
    user.is_active = active
    user.save(update_fields=["is_active"])
    _revoke_invitations(user, active)
    if not active:
        sessions.end_all(user)
        user.access_tokens.filter(revoked_at=None).update(revoked_at=timezone.now())


def _revoke_invitations(user: User, may_invite: bool) -> None:
    """Take back what `user` invited, where it may invite nobody any more."""
    if not may_invite:
        Invitation.objects.unanswered().filter(invited_by=user).update(revoked_at=timezone.now())
