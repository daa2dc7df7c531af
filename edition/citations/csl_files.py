"""The CSL files as pandoc is given them: changed in memory, and only for one of three reasons.

1. An entry reads the same alone and in any list, so what depends on the other entries of a list is left out.
2. pandoc's engine departs from the CSL specification 1.0.2 in two places, where citeproc-js does not.
3. Names in a script without capitals have no initials.
"""

import re
from functools import lru_cache
from pathlib import Path

_LIST_DEPENDENT = re.compile(r' (subsequent-author-substitute|disambiguate-add-[a-z-]+)="[^"]*"')
_BUT_LETTERS = re.compile(_LIST_DEPENDENT.pattern.replace("add-", "add-(?!year-suffix)"))
_INITIALS = re.compile(r' initialize-with="[^"]*"')
# Names without a name element, which stands for itself before the label.
_LABEL_ALONE = re.compile(r"(<names [^/>]*>)(?=\s*<label [^>]*/>\s*<(?:substitute|/names)>)")
# A group, what it says of the day of access, and a group inside it that holds nothing but terms.
_IEEE_ACCESS = re.compile(
    r'<group delimiter="\. " prefix=" " suffix="\. ">\s*(?:<!--[^>]*-->\s*)?'
    r'(<group delimiter=": ">\s*<text term="accessed"[^>]*/>\s*<date variable="accessed"[^>]*/>\s*</group>)'
    r'\s*(?:<!--[^>]*-->\s*)?<group prefix="\[" suffix="\]" delimiter=" ">(.*?</choose>)\s*</group>\s*</group>',
    re.DOTALL,
)


@lru_cache(maxsize=32)
def prepared(path: Path, has_initials: bool = True, has_letters: bool = False) -> str:
    """Return the CSL of a style's file for pandoc, with given names in full unless `has_initials`.

    With `has_letters` equal years of the same names are told apart: 2011a, 2011b.
    """
    return _IEEE_ACCESS.sub(_apart, _LABEL_ALONE.sub(r"\1<name/>", independent(path, has_initials, has_letters)))


def independent(path: Path, has_initials: bool = True, has_letters: bool = False) -> str:
    """Return the CSL of a style's file without what looks at other entries: a good CSL file for any engine."""
    dependent = _BUT_LETTERS if has_letters else _LIST_DEPENDENT
    # No item is of the type "none": a condition on it is one that never holds.
    csl = dependent.sub("", path.read_text(encoding="utf-8")).replace(' disambiguate="true"', ' type="none"')
    return csl if has_initials else _INITIALS.sub("", csl)


def _apart(group: re.Match[str]) -> str:
    # pandoc drops a group whose variables are empty even where a group of terms inside it is not.
    accessed, medium = group[1], group[2]
    before = accessed.replace("<group ", '<group prefix=" " suffix="." ', 1)
    return f'{before}<group prefix=" [" suffix="]. " delimiter=" ">{medium}</group>'
