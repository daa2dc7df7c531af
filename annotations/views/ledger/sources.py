"""The sources that have some words, and the way back to a list."""

from django.db.models import Q
from django.urls import reverse

from annotations.views.ledger.common import Desk
from edition.models import Work
from edition.models.works import WorkQuerySet


def matching(query: str) -> WorkQuerySet:
    """Return the sources that have all words of `query` in key, title or reference."""
    wanted = Q()
    for word in query.replace("\x00", "").split()[:8]:
        wanted &= Q(key__icontains=word) | Q(title__icontains=word) | Q(reference_html__icontains=word)
    return Work.objects.sources().filter(wanted)


def listed(desk: Desk) -> str:
    """Return the address of the list to which the records of a desk belong."""
    return reverse(desk.listed)
