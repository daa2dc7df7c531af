"""Whose words a passage holds: the author's, a reader's comment on the captured page, or that of the page itself.

A verdict judges the words it stands on. Where they are not the author's, it is said so and counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from annotations.labels import Labels
from annotations.listing import SignCount, count_signs

COMMENT, FURNITURE = ROLES = ("comment", "furniture")

Judged = tuple[str, str]


def words(role: str) -> str:
    """Return whose words a passage of this role holds; '' for the article's own."""
    if role == COMMENT:
        return _("a reader’s comment")
    return _("the page around the text") if role == FURNITURE else ""


def count(judged: Iterable[Judged], labels: Labels) -> list[SignCount]:
    """Return how often each verdict was given, of pairs of a verdict and the role of the passage it stands in.

    First those on the article's own words, then apart those on comments and on the page around it.
    """
    given = list(judged)
    own = count_signs([verdict for verdict, role in given if role not in ROLES], labels)
    apart = [
        SignCount(one.sign, one.count, words(aside))
        for aside in ROLES
        for one in count_signs([verdict for verdict, role in given if role == aside], labels)
    ]
    return own + apart
