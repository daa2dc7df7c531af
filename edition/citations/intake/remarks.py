"""What the edition's own exports say in keywords and notes, because their formats have no field for it."""

from __future__ import annotations

import re

from edition.citations.intake import dates, people
from edition.citations.intake.batch import OWN, Incoming
from edition.citations.validation import DATES, NAMES, NUMBERS, TEXTS

_VARIABLES = "|".join(sorted(map(re.escape, TEXTS | NUMBERS | NAMES | DATES), key=len, reverse=True))
_NEXT = re.compile(rf"(?:^|\. )({_VARIABLES}): ")
_TYPE = "type"


def take_keywords(incoming: Incoming, words: list[str]) -> str:
    """Keep the keywords, and return the CSL type that one of them names, or an empty text."""
    kept, kind = [], ""
    for word in words:
        name, colon, value = word.partition(": ")
        if colon and name in OWN:
            incoming.own[name] = value
        elif colon and name == _TYPE:
            kind = value
        else:
            kept.append(word)
    if kept:
        incoming.csl["keyword"] = ", ".join(kept)
    return kind


def take_remarks(incoming: Incoming, text: str) -> str:
    """Keep what `variable: value` in `text` says, and return the words that say nothing of the kind."""
    cuts = list(_NEXT.finditer(text))
    if not cuts:
        return text
    for cut, following in zip(cuts, [*cuts[1:], None], strict=True):
        value = text[cut.end() : following.start() if following else len(text)]
        _take(incoming, cut[1], value)
    return text[: cuts[0].start()]


def _take(incoming: Incoming, variable: str, value: str) -> None:
    if variable in incoming.csl:
        incoming.leave(variable, value)
    elif variable in DATES:
        if date := dates.parse(value):
            incoming.csl[variable] = date
    elif variable in NAMES:
        incoming.csl[variable] = [name for part in value.split("; ") if (name := people.parse(part))]
    else:
        incoming.csl[variable] = value
