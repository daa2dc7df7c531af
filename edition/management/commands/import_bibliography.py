"""manage.py import_bibliography FILE…: the sources of BibTeX, RIS and CSL-JSON files, with a report."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from edition.bibliography import Proposal, add_all, proposals
from edition.bibliography_words import reason, sentence
from edition.citations.intake import FORMATS, MOST_BYTES, Batch, read


class Command(BaseCommand):
    """Each file is taken whole or not at all; what may be there already is left out and listed."""

    help = "Add the sources of BibTeX, RIS and CSL-JSON files to the bibliography, and report what was left out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=["auto", *FORMATS], default="auto")
        parser.add_argument("--encoding", default="", help="the files' encoding, where it is not to be found out")
        parser.add_argument("--dry-run", action="store_true", help="report only, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [path for path in options["files"] if not self._take(path, options)]
        if failed:
            raise CommandError(f"Nothing was read of {len(failed)} of {len(options['files'])} files.")

    def _take(self, path: Path, options: dict[str, Any]) -> bool:
        """Import one file and report; return whether anything could be read of it."""
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            self.stderr.write(f"{path}: {error.strerror}.")
            return False
        batch = read(data, options["format"], options["encoding"])
        self.stdout.write(f"{path}: {batch.format or 'not read'} {batch.encoding}".rstrip())
        for problem in batch.problems:
            self.stdout.write(f"  {sentence(problem)}")
        with transaction.atomic():
            found = proposals(batch)
            new = [proposal for proposal in found if proposal.state == "new"]
            if not options["dry_run"]:
                add_all(new, None, f"import_bibliography {path.name}")
        self._report(found, batch, options["dry_run"])
        return bool(batch.records)

    def _report(self, found: list[Proposal], batch: Batch, is_dry: bool) -> None:
        for proposal in found:
            same = ", ".join(f"{one.key} ({reason(one.reason)})" for one in proposal.same)
            self.stdout.write(f"  {proposal.state:6} {proposal.key}{f': may be {same}' if same else ''}")
            for left in proposal.incoming.left:
                self.stdout.write(f"         left out: {left.field} = {left.value}")
        states = [proposal.state for proposal in found]
        done = "would be added" if is_dry else "added"
        self.stdout.write(
            f"  {states.count('new')} {done}, {states.count('there')} there already, "
            f"{states.count('broken')} not whole, {len(batch.problems)} problems."
        )
