"""`manage.py verify_bundle BUNDLE`: is every byte, quotation, annotation and link of a bundle what it says?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.bundle.taking import Damaged, verified
from annotations.bundle.verify import count_of
from annotations.folder import FolderError


class Command(BaseCommand):
    help = "Verify a bundle, a zip or a folder, as the script verify.py in it does."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bundle", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bag = verified(options["bundle"])
        except Damaged as error:
            self.stdout.write(str(error))
            raise CommandError(f"{count_of(error.faults)}. The bundle is not what it says.", returncode=1) from None
        except FolderError as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(f"{options['bundle']}: {len(bag.sizes)} files, no faults.")
