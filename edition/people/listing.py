"""The accounts as the page of people shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db.models import QuerySet

from edition.people import roles

PAGE = 50


@dataclass(frozen=True, slots=True)
class Person:
    """One account: what readers and other editors call it, what it may do, how it is protected."""

    user: User
    name: str
    orcid: str
    role: str
    has_passkey: bool
    has_app: bool
    may_change: bool

    @property
    def role_words(self) -> str:
        return roles.words(self.user)


def accounts() -> QuerySet[User]:
    """Return the accounts: open ones first, by the name they log in with."""
    return User.objects.select_related("profile").prefetch_related("groups").order_by("-is_active", "username")


def people(users: Iterable[User], asker: User) -> list[Person]:
    """Return a row an account; `asker` is who looks."""
    found = list(users)
    protected: dict[int, set[str]] = {}
    for key, kind in Authenticator.objects.filter(user__in=found).values_list("user_id", "type"):
        protected.setdefault(key, set()).add(kind)
    return [_person(user, protected.get(user.pk, set()), asker) for user in found]


def _person(user: User, protected: set[str], asker: User) -> Person:
    profile = getattr(user, "profile", None)
    return Person(
        user,
        (profile.public_name if profile else "") or user.get_full_name() or user.get_username(),
        profile.orcid_address if profile else "",
        roles.role_of(user),
        Authenticator.Type.WEBAUTHN in protected,
        Authenticator.Type.TOTP in protected,
        _may_change(asker, user),
    )


def _may_change(asker: User, user: User) -> bool:
    try:
        roles.check_may_change(asker, user)
    except roles.RoleError:
        return False
    return True
