"""The sitemap: every public page in every language of the interface, each with the day it was last changed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from annotations.models import Annotation, Claim, Topic
from annotations.overview import current_revisions
from annotations.usage import tag_counts
from edition.models import Article, Passage, Revision, Work

Day = date | datetime
if TYPE_CHECKING:
    Base = Sitemap["Place"]
else:
    Base = Sitemap


class Place(NamedTuple):
    """A page: the name of its address, the parts of it, and when it was last changed, where that is known."""

    view: str
    parts: tuple[str | int, ...] = ()
    changed: Day | None = None


class Places(Base):
    """The pages of one kind. A file of the sitemap lists at most 10,000 addresses; the protocol allows 50,000."""

    i18n = alternates = x_default = True
    limit = 10_000

    def __init__(self, find: Callable[[], Iterable[Place]]) -> None:
        self.find = find

    def items(self) -> Sequence[Place]:
        return list(self.find())

    def location(self, item: Place) -> str:
        return reverse(item.view, args=item.parts)

    def lastmod(self, item: Place) -> Day | None:
        return item.changed


def last_review() -> datetime | None:
    """Return when a note was last published, or None."""
    found: datetime | None = Annotation.objects.published().aggregate(last=Max("reviewed_at"))["last"]
    return found


def _lists() -> Iterable[Place]:
    changed = last_review()
    yield from (Place(view, (), changed) for view in ("home", "articles", "topics", "map", "tags"))
    yield from (Place(view) for view in ("bibliography", "about", "verdicts", "api"))


def _articles() -> Iterable[Place]:
    reviewed = _reviewed()
    for article in Article.objects.published():
        yield Place("article", (article.slug,), reviewed.get(article.pk))


def _revisions() -> Iterable[Place]:
    """Texts that were replaced by a newer one; the newest is known by the address of its article."""
    current = current_revisions().values()
    older = Revision.objects.exclude(pk__in=current).values_list("article__slug", "number", "captured_on")
    return [Place("revision", (slug, number), captured) for slug, number, captured in older]


def _passages() -> Iterable[Place]:
    found = Passage.objects.filter(revision__in=current_revisions().values(), anchor__startswith="p")
    rows = found.order_by("revision__article__number", "position").values_list("revision__article__slug", "anchor")
    return [Place("passage", row) for row in rows]


def _notes() -> Iterable[Place]:
    rows = Annotation.objects.published().order_by("number").values_list("number", "reviewed_at")
    return [Place("note", (number,), reviewed) for number, reviewed in rows]


def _keys(view: str, rows: Iterable[Any]) -> list[Place]:
    return [Place(view, (key,)) for key in rows]


def _tags() -> Iterable[Place]:
    return _keys("tag", (row.tag.slug for row in tag_counts()))


def _reviewed() -> dict[int, datetime]:
    """Return when a note on each article was last published, by the article's row key."""
    notes = Annotation.objects.published().filter(span__revision__in=current_revisions().values()).order_by()
    rows = notes.values_list("span__revision__article").annotate(Max("reviewed_at"))
    return {pk: reviewed for pk, reviewed in rows if reviewed}


SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {
    "lists": Places(_lists),
    "articles": Places(_articles),
    "texts": Places(_revisions),
    "passages": Places(_passages),
    "notes": Places(_notes),
    "topics": Places(lambda: _keys("topic", Topic.objects.values_list("slug", flat=True))),
    "claims": Places(lambda: _keys("claim", Claim.objects.values_list("slug", flat=True))),
    "sources": Places(lambda: _keys("work", Work.objects.sources().values_list("key", flat=True).order_by("key"))),
    "tags": Places(_tags),
}
