"""The bulk import measured against bare inserts of the same rows: python -m tests.bench.bench_import.

10,000 files of 1,000 words are imported by the code of `manage.py import_articles`: read from the disk, decoded, cut
into passages with roles, checked, stored with their works, and indexed for search, 100 articles a transaction. The
floor is `bulk_create` of the very rows that came of it into a second, equal database: works, articles, revisions,
passages, search entries, their facets and new words, read back and built into instances before the clock starts, with
the same number of articles a transaction. Both take turns, 1,000 articles each; given is the ratio of the sums.

Memory is that of a process of its own which imports all files into SQLite: its resident size after the last file
against that after the first 1,000. Exits 1 where a figure is missed. With DATABASE_URL set it measures that engine:

    python tests/support/postgres.py python -m tests.bench.bench_import
"""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from tests.bench.site import set_up, temporary_site

if TYPE_CHECKING:
    from django.db.models import Model

FILES, WORDS, TURN = 10_000, 1_000, 1_000
PARAGRAPH = (60, 120)  # words
LEAST_RATE = 0.4
MOST_GROWTH = 1.2
BARE = "bare"


def write_files(folder: Path) -> list[Path]:
    """Write the files: a title and paragraphs of words, drawn so that few are common and most are rare."""
    rng = random.Random(1)
    letters = ("bcdfglmnprst", "aeiou")
    vocabulary = ["".join(rng.choice(letters[at % 2]) for at in range(rng.randint(2, 9))) for _ in range(30_000)]
    weights = [1 / (rank + 20) for rank in range(len(vocabulary))]
    paths = []
    for number in range(FILES):
        drawn, paragraphs = rng.choices(vocabulary, weights, k=WORDS), []
        while drawn:
            size = rng.randint(*PARAGRAPH)
            paragraphs.append(" ".join(drawn[:size]).capitalize() + ".")
            drawn = drawn[size:]
        path = folder / f"article-{number:05d}.txt"
        path.write_text("\n\n".join([f"Relations in the year {number}", *paragraphs]), encoding="utf-8")
        paths.append(path)
    return paths


@contextmanager
def sites() -> Iterator[None]:
    """Set Django up on two empty databases of one engine: `default` and `bare`."""
    with TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "edition.settings", "SIC_DATA_DIR": folder}
        if url := os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path="/postgres"))
        from django.conf import settings

        settings.DATABASES[BARE] = {**settings.DATABASES["default"], "NAME": str(Path(folder, "bare.sqlite3"))}
        if url:
            settings.DATABASES[BARE]["NAME"] = BARE
        set_up()
        make_databases()
        yield


def make_databases() -> None:
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{BARE}"')
    for alias in ("default", BARE):
        call_command("migrate", verbosity=0, database=alias)


def rows_after(last: dict[str, int], words: set[str]) -> "list[list[Model]]":
    """Return the rows that came since the keys in `last`, by table in the order of their references."""
    from edition.models import Article, Passage, Revision, SearchEntry, SearchFacet, SearchWord, Work

    found: list[list[Model]] = []
    for model in (Work, Article, Revision, Passage, SearchEntry, SearchFacet):
        rows: list[Model] = list(model._default_manager.filter(pk__gt=last.get(model.__name__, 0)).order_by("pk"))
        last[model.__name__] = max((row.pk for row in rows), default=0)
        found.append(rows)
    fresh = [word for word in SearchWord.objects.all() if word.pk not in words]
    words.update(word.pk for word in fresh)
    return [*found, list(fresh)]


def insert(tables: "list[list[Model]]") -> None:
    """Insert the rows as Django does it and nothing more."""
    from django.db import models, transaction

    with transaction.atomic(using=BARE):
        for rows in tables:
            if rows:
                models.QuerySet["Model"](type(rows[0]), using=BARE).bulk_create(rows)


def parts(paths: list[Path], size: int) -> Iterator[list[Path]]:
    """Give the paths in lists of `size`."""
    return (paths[at : at + size] for at in range(0, len(paths), size))


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def compare(paths: list[Path]) -> bool:
    """Print the rates; return whether ours is fast enough."""
    from edition.importing import AT_ONCE, IMPORTED, Choices, Importer

    ours = floor = 0.0
    last: dict[str, int] = {}
    words: set[str] = set()
    importer = Importer(Choices())

    def run(some: list[Path]) -> None:
        if any(outcome.state != IMPORTED for outcome in importer.run(some)):
            raise RuntimeError("A file was not imported.")

    for turn in parts(paths, TURN):
        pending = []
        for some in parts(turn, AT_ONCE):
            ours += seconds(lambda some=some: run(some))  # type: ignore[misc]
            pending.append(rows_after(last, words))
        for tables in pending:
            floor += seconds(lambda tables=tables: insert(tables))  # type: ignore[misc]
    rate, bare = len(paths) / ours, len(paths) / floor
    kept = rate / bare >= LEAST_RATE
    print(
        f"{'ok  ' if kept else 'MISS'} {rate / bare:5.2f} of at least {LEAST_RATE:.2f}  rate of bare inserts "
        f"({rate:.0f} / {bare:.0f} articles a second)"
    )
    return kept


def resident() -> int:
    """Return the resident size of this process in bytes."""
    found = re.search(r"(?m)^VmRSS:\s+(\d+) kB$", Path("/proc/self/status").read_text())
    if found is None:
        raise RuntimeError("This bench reads /proc/self/status: run it on Linux.")
    return int(found[1]) * 1024


def one_run(folder: str) -> None:
    """Import all files of a folder; print the resident size after the first 1,000 and after the last."""
    from edition.importing import Choices, Importer
    from edition.intake import files

    sizes = [
        resident()
        for at, _ in enumerate(Importer(Choices()).run(files.gather([Path(folder)])), 1)
        if at in (TURN, FILES)
    ]
    print(*sizes)


def memory(folder: str) -> bool:
    """Print the growth of memory; return whether it is flat."""
    command = [sys.executable, "-m", "tests.bench.bench_import", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    first, final = (int(word) for word in done.stdout.split())
    kept = final / first <= MOST_GROWTH
    print(
        f"{'ok  ' if kept else 'MISS'} {final / first:5.2f} of at most {MOST_GROWTH:.2f}  memory after all files "
        f"({final / 2**20:.0f} / {first / 2**20:.0f} MB)"
    )
    return kept


def main(arguments: list[str]) -> int:
    if arguments:
        with temporary_site():
            one_run(arguments[0])
        return 0
    with TemporaryDirectory() as folder:
        paths = write_files(Path(folder))
        good = memory(folder)
        with sites():
            good = compare(paths) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
