"""Capture a text: one act that stores a revision with its passages and anchors, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from edition.intake.plain import Reading
from edition.models import Article, Passage, Revision
from edition.models.texts import anchor_problem, out_of_order, sha256
from edition.search.texts import refresh_passages
from edition.texts import anchors
from edition.texts.segmentation import check_tiling


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


@transaction.atomic
def capture(article: Article, reading: Reading, blocks: Sequence[Block], about: Capture | None = None) -> Revision:
    """Store `reading` as the next revision of `article`, with one passage a block.

    Blocks without an anchor get the next of their series. Raises TilingError when the blocks do not tile the text,
    and ValidationError when an anchor stands twice, out of order, or does not fit its role.
    """
    about = about or Capture()
    check_tiling(reading.text, [(block.start, block.end) for block in blocks])
    names = _anchors(blocks)
    revision = Revision(
        article=article,
        number=article.revisions.count() + 1,
        file_name=about.file_name,
        encoding=reading.encoding,
        original=reading.original,
        original_sha256=sha256(reading.original),
        text=reading.text,
        text_sha256=sha256(reading.text.encode()),
        quirks=list(about.quirks),
        captured_on=about.captured_on,
    )
    revision.save()
    Passage.objects.bulk_create(
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
        for position, (block, anchor) in enumerate(zip(blocks, names, strict=True), 1)
    )
    Article.objects.filter(pk=article.pk).touch()
    refresh_passages(article)
    return revision


def _anchors(blocks: Sequence[Block]) -> list[str]:
    given = [block.anchor for block in blocks]
    if not any(given):
        return anchors.number(block.role for block in blocks)
    for block in blocks:
        if wrong := anchor_problem(block.anchor, block.role):
            raise ValidationError(wrong)
    if len(set(given)) != len(given):
        twice = next(anchor for anchor in given if given.count(anchor) > 1)
        raise ValidationError(f"The anchor {twice} is given twice. Every passage has its own.")
    if late := out_of_order(given):
        raise ValidationError(f"The anchor {late} stands after a later one. Anchors ascend in each series.")
    return given
