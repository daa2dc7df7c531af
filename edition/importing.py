"""Articles from files, many at once: each a new article with its work and its first text, or a reason why not."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.text import slugify

from edition import intake
from edition.capture import Block, Capture, New, capture_many
from edition.intake import IntakeError, files
from edition.models import Article, Revision, Work
from edition.models.texts import sha256

IMPORTED, ALREADY, SKIPPED, FAILED = "imported", "already there", "skipped", "failed"
AT_ONCE = 100  # articles in one transaction
SLUG_LONGEST = 80  # characters
MOST_WORDS = 100_000  # of the search index are kept in mind


@dataclass(frozen=True, slots=True)
class Choices:
    """How files are read: `format` and `encoding` as `intake.read` has them; whether a guessed encoding is believed."""

    format: str = "auto"
    encoding: str | None = None
    guessed: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of one file: `state`, and why it was not imported, or the slug under which it was."""

    path: Path
    state: str = ""
    slug: str = ""
    reason: str = ""
    format: str = ""
    encoding: str = ""
    how: str = ""


class Importer:
    """One run over many files. What the edition holds already is asked once, at the beginning."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.known = {
            sums: f"Already imported as Article {number} ({slug}), text version {version}."
            for sums, number, slug, version in Revision.objects.values_list(
                "original_sha256", "article__number", "article__slug", "number"
            )
        }
        self.taken = {*Article.objects.values_list("slug", flat=True), *Work.objects.values_list("key", flat=True)}
        self.counts: Counter[str] = Counter()
        self.words: set[str] = set()

    def run(self, paths: Iterable[Path]) -> Iterator[Outcome]:
        """Give what became of each file, in their order, as soon as it is in the database."""
        waiting: list[tuple[Outcome, New | None]] = []
        for path in paths:
            outcome = Outcome(path)
            waiting.append((outcome, self._prepared(outcome)))
            if sum(new is not None for _, new in waiting) >= AT_ONCE:
                yield from self._stored(waiting)
                waiting = []
        yield from self._stored(waiting)

    def _prepared(self, outcome: Outcome) -> New | None:
        """Return the article that a file is to become; None where `outcome` says why it does not."""
        path = outcome.path
        if files.is_record(path) or not (files.has_known_name(path) or self.choices.format != "auto"):
            outcome.state = SKIPPED
            outcome.reason = (
                "A record beside a text." if files.is_record(path) else "Not of a known format by its name."
            )
            return None
        try:
            return self._new(outcome, files.read_bytes(path))
        except (IntakeError, OSError) as error:
            outcome.state, outcome.reason = FAILED, str(error)
        return None

    def _new(self, outcome: Outcome, data: bytes) -> New | None:
        sums = sha256(data)
        if sums in self.known:
            outcome.state, outcome.reason = ALREADY, self.known[sums]
            return None
        reading = intake.read(data, outcome.path.name, self.choices.encoding, self.choices.format)
        outcome.format, outcome.encoding, outcome.how = reading.format, reading.encoding, reading.how
        if reading.how == "detected" and not self.choices.guessed:
            outcome.state = FAILED
            outcome.reason = f"Its encoding is a guess: {reading.charset}. Name it with --encoding, or trust --guessed."
            return None
        csl = files.record_beside(outcome.path) or dict(reading.metadata)
        csl.setdefault("title", " ".join(re.split(r"[\s_-]+", outcome.path.stem)).strip() or outcome.path.name)
        outcome.slug = self._slug(str(csl.pop("id", "")), csl["title"], outcome.path.stem)
        csl.pop("custom", None)
        self.known[sums] = f"The same bytes as another file of this run ({outcome.slug})."
        blocks = [Block(block.start, block.end, block.role) for block in intake.propose(reading)]
        return New(outcome.slug, csl, reading, blocks, Capture(_file_name(outcome.path), _captured_on(csl)))

    def _slug(self, *names: str) -> str:
        """Return a name for the article that none has: out of its title, where that has letters of the address."""
        slugs = (slugify(name).replace("_", "-")[:SLUG_LONGEST].strip("-") for name in names)
        base = next((re.sub("-{2,}", "-", slug) for slug in slugs if slug), "article")
        slug = base
        while slug in self.taken:
            self.counts[base] += 1
            slug = f"{base}-{self.counts[base] + 1}"
        self.taken.add(slug)
        return slug

    def _stored(self, waiting: Sequence[tuple[Outcome, New | None]]) -> Iterator[Outcome]:
        made = [(outcome, new) for outcome, new in waiting if new is not None]
        if not self.choices.dry_run and made and self._failure([new for _, new in made]):
            # One of them is at fault: each on its own, and the others get in.
            for outcome, new in made:
                outcome.reason = self._failure([new])
        for outcome, _ in made:
            outcome.state = FAILED if outcome.reason else IMPORTED
        yield from (outcome for outcome, _ in waiting)

    def _failure(self, news: Sequence[New]) -> str:
        """Store the articles; return why it failed, all of them, or ''."""
        if (failure := self._attempt(news)) or len(self.words) > MOST_WORDS:
            self.words.clear()
        return failure

    def _attempt(self, news: Sequence[New]) -> str:
        try:
            capture_many(news, self.words)
        except ValidationError as error:
            return " ".join(error.messages)
        except ValueError as error:
            return str(error)
        except DatabaseError:
            return "The database refused it: another import may be running. Run the command again."
        return ""


def _file_name(path: Path) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "", path.name.encode(errors="replace").decode())[:255]


def _captured_on(csl: dict[str, Any]) -> date | None:
    """Return the day on which a record says that the work was seen."""
    parts = csl.get("accessed", {}).get("date-parts") or [[]]
    try:
        return date(*parts[0]) if len(parts[0]) == 3 else None
    except (TypeError, ValueError):
        return None
