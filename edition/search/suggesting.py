"""Did you mean …? A query with its unknown words replaced by the nearest of the index."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from edition.models.search import SearchWord
from edition.search.finding import count
from edition.search.query import Query, parse
from edition.search.words import Word, words

MOST_MENDED = 3  # unknown words
MOST_CANDIDATES = 30_000  # words of the index that are compared, for all unknown words together
LONGEST_EDGE = 4  # letters
SHORTEST = 4
TRIED = 5  # of the nearest words


def suggest(text: str, query: Query) -> str:
    """Return `text` with slips of typing mended, or '' where nothing like it would find anything.

    Words that the index knows are left alone, and so are numbers and words of fewer than SHORTEST letters; with more
    than MOST_MENDED unknown words there is no suggestion. A slip is one letter more, less, other or two swapped; two
    of them in words of seven letters and more (optimal string alignment).

    All words of about its length are compared with an unknown one, while these are few. Where they are too many, only
    those that begin with the same letter or end with it are; with the same two; and so on, up to LONGEST_EDGE letters
    and less than half the word. One slip is never at both ends, so the word is found however many there are; of two,
    where one end is free of them. Where even those are too many nothing is suggested: none is left out by chance.

    Costs a look-up, a count and a read for all unknown words together, and at most TRIED counts of what is found.
    """
    slips = _slips(text, query)
    near = _nearest(sorted({word.folded[0] for word in slips}))
    if not near:
        return ""
    for rank in range(TRIED):
        options = {word: near[word.folded[0]] for word in slips}
        mended = _mended(text, {word: shown[min(rank, len(shown) - 1)] for word, shown in options.items()})
        if count(parse(mended)).total():
            return mended
    return ""


def _slips(text: str, query: Query) -> list[Word]:
    """Return the unknown words of a query where they stand in its text; none where they are too many to mend."""
    whole = {term.words[-1] for term in query.terms if not term.is_prefix}
    whole |= {word for term in query.terms for word in term.words[:-1]}
    typed = [w for w in words(text) if len(w.folded) == 1 and w.folded[0] in whole and w.folded[0].isalpha()]
    long = [word for word in typed if len(word.folded[0]) >= SHORTEST]
    known = set(SearchWord.objects.filter(word__in={w.folded[0] for w in long}).values_list("word", flat=True))
    slips = [word for word in long if word.folded[0] not in known]
    return slips if len({word.folded[0] for word in slips}) <= MOST_MENDED else []


def _nearest(unknown: Sequence[str]) -> dict[str, list[str]]:
    """Return, for each of the words, those of the index nearest to it, as they are written; {} where one has none."""
    edges = _edges(unknown) if unknown else {}
    if not edges or len(edges) < len(unknown):
        return {}
    alike = reduce(or_, (_alike(word, edge) for word, edge in edges.items()))
    shown = dict(sorted(SearchWord.objects.filter(alike).values_list("word", "shown")))
    found = {word: [shown[name] for name in _like(word, shown)] for word in unknown}
    return found if all(found.values()) else {}


def _like(word: str, candidates: dict[str, str]) -> list[str]:
    found = extract(word, candidates.keys(), scorer=OSA.distance, score_cutoff=_most_slips(word), limit=TRIED)
    return [name for name, _distance, _at in found]


def _most_slips(word: str) -> int:
    return 2 if len(word) > 6 else 1


def _edges(unknown: Sequence[str]) -> dict[str, int]:
    """Return how many letters at one end a word must share with its candidates; of which it has too many, nothing.

    As few letters as keep the candidates of each word within its share of MOST_CANDIDATES; 0 takes them all.
    """
    tried = [(word, edge) for word in unknown for edge in range(min(LONGEST_EDGE, (len(word) - 1) // 2), -1, -1)]
    sums = {f"tried_{at}": Count("pk", filter=_alike(*pair)) for at, pair in enumerate(tried)}
    counts = SearchWord.objects.aggregate(**sums)
    fitting = [pair for pair, found in zip(tried, counts.values(), strict=True) if found <= _share(unknown)]
    return dict(fitting)  # of each word the last, so the fewest letters


def _share(unknown: Sequence[str]) -> int:
    return MOST_CANDIDATES // len(unknown)


def _alike(word: str, edge: int) -> Q:
    """Words of about the same length that share the first or the last `edge` letters; with 0, whatever letters."""
    slips = _most_slips(word)
    about = Q(length__range=(len(word) - slips, len(word) + slips))
    if not edge:
        return about
    return about & (Q(word__startswith=word[:edge]) | Q(word__endswith=word[-edge:]))


def _mended(text: str, replacements: dict[Word, str]) -> str:
    for word in sorted(replacements, key=lambda word: -word.start):
        text = text[: word.start] + replacements[word] + text[word.end :]
    return text
