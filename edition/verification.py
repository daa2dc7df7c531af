"""Recompute what must never change, from the stored bytes up."""

from collections.abc import Iterator

from edition.models import Revision
from edition.texts.segmentation import TilingError, check_tiling


def mismatches() -> Iterator[str]:
    """Give a sentence for every text, passage and span that is not what its witnesses say."""
    for revision in Revision.objects.select_related("article").iterator(chunk_size=20):
        yield from revision.mismatches()
        yield from _passages(revision)
        for span in revision.spans.select_related("passage"):
            span.revision = revision
            yield from span.mismatches()


def _passages(revision: Revision) -> Iterator[str]:
    ranges = list(revision.passages.order_by("start").values_list("start", "end"))
    try:
        check_tiling(revision.text, ranges)
    except TilingError as error:
        yield f"{revision}: {error}"
