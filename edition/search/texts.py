"""What of the texts and works is found: the passages of every article's current revision, and the sources."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Max

from edition.citations.record import joined
from edition.citations.wording import name_in_words
from edition.models import Article, Passage, Revision, Work
from edition.models.search import SearchEntry
from edition.search.indexing import Entry
from edition.search.providers import Keys, Provider, refresh, register

PASSAGE, WORK = "passage", "work"
# The variables of CSL-JSON that hold words, in the order in which a reader meets them.
WORDS_OF_A_WORK = (
    "title",
    "container-title",
    "collection-title",
    "event-title",
    "publisher",
    "publisher-place",
    "genre",
    "number",
    "archive",
    "abstract",
    "note",
)


def passages(keys: Keys) -> Iterator[Entry]:
    """Give the entries of passages; a key is `article-1/p5`."""
    revisions = _current()
    if keys is not None:
        revisions = revisions.filter(article__slug__in={key.partition("/")[0] for key in keys})
    wanted = None if keys is None else set(keys)
    for revision in revisions.iterator():
        slug = revision.article.slug
        for passage in revision.passages.order_by("position"):
            key = f"{slug}/{passage.anchor}"
            if wanted is None or key in wanted:
                yield passage_entry(slug, passage.anchor, revision.text[passage.start : passage.end])


def passage_entry(slug: str, anchor: str, words: str) -> Entry:
    """Return the entry of a passage."""
    return Entry(PASSAGE, f"{slug}/{anchor}", words, slug, anchor, {"article": [slug]})


def _current() -> Any:
    newest = Article.objects.annotate(newest=Max("revisions")).values("newest")
    return Revision.objects.light().filter(pk__in=newest).select_related("article").order_by("article__number")


def refresh_passages(article: Article) -> None:
    """Make the index hold the passages of the article's current revision, and none of those before."""
    here = Passage.objects.filter(revision=article.current).values_list("anchor", flat=True)
    known = SearchEntry.objects.filter(kind=PASSAGE, article=article.slug).values_list("key", flat=True)
    refresh(PASSAGE, sorted({*known, *(f"{article.slug}/{anchor}" for anchor in here)}))


def works(keys: Keys) -> Iterator[Entry]:
    """Give the entries of sources; a key is the work's."""
    found = Work.objects.sources().order_by("sort_name", "title", "key")
    if keys is not None:
        found = found.filter(key__in=keys)
    for work in found.iterator():
        yield Entry(WORK, work.key, words_of(work), facets={"person": people(work.csl)})


def words_of(work: Work) -> str:
    """Return the words of a record in one line: names, title, where, year, remarks."""
    csl = work.csl
    names = [name_in_words(name) for name in (*csl.get("author", ()), *csl.get("editor", ()))]
    held = [str(csl[variable]) for variable in WORDS_OF_A_WORK if csl.get(variable)]
    parts = ["; ".join(names), held[0] if held else "", str(work.year or ""), *held[1:]]
    return ". ".join(part.rstrip(".") for part in parts if part)


def people(csl: dict[str, Any]) -> Collection[str]:
    """Return the authors of a record, family name first; its editors where it has no author."""
    return {_surname_first(name) for name in csl.get("author") or csl.get("editor") or ()} - {""}


def _surname_first(name: dict[str, str]) -> str:
    if "literal" in name:
        return str(name["literal"])
    family = joined(name.get("non-dropping-particle"), name.get("family"))
    return ", ".join(filter(None, (family, name.get("given"))))


def _nothing(key: str) -> Collection[str]:
    return ()


register(Provider(PASSAGE, passages, _nothing), Provider(WORK, works, lambda key: (key,)))
