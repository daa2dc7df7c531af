"""All texts of the edition, folded, in memory: a revision never changes, so what is kept is always right."""

from collections.abc import Sequence
from dataclasses import dataclass

from edition.models import Revision
from edition.texts.normalisation import normalise

# Characters kept, about two bytes each at most: ten thousand articles. Of more, the rest is folded at each request.
KEPT_MOST = 100_000_000
_AT_ONCE = 200  # texts fetched in one query

_kept: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Witness:
    """A revision to be searched: its key, the SHA-256 of its text, and whether it is its article's newest."""

    pk: int
    sha256: str
    is_newest: bool


def witnesses() -> list[Witness]:
    """Return all revisions: the newest of each article in the edition's order, then the older ones. One query."""
    rows = list(Revision.objects.order_by("article__number", "-number").values_list("pk", "text_sha256", "article_id"))
    newest = {article: pk for pk, _, article in reversed(rows)}
    found = [Witness(pk, digest, newest[article] == pk) for pk, digest, article in rows]
    return sorted(found, key=lambda witness: not witness.is_newest)


def folded(wanted: Sequence[Witness]) -> list[str]:
    """Return the folded text of each; texts not seen before are fetched, some hundreds in a query."""
    texts = {witness.sha256: _kept[witness.sha256] for witness in wanted if witness.sha256 in _kept}
    lacking = [witness.pk for witness in wanted if witness.sha256 not in texts]
    room = KEPT_MOST - sum(map(len, _kept.values()))
    for start in range(0, len(lacking), _AT_ONCE):
        some = Revision.objects.filter(pk__in=lacking[start : start + _AT_ONCE])
        for digest, text in some.values_list("text_sha256", "text"):
            texts[digest] = normalise(text)
            room -= len(text)
            if room > 0:
                _kept[digest] = texts[digest]
    return [texts[witness.sha256] for witness in wanted]


def forget() -> None:
    """Drop all folded texts."""
    _kept.clear()


def revisions(pks: Sequence[int]) -> list[Revision]:
    """Return the revisions of these keys in this order, with article, work and passages."""
    wanted = Revision.objects.light().select_related("article__work").prefetch_related("passages")
    found = wanted.in_bulk(list(pks))
    return [found[pk] for pk in pks]
