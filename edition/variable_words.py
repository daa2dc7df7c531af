"""The variables of CSL-JSON in the reader's words, and which of them a form asks for with each type of work."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VARIABLE_WORDS: dict[str, Promise] = {
    "DOI": _("DOI"),
    "ISBN": _("ISBN"),
    "ISSN": _("ISSN"),
    "URL": _("Web address"),
    "abstract": _("Abstract"),
    "accessed": _("Looked at on"),
    "author": _("Authors"),
    "chapter-number": _("Chapter"),
    "collection-editor": _("Editors of the series"),
    "collection-number": _("Number in the series"),
    "collection-title": _("Series"),
    "container-title": pgettext_lazy("of an article or chapter", "Published in"),
    "container-title-short": _("Published in, abbreviated"),
    "edition": pgettext_lazy("of a book", "Edition"),
    "editor": _("Editors"),
    "event-place": _("Place of the event"),
    "event-title": _("Event"),
    "genre": _("Kind, in words"),
    "issue": _("Issue"),
    "issued": pgettext_lazy("date of a work", "Published"),
    "keyword": _("Keywords"),
    "language": _("Language"),
    "note": pgettext_lazy("on a source", "Remark"),
    "number": _("Number"),
    "original-date": _("First published"),
    "page": _("Pages"),
    "publisher": _("Publisher"),
    "publisher-place": _("Place of publication"),
    "title": _("Title"),
    "title-short": _("Short title"),
    "translator": _("Translators"),
    "version": _("Version"),
    "volume": _("Volume"),
}
# Types in the order in which editors need them; the others follow by their words.
FIRST_TYPES = (
    "article-newspaper",
    "webpage",
    "book",
    "chapter",
    "article-journal",
    "article-magazine",
    "report",
    "treaty",
    "legislation",
    "speech",
    "thesis",
)
_WEB = ("URL", "accessed")
_END = (*_WEB, "language", "note")
_IN_A_BOOK = (
    "author", "title*", "container-title*", "editor", "publisher", "publisher-place", "issued", "page", "ISBN", "DOI",
    *_END,
)  # fmt: skip
_IN_A_PAPER = ("author", "title*", "container-title*", "issued", "page", *_END)
_LAW = ("title*", "author", "container-title", "number", "issued", "publisher", *_END)
_SPOKEN = ("author", "title*", "event-title", "event-place", "container-title", "issued", "publisher", *_END)
_ON_THE_WEB = ("author", "title*", "URL*", "container-title", "publisher", "issued", "accessed", "language", "note")
_ANY = (
    "author", "title*", "container-title", "publisher", "publisher-place", "genre", "number", "issued", "DOI", *_END,
)  # fmt: skip
_BY_TYPE: dict[str, tuple[str, ...]] = {
    "article-journal": ("author", "title*", "container-title*", "volume", "issue", "page", "issued", "DOI", *_END),
    "book": (
        "author", "editor", "title*", "publisher", "publisher-place", "issued", "edition", "volume",
        "collection-title", "ISBN", "DOI", *_END,
    ),
    "report": ("author", "title*", "publisher", "publisher-place", "genre", "number", "issued", "DOI", *_END),
    "thesis": ("author*", "title*", "genre", "publisher*", "publisher-place", "issued", *_END),
    **dict.fromkeys(("article-magazine", "article-newspaper"), _IN_A_PAPER),
    **dict.fromkeys(("chapter", "entry-encyclopedia", "entry-dictionary", "paper-conference"), _IN_A_BOOK),
    **dict.fromkeys(("bill", "legal_case", "legislation", "regulation", "treaty"), _LAW),
    **dict.fromkeys(("broadcast", "hearing", "interview", "performance", "speech"), _SPOKEN),
    **dict.fromkeys(("webpage", "post", "post-weblog"), _ON_THE_WEB),
}  # fmt: skip


def word(variable: str) -> str:
    """Return the word for a variable; one that has none is its own word."""
    return str(VARIABLE_WORDS.get(variable, variable))


def fields(type_: str) -> list[tuple[str, bool]]:
    """Return the variables that a form asks for with a type, each with whether it must be filled."""
    return [(name.removesuffix("*"), name.endswith("*")) for name in _BY_TYPE.get(type_, _ANY)]
