"""The types of works in the reader's words. The list is that of CSL-JSON 1.0.2."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TYPE_WORDS: dict[str, Promise] = {
    "article": _("Article"),
    "article-journal": _("Journal"),
    "article-magazine": _("Magazine"),
    "article-newspaper": _("Newspaper"),
    "bill": _("Bill"),
    "book": _("Book"),
    "broadcast": _("Broadcast"),
    "chapter": _("Book chapter"),
    "classic": _("Classic"),
    "collection": _("Collection"),
    "dataset": _("Data set"),
    "document": _("Document"),
    "entry": _("Entry"),
    "entry-dictionary": _("Dictionary entry"),
    "entry-encyclopedia": _("Encyclopaedia entry"),
    "event": _("Event"),
    "figure": pgettext_lazy("type of work", "Figure"),
    "graphic": _("Picture"),
    "hearing": _("Hearing"),
    "interview": _("Interview"),
    "legal_case": _("Court case"),
    "legislation": _("Law"),
    "manuscript": _("Manuscript"),
    "map": _("Map"),
    "motion_picture": _("Film"),
    "musical_score": _("Musical score"),
    "pamphlet": _("Pamphlet"),
    "paper-conference": _("Conference paper"),
    "patent": _("Patent"),
    "performance": _("Performance"),
    "periodical": _("Periodical"),
    "personal_communication": _("Letter or message"),
    "post": _("Post"),
    "post-weblog": _("Weblog"),
    "regulation": _("Regulation"),
    "report": _("Report"),
    "review": _("Review"),
    "review-book": _("Book review"),
    "software": _("Software"),
    "song": _("Song"),
    "speech": _("Speech"),
    "standard": _("Standard"),
    "thesis": _("Thesis"),
    "treaty": _("Treaty"),
    "webpage": _("Web page"),
}


def word(type_: str) -> str:
    """Return the word for a CSL type; an unknown type is its own word."""
    return str(TYPE_WORDS.get(type_, type_))
