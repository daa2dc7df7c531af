"""`manage.py bundle [DESTINATION]`: the whole edition as a bag that is read, cited and verified without the site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotations.bundle import keeping
from annotations.bundle.building import BundleError, build


class Command(BaseCommand):
    help = "Write the edition as a BagIt bag, into a zip or into a new folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("destination", type=Path, nargs="?", default=Path("edition.zip"))
        parser.add_argument(
            "--keep", action="store_true", help="keep it for the site to serve, and write no other file"
        )
        parser.add_argument("--base", default=settings.SITE_URL, help="the site's address, such as https://sic.example")

    def handle(self, *args: Any, **options: Any) -> None:
        base = options["base"].rstrip("/")
        parts = urlsplit(base)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            raise CommandError(
                "Citations carry the site's address: give it as --base https://sic.example, or set SITE_URL."
            )
        try:
            if options["keep"]:
                keeping.make(base)
                return
            build(options["destination"].absolute(), base)
        except BundleError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"The bundle is {options['destination']}.")
