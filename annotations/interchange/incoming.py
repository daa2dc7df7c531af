"""What an annotation from elsewhere says, whatever format it came in, and the errors of reading it."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.content import EvidenceItem


class UnreadableError(ValueError):
    """The data is no annotation that can be taken in; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text as their annotator saw them.

    `source` and `scope` are addresses; `start` and `end` code points of the stream that `source` names; None and ''
    where nothing was said. `relation` is that of a link.
    """

    source: str
    scope: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    anchor: str = ""
    sha256: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One annotation. `left` says in sentences what of it has no place in a note."""

    target: Words
    kind: str
    address: str = ""
    canonical: str = ""
    creator: str = ""
    created: str = ""
    gist: str = ""
    finding: str = ""
    verdict: str = ""
    claim_reviewed: str = ""
    correction_type: str = ""
    reading: str = ""
    sic: bool = False
    confidence: str = ""
    evidence: tuple[EvidenceItem, ...] = ()
    links: tuple[Words, ...] = ()
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
