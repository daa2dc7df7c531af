"""What was found as rows of the page, read in a number of queries that does not grow with the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from annotations.listing import NoteRow, article_words, note_rows
from annotations.models import Annotation, Claim, Topic
from annotations.paragraphs import direction
from annotations.rendering import name
from annotations.searching import CLAIMS, LEDGER, NOTE, TOPICS
from edition import work_types
from edition.models import Article, Passage, Work
from edition.search.finding import Hit
from edition.search.query import Query
from edition.search.snippets import Snippet, snippet
from edition.search.texts import PASSAGE, WORK
from edition.texts.fragments import fragment


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage: where it stands, and its words in context."""

    article: Article
    place: str
    url: str
    language: str
    direction: str
    context: Snippet


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A published note, and its words in context."""

    row: NoteRow
    context: Snippet


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A topic, or a claim of one, and its words in context."""

    row: Topic | Claim
    topic: Topic | None
    context: Snippet


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A source, and its record in context."""

    work: Work
    type: str
    context: Snippet


Row = PassageRow | FoundNote | LedgerRow | WorkRow


def rows(kind: str, hits: Sequence[Hit], query: Query) -> Sequence[Row]:
    """Return the rows of `hits` of one kind, in their order."""
    return {PASSAGE: _passages, NOTE: _notes, LEDGER: _ledger, WORK: _works}[kind](hits, query)


def _passages(hits: Sequence[Hit], query: Query) -> list[Row]:
    articles = Article.objects.select_related("work").in_bulk({hit.article for hit in hits}, field_name="slug")
    places = _places(hits)
    found: list[Row] = []
    for hit in hits:
        article, context = articles[hit.article], snippet(hit.words, query)
        language = str(article.work.csl.get("language") or "en")
        words = f"{article_words(article)} {name(hit.anchor)}"
        passage = places[hit.article, hit.anchor]
        url = reverse("article", args=[hit.article]) + f"#{hit.anchor}{_to_words(passage, context)}"
        found.append(PassageRow(article, words, url, language, direction(language), context))
    return found


def _places(hits: Sequence[Hit]) -> dict[tuple[str, str], Passage]:
    """Return the passages of the current revisions by article and anchor, with the texts they stand in."""
    passages = (
        Passage.objects.filter(revision__article__slug__in={hit.article for hit in hits})
        .filter(anchor__in={hit.anchor for hit in hits})
        .select_related("revision__article")
        .defer("revision__original")
        .order_by("revision__number")
    )
    return {(passage.revision.article.slug, passage.anchor): passage for passage in passages}


def _to_words(passage: Passage, context: Snippet) -> str:
    """Return the part of an address that leads to the first words found, in browsers that look for them."""
    if context.found is None:
        return ""
    start, end = context.found
    return fragment(passage.revision.text, passage.start + start, passage.start + end)


def _notes(hits: Sequence[Hit], query: Query) -> list[Row]:
    numbers = [int(hit.key) for hit in hits]
    found = {row.note.number: row for row in note_rows(Annotation.objects.published().filter(number__in=numbers))}
    return [FoundNote(found[int(hit.key)], snippet(hit.words, query)) for hit in hits if int(hit.key) in found]


def _ledger(hits: Sequence[Hit], query: Query) -> list[Row]:
    keys = [hit.key for hit in hits]
    topics = Topic.objects.filter(slug__in=[key.removeprefix(TOPICS) for key in keys])
    claims = Claim.objects.filter(slug__in=[key.removeprefix(CLAIMS) for key in keys]).select_related("topic")
    found: dict[str, Topic | Claim] = {TOPICS + topic.slug: topic for topic in topics}
    found |= {CLAIMS + claim.slug: claim for claim in claims}
    return [_ledger_row(found[hit.key], snippet(hit.words, query)) for hit in hits if hit.key in found]


def _ledger_row(row: Topic | Claim, context: Snippet) -> LedgerRow:
    return LedgerRow(row, row.topic if isinstance(row, Claim) else None, context)


def _works(hits: Sequence[Hit], query: Query) -> list[Row]:
    found = Work.objects.in_bulk([hit.key for hit in hits], field_name="key")
    return [
        WorkRow(found[hit.key], work_types.word(found[hit.key].type), snippet(hit.words, query))
        for hit in hits
        if hit.key in found
    ]
