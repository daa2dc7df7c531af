"""`manage.py import_tei FILE…`: TEI files of an edition like this one, with their notes, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations import folder, tei_import


class Command(BaseCommand):
    help = (
        "Import TEI files that were exported from an edition like this one: texts, passages with their anchors, notes, "
        "sources. Give the files of all articles together: a cross-reference needs both its ends. "
        "TEI of another hand is imported by import_articles."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="read and report, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = [(path.name, path.read_bytes()) for path in options["files"]]
            outcome = tei_import.load(files, dry_run=options["dry_run"])
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from None
        except (tei_import.TEIError, folder.FolderError) as error:
            raise CommandError(f"{error}\nNothing was imported.") from None
        done = "could be imported" if options["dry_run"] else "imported"
        report = outcome.report
        for file in sorted({*report.new, *report.kept}):
            self.stdout.write(f"{file}: {report.new[file]} {done}, {report.kept[file]} already there")
        for file, name in report.differing:
            self.stdout.write(f"{file}, {name}: differs from what is on the site, left as it is")
        for sentence in outcome.left:
            self.stdout.write(sentence)
