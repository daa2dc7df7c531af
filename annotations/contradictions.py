"""Which words of the edition contradict each other: the published links that say so, and what they touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotations.models import Link
from annotations.vocabulary import Relation, Status

Range = tuple[int, int, int]  # revision, start, end
Ends = tuple[Range, Range]


def contradictions() -> list[Ends]:
    """Return both ends of every published link that says its ends contradict each other."""
    links = Link.objects.filter(relation=Relation.CONTRADICTS, annotation__status=Status.PUBLISHED).order_by()
    ends = [f"{end}__{name}" for end in ("annotation__span", "target") for name in ("revision", "start", "end")]
    return [((row[0], row[1], row[2]), (row[3], row[4], row[5])) for row in links.values_list(*ends)]


def contradict(links: Iterable[Ends], places: Sequence[Range]) -> int:
    """Count the links of which both ends touch one of `places`: they contradict each other on that matter."""
    return sum(all(any(touch(end, place) for place in places) for end in link) for link in links)


def touch(one: Range, other: Range) -> bool:
    """Whether two ranges have a character in common."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
