"""Finds what is most like a quotation: seeds vote for places, then the bounds are fitted."""

from collections import Counter
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

SEED = 10  # characters
SEEDS_MOST = 200
FINDS_MOST = 50  # places one seed may vote for
DRIFT = 48  # characters by which votes for one place may differ
PLACES_MOST = 8
EDGE = 64  # characters at either end of a quotation that fix its bounds
CLEAR = 0.8  # likeness that makes a look at the whole text needless
WHOLE_LONGEST = 2_000  # longer quotations are found by their seeds alone


def similarity(one: str, other: str) -> float:
    """1.0 for equal strings, 0.0 for nothing in common."""
    return 1.0 if one == other else Indel.normalized_similarity(one, other)


def _finds(text: str, seed: str) -> Iterator[int]:
    position = text.find(seed)
    for _ in range(FINDS_MOST):
        if position < 0:
            return
        yield position
        position = text.find(seed, position + 1)


def places(text: str, pattern: str) -> list[int]:
    """Offsets at which `pattern` may begin (they can lie outside the text), most votes first."""
    step = max(SEED - 2, len(pattern) // SEEDS_MOST)
    votes: Counter[int] = Counter()
    sums: Counter[int] = Counter()
    for offset in range(0, max(1, len(pattern) - SEED + 1), step):
        for find in _finds(text, pattern[offset : offset + SEED]):
            votes[(find - offset) // DRIFT] += 1
            sums[(find - offset) // DRIFT] += find - offset
    best = sorted(votes, key=lambda bucket: (-votes[bucket], bucket))[:PLACES_MOST]
    return [round(sums[bucket] / votes[bucket]) for bucket in best]


def _word_edge(text: str, offset: int) -> bool:
    return not (0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum())


def _candidates(text: str, around: int, reach: int) -> list[int]:
    """Word edges near an offset, nearest first, and the offset itself."""
    near = range(max(0, around - reach), min(len(text), around + reach) + 1)
    edges = {around, *(offset for offset in near if _word_edge(text, offset))}
    return sorted(edges, key=lambda at: (abs(at - around), at))


def fit(text: str, quote: str, start: int) -> tuple[int, int]:
    """Bounds of the words most like `quote` that begin near `start`; start ≤ end, within the text."""
    reach = DRIFT + len(quote) // 10
    head, tail = quote[:EDGE], quote[-EDGE:]
    begin = _aligned(text, head, start - reach, start + len(head) + reach)[0]
    end = _aligned(text, tail, begin + len(quote) - len(tail) - reach, begin + len(quote) + reach)[1]
    near = max(4, len(head) // 4)
    if len(quote) <= EDGE:
        begin = _best(_candidates(text, begin, near), lambda at: similarity(quote, text[at:end]))
        end = _best(_candidates(text, end, near), lambda at: similarity(quote, text[begin:at]))
    else:
        begin = _best(_candidates(text, begin, near), lambda at: similarity(head, text[at : begin + len(head)]))
        end = _best(_candidates(text, end, near), lambda at: similarity(tail, text[end - len(tail) : at]))
    return min(begin, end), max(begin, end)


def _aligned(text: str, pattern: str, low: int, high: int) -> tuple[int, int]:
    """Where `pattern` lies best within text[low:high], bounds clamped to the text."""
    low = min(max(0, low), len(text))
    high = min(max(low, high), len(text))
    found = fuzz.partial_ratio_alignment(pattern, text[low:high])
    return (low + found.dest_start, low + found.dest_end) if found else (low, high)


def _best(candidates: list[int], score: Callable[[int], float]) -> int:
    """The candidate of the highest score, the first of equal ones."""
    return max(candidates, key=score)


def search(
    text: str, quote: str, prefix: str = "", suffix: str = "", *, thorough: bool = True
) -> list[tuple[int, int]]:
    """Bounds of the stretches of `text` that may be `quote`, without doubles, in no order of merit.

    Prefix and suffix help to find the place and are not part of the stretch. The quotation is not empty. Where no
    run of SEED characters leads to a good place, the whole text is looked through, unless not `thorough`.
    """
    starts = [place + len(prefix) for place in places(text, prefix + quote + suffix)]
    found = dict.fromkeys(fit(text, quote, start) for start in starts)
    if (
        thorough
        and len(quote) <= WHOLE_LONGEST
        and all(similarity(quote, text[low:high]) < CLEAR for low, high in found)
    ):
        found[fit(text, quote, _aligned(text, quote, 0, len(text))[0])] = None
    return [(start, end) for start, end in found if start < end]
