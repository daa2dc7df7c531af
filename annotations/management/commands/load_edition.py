"""`manage.py load_edition EDITION`: an edition folder, or a bundle, into the database, all or nothing."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations import folder
from annotations.bundle.taking import Damaged, edition_folder
from annotations.folder.entries import Entry
from annotations.folder.loading import Report


def _shown(entries: Iterable[Entry]) -> Iterable[Entry]:
    return tqdm(entries, unit="entry", disable=None)


class Command(BaseCommand):
    help = "Load an edition folder or a bundle. What is already there under its key is left as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="an edition folder, or a bundle: a zip or its folder")
        parser.add_argument("--dry-run", action="store_true", help="report only, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        is_trial = options["dry_run"]
        try:
            with edition_folder(options["folder"]) as found:
                report = folder.load(found, _shown, trial=is_trial)
        except Damaged as error:
            raise CommandError(f"The bundle is not what it says:\n{error}\nNothing was loaded.") from None
        except folder.FolderError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from None
        self._report(report)
        if is_trial:
            self._trial(report)

    def _report(self, report: Report) -> None:
        loaded = "would be loaded" if report.trial else "loaded"
        for file in sorted({*report.new, *report.kept}):
            self.stdout.write(f"{file}: {report.new[file]} {loaded}, {report.kept[file]} already there")
        for file, name in report.differing:
            self.stdout.write(f"{file}, {name}: differs from what is on the site, left as it is")

    def _trial(self, report: Report) -> None:
        for file, name in report.added:
            self.stdout.write(f"{file}, {name}: new")
        for error in report.refused:
            self.stdout.write(f"refused: {error}")
        if report.refused:
            raise CommandError(f"{len(report.refused)} entries would be refused, so nothing would be loaded.")
        self.stdout.write("Nothing was loaded: this was a trial.")
