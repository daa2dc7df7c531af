"""Weaving measured against a bare sort and sweep with escaping: python -m tests.bench.bench_weaving.

The text has 20,000 words in passages of 100. Starts of spans are drawn uniformly over the text, lengths
uniformly from 1 to twice a mean of 5 × text / spans, so that about five spans cover a character whatever
their number. Each round runs all four in turn and gives its ratios; their medians are printed. Exits 1
where a figure is missed.
"""

import math
import random
import statistics
import sys
import time
from collections.abc import Callable
from html import escape

from edition.texts.weaving import Mark, weave

WORDS, PASSAGE_WORDS = 20_000, 100
DEPTH = 5  # spans over a character, on average
FEW, MANY = 1_000, 10_000
ROUNDS = 41
MOST = 1.5  # times the floor

Passages = list[tuple[int, int]]
Span = tuple[int, int, str, str, str]


def floor(text: str, passages: Passages, spans: list[Span]) -> list[str]:
    """The least that gives the same HTML: sort both ends, sweep once, escape each piece, check nothing."""
    order = [index for _, _, index in sorted([(span[0], -span[1], at) for at, span in enumerate(spans)])]
    ends = sorted([(span[1], index) for index, span in enumerate(spans)])
    count = len(spans)
    active: list[int] = []
    woven = []
    opened = closed = 0
    for low, stop in passages:
        out = []
        while low < stop:
            while opened < count and spans[order[opened]][0] <= low:
                active.append(order[opened])
                opened += 1
            high = spans[order[opened]][0] if opened < count else stop
            if closed < count and ends[closed][0] < high:
                high = ends[closed][0]
            if stop < high:
                high = stop
            out += [spans[index][2] for index in active]
            out.append(escape(text[low:high], quote=False))
            out += [spans[index][3] for index in reversed(active)]
            while closed < count and ends[closed][0] <= high:
                active.remove(ends[closed][1])
                out.append(spans[ends[closed][1]][4])
                closed += 1
            low = high
        woven.append("".join(out))
    return woven


def make_text(source: random.Random) -> tuple[str, Passages]:
    """Words of 2 to 9 letters, some with & and <, in paragraphs parted by blank lines."""
    words = ["".join(source.choices("etaoinshrdlu", k=source.randint(2, 9))) for _ in range(WORDS - 200)]
    words += ["R&D", "<b>"] * 100
    source.shuffle(words)
    text, passages = "", []
    for first in range(0, WORDS, PASSAGE_WORDS):
        paragraph = " ".join(words[first : first + PASSAGE_WORDS])
        passages.append((len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return text, passages


def make_spans(source: random.Random, passages: Passages, count: int) -> list[Span]:
    """Spans that end in a passage, so that the floor needs no clipping; they may begin in another one."""
    size = passages[-1][1]
    spans: list[Span] = []
    while len(spans) < count:
        start = source.randrange(size)
        end = min(size, start + source.randint(1, 2 * DEPTH * size // count))
        if any(low <= start < high for low, high in passages) and any(low < end <= high for low, high in passages):
            number = len(spans)
            after = f'<a class="nref" href="#note-{number}" data-editorial>{number}</a>'
            spans.append((start, end, f'<span class="hl" data-n="{number}">', "</span>", after))
    return spans


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def contestants(text: str, passages: Passages, spans: list[Span]) -> list[Callable[[], list[str]]]:
    """The weave and its floor on the same spans; they must give the same HTML."""
    marks = [Mark(*span) for span in spans]
    if weave(text, passages, marks) != floor(text, passages, spans):
        sys.exit("The floor and the weave give different HTML: the comparison is void.")
    return [lambda: weave(text, passages, marks), lambda: floor(text, passages, spans)]


def main() -> int:
    source = random.Random(1)
    text, passages = make_text(source)
    acts = [act for count in (FEW, MANY) for act in contestants(text, passages, make_spans(source, passages, count))]
    rounds = [[seconds(act) for act in acts] for _ in range(ROUNDS)]
    few, few_floor, many, many_floor = (statistics.median(times) * 1000 for times in zip(*rounds, strict=True))
    growth = MANY * math.log(MANY) / (FEW * math.log(FEW))
    ratios = [
        statistics.median(values)
        for values in zip(*[(one / low, ten / high, ten / one / growth) for one, low, ten, high in rounds], strict=True)
    ]
    figures = [
        (f"weave {FEW} spans / floor ({few:.2f} / {few_floor:.2f} ms)", ratios[0], MOST),
        (f"weave {MANY} spans / floor ({many:.2f} / {many_floor:.2f} ms)", ratios[1], MOST),
        (
            f"growth from {FEW} to {MANY} spans / n log n ({ratios[2] * growth:.2f} / {growth:.2f})",
            ratios[2],
            1.0,
        ),
    ]
    for name, ratio, most in figures:
        print(f"{'ok  ' if ratio <= most else 'MISS'} {ratio:5.2f} of at most {most:.2f}  {name}")
    return int(any(ratio > most for _, ratio, most in figures))


if __name__ == "__main__":
    sys.exit(main())
