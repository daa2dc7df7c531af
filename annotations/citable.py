"""The passages that are cited, and what can be cited around them: the whole article, its passages, their notes."""

from collections.abc import Sequence

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import passages as pages
from annotations import rendering
from annotations.models import Annotation, Topic
from edition.models import Passage, Revision

Link = tuple[str, str]


def in_words(anchor: str) -> str:
    """Return an anchor as a citation names it: “paragraph 5” for p5, “paragraphs 5–7” for p5-p7, “line t2” for t2."""
    numbers = rendering.name(anchor).removeprefix(rendering.PARAGRAPH_SIGN)
    if not anchor.startswith("p"):
        return _("line %(anchor)s") % {"anchor": numbers}
    return (_("paragraphs %(numbers)s") if "-" in anchor else _("paragraph %(numbers)s")) % {"numbers": numbers}


def whole(revision: Revision) -> Link:
    """Return the way to cite the article as a whole."""
    return _("the whole article"), reverse("cite_article", args=[revision.article.slug, revision.number])


def passage(one: Passage) -> Link:
    """Return the way to cite a passage."""
    slug, number = one.revision.article.slug, one.revision.number
    return rendering.name(one.anchor), reverse("cite_passage", args=[slug, number, one.anchor])


def passages(revision: Revision) -> list[Link]:
    """Return the ways to cite the passages of a text, in its order."""
    found = list(revision.passages.only("anchor"))
    for one in found:
        one.revision = revision
    return [passage(one) for one in found]


def notes(chosen: Sequence[Passage]) -> list[Link]:
    """Return the ways to cite the published notes that begin in these passages, in the order of the words."""
    numbers = (
        Annotation.objects.published()
        .filter(span__passage__in=chosen)
        .order_by("span__start", "number")
        .values_list("number", flat=True)
    )
    return [(_("note %(number)d") % {"number": number}, reverse("cite_note", args=[number])) for number in numbers]


def topic(found: Topic) -> Link:
    """Return the way to cite a topic."""
    return _("the topic"), reverse("cite_topic", args=[found.slug])


def claims(found: Topic) -> list[Link]:
    """Return the ways to cite the claims of a topic, in its order."""
    return [(claim.question, reverse("cite_claim", args=[claim.slug])) for claim in found.claims.all()]


def passages_or_404(revision: Revision, anchor: str) -> list[Passage]:
    """Return the passages of an anchor or a range, in order; raises Http404 with the nearest there is.

    A citation is never moved to a neighbour.
    """
    ends = anchor.split("-")
    found = {one.anchor: one for one in revision.passages.filter(anchor__in=ends)}
    if lost := [end for end in ends if end not in found]:
        raise Http404(_sentence(lost[0], pages.nearest(revision, lost[0])))
    first, last = sorted((found[ends[0]], found[ends[-1]]), key=lambda one: one.position)
    return list(revision.passages.filter(position__gte=first.position, position__lte=last.position))


def _sentence(asked: str, nearest: str) -> str:
    return _("%(asked)s does not exist in this text. The nearest passage is %(nearest)s.") % {
        "asked": rendering.name(asked),
        "nearest": rendering.name(nearest),
    }
