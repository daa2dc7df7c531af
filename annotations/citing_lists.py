"""Lists of what is cited: the sources, all that carries a tag, all that a search finds."""

from collections.abc import Iterable, Iterator, Sequence

from taggit.models import Tag

from annotations import citing
from annotations.finding.asking import GROUPS, Asked
from annotations.models import Annotation, Claim, Topic
from annotations.models.notes import AnnotationQuerySet
from annotations.searching import CLAIMS, LEDGER, NOTE, TOPICS
from edition import citing as texts
from edition.languages import without_language
from edition.models import Article, Passage, Revision, Work
from edition.search import finding
from edition.search.finding import Found, Hit
from edition.search.texts import PASSAGE, WORK
from edition.views.cite import Listed

MOST = 250  # of each group of a search, the best first


def of_sources() -> Iterator[Listed]:
    """Give the sources of the edition, A to Z."""
    for source in Work.objects.sources().alphabetical().iterator(chunk_size=500):
        yield Listed(source.as_record(), _path(source))


def of_tag(tag: Tag, base: str) -> Iterator[Listed]:
    """Give the articles that carry `tag`, in the edition's order, then the published notes, by number."""
    for article in Article.objects.published().filter(tags=tag):
        revision = article.current
        yield Listed(texts.of_revision(revision, base), _path(revision))
    notes = Annotation.objects.published().filter(tags=tag).order_by("number")
    yield from _notes(_whole(notes).iterator(chunk_size=500), base)


def _whole(notes: AnnotationQuerySet) -> AnnotationQuerySet:
    """Return notes with all that their records are made of."""
    return notes.with_place().prefetch_related("versions")


def _notes(notes: Iterable[Annotation], base: str) -> Iterator[Listed]:
    for note in notes:
        yield Listed(citing.of_note(note, base), _path(note))


def found(asked: Asked) -> Found:
    """Return what a search finds of the group that was asked for, or of all: at most MOST of each."""
    kinds = [GROUPS[asked.group]] if asked.group else list(GROUPS.values())
    return finding.search(asked.query, kinds, asked.filters, count=MOST)


def of_search(result: Found, base: str) -> Iterator[Listed]:
    """Give the passages, notes, topics and claims, and sources that were found, in this order."""
    makers = {PASSAGE: _found_passages, NOTE: _found_notes, LEDGER: _found_ledger, WORK: _found_works}
    for kind, hits in result.hits.items():
        yield from makers[kind](hits, base)


def _found_passages(hits: Sequence[Hit], base: str) -> Iterator[Listed]:
    revisions = _revisions({hit.article for hit in hits})
    passages = {
        (one.revision_id, one.anchor): one
        for one in Passage.objects.filter(revision__in=revisions.values(), anchor__in={hit.anchor for hit in hits})
    }
    for hit in hits:
        revision = revisions[hit.article]
        record = texts.of_passages(revision, [passages[revision.pk, hit.anchor]], base)
        yield Listed(record, f"{_path(revision)}{hit.anchor}/")


def _revisions(slugs: set[str]) -> dict[str, Revision]:
    """Return the newest revisions of articles, by slug."""
    light = Revision.objects.light().select_related("article__work")
    return {one.article.slug: one for one in light.filter(article__slug__in=slugs).order_by("number")}


def _found_notes(hits: Sequence[Hit], base: str) -> Iterator[Listed]:
    notes = Annotation.objects.published().filter(number__in=[int(hit.key) for hit in hits])
    by_number = {str(note.number): note for note in _whole(notes)}
    return _notes((by_number[hit.key] for hit in hits if hit.key in by_number), base)


def _found_ledger(hits: Sequence[Hit], base: str) -> Iterator[Listed]:
    keys = [hit.key for hit in hits]
    topics = list(Topic.objects.filter(slug__in=[key.removeprefix(TOPICS) for key in keys]))
    claims = list(Claim.objects.filter(slug__in=[key.removeprefix(CLAIMS) for key in keys]))
    paths = [*(TOPICS + topic.slug for topic in topics), *(CLAIMS + claim.slug for claim in claims)]
    rows = dict(zip(paths, [*citing.of_topics(topics, base), *citing.of_claims(claims, base)], strict=True))
    # The keys of the index are paths: topics/…, claims/….
    return (Listed(rows[key], f"/{key}/") for key in keys if key in rows)


def _found_works(hits: Sequence[Hit], base: str) -> Iterator[Listed]:
    works = Work.objects.in_bulk([hit.key for hit in hits], field_name="key")
    return (Listed(works[hit.key].as_record(), _path(works[hit.key])) for hit in hits if hit.key in works)


def _path(row: Revision | Annotation | Work) -> str:
    return without_language(row.get_absolute_url())
