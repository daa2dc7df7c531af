"""Parts of a structured document → one text with its passages."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from edition.intake.errors import IntakeError
from edition.intake.reading import MAX_BYTES, MOST_BLOCKS
from edition.texts import roles
from edition.texts.lines import NEWLINE
from edition.texts.segmentation import Block

GAP = "\n\n"
# What the words of a paragraph may say of it where the structure says no more than “paragraph”.
TOLD_BY_WORDS = frozenset({"byline", "author-note", "comment", "furniture", "pull-quote"})
TITLE_MATTER = frozenset({"title", "kicker", "deck"})
PAGE = frozenset({"furniture", "comment"})
NEVER_FURNITURE = frozenset({"title", "byline", "deck", "kicker"})
_BLANKS = re.compile(" *([\n\t]) *| +")


class Part(NamedTuple):
    """The words of one passage, and its role; '' where the structure says no more than “paragraph”."""

    text: str
    role: str


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a run of words, in which two line breaks or more part paragraphs, without blank edges.

    Blanks are folded, as a browser shows them; no-break spaces stay.

    >>> paragraphs(" one  two \\n three\\n\\n\\nfour ")
    ['one two\\nthree', 'four']
    """
    text = _BLANKS.sub(lambda found: found[1] or " ", text)
    return [part for rough in re.split("\n{2,}", text) if (part := trimmed(rough.strip(" \n\t")))]


def trimmed(text: str) -> str:
    """Return `text` without blank lines at its beginning and end."""
    bounds, start = [], 0
    for end, following in [*((m.start(), m.end()) for m in NEWLINE.finditer(text)), (len(text), len(text))]:
        if text[start:end].strip():
            bounds += [start, end]
        start = following
    return text[bounds[0] : bounds[-1]] if bounds else ""


def compose(parts: Sequence[Part]) -> tuple[str, list[Block]]:
    """Return the text of the parts, each a passage of its own between blank lines, and the passages.

    A part without a role becomes `body`. Raises IntakeError when there are no words, or too many.
    """
    pieces, blocks, position = [], [], 0
    for part in parts:
        blocks.append(Block(position, position + len(part.text), part.role or "body"))
        pieces.append(part.text)
        position += len(part.text) + len(GAP)
    if not pieces:
        raise IntakeError("no-words")
    text = GAP.join(pieces) + "\n"
    if len(text) > MAX_BYTES:
        raise IntakeError("too-long", characters=f"{len(text):,}", most=f"{MAX_BYTES:,}")
    return text, blocks


def check_count(passages: int) -> None:
    """Raise IntakeError for more than MOST_BLOCKS passages."""
    if passages > MOST_BLOCKS:
        raise IntakeError("many-blocks", most=MOST_BLOCKS)


def refined(parts: Sequence[Part], page: bool = False) -> list[Part]:
    """Return the parts with what their words tell of roles that the structure leaves open.

    With `page` the document is a page of the web: headings and lists of it may be furniture too. Raises IntakeError
    for more than MOST_BLOCKS parts.
    """
    check_count(len(parts))
    own = [at for at, part in enumerate(parts) if part.role not in PAGE]
    told = roles.propose([parts[at].text for at in own])
    titled = any(part.role == "title" for part in parts)
    refined = list(parts)
    for at, role in zip(own, told, strict=True):
        refined[at] = parts[at]._replace(role=_better(parts[at].role, role, titled, page))
    return refined


def _better(given: str, told: str, titled: bool, page: bool) -> str:
    if page and told in PAGE and given not in NEVER_FURNITURE:
        return told
    if given:
        return given
    if told in TITLE_MATTER and not titled:
        return told
    return told if told in TOLD_BY_WORDS else ""
