"""`manage.py import_articles PATH…`: files and folders into the edition, an article a file."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from edition.importing import AT_ONCE, FAILED, IMPORTED, SKIPPED, Choices, Importer, Outcome
from edition.intake import FORMATS, IntakeError, files
from edition.intake.encodings import known

COLUMNS = ("file", "state", "article", "format", "encoding", "how", "reason")


class Command(BaseCommand):
    help = (
        "Import articles from text, Markdown, HTML, TEI and DOCX files, each as a new article with its first text. "
        "A record beside a file (story.json beside story.html, CSL-JSON) describes the work. What is there already, "
        f"byte for byte, is left out, so the command can be run again. {AT_ONCE} articles are stored at a time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--dry-run", action="store_true", help="read and report, store nothing")
        parser.add_argument("--format", choices=("auto", *FORMATS), default="auto")
        parser.add_argument("--encoding", help="of plain text, Markdown and HTML; found out where none is given")
        parser.add_argument("--guessed", action="store_true", help="believe encodings that can only be guessed")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write what became of each file as CSV")

    def handle(self, *args: Any, **options: Any) -> None:
        choices = Choices(options["format"], _encoding(options), options["guessed"], options["dry_run"])
        if missing := [path for path in options["paths"] if not path.exists()]:
            raise CommandError(f"There is no {missing[0]}.")
        counts = self._run(Importer(choices), list(files.gather(options["paths"])), options["report"])
        for state, count in sorted(counts.items()):
            self.stdout.write(f"{count:,} {'could be ' * (choices.dry_run and state == IMPORTED)}{state}")
        if counts[FAILED]:
            raise CommandError(f"{counts[FAILED]:,} files were not imported; the reasons stand above.", returncode=1)

    def _run(self, importer: Importer, paths: list[Path], report: Path | None) -> Counter[str]:
        counts: Counter[str] = Counter()
        with ExitStack() as stack:
            writer = csv.writer(stack.enter_context(_opened(report))) if report else None
            if writer:
                writer.writerow(COLUMNS)
            for outcome in importer.run(_counted(paths)):
                counts[outcome.state] += 1
                if writer:
                    writer.writerow(_row(outcome))
                if outcome.reason and not (outcome.state == SKIPPED and files.is_record(outcome.path)):
                    (self.stderr if outcome.state == FAILED else self.stdout).write(f"{outcome.path}: {outcome.reason}")
        return counts


def _counted(paths: list[Path]) -> Iterator[Path]:
    yield from tqdm(paths, unit="file", disable=None)


def _opened(report: Path) -> Any:
    try:
        return report.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise CommandError(f"The report {report} cannot be written: {error.strerror}.") from None


def _encoding(options: dict[str, Any]) -> str | None:
    try:
        return known(options["encoding"]) if options["encoding"] else None
    except IntakeError as error:
        raise CommandError(str(error)) from None


def _row(outcome: Outcome) -> list[str]:
    path = str(outcome.path).encode(errors="replace").decode()
    return [path, outcome.state, outcome.slug, outcome.format, outcome.encoding, outcome.how, outcome.reason]
