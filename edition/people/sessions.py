"""Where an account is logged in: its sessions, told by browser, system and address, and ended."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session as StoredSession
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

# The first that is named decides: Edge and Opera name Chrome too, and all of them Safari.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Session:
    """One log-in that still holds."""

    key: int
    device: str
    ip: str
    since: datetime
    is_current: bool


def device(user_agent: str) -> str:
    """Return browser and system in words, as far as a User-Agent header tells them.

    >>> device("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Linux'
    """
    found = [next((name for sign, name in names if sign in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("an unknown browser")


def sessions(request: HttpRequest, user: User) -> list[Session]:
    """Return the sessions of `user`, that of `request` first, then the newest; those that are over are forgotten."""
    if not UserSession.objects.filter(session_key=request.session.session_key).exists():
        UserSession.objects.create_from_request(request)
    found = [_session(row) for row in UserSession.objects.purge_and_list(user)]
    return sorted(found, key=lambda one: (not one.is_current, -one.since.timestamp()))


def _session(row: UserSession) -> Session:
    return Session(row.pk, device(row.user_agent), row.ip, row.created_at, row.is_current())


def end(user: User, key: int | None = None) -> int:
    """End the session with this key, or all but that of the request where none is given; return how many ended.

    A session of somebody else is none of these.
    """
    rows = UserSession.objects.filter(user=user)
    ended = [row for row in (rows.filter(pk=key) if key else rows) if not row.is_current()]
    for row in ended:
        row.end()
    return len(ended)


def end_all(user: User) -> int:
    """End every session of `user`, those too that are in no list; return how many ended."""
    stored = StoredSession.objects.filter(expire_date__gt=timezone.now())
    keys = [row.pk for row in stored.iterator() if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    UserSession.objects.filter(user=user).delete()
    return StoredSession.objects.filter(pk__in=keys).delete()[0]
