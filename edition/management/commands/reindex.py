"""`manage.py reindex`: make the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from edition.search.providers import rebuild


class Command(BaseCommand):
    help = "Make the search index anew from the texts, works, notes, topics and claims."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in rebuild().items():
            self.stdout.write(f"{kind}: {count}")
        self.stdout.write("The index was made anew.")
