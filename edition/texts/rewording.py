"""How the words of a quotation differ from the nearest words of a text: where, by which words, and by how much."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex
from rapidfuzz.distance import Indel

from edition.texts import approximate, selectors
from edition.texts.matching import Haystack
from edition.texts.normalisation import normalise

TELLING_MOST = 60  # words by which a quotation is looked for
TELLING_LENGTH = 4  # letters of a word that tells anything
_FINDS_MOST = 50  # places of one word that are looked at
_ROOM = 400  # characters, at least, in which a quotation is looked for beside its own length

_TOKEN = re.compile(r"\S+\s*|\s+")
_LETTERS = re.compile(r"[^\W_]+")
_RUNNING = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{2}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both have (`kind` "equal"), only the text ("deleted") or only the quotation ("inserted")."""

    kind: str
    words: str


def telling(words: str) -> list[str]:
    """Return folded words of a quotation by which its place is found: those of some length, spread over all of it."""
    folded = normalise(words)
    found = list(dict.fromkeys(_LETTERS.findall(folded)))
    long = [word for word in found if len(word) >= TELLING_LENGTH] or found
    pairs = dict.fromkeys(_RUNNING.findall(folded, overlapped=True))  # no blanks tell these words apart
    chosen = [*long, *pairs]
    step = max(1, math.ceil(len(chosen) / TELLING_MOST))
    return chosen[::step]


def promising(words: Sequence[str], texts: Iterable[str], most: int) -> list[int]:
    """Return which of the folded texts hold most of `words`, the best first; a word in few texts weighs more.

    A text that holds less than a fifth of the weight is none of them. One look for each word in each text.
    """
    held = [[word for word in words if word in text] for text in texts]
    often = Counter(word for each in held for word in each)
    weights = {word: math.log(1 + len(held) / often[word]) for word in often}
    sums = [sum(weights[word] for word in each) for each in held]
    lowest = sum(weights.values()) * (1 + len(words) - len(weights)) / max(1, len(words)) / 5
    best = sorted((at for at, total in enumerate(sums) if total and total >= lowest), key=lambda at: (-sums[at], at))
    return best[:most]


def nearest(haystack: Haystack, words: str) -> tuple[int, int] | None:
    """Return the range of the text whose words are most like `words`, or None where nothing is at all like them.

    Looked for where most of the telling words stand together, so the cost does not grow with the text.
    """
    window = _window(haystack, words)
    if window is None:
        return None
    found = selectors.nearest(haystack.text, words, *window)
    return (found.start, found.end) if found else None


def _window(haystack: Haystack, words: str) -> tuple[int, int] | None:
    folded, size = haystack.normalised.text, 2 * len(words) + _ROOM
    finds: list[tuple[int, float]] = []
    for word in telling(words):
        places = _finds(folded, word)
        finds += [(at, 1 / len(places)) for at in places]
    if not finds:
        return None
    finds.sort()
    low, high = haystack.normalised.original(*_densest(finds, size, len(folded)))
    return max(0, low - size // 2), min(len(haystack.text), high + size // 2)


def _finds(text: str, word: str) -> list[int]:
    found: list[int] = []
    at = text.find(word)
    while at >= 0 and len(found) < _FINDS_MOST:
        found.append(at)
        at = text.find(word, at + 1)
    return found


def _densest(finds: Sequence[tuple[int, float]], size: int, end: int) -> tuple[int, int]:
    """The range of `size` characters with the greatest weight; `finds` are places in order with their weights."""
    best, total, first, start = 0.0, 0.0, 0, finds[0][0]
    for at, weight in finds:
        total += weight
        while finds[first][0] <= at - size:
            total -= finds[first][1]
            first += 1
        if total > best:
            best, start = total, finds[first][0]
    return start, min(end, start + size)


def score(stored: str, quoted: str) -> int:
    """Return from 0 to 99 how alike different words are, typography and capitals folded; 100 is for equal ones."""
    one, other = normalise(stored).strip(), normalise(quoted).strip()
    return 100 if one == other else min(99, int(100 * approximate.similarity(one, other)))


def differences(stored: str, quoted: str) -> list[Piece]:
    """Return the words of both in the order of the text, word by word; what is equal when folded is the text's."""
    one, other = _TOKEN.findall(stored.strip()), _TOKEN.findall(quoted.strip())
    keys = [[normalise(token).strip() for token in tokens] for tokens in (one, other)]
    pieces: list[Piece] = []
    codes = Indel.opcodes(*keys)
    for equal, group in groupby(codes, key=lambda code: code.tag == "equal"):
        spans = list(group)
        kept = "".join(one[spans[0].src_start : spans[-1].src_end])
        added = "".join(other[spans[0].dest_start : spans[-1].dest_end])
        pieces += [Piece("equal", kept)] if equal else [Piece("deleted", kept), Piece("inserted", added)]
    return [piece for piece in pieces if piece.words]
