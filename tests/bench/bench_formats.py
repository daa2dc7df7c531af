"""100,000 works as BibTeX and as RIS, streamed from the database: python -m tests.bench.bench_formats.

The floor of BibTeX is the same rows joined into lines without any thought of what they hold; the peers are pybtex and
rispy, on the first 10,000 of the same records. Rates are works a second of processor time, the best of interleaved
rounds: the machine may have other work. Memory is that of Python's own objects during an export, of 10,000 works and
of all. Exits 1 where a figure is missed.
"""

import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import rispy

from tests.bench.site import temporary_site

if TYPE_CHECKING:
    from edition.citations.record import Record

MANY, SOME = 100_000, 10_000
FOR_PEERS = 10_000
ROUNDS = 5


def make_works(count: int) -> None:
    """Store works as rows: what matters here is how they are read and written."""
    from edition.models import Work

    for first in range(0, count, SOME):
        works = [Work(key=f"work-{number:06d}", csl=_csl(number)) for number in range(first, min(first + SOME, count))]
        for work in works:
            work.derive()
        Work.objects.bulk_create(works, batch_size=500)


def _csl(number: int) -> dict[str, Any]:
    names = [{"family": f"Khan{number % 5000}", "given": "Ayub M."}, {"family": "Белов", "given": "Иван"}]
    return {
        "type": "article-journal",
        "title": f"A history of relations & treaties, {number}: پاکستان",
        "author": names[: 1 + number % 2],
        "container-title": "Journal of South Asian Studies",
        "volume": str(number % 90 + 1),
        "issue": "3",
        "page": f"{number % 300}-{number % 300 + 12}",
        "issued": {"date-parts": [[1950 + number % 70, number % 12 + 1]]},
        "URL": f"https://journal.example/articles/{number}",
        "language": "en",
    }


def records(count: int) -> "Iterator[Record]":
    """The rows, read as every contender has to read them."""
    from edition.models import Work

    return islice(Work.objects.order_by("key").records(), count)


def exported(slug: str) -> Callable[[int], int]:
    """Export as the site does; return the characters."""

    def run(count: int) -> int:
        from edition.citations.registry import export

        return sum(map(len, export(records(count), slug)))

    return run


def joined(count: int) -> int:
    """The floor: the fields of each row joined into the lines of an entry, as they are."""
    size = 0
    for record in records(count):
        lines = [f"  {name} = {{{value}}},\n" for name, value in record.csl.items()]
        size += len(f"@article{{{record.key},\n{''.join(lines)}}}\n\n")
    return size


def by_pybtex(count: int) -> int:
    """The entries with the fields that we give them too."""
    from pybtex.database import BibliographyData, Entry, Person

    entries = {}
    for record in records(count):
        csl, (year, month) = record.csl, record.csl["issued"]["date-parts"][0]
        fields = {
            "title": f"{{{csl['title']}}}",
            "journal": f"{{{csl['container-title']}}}",
            "volume": csl["volume"],
            "number": csl["issue"],
            "pages": csl["page"].replace("-", "--"),
            "url": csl["URL"],
            "langid": csl["language"],
            "year": str(year),
            "month": str(month),
            "date": f"{year}-{month:02d}",
        }
        people = [Person(f"{name['family']}, {name['given']}") for name in csl["author"]]
        entries[record.key] = Entry("article", fields=fields, persons={"author": people})
    return len(BibliographyData(entries=entries).to_string("bibtex"))


def by_rispy(count: int) -> int:
    references = []
    for record in records(count):
        csl, (year, month) = record.csl, record.csl["issued"]["date-parts"][0]
        first, last = csl["page"].split("-")
        reference = {
            "type_of_reference": "JOUR",
            "id": record.key,
            "authors": [f"{name['family']}, {name['given']}" for name in csl["author"]],
            "year": str(year),
            "date": f"{year}/{month:02d}//",
            "title": csl["title"],
            "secondary_title": csl["container-title"],
            "volume": csl["volume"],
            "number": csl["issue"],
            "start_page": first,
            "end_page": last,
            "urls": [csl["URL"]],
            "language": csl["language"],
        }
        references.append(reference)
    return len(rispy.dumps(references))


CONTENDERS: dict[str, tuple[Callable[[int], int], int]] = {
    "bare joins": (joined, MANY),
    "BibTeX": (exported("bibtex"), MANY),
    "pybtex": (by_pybtex, FOR_PEERS),
    "rispy": (by_rispy, FOR_PEERS),
    "RIS": (exported("ris"), MANY),
}


def rate(run: Callable[[int], int], count: int) -> float:
    started = time.process_time()
    run(count)
    return count / (time.process_time() - started)


def peak(count: int) -> int:
    tracemalloc.start()
    exported("bibtex")(count)
    try:
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def report(name: str, value: float, least: float) -> bool:
    print(f"{'ok  ' if value >= least else 'MISS'} {value:6.2f} of at least {least:5.2f}  {name}")
    return value < least


def measure() -> int:
    with temporary_site():
        make_works(MANY)
        rounds: dict[str, list[float]] = {name: [] for name in CONTENDERS}
        for _ in range(ROUNDS):
            for name, (run, count) in CONTENDERS.items():
                rounds[name].append(rate(run, count))
        rates = {name: max(values) for name, values in rounds.items()}
        low, high = peak(SOME), peak(MANY)
    for name, value in rates.items():
        print(f"     {value:9.0f} works a second  {name}")
    missed = report("BibTeX, of bare joins of the same rows", rates["BibTeX"] / rates["bare joins"], 0.5)
    missed |= report("BibTeX, of pybtex", rates["BibTeX"] / rates["pybtex"], 20)
    missed |= report("RIS, of rispy", rates["RIS"] / rates["rispy"], 1)
    kept = f"memory kept from {SOME:,} on ({low / 2**20:.2f} / {high / 2**20:.2f} MB)"
    missed |= report(kept, low / high, 1 / 1.2)
    return int(missed)


if __name__ == "__main__":
    sys.exit(measure())
