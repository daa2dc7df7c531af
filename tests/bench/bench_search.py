"""Search in 100,000 passages against the engine's own bare query: python -m tests.bench.bench_search.

Measured is `search()` for one group of passages: true counts of all kinds, and the stored words of the best twenty.
The peer is what the same engine answers to the same question with nothing around it, in a table of its own that holds
the words and no more: the best twenty by its own rank with their words, and their number. SQLite: an FTS5 table,
`ORDER BY rank LIMIT 20` and `count(*)`. PostgreSQL: a `to_tsvector('simple', …)` column with a GIN index,
`ORDER BY ts_rank(…) DESC LIMIT 20` and `count(*)`. Both go through Django's cursor, in turns, word by word.

Rare words stand in 5 to 20 passages, middling ones in 500 to 2,000, common ones in a third of all. Given is the
95th percentile over all words and rounds; exits 1 where one is above its bound. Also printed, without a bound: the
page's filters with their counts, and a suggestion. With DATABASE_URL set it measures that engine:

    python tests/support/postgres.py python -m tests.bench.bench_search
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

from tests.bench.site import set_up, temporary_site

PASSAGES = 100_000
NOTES = 2_000
WORDS_A_PASSAGE = 80
ROUNDS = 5
BOUNDS = {"rare": 1.5, "middling": 1.5, "common": 10.0}
# Of each class, how many words there are and in how many passages each stands.
CLASSES = {"rare": (60, 5, 20), "middling": (40, 500, 2_000), "common": (6, 33_000, 34_000)}


def passages(rng: random.Random) -> tuple[list[str], dict[str, list[str]]]:
    """Return the texts of the passages, and the words of each class that were strewn over them."""
    filling = [f"{rng.choice('bcdfglmnprst')}{rng.choice('aeiou')}w{number}" for number in range(30_000)]
    weights = [1 / (rank + 20) for rank in range(len(filling))]
    drawn = rng.choices(filling, weights, k=PASSAGES * WORDS_A_PASSAGE)
    texts = [drawn[at : at + WORDS_A_PASSAGE] for at in range(0, len(drawn), WORDS_A_PASSAGE)]
    classes: dict[str, list[str]] = {}
    for name, (count, least, most) in CLASSES.items():
        classes[name] = [f"{name}{number}x" for number in range(count)]
        for word in classes[name]:
            for at in rng.sample(range(PASSAGES), rng.randint(least, most)):
                texts[at].insert(rng.randrange(WORDS_A_PASSAGE), word)
    return [" ".join(words).capitalize() + "." for words in texts], classes


def fill(texts: list[str]) -> float:
    """Index the passages, and as many notes beside them as a large edition has; return the seconds it took."""
    from django.db import connection

    from edition.search.indexing import Entry, index

    def entries() -> Iterator[Entry]:
        for number, text in enumerate(texts):
            slug = f"article-{number // 50}"
            yield Entry("passage", f"{slug}/p{number % 50}", text, slug, f"p{number % 50}", {"article": [slug]})
        for number, text in enumerate(texts[:NOTES]):
            yield Entry("note", str(number), text, facets={"article": [f"article-{number}"], "kind": ["fact-check"]})

    begun = time.perf_counter()
    index(entries())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return time.perf_counter() - begun


SQLITE = {
    "make": ("CREATE VIRTUAL TABLE bare USING fts5(words)",),
    "fill": "INSERT INTO bare (words) VALUES (%s)",
    "after": ("INSERT INTO bare (bare) VALUES ('optimize')", "ANALYZE"),
    "best": "SELECT rowid, words FROM bare WHERE bare MATCH %s ORDER BY rank LIMIT 20",
    "count": "SELECT count(*) FROM bare WHERE bare MATCH %s",
}
POSTGRESQL = {
    "make": (
        "CREATE TABLE bare (id serial PRIMARY KEY, words text, "
        "vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED)",
        "CREATE INDEX bare_vector ON bare USING gin (vector)",
    ),
    "fill": "INSERT INTO bare (words) VALUES (%s)",
    "after": ("VACUUM ANALYZE",),
    "best": "SELECT b.id, b.words FROM bare b, to_tsquery('simple', %s) q WHERE b.vector @@ q "
    "ORDER BY ts_rank(b.vector, q) DESC LIMIT 20",
    "count": "SELECT count(*) FROM bare WHERE vector @@ to_tsquery('simple', %s)",
}


def make_bare(texts: list[str]) -> dict[str, str]:
    """Make the peer's table; return its queries."""
    from django.db import connection, transaction

    statements = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    with connection.cursor() as cursor:
        for statement in statements["make"]:
            cursor.execute(statement)
        with transaction.atomic():
            cursor.executemany(str(statements["fill"]), [(text,) for text in texts])
        for statement in statements["after"]:
            cursor.execute(statement)
    return {"best": str(statements["best"]), "count": str(statements["count"])}


def bare(queries: dict[str, str], word: str) -> int:
    """Ask the engine itself; return how many passages hold the word."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(queries["best"], [word])
        cursor.fetchall()
        cursor.execute(queries["count"], [word])
        return int(cursor.fetchone()[0])


def ours(word: str) -> int:
    """Search; return how many passages hold the word."""
    from edition.search.finding import search
    from edition.search.query import parse

    found = search(parse(word), ["passage"])
    if len(found.hits["passage"]) != min(20, found.counts["passage"]):
        raise RuntimeError(f"{word}: {len(found.hits['passage'])} hits came.")
    return found.counts["passage"]


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def compare(name: str, words: list[str], queries: dict[str, str]) -> bool:
    """Print the figures of one class; return whether it kept its bound."""
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for at in range(ROUNDS):
        for word in words:
            if at == 0 and ours(word) != bare(queries, word):
                raise RuntimeError(f"{word}: the counts differ.")
            times["ours"].append(seconds(lambda word=word: ours(word)))  # type: ignore[misc]
            times["bare"].append(seconds(lambda word=word: bare(queries, word)))  # type: ignore[misc]
    mine, peer = p95(times["ours"]), p95(times["bare"])
    kept = mine / peer <= BOUNDS[name]
    middle = statistics.median(times["ours"]) / statistics.median(times["bare"])
    print(
        f"{'ok  ' if kept else 'MISS'} {mine / peer:5.2f} of at most {BOUNDS[name]:5.2f}  {name} words, p95 "
        f"({mine * 1000:.2f} / {peer * 1000:.2f} ms; medians {middle:.2f})"
    )
    return kept


def show_the_rest(classes: dict[str, list[str]]) -> None:
    """Print what the page asks for besides, without bounds."""
    from edition.search.finding import tally
    from edition.search.query import parse
    from edition.search.suggesting import suggest

    for name, words in classes.items():
        print(f"     filters, {name} word: {1000 * seconds(lambda w=words[0]: tally(parse(w), {})):.1f} ms")  # type: ignore[misc]
    print(f"     suggestion: {1000 * seconds(lambda: suggest('comomn0x', parse('comomn0x'))):.1f} ms")


def measure() -> int:
    texts, classes = passages(random.Random(1949))
    print(f"     indexed {PASSAGES:,} passages in {fill(texts):.0f} s")
    queries = make_bare(texts)
    kept = [compare(name, words, queries) for name, words in classes.items()]
    show_the_rest(classes)
    return int(not all(kept))


def main() -> int:
    if not (url := os.environ.get("DATABASE_URL")):
        with temporary_site():
            return measure()
    # The cluster's own database: the one it is named after is nobody's.
    os.environ |= {
        "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path="/postgres")),
        "DJANGO_SETTINGS_MODULE": "edition.settings",
    }
    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return measure()


if __name__ == "__main__":
    sys.exit(main())
