"""Verifying a quotation in an edition of 1,000 articles: an exact one, a changed one, one of nobody, the longest.

Run: python -m tests.bench.bench_verify [articles]. Prints milliseconds a request, after the first has folded all texts.
"""

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from edition.texts import quotations, rewording
from edition.texts.matching import Haystack, needles, whole_words
from edition.texts.normalisation import normalise

ARTICLES = Path(__file__).resolve().parents[2] / "fixtures" / "pakistan-russia" / "articles"


def made_up(count: int) -> list[str]:
    """Return `count` texts of the length of an article, out of the sentences of the five."""
    sentences = ". ".join(path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))).split(". ")
    chance = random.Random(1)
    return [". ".join(chance.choices(sentences, k=50)) for _ in range(count)]


def stand(quote: str, texts: Sequence[str], folded: Sequence[str]) -> int:
    """Do what a request does but for the database; return how many texts hold the quotation or words like it."""
    part = quotations.read(quote).bare
    either = needles(part)
    held = [at for at, text in enumerate(folded) if any(next(whole_words(text, needle), None) for needle in either)]
    if held:
        return sum(bool(Haystack(texts[at]).places(part, 50)) for at in held[:50])
    likely = rewording.promising(rewording.telling(part), folded, 5)
    return sum(rewording.nearest(Haystack(texts[at]), part) is not None for at in likely)


def main() -> None:
    texts = made_up(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
    begun = time.perf_counter()
    folded = [normalise(text) for text in texts]
    characters = sum(map(len, texts))
    print(f"{len(texts)} texts, {characters:,} characters, folded once in {time.perf_counter() - begun:.2f} s")
    whole = texts[len(texts) // 2]
    cases = {
        "exact": whole[1000:1200].split(" ", 1)[1].rsplit(" ", 1)[0],
        "changed": " ".join(whole[1000:1300].split()[1:-1:2]),
        "of nobody": "Quantum chromodynamics describes gluons and quarks in the strong interaction",
        "longest": " ".join(whole.split()[::-1])[: quotations.LONGEST],
        "one letter": "a",
    }
    for name, quote in cases.items():
        begun = time.perf_counter()
        found = stand(quote, texts, folded)
        print(f"{name:>10}: {1000 * (time.perf_counter() - begun):7.1f} ms, {len(quote)} characters, in {found} texts")


if __name__ == "__main__":
    main()
