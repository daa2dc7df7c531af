"""Streaming a whole bibliography, measured in memory: python -m tests.bench.bench_export.

The BibTeX of 1,000 and of 10,000 works, through the view and its streaming response, with every piece thrown away as
soon as it came. Each run has a process of its own and gives two peaks: of the process (VmHWM), and, since that one
hides much under the size of the interpreter, of Python's own objects in a second export (tracemalloc). The floor is
the export of 1,000. Medians of interleaved runs; exits 1 where a figure is missed.
"""

import os
import re
import statistics
import subprocess
import sys
import tracemalloc
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from django.db import connections

from tests.bench.site import set_up, temporary_site

FEW, MANY = 1_000, 10_000
ROUNDS = 3
MOST = 1.2  # times the floor


def make_works(first: int, last: int) -> None:
    """Store the works numbered from `first` to before `last` as rows: what matters here is how they are read."""
    from edition.models import Work

    works = []
    for number in range(first, last):
        csl: dict[str, object] = {
            "type": "book",
            "title": f"A history of relations & treaties, {number}",
            "publisher": "State",
        }
        csl |= {"author": [{"family": f"Khan{number:05d}", "given": "A."}], "issued": {"date-parts": [[1950]]}}
        work = Work(key=f"work-{number:05d}", csl=csl)
        work.derive()
        works.append(work)
    Work.objects.bulk_create(works, batch_size=500)


def export() -> tuple[int, int]:
    """Stream the bibliography; return the entries and the bytes that came."""
    from django.test import RequestFactory

    from annotations.views.cite_lists import bibliography

    request = RequestFactory().get("/bibliography/cite/bibtex", headers={"host": "localhost"})
    response = bibliography(request, "bibtex")
    entries = size = 0
    for piece in response:
        entries += piece.count(b"@book{")
        size += len(piece)
    return entries, size


def peak_of_process() -> int:
    """Return the most bytes of memory this process ever held; getrusage would give its parent's where that is more."""
    found = re.search(r"(?m)^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text())
    if found is None:
        raise RuntimeError("This bench reads /proc/self/status: run it on Linux.")
    return int(found[1]) * 1024


def one_run(count: int) -> int:
    """Print the peaks of one export, in bytes: of the process, and of Python's objects."""
    set_up()
    entries, _ = export()
    process = peak_of_process()
    if entries != count:
        raise RuntimeError(f"{entries} entries came, not {count}.")
    tracemalloc.start()
    export()
    print(process, tracemalloc.get_traced_memory()[1])
    return 0


def run(count: int, folder: str) -> list[int]:
    """Export in a process of its own; return what `one_run` printed."""
    command = [sys.executable, "-m", "tests.bench.bench_export", str(count)]
    environment = {**os.environ, "SIC_DATA_DIR": folder}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [int(word) for word in done.stdout.split()]


def measure() -> int:
    with temporary_site() as many, TemporaryDirectory() as few:
        make_works(0, FEW)
        connections.close_all()
        copytree(many, few, dirs_exist_ok=True)
        make_works(FEW, MANY)
        rounds = [(run(FEW, few), run(MANY, many)) for _ in range(ROUNDS)]
    missed = False
    for at, name in ((0, "peak of the process"), (1, "peak of Python's objects")):
        low, high = (statistics.median(one[size][at] for one in rounds) for size in (0, 1))
        missed |= high / low > MOST
        sizes = f"({high / 2**20:.2f} / {low / 2**20:.2f} MB)"
        print(f"{'ok  ' if high / low <= MOST else 'MISS'} {high / low:5.2f} of at most {MOST:.2f}  {name} {sizes}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(one_run(int(sys.argv[1])) if len(sys.argv) > 1 else measure())
