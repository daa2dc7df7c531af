"""A bibliography of 1,000 works in APA from the store: python -m tests.bench.bench_bibliography.

The peer is `pandoc --citeproc` on the same works as CSL-JSON with the same style, as a writer would run it. Times are
medians of interleaved rounds. Afterwards one work changes, and the works that are formatted again are counted: one.
Exits 1 where a figure is missed.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pypandoc

from tests.bench.bench_formats import make_works
from tests.bench.site import temporary_site

COUNT = 1_000
ROUNDS = 3
LEAST = 10  # times the rate of pandoc
STYLE = "apa"


def from_the_store() -> int:
    """Write the bibliography as the site does; return its entries."""
    from edition import references
    from edition.citations.registry import styled
    from edition.models import Work

    return sum(1 for _entry in styled(Work.objects.order_by("key").records(), STYLE, references.formatted))


def by_pandoc(folder: Path) -> None:
    from edition.citations.styles import STYLES

    style = STYLES[STYLE].path
    document = folder / "all.md"
    command = [pypandoc.get_pandoc_path(), "--citeproc", f"--csl={style}", f"--bibliography={folder / 'works.json'}"]
    done = subprocess.run([*command, "--to=plain", str(document)], capture_output=True, text=True, check=True)
    if done.stdout.count("\n\n") < COUNT - 1:
        raise RuntimeError("pandoc did not write every entry.")


def prepare(folder: Path) -> None:
    from edition.citations.registry import export
    from edition.models import Work

    (folder / "works.json").write_text("".join(export(Work.objects.order_by("key").records(), "csl-json")), "utf-8")
    (folder / "all.md").write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")


def seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def formatted_again() -> int:
    """Change one work and write the bibliography; return how many works were formatted for it."""
    from edition.citations import styles
    from edition.models import Work

    work = Work.objects.get(key="work-000500")
    work.csl = {**work.csl, "title": "Another title"}
    work.save()
    with patch.object(styles, "format_bare", wraps=styles.format_bare) as format_bare:
        from_the_store()
    return sum(len(call.args[0]) for call in format_bare.call_args_list)


def measure() -> int:
    with temporary_site(), TemporaryDirectory() as name:
        folder = Path(name)
        make_works(COUNT)
        prepare(folder)
        first = seconds(from_the_store)
        if from_the_store() != COUNT:
            raise RuntimeError("Entries are missing.")
        rounds = [(seconds(from_the_store), seconds(lambda: by_pandoc(folder))) for _ in range(ROUNDS)]
        again = formatted_again()
    ours, pandoc = (statistics.median(one[at] for one in rounds) for at in (0, 1))
    print(f"     {first:.2f} s when nothing is stored, {ours:.3f} s from the store, {pandoc:.2f} s by pandoc")
    print(f"{'ok  ' if pandoc / ours >= LEAST else 'MISS'} {pandoc / ours:6.1f} of at least {LEAST} times pandoc")
    print(f"{'ok  ' if again == 1 else 'MISS'} {again} formatted again after one work changed, of 1")
    return int(pandoc / ours < LEAST or again != 1)


if __name__ == "__main__":
    sys.exit(measure())
