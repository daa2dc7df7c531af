"""What `manage.py verify` recomputes of the notes: that each stood where it is said to have stood."""

from collections.abc import Iterator

from annotations.models import FormerPlace
from annotations.uses import older
from edition.verification import CHECKS


def former_places() -> Iterator[str]:
    """Give a sentence for each former place that is not in an earlier text of its article."""
    rows = FormerPlace.objects.select_related("span__revision__article", "annotation", "claim", "topic")
    rows = rows.defer("span__revision__text", "span__revision__original").exclude(span__revision__in=older())
    for row in rows.order_by("pk"):
        yield f"Former place {row.pk} ({row}): {row.span.revision} is the newest text of its article."


CHECKS.append(former_places)
