"""What a first start needs: a port, the edition, and people who can log in."""

import os
import secrets
import socket
import string
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from annotations import folder
from annotations.folder.loading import Progress
from edition.models import Article
from edition.people import roles

FOLDER: Path = settings.BASE_DIR / "fixtures" / "pakistan-russia"
HOST = "127.0.0.1"
# Signs that are not taken for one another in any typeface.
ALPHABET = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))
PASSWORD_LENGTH = 16


class PortError(Exception):
    """The site cannot be served there. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Login:
    """An account made for the demonstration, and its password, which is kept nowhere else."""

    username: str
    password: str
    group: str


PEOPLE = (
    ("contributor", "Demo Contributor", "contributor"),
    ("editor", "Demo Editor", "editor"),
    ("second-editor", "Second Editor", "editor"),
    ("administrator", "Demo Administrator", "administrator"),
)


def listen(port: int) -> socket.socket:
    """Return a socket that listens on `port` of this machine alone; raises PortError.

    It is taken before anything else is done, so that a port in use leaves nothing half done.
    """
    if not 1 <= port <= 65535:
        raise PortError(f"{port} is no port. Choose a number from 1024 to 65535, such as --port 8000.")
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise PortError(
            f"Port {port} cannot be used: {reason}. Stop what runs there, or choose another: "
            f"manage.py demo --port {port + 1 if port < 65535 else 8000}"
        ) from None


def load_if_empty(progress: Progress = lambda entries: entries) -> folder.Report | None:
    """Load the edition into a site without articles; None where there are some. Raises FolderError."""
    return None if Article.objects.exists() else folder.load(FOLDER, progress)


@transaction.atomic
def make_people() -> Sequence[Login]:
    """Make a contributor, two editors and an administrator with random passwords, unless there are accounts already."""
    if User.objects.exists():
        return []
    logins = []
    for username, name, group in PEOPLE:
        password = "".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))
        given, family = name.split()
        user = User.objects.create_user(username, password=password, first_name=given, last_name=family)
        roles.give(user, group)
        logins.append(Login(username, password, group))
    return logins


def server(descriptor: int) -> list[str]:
    """Return the arguments of gunicorn that serve the site on the listening socket `descriptor`."""
    return [
        "-m",
        "gunicorn",
        "edition.wsgi:application",
        f"--bind=fd://{descriptor}",
        f"--pythonpath={settings.BASE_DIR}",
        "--worker-class=gthread",
        "--workers=2",
        "--threads=4",
        # However long an address is, the site says what is wrong with it.
        "--limit-request-line=0",
        "--log-level=error",
    ]
