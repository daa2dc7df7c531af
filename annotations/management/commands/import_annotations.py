"""`manage.py import_annotations FILE --by NAME`: annotations from elsewhere as drafts, with a report."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from annotations import workflow
from annotations.interchange import batch, envelopes
from annotations.interchange.batch import Batch, Row


class Command(BaseCommand):
    """All that is chosen of a file is saved, or nothing."""

    help = "Take in Web Annotations (JSON-LD) or rows of the Hypothesis API as drafts, and report on each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--by", required=True, metavar="NAME", help="the account whose drafts they become")
        parser.add_argument("--proposed", action="store_true", help="save also what has to be looked at first")
        parser.add_argument("--dry-run", action="store_true", help="report only, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"There is no account {options['by']} that is open.")
        found = batch.examine(self._read(options["file"]))
        if found.problem:
            raise CommandError(f"{options['file']}: {found.problem}")
        for row in found.rows:
            self._report(row)
        ticked = {row.number for row in found.rows if row.state == batch.PROPOSED and options["proposed"]}
        chosen = batch.chosen(found, ticked)
        if not options["dry_run"]:
            self._save(chosen, by)
        self._sum_up(found, len(chosen), options["dry_run"])

    def _read(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(envelopes.MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from None

    def _save(self, chosen: list[Row], by: User) -> None:
        try:
            batch.save(chosen, by)
        except workflow.Refused as refusal:
            raise CommandError(f"{refusal}\nNothing was saved.") from None

    def _report(self, row: Row) -> None:
        place = row.content.place if row.content else None
        where = f"{place.article} v{place.revision} {place.start}–{place.end}" if place else ""
        self.stdout.write("  ".join(filter(None, (f"{row.number:5} {row.state:8}", where, row.why))))
        for sentence in row.left:
            self.stdout.write(f"      left out: {sentence}")

    def _sum_up(self, found: Batch, saved: int, is_dry: bool) -> None:
        counts = ", ".join(f"{found.count(state)} {state}" for state in batch.STATES)
        self.stdout.write(f"{counts}; {saved} {'would be saved' if is_dry else 'saved'} as drafts.")
