"""What was found of a quotation, ready to be shown: to readers by a template, to machines as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from edition.citations.styles import Formatted
from edition.models import Revision
from edition.quotations import wording
from edition.quotations.finding import CHANGED, NOT_FOUND, Found, Match, Part
from edition.quotations.places import Words, references, words_at
from edition.texts import rewording
from edition.texts.rewording import Piece


@dataclass(frozen=True)
class ShownPart:
    """A part of a quotation with the words of the text, if any stand for it, how they differ, and their citation."""

    part: Part
    words: Words | None
    citation: Formatted | None
    pieces: tuple[Piece, ...] = ()

    @property
    def status(self) -> str:
        return str(wording.STATUSES[self.part.status])

    @property
    def foldings(self) -> str:
        """What differs though the words are the same, as a list in words."""
        return wording.folded(self.part.foldings)

    @property
    def changes(self) -> list[SafeString]:
        return list(wording.changes(self.pieces))


@dataclass(frozen=True)
class Shown:
    """One revision in which the quotation, or something like it, stands."""

    match: Match
    parts: tuple[ShownPart, ...]

    @property
    def revision(self) -> Revision:
        return self.match.revision

    @property
    def status(self) -> str:
        return str(wording.STATUSES[self.match.status])

    @property
    def language(self) -> str:
        """The language of the article's words, as BCP 47."""
        return str(self.revision.article.work.csl.get("language", "en"))


def shown(found: Found, base: str) -> list[Shown]:
    """Return all matches with their citations; `base` is the site's address."""
    places = [[_words(match, part, base) for part in match.parts] for match in found.matches]
    records = [words.record for each in places for words in each if words]
    citations = iter(references(records) if records else [])
    return [
        Shown(match, tuple(_parts(match, each, citations))) for match, each in zip(found.matches, places, strict=True)
    ]


def _words(match: Match, part: Part, base: str) -> Words | None:
    if part.start is None or part.end is None:
        return None
    return words_at(match.revision, part.start, part.end, base)


def _parts(match: Match, places: list[Words | None], citations: Iterator[Formatted]) -> Iterator[ShownPart]:
    for part, words in zip(match.parts, places, strict=True):
        changed = words is not None and part.status in {CHANGED, NOT_FOUND}
        pieces = rewording.differences(words.exact, part.words) if words and changed else []
        yield ShownPart(part, words, next(citations) if words else None, tuple(pieces))


def as_json(found: Found, base: str) -> dict[str, Any]:
    """Return the answer of `/api/verify`; offsets are code points of the revision's text, half-open."""
    matches = [_match(each) for each in shown(found, base)]
    is_found = found.status != NOT_FOUND
    return {
        "status": found.status,
        "meaning": str(wording.MEANINGS[found.status]),
        "quote": found.quotation.words,
        "without_quote_marks": found.without_marks,
        "parts": list(found.quotation.parts),
        "more": found.more,
        "matches": matches if is_found else [],
        "nearest": None if is_found or not matches else matches[0],
    }


def _match(each: Shown) -> dict[str, Any]:
    return {
        "status": each.match.status,
        "score": each.match.score,
        "in_order": each.match.in_order,
        "revision": revision_json(each.revision, each.parts[0].words.base if each.parts[0].words else ""),
        "is_newest": each.match.is_newest,
        "parts": [_part(part) for part in each.parts],
    }


def revision_json(revision: Revision, base: str) -> dict[str, Any]:
    """Return which text it is, with its checksum and the address of its exact words."""
    article = revision.article
    return {
        "article": article.slug,
        "number": article.number,
        "title": article.title,
        "version": revision.number,
        "sha256": revision.text_sha256,
        "verbatim": base + reverse("verbatim", args=[article.slug, revision.number]),
    }


def _part(shown_part: ShownPart) -> dict[str, Any]:
    part = shown_part.part
    pieces = [{"kind": piece.kind, "words": piece.words} for piece in shown_part.pieces]
    about = {"quote": part.words, "status": part.status, "score": part.score, "foldings": list(part.foldings)}
    words = words_json(shown_part.words) if shown_part.words else None
    citation = shown_part.citation.text if shown_part.citation else None
    return {**about, "differences": pieces, "words": words, "citation": citation}


def words_json(words: Words) -> dict[str, Any]:
    """Return stored words: exact, with their place, checksum and addresses."""
    return {
        "exact": words.exact,
        "sha256": words.sha256,
        "anchors": words.anchors,
        "start": words.start,
        "end": words.end,
        "address": words.base + words.address,
        "link": words.base + words.link,
    }
