"""EPUB and PDF of the edition, measured: python -m tests.bench.bench_books.

Each is made from the database to the last byte, with nothing kept and a process that has made the like before: the
longest article of the fixture, the whole edition, and the article of bench_reading (20,000 words, 1,000 notes), of
which no figure is asked. Medians; exits 1 where a figure is missed.
"""

import statistics
import sys
from collections.abc import Callable

from tests.bench.bench_reading import MANY, make_article, make_sources
from tests.bench.bench_weaving import seconds
from tests.bench.site import temporary_site

BASE = "https://sic.example"
ROUNDS = 5
MOST = {"article.epub": 2.0, "article.pdf": 2.0, "edition.epub": 10.0, "edition.pdf": 10.0}


def median(make: Callable[[], bytes]) -> float:
    """Return the median of ROUNDS times in seconds, after one that is not counted."""
    make()
    return statistics.median(seconds(make) for _ in range(ROUNDS))


def measure() -> dict[str, float]:
    """Return the times in seconds by what was made."""
    from annotations import folder
    from annotations.exports import epub, pdf
    from edition.models import Article
    from tests.support.fixture_edition import FOLDER

    folder.load(FOLDER)
    longest = max((article.current for article in Article.objects.published()), key=lambda one: len(one.text))
    found = {
        "article.epub": median(lambda: epub.article(longest, BASE)),
        "article.pdf": median(lambda: pdf.article(longest, BASE)),
        "edition.epub": median(lambda: epub.edition(BASE)),
        "edition.pdf": median(lambda: pdf.edition(BASE)),
    }
    dense = make_article(100, MANY, make_sources())
    return found | {
        "1,000 notes.epub": median(lambda: epub.article(dense, BASE)),
        "1,000 notes.pdf": median(lambda: pdf.article(dense, BASE)),
    }


def main() -> int:
    """Print the times; return 1 where one is above its figure."""
    with temporary_site():
        found = measure()
    for name, time in found.items():
        print(f"{name:18} {time:6.2f} s" + (f" (at most {MOST[name]:.0f})" if name in MOST else ""))
    return int(any(found[name] > most for name, most in MOST.items()))


if __name__ == "__main__":
    sys.exit(main())
