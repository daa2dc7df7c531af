"""Capture: one act that stores a text with its passages and anchors, or many new articles at once, or nothing.

What is stored is checked here, in memory: a text against its bytes, passages against their text, anchors against each
other. The rows then go in by the hundred.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max

from edition.intake import Reading
from edition.models import Article, Passage, Revision, Work
from edition.models.texts import anchor_problem, out_of_order, sha256
from edition.search import indexing
from edition.search.texts import passage_entry, refresh_passages
from edition.texts import anchors
from edition.texts.segmentation import ROLES, check_tiling

M = TypeVar("M", bound=models.Model)
ANCHOR_LONGEST = 12  # characters


@dataclass(frozen=True, slots=True)
class Block:
    """A confirmed passage: code points `start` to `end`, role, and the anchor where one was given before."""

    start: int
    end: int
    role: str
    anchor: str = ""
    remark: str = ""
    quirks: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Capture:
    """What is known of a captured text besides its bytes."""

    file_name: str = ""
    captured_on: date | None = None
    quirks: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class New:
    """An article to be: its slug, which is the key of its work too, its record, and its first text with passages."""

    slug: str
    csl: Mapping[str, Any]
    reading: Reading
    blocks: Sequence[Block]
    about: Capture = field(default_factory=Capture)


@transaction.atomic
def capture(article: Article, reading: Reading, blocks: Sequence[Block], about: Capture | None = None) -> Revision:
    """Store `reading` as the next revision of `article`, with one passage a block.

    Blocks without an anchor get the next of their series. Raises TilingError when the blocks do not tile the text,
    and ValidationError when an anchor stands twice, out of order, or does not fit its role.
    """
    number = article.revisions.count() + 1
    revision = _revision(article, number, reading, blocks, about or Capture())
    revision.save()
    _insert(Passage, _passages(revision, blocks))
    Article.objects.filter(pk=article.pk).touch()
    refresh_passages(article)
    return revision


@transaction.atomic
def capture_many(news: Sequence[New], known: set[str] | None = None) -> list[Revision]:
    """Store new articles with their works and first texts, all or none; they follow those that are there.

    `known` is handed from call to call: words that the search index has learnt. Raises TilingError and ValidationError
    as `capture` does, and ValidationError for a slug that is taken and for a
    bad record.
    """
    _check_names([new.slug for new in news])
    works = _insert(Work, [_work(new) for new in news])
    last = Article.objects.aggregate(last=Max("number"))["last"] or 0
    articles = [_article(new.slug, last + at, work) for at, (new, work) in enumerate(zip(news, works, strict=True), 1)]
    revisions = [
        _revision(article, 1, new.reading, new.blocks, new.about)
        for new, article in zip(news, _insert(Article, articles), strict=True)
    ]
    for revision in revisions:
        revision.clean_fields(exclude={"article"})
        revision.clean()
    rows = [
        row
        for new, revision in zip(news, _insert(Revision, revisions), strict=True)
        for row in _passages(revision, new.blocks)
    ]
    _insert(Passage, rows)
    indexing.add((passage_entry(row.revision.article.slug, row.anchor, row.text) for row in rows), known)
    Article.objects.none().touch()
    return revisions


def _check_names(slugs: Sequence[str]) -> None:
    taken = {*Article.objects.filter(slug__in=slugs).values_list("slug", flat=True)}
    taken |= {*Work.objects.filter(key__in=slugs).values_list("key", flat=True)}
    twice = next((slug for slug in slugs if slug in taken or slugs.count(slug) > 1), "")
    if twice:
        raise ValidationError(f"The name {twice} is taken. Give the article another.")


def _work(new: New) -> Work:
    work = Work(key=new.slug, csl=dict(new.csl), edits=1)
    work.derive()
    work.clean_fields()
    work.clean()
    return work


def _article(slug: str, number: int, work: Work) -> Article:
    article = Article(slug=slug, number=number, work=work)
    article.clean_fields(exclude={"work"})
    article.clean()
    return article


def _revision(article: Article, number: int, reading: Reading, blocks: Sequence[Block], about: Capture) -> Revision:
    """Return the revision, not yet stored; its passages tile it."""
    check_tiling(reading.text, [(block.start, block.end) for block in blocks])
    return Revision(
        article=article,
        number=number,
        file_name=about.file_name,
        encoding=reading.encoding,
        original=reading.original,
        original_sha256=sha256(reading.original),
        text=reading.text,
        text_sha256=sha256(reading.text.encode()),
        quirks=list(about.quirks),
        captured_on=about.captured_on,
    )


def _passages(revision: Revision, blocks: Sequence[Block]) -> list[Passage]:
    return [
        Passage(
            revision=revision,
            position=position,
            anchor=anchor,
            start=block.start,
            end=block.end,
            role=block.role,
            remark=block.remark,
            quirks=list(block.quirks),
        )
        for position, (block, anchor) in enumerate(zip(blocks, _anchors(revision.article, blocks), strict=True), 1)
    ]


def _insert(model: type[M], rows: Iterable[M]) -> list[M]:
    """Insert rows that were checked, past the checks that ask the database of each row."""
    return models.QuerySet[M](model).bulk_create(rows)


def _anchors(article: Article, blocks: Sequence[Block]) -> list[str]:
    given = [block.anchor for block in blocks]
    if not any(given):
        return anchors.number(block.role for block in blocks)
    for block in blocks:
        wrong = anchor_problem(block.anchor, block.role)
        if block.role not in ROLES:
            raise ValidationError(wrong)
        if wrong and not _was_given(article, block.anchor):
            raise ValidationError(wrong)
        if len(block.anchor) > ANCHOR_LONGEST:
            raise ValidationError(f"The anchor {block.anchor} is longer than {ANCHOR_LONGEST} characters.")
    if len(set(given)) != len(given):
        twice = next(anchor for anchor in given if given.count(anchor) > 1)
        raise ValidationError(f"The anchor {twice} is given twice. Every passage has its own.")
    if late := out_of_order(given):
        raise ValidationError(f"The anchor {late} stands after a later one. Anchors ascend in each series.")
    return given


def _was_given(article: Article, anchor: str) -> bool:
    """Whether a passage of an earlier text has the anchor: it keeps it, whatever its role is now."""
    return Passage.objects.filter(revision__article=article, anchor=anchor).exists()
