"""The name of an account that readers may see, and its ORCID iD."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from edition.models import Profile


def public_name(user: User) -> str:
    """Return the name under which `user` publishes: of the profile, else the full name; '' where there is neither.

    The name that somebody logs in with is never shown.
    """
    chosen = Profile.objects.filter(user=user).values_list("public_name", flat=True).first()
    return chosen or user.get_full_name()


def public_names(users: Iterable[User]) -> dict[int, str]:
    """Return what `public_name` says of each account, by key, in one query."""
    accounts = {user.pk: user for user in users}
    profiles = Profile.objects.filter(user__in=accounts).exclude(public_name="")
    chosen = dict(profiles.values_list("user_id", "public_name"))
    return {key: chosen.get(key) or user.get_full_name() for key, user in accounts.items()}


def orcids(users: Iterable[int | None]) -> dict[int, str]:
    """Return the ORCID iDs of the accounts with these keys, by key; one query, or none where no key is given."""
    keys = {key for key in users if key is not None}
    if not keys:
        return {}
    return dict(Profile.objects.filter(user__in=keys).exclude(orcid="").values_list("user_id", "orcid"))
