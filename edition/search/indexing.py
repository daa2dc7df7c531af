"""The index: entries put in and taken out. Call it in the transaction that changes what they are made of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TypeVar

from django.db import connection, transaction

from edition.models.search import WORD_LENGTH, SearchEntry, SearchFacet, SearchWord
from edition.search.engines import engine
from edition.search.words import fold_word, written

T = TypeVar("T")
AT_ONCE = 500
MOST_BYTES = 500_000  # of the folded words of one entry: PostgreSQL's vectors end at a megabyte


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found, whatever it is.

    `key` is its name among those of its `kind`; `words` are its words as they are stored, of which results show a
    piece; `facets` are the values by which it is filtered, by name.
    """

    kind: str
    key: str
    words: str
    article: str = ""
    anchor: str = ""
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)


@transaction.atomic
def index(entries: Iterable[Entry]) -> int:
    """Put `entries` into the index, in place of those of the same kind and key; return how many they were."""
    count = 0
    for batch in batches(entries):
        for kind in {entry.kind for entry in batch}:
            remove(kind, [entry.key for entry in batch if entry.kind == kind])
        _insert(batch)
        count += len(batch)
    return count


@transaction.atomic
def add(entries: Iterable[Entry], known: set[str] | None = None) -> None:
    """Put entries into the index that it does not hold yet, none of them.

    `known` are words, as they are written, that the index has learnt; those that are new are put in. Throw it away
    where the transaction fails.
    """
    for batch in batches(entries):
        _insert(batch, known)


@transaction.atomic
def remove(kind: str, keys: Iterable[str]) -> None:
    """Take the entries of these keys out of the index; those that are not there are no error."""
    for batch in batches(keys):
        found = list(SearchEntry.objects.filter(kind=kind, key__in=batch).values_list("pk", flat=True))
        if found:
            SearchFacet.objects.filter(entry__in=found)._raw_delete(SearchFacet.objects.db)
            SearchEntry.objects.filter(pk__in=found)._raw_delete(SearchEntry.objects.db)


@transaction.atomic
def clear() -> None:
    """Empty the index."""
    for model in (SearchFacet, SearchEntry, SearchWord):
        model.objects.all()._raw_delete(model.objects.db)


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Give `items` in lists of at most AT_ONCE."""
    left = iter(items)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


def facet_rows(entry: Entry) -> set[tuple[str, str]]:
    """Return the facets of an entry as they are stored."""
    return {(name, value[:300]) for name, values in entry.facets.items() for value in values}


def folded(found: Iterable[str]) -> str:
    """Return words, folded and parted by blanks, without those beyond MOST_BYTES."""
    text = " ".join(chain.from_iterable(map(fold_word, found)))
    if len(data := text.encode()) <= MOST_BYTES:
        return text
    return data[:MOST_BYTES].rpartition(b" ")[0].decode()


def _insert(batch: Sequence[Entry], known: set[str] | None = None) -> None:
    found = [written(entry.words) for entry in batch]
    rows = [
        SearchEntry(kind=e.kind, key=e.key, words=e.words, article=e.article, anchor=e.anchor, folded=folded(of_entry))
        for e, of_entry in zip(batch, found, strict=True)
    ]
    _give_keys(rows)
    rows = SearchEntry.objects.bulk_create(rows)
    SearchFacet.objects.bulk_create(
        SearchFacet(entry=row, name=name, value=value)
        for row, entry in zip(rows, batch, strict=True)
        for name, value in sorted(facet_rows(entry))
    )
    _learn(dict.fromkeys(chain.from_iterable(found)), set() if known is None else known)


def _give_keys(rows: Iterable[SearchEntry]) -> None:
    """Give new rows their keys, where the engine tells kinds by them."""
    following: dict[str, int] = {}
    for row in rows:
        if row.kind not in following and (query := engine().next_key(row.kind)):
            with connection.cursor() as cursor:
                cursor.execute(*query)
                following[row.kind] = cursor.fetchone()[0]
        if row.kind in following:
            row.pk = following[row.kind]
            following[row.kind] += 1


def _learn(found: Mapping[str, None], known: set[str]) -> None:
    """Keep the words that are new to the index, in the order of the alphabet: two writers then never lock crosswise."""
    shown: dict[str, str] = {}
    for word in [word for word in found if word not in known]:
        parts = fold_word(word)
        if len(parts) == 1 and len(parts[0]) > 2 and parts[0].isalpha():
            shown.setdefault(parts[0], word)
    for some in batches(sorted(shown)):
        held = set(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
        SearchWord.objects.bulk_create(
            (SearchWord(word=w, shown=shown[w][: 2 * WORD_LENGTH], length=len(w)) for w in some if w not in held),
            ignore_conflicts=True,
        )
    known.update(found)
