"""`manage.py verify`: is every text, passage and span still what it was, and does the search index agree?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from edition.search.providers import disagreements
from edition.verification import mismatches


class Command(BaseCommand):
    help = "Recompute every checksum, passage and span, and list what does not agree."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for sentence in mismatches():
            found += 1
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{found} mismatches. Restore the rows named above from a backup.", returncode=1)
        self.stdout.write("Every text, passage and span is what it was.")
        for sentence in disagreements():
            found += 1
            self.stdout.write(sentence)
        if found:
            raise CommandError(
                f"{found} entries of the search index do not agree. Run manage.py reindex.", returncode=1
            )
