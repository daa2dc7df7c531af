"""Who has entries for the index: each kind of thing says which are its own, by key. An app registers its kinds."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db import transaction

from edition.models import Article
from edition.models.search import SearchEntry, SearchFacet
from edition.search.engines import is_sound
from edition.search.indexing import Entry, batches, clear, facet_rows, index, remove

Keys = Collection[str] | None


@dataclass(frozen=True, slots=True)
class Provider:
    """The entries of one kind.

    `entries` gives those of some keys, or all; a key that has none (any more) gives nothing. `resting_on` gives the
    keys of those that show something of a work, of this key.
    """

    kind: str
    entries: Callable[[Keys], Iterator[Entry]]
    resting_on: Callable[[str], Collection[str]]


PROVIDERS: dict[str, Provider] = {}


def register(*providers: Provider) -> None:
    """Make the index hold the entries of `providers`."""
    PROVIDERS.update({provider.kind: provider for provider in providers})


@transaction.atomic
def refresh(kind: str, keys: Collection[str]) -> None:
    """Make the index say of these keys what their provider says now."""
    for some in batches(keys):
        remove(kind, some)
        index(PROVIDERS[kind].entries(some))


@transaction.atomic
def refresh_work(key: str) -> None:
    """Make the index agree with a work that was stored, and with what shows its authors."""
    for provider in PROVIDERS.values():
        if keys := provider.resting_on(key):
            refresh(provider.kind, keys)


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Make the whole index anew; return how many entries of each kind there are."""
    clear()
    counts = {kind: index(provider.entries(None)) for kind, provider in PROVIDERS.items()}
    Article.objects.touch()
    return counts


def disagreements() -> Iterator[str]:
    """Give a sentence for every entry that the index lacks, has too many, or has otherwise than its provider."""
    if not is_sound():
        yield "Search index: the engine's own part of it does not agree with its entries."
    for kind, provider in PROVIDERS.items():
        stored = _stored(kind)
        for entry in provider.entries(None):
            held = stored.pop(entry.key, None)
            if held is None:
                yield f"Search index: {kind} {entry.key} is missing."
            elif held != _digest(entry):
                yield f"Search index: {kind} {entry.key} is not what it was made of."
        yield from (f"Search index: {kind} {key} is not in the edition." for key in sorted(stored))
    for kind, key in SearchEntry.objects.exclude(kind__in=PROVIDERS).values_list("kind", "key"):
        yield f"Search index: {kind} {key} is of no known kind."


def _stored(kind: str) -> dict[str, int]:
    facets: dict[int, set[tuple[str, str]]] = {}
    rows = SearchFacet.objects.filter(entry__kind=kind).values_list("entry", "name", "value")
    for entry, name, value in rows.iterator():
        facets.setdefault(entry, set()).add((name, value))
    entries = SearchEntry.objects.filter(kind=kind).values_list("pk", "key", "words", "article", "anchor")
    return {
        key: hash((words, article, anchor, frozenset(facets.get(pk, ()))))
        for pk, key, words, article, anchor in entries.iterator()
    }


def _digest(entry: Entry) -> int:
    return hash((entry.words, entry.article, entry.anchor, frozenset(facet_rows(entry))))
