"""Did you mean …? A query with its unknown words replaced by the nearest of the index."""

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from edition.models.search import SearchWord
from edition.search.finding import count
from edition.search.query import Query, parse
from edition.search.words import Word, words

MOST_CANDIDATES = 50_000
SHORTEST = 4
TRIED = 5  # of the nearest words


def suggest(text: str, query: Query) -> str:
    """Return `text` with slips of typing mended, or '' where nothing like it would find anything.

    Words that the index knows are left alone, and so are numbers and words of fewer than SHORTEST letters. A slip is
    one letter more, less, other or two swapped; two of them in words of seven letters and more (optimal string
    alignment). Costs a look-up for each word, a read of the words of about its length, and a count.
    """
    slips = _slips(text, query)
    options = {word: _nearest(word.folded[0]) for word in slips}
    if not slips or not all(options.values()):
        return ""
    for rank in range(TRIED):
        mended = _mended(text, {word: shown[min(rank, len(shown) - 1)] for word, shown in options.items()})
        if count(parse(mended)).total():
            return mended
    return ""


def _slips(text: str, query: Query) -> list[Word]:
    whole = {term.words[-1] for term in query.terms if not term.is_prefix}
    whole |= {word for term in query.terms for word in term.words[:-1]}
    typed = [w for w in words(text) if len(w.folded) == 1 and w.folded[0] in whole and w.folded[0].isalpha()]
    long = [word for word in typed if len(word.folded[0]) >= SHORTEST]
    known = set(SearchWord.objects.filter(word__in={w.folded[0] for w in long}).values_list("word", flat=True))
    return [word for word in long if word.folded[0] not in known]


def _nearest(word: str) -> list[str]:
    """Return the words of the index nearest to `word`, as they are written."""
    slips = 2 if len(word) > 6 else 1
    near = SearchWord.objects.filter(length__range=(len(word) - slips, len(word) + slips))
    shown = dict(near.order_by("word").values_list("word", "shown")[:MOST_CANDIDATES])
    found = extract(word, shown.keys(), scorer=OSA.distance, score_cutoff=slips, limit=TRIED)
    return [shown[name] for name, _distance, _at in found]


def _mended(text: str, replacements: dict[Word, str]) -> str:
    for word in sorted(replacements, key=lambda word: -word.start):
        text = text[: word.start] + replacements[word] + text[word.end :]
    return text
