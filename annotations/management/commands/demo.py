"""`manage.py demo`: the whole site on this machine, from nothing to a served page."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations import demonstration
from annotations.demonstration import HOST, Login, PortError
from annotations.folder import FolderError


class Command(BaseCommand):
    help = "Set the site up with its edition and accounts, and serve it on this machine."
    # Migrations are run here; checks of the models come with them.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with demonstration.listen(options["port"]) as listener:
                self._prepare()
                self._announce(demonstration.make_people(), options["port"])
                self._serve(listener.fileno())
        except (PortError, FolderError) as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. Start it again to go on.", returncode=130) from None

    def _prepare(self) -> None:
        self.stdout.write("Preparing the site …")
        call_command("migrate", verbosity=0, interactive=False)
        demonstration.load_if_empty(lambda entries: tqdm(entries, unit="entry", disable=None))
        call_command("collectstatic", verbosity=0, interactive=False)

    def _announce(self, logins: Sequence[Login], port: int) -> None:
        lines = [f"{login.username:14} {login.password}   ({login.group})" for login in logins]
        if lines:
            self.stdout.write("Log in with one of these. The passwords are shown this once:\n  " + "\n  ".join(lines))
        else:
            self.stdout.write("The accounts are those of before. For a new password: manage.py changepassword NAME")
        self.stdout.write(f"The edition is on http://{HOST}:{port}/  (log in: /accounts/login/). Ctrl-C ends it.")
        self.stdout.flush()

    def _serve(self, descriptor: int) -> None:
        # A process of its own: nothing of this one, no open connection and no thread, is forked.
        os.set_inheritable(descriptor, True)
        os.execv(sys.executable, [sys.executable, *demonstration.server(descriptor)])  # noqa: S606
