"""What may have been meant by an address that leads nowhere: the pages whose addresses are most like it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from annotations.models import Annotation, Claim, Topic
from edition.languages import without_language
from edition.models import Article

MOST = 3
# Of 100; below it an address has little more in common with another than some letters.
LIKE_ENOUGH = 62.0
LONGEST = 200
FOLDERS = frozenset({"articles", "topics", "claims", "notes", "bibliography", "tags", "cite"})
_NOTE = re.compile(r"/notes?/(\d{1,9})\b")


class Page(NamedTuple):
    """A page that may have been meant: its address, and its title or name."""

    address: str
    name: str
    is_authors: bool = False  # whether the name is an author's words


def nearest(path: str) -> list[Page]:
    """Return at most three pages whose addresses are like `path`, the likest first; in four queries at most."""
    path = without_language(path)[:LONGEST].casefold()
    if asked := _NOTE.search(path):
        return _notes(int(asked[1]))
    words = path.strip("/")
    if not words:
        return []
    pages = dict(enumerate(_pages()))
    known = {number: without_language(page.address).strip("/") for number, page in pages.items()}
    found = process.extract(words, known, scorer=_likeness, score_cutoff=LIKE_ENOUGH, limit=MOST)
    return [pages[number] for _words, _score, number in found]


def _likeness(asked: str, known: str, *, score_cutoff: float | None = None) -> float:
    """Compare whole addresses, or their last parts: a slug may stand in the wrong folder or in none."""
    slug = known.rpartition("/")[2]
    parts = (part for part in asked.split("/") if part not in FOLDERS)
    best = max([fuzz.ratio(asked, known), *(fuzz.ratio(part, slug) for part in parts)])
    return best if best >= (score_cutoff or 0) else 0


def _pages() -> Iterator[Page]:
    for article in Article.objects.published():
        yield Page(article.get_absolute_url(), article.title, is_authors=True)
    for slug, question in Topic.objects.values_list("slug", "question"):
        yield Page(reverse("topic", args=[slug]), question)
    for slug, question in Claim.objects.values_list("slug", "question"):
        yield Page(reverse("claim", args=[slug]), question)


def _notes(number: int) -> list[Page]:
    """Return the published notes whose numbers are next to `number`, below and above."""
    notes = Annotation.objects.published()
    below = notes.filter(number__lt=number).order_by("-number").values_list("number", flat=True)[:2]
    above = notes.filter(number__gt=number).order_by("number").values_list("number", flat=True)[:2]
    numbers = [*reversed(below), *above]
    return [Page(reverse("note", args=[one]), _("Note %(number)d") % {"number": one}) for one in numbers]
