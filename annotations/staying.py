"""Where a saved content may stand: words that were there stay, new ones are chosen in the newest text.

Words move to a newer text by themselves (`annotations.carrying`) or by an editor's hand (`annotations.waiting`), and
leave a FormerPlace; a save leaves none, so it may not move what readers have seen.
"""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Max
from django.utils.translation import gettext as _

from annotations.content import Content, LinkItem, Place, Problems
from edition.models import Carriage, Revision


def problems(content: Content, before: Content, *, was_shown: bool) -> Problems:
    """Return what is wrong with the places of `content`, saved over `before`; `was_shown` says that readers saw it."""
    found: Problems = {}
    if content.place != before.place:
        if was_shown:
            found["place"] = [
                _("Readers have seen this note, so it stays on its words. Write a new note on the others.")
            ]
        elif sentences := _not_newest({content.place}):
            found["place"] = sentences
    known = {item.target for item in before.links}
    if sentences := _not_newest({item.target for item in content.links} - known):
        found["links"] = sentences
    return found


def _not_newest(places: set[Place]) -> list[str]:
    sentence = _("The article has a newer text, version %(number)d: notes stand on that. Choose the place there.")
    newest = _newest({place.article for place in places})
    late = sorted({place.article for place in places if place.revision != newest.get(place.article)})
    return [sentence % {"number": newest[article]} for article in late if article in newest]


def _newest(articles: set[str]) -> dict[str, int]:
    """Return the number of the newest text of each article, by its slug."""
    if not articles:
        return {}
    texts = Revision.objects.filter(article__slug__in=articles).order_by()
    return dict(texts.values_list("article__slug").annotate(Max("number")))


def followed(content: Content, now: Content) -> Content:
    """Return an earlier content of a note as it is to stand now: at the note's place, its links where they went."""
    known = {item.target for item in now.links}
    links = [item if item.target in known else LinkItem(_carried(item.target), item.relation) for item in content.links]
    return replace(content, place=now.place, links=tuple({item.target: item for item in links}.values()))


def _carried(place: Place) -> Place:
    """Return where these words were carried in the newest text; the same place where they were not."""
    newest = _newest({place.article}).get(place.article, place.revision)
    went = Carriage.objects.filter(
        span__revision__article__slug=place.article,
        span__revision__number=place.revision,
        span__start=place.start,
        span__end=place.end,
        revision__number=newest,
        outcome=Carriage.Outcome.CARRIED,
    ).select_related("to_span")
    found = went.first()
    return Place(place.article, newest, found.to_span.start, found.to_span.end) if found and found.to_span else place
