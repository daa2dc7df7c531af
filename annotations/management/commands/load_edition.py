"""`manage.py load_edition DIR`: an edition folder into the database, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations import folder


class Command(BaseCommand):
    help = "Load an edition folder. What is already there under its key is left as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = folder.load(options["folder"], lambda entries: tqdm(entries, unit="entry", disable=None))
        except folder.FolderError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from None
        for file in sorted({*report.new, *report.kept}):
            self.stdout.write(f"{file}: {report.new[file]} loaded, {report.kept[file]} already there")
        for file, name in report.differing:
            self.stdout.write(f"{file}, {name}: differs from what is on the site, left as it is")
