"""Carrying 1,000 notes to a text of 20,000 words of which 5 % were edited: python -m tests.bench.bench_anchoring.

The text is made of the fixtures' paragraphs, varied until it is long enough. Each character of the edited text
remembers where it came from, so the truth is known: a place is right when it holds all letters that are left of the
span, and no other of the old text. The floor is the least that finds quotations at all: `str.find` of the words,
else rapidfuzz in a window around the old place; it knows nothing of passages, repeats or certainty. Comparing the two
texts is timed with the carrying. Times are of the processor. Each round runs both in turn; the quickest round gives the
rate, the median of the rounds' ratios the share. Exits 1 where a figure is missed.
"""

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz

from edition.texts.alignment import Carried, carry
from edition.texts.selectors import Selector, describe
from tests.support.edits import Draft, origins_of, written

ARTICLES = Path(__file__).resolve().parents[2] / "fixtures" / "pakistan-russia" / "articles"
WORDS, NOTES, EDITED = 20_000, 1_000, 0.05
ROUNDS = 15
TEXTS = 5  # texts by which rightness is counted
WINDOW = 400  # characters the floor looks at on either side
RATE, SHARE, RIGHT = 20_000, 0.6, 0.999


def make_text(chance: random.Random) -> str:
    """Paragraphs of the articles, and then the same with their words in another order."""
    articles = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    paragraphs = [" ".join(line.split()) for text in articles for line in text.splitlines() if len(line.split()) > 20]
    paragraphs = list(dict.fromkeys(paragraphs))
    found = list(paragraphs)
    while sum(len(paragraph.split()) for paragraph in found) < WORDS:
        words = chance.choice(paragraphs).split()
        middle = chance.randrange(len(words))
        words = words[middle:] + words[:middle]
        fours = [words[at : at + 4] for at in range(0, len(words), 4)]
        found.append(" ".join(word for four in fours for word in chance.sample(four, len(four))))
    return "\n\n".join(dict.fromkeys(found))


def edit(text: str, chance: random.Random) -> tuple[str, list[int]]:
    """Change, strike out or add to a word in twenty; words that are added are words of the text."""
    draft, words = Draft(text), text.split()
    for paragraph in draft.paragraphs:
        for at in reversed(range(len(paragraph))):
            if chance.random() >= EDITED:
                continue
            blank = [letter for letter in paragraph[at] if letter[0] == " "]
            other = [*written(chance.choice(words)), *blank]
            act = chance.randrange(3)
            if act == 0 and len(paragraph) > 1:
                del paragraph[at]
            elif act == 1:
                paragraph[at] = other
            else:
                paragraph.insert(at, [*written(chance.choice(words)), (" ", -1)])
    return draft.result()


def make_notes(text: str, chance: random.Random) -> list[Selector]:
    """Spans of whole words, one to forty of them."""
    words: list[tuple[int, int]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        words.append((at, at + len(word)))
        at += len(word)
    found = []
    for _ in range(NOTES):
        first = chance.randrange(len(words) - 40)
        found.append(describe(text, words[first][0], words[first + chance.randint(1, 40) - 1][1]))
    return found


def floor(new: str, notes: list[Selector]) -> list[tuple[int, int] | None]:
    """The first place of the words, else the likeliest in a window around the old place."""
    found: list[tuple[int, int] | None] = []
    for note in notes:
        at = new.find(note.exact)
        if at >= 0:
            found.append((at, at + len(note.exact)))
            continue
        low = max(0, note.start - WINDOW)
        best = fuzz.partial_ratio_alignment(note.exact, new[low : note.end + WINDOW], score_cutoff=75)
        found.append((low + best.dest_start, low + best.dest_end) if best else None)
    return found


def is_right(text: str, origins: list[int], note: Selector, start: int, end: int) -> bool:
    """Whether the place holds what is left of the note's words, and nothing else of the old text."""
    left = [origin for origin in origins if note.start <= origin < note.end]
    here = origins_of(origins, start, end)
    return [origin for origin in here if text[origin] != " "] == [origin for origin in left if text[origin] != " "]


def judged(text: str, origins: list[int], note: Selector, found: Carried) -> str:
    """right, wrong, or unplaced though words are left; `gone` where none is and no place was given."""
    if found.location is None:
        return "unplaced" if any(note.start <= origin < note.end for origin in origins) else "gone"
    return "right" if is_right(text, origins, note, found.location.start, found.location.end) else "wrong"


def count(seed: int) -> Counter[tuple[str, str]]:
    """(outcome, judgement) of the notes of one text."""
    chance = random.Random(seed)
    text = make_text(chance)
    new, origins = edit(text, chance)
    notes = make_notes(text, chance)
    return Counter(
        (found.outcome, judged(text, origins, note, found))
        for note, found in zip(notes, carry(text, new, notes), strict=True)
    )


def seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def speeds() -> tuple[float, float]:
    """Quotes a second, and the median of each round's share of the floor's speed."""
    chance = random.Random(1)
    text = make_text(chance)
    new, _ = edit(text, chance)
    notes = make_notes(text, chance)
    rounds = [(seconds(lambda: carry(text, new, notes)), seconds(lambda: floor(new, notes))) for _ in range(ROUNDS)]
    ours, bare = (min(times) for times in zip(*rounds, strict=True))
    print(f"     {NOTES} notes: {1000 * ours:.1f} ms with the comparison of the texts, floor {1000 * bare:.1f} ms")
    return NOTES / ours, statistics.median(low / one for one, low in rounds)


def main() -> int:
    counts = sum((count(seed) for seed in range(TEXTS)), Counter[tuple[str, str]]())
    for key, number in sorted(counts.items()):
        print(f"     {number:5} {' '.join(key)}")
    total = counts.total()
    rate, share = speeds()
    figures = [
        (
            "in the right place",
            sum(counts[outcome, how] for outcome, how in counts if how in ("right", "gone")) / total,
            RIGHT,
        ),
        ("not carried wrongly", 1 - counts["carried", "wrong"] / total, 1.0),
        ("quotes a second", rate, RATE),
        ("of the floor's speed", share, SHARE),
    ]
    for name, value, least in figures:
        print(f"{'ok  ' if value >= least else 'MISS'} {value:10,.4f} of at least {least:,}  {name}")
    return int(any(value < least for _, value, least in figures))


if __name__ == "__main__":
    sys.exit(main())
