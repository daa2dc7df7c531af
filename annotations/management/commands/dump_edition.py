"""`manage.py dump_edition DIR`: everything that readers can see, as an edition folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations import folder


class Command(BaseCommand):
    help = "Write the edition to a folder that load_edition reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            folder.dump(options["folder"])
        except (folder.FolderError, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"The edition is in {options['folder']}.")
