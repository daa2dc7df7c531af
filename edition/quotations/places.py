"""Words of a text as a reader or a machine is told of them: where they stand, their checksum, how to cite them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from edition import citing
from edition.citations.record import Record
from edition.citations.styles import Formatted, StyleError
from edition.citations.wording import describe
from edition.models import Passage, Revision
from edition.models.texts import sha256
from edition.references import HOUSE_STYLE, formatted, plain
from edition.texts.fragments import fragment


class PlaceError(ValueError):
    """A range without words of a passage: out of bounds, empty, or between paragraphs; the message is a code."""


@dataclass(frozen=True)
class Words:
    """The words of `revision` from code point `start` to `end`, in `passages` (all that they touch, in order).

    `base` is the site's address.
    """

    revision: Revision
    passages: tuple[Passage, ...]
    start: int
    end: int
    base: str

    @property
    def exact(self) -> str:
        return self.revision.text[self.start : self.end]

    @property
    def sha256(self) -> str:
        """Of the words in UTF-8, in hexadecimal digits."""
        return sha256(self.exact.encode())

    @property
    def anchors(self) -> str:
        """The passage as in addresses: `p5`, or from the first to the last `p5-p7`."""
        first, last = self.passages[0].anchor, self.passages[-1].anchor
        return first if first == last else f"{first}-{last}"

    @property
    def where(self) -> str:
        """The passage as readers see it: ¶5, ¶5–7, t1."""
        if not self.anchors.startswith("p"):
            return self.anchors
        return "¶" + self.anchors.replace("-p", "–").removeprefix("p")

    @property
    def address(self) -> str:
        """The fixed address of the passage on the reading page, in the language of the moment."""
        return f"{self.revision.get_absolute_url()}#{self.passages[0].anchor}"

    @property
    def link(self) -> str:
        """The address with a text fragment, where one leads to these words and to none before them."""
        return self.address + fragment(self.revision.text, self.start, self.end)

    @property
    def record(self) -> Record:
        return citing.of_words(self.revision, list(self.passages), self.start, self.end, self.base)

    @property
    def bare_record(self) -> Record:
        """The record for a reference that follows the words: with their place and checksum, without the words."""
        record = self.record
        return replace(record, pinpoint=record.pinpoint and replace(record.pinpoint, quote=""))


def references(records: Sequence[Record]) -> list[Formatted]:
    """Return references in the house style, in one query; plain ones where the citation engine fails."""
    try:
        return formatted(records, HOUSE_STYLE)
    except StyleError:
        texts = [f"{plain(record)} {describe(record)}" for record in records]
        return [Formatted(text, escape(text), "") for text in texts]


def words_at(revision: Revision, start: int, end: int, base: str) -> Words:
    """Return text[start:end] of a revision; raises PlaceError "bounds", "empty" or "between".

    Passages are read once where they were fetched before.
    """
    if not 0 <= start <= end <= len(revision.text):
        raise PlaceError("bounds")
    if start == end:
        raise PlaceError("empty")
    touched = tuple(_touched(revision.passages.all(), start, end))
    if not touched:
        raise PlaceError("between")
    return Words(revision, touched, start, end, base)


def _touched(passages: Iterable[Passage], start: int, end: int) -> list[Passage]:
    return [passage for passage in passages if passage.end > start and passage.start < end]
