"""Places in a source: a label and a number, kept as the short text that stands in citations, such as `p. 12`."""

import re

from django.utils.translation import gettext_lazy as _

LABELS = [
    ("page", _("Page")),
    ("chapter", _("Chapter")),
    ("section", _("Section")),
    ("paragraph", _("Paragraph")),
    ("article", _("Article of a treaty or law")),
    ("volume", _("Volume")),
    ("column", _("Column")),
    ("line", _("Line")),
    ("figure", _("Picture or table")),
    ("timestamp", _("Time in a recording")),
]
# One, and several; as CSL abbreviates them in English.
_SHORT = {
    "page": ("p.", "pp."),
    "chapter": ("ch.", "chs."),
    "section": ("sec.", "secs."),
    "paragraph": ("para.", "paras."),
    "article": ("art.", "arts."),
    "volume": ("vol.", "vols."),
    "column": ("col.", "cols."),
    "line": ("l.", "ll."),
    "figure": ("fig.", "figs."),
    "timestamp": ("at", "at"),
}
_BY_SHORT = {short: label for label, both in _SHORT.items() for short in both}
_SEVERAL = re.compile(r"[-–—,&]")


def joined(label: str, number: str) -> str:
    """Return the text of a place; without a known label, or with one typed before the number, it is what was typed.

    >>> joined("page", "12"), joined("page", "12–15"), joined("", "ad fontes"), joined("page", "p. 3")
    ('p. 12', 'pp. 12–15', 'ad fontes', 'p. 3')
    """
    number = number.strip()
    if not number or label not in _SHORT or number.partition(" ")[0] in _BY_SHORT:
        return number
    return f"{_SHORT[label][bool(_SEVERAL.search(number))]} {number}"


def split(text: str) -> tuple[str, str]:
    """Return label and number of a place that `joined` makes, else no label and the text.

    >>> split("pp. 12–15"), split("p. 1-2"), split("ad fontes")
    (('page', '12–15'), ('', 'p. 1-2'), ('', 'ad fontes'))
    """
    short, _blank, number = text.partition(" ")
    label = _BY_SHORT.get(short, "")
    return (label, number) if joined(label, number) == text and label else ("", text)
