"""What else can be cited around what is cited: the whole article, its passages, the notes on them."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import rendering
from annotations.models import Annotation
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
