"""From an edition folder to the database: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Max
from django.utils import timezone

from annotations import workflow
from annotations.folder import ledger, texts
from annotations.folder.comparing import differing
from annotations.folder.entries import FILES, Entry, FolderError, read
from annotations.folder.notes import cross_reference, note
from annotations.models import Annotation, Claim, Topic
from annotations.searching import CLAIMS, LEDGER, NOTE, TOPICS
from edition.models import Article, Work
from edition.references import fill
from edition.search.providers import refresh
from edition.search.texts import WORK

KEYS: dict[str, tuple[type[Any], str]] = {
    "bibliography.json": (Work, "key"),
    "articles.json": (Article, "slug"),
    "topics.json": (Topic, "slug"),
    "notes.json": (Annotation, "key"),
    "crossrefs.json": (Annotation, "key"),
    "claims.json": (Claim, "slug"),
}
# What is found of a folder besides its passages, which are indexed as they are captured:
# the kind, what its keys begin with, and the column of the rest.
FOUND: tuple[tuple[str, str, type[Any], str], ...] = (
    (WORK, "", Work, "key"),
    (NOTE, "", Annotation, "number"),
    (LEDGER, TOPICS, Topic, "slug"),
    (LEDGER, CLAIMS, Claim, "slug"),
)
Progress = Callable[[Iterable[Entry]], Iterable[Entry]]


@dataclass(slots=True)
class Report:
    """How many entries of each file were new, and how many were there before and left as they were.

    `added` are the new ones, `differing` those left that say something else than the site: their files and names.
    `refused` is why an entry could not be loaded; in a `trial` alone are there any.
    """

    trial: bool = False

    new: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    added: list[tuple[str, str]] = field(default_factory=list)
    differing: list[tuple[str, str]] = field(default_factory=list)
    refused: list[FolderError] = field(default_factory=list)


def load(folder: Path, progress: Progress = lambda entries: entries, *, trial: bool = False) -> Report:
    """Load the edition folder `folder`; entries whose key is already in the database are left as they are.

    `progress` wraps the entries as they are gone through. Raises FolderError; the database is then as before.
    A `trial` goes on after an entry that is refused, reports all of them, and leaves the database as it was.
    """
    if not folder.is_dir():
        raise FolderError(str(folder), "", "there is no such folder.")
    files = _read(folder)
    report = Report(trial)
    with transaction.atomic():
        before = [_keys(model, column) for _kind, _prefix, model, column in FOUND]
        report.differing = [(entry.file, entry.name) for entry in differing(_already_here(files))]
        _load(folder, files, report, _Progress(files, progress))
        if trial:
            transaction.set_rollback(True)
        elif report.new:
            fill(Work.objects.all())
            _index(before)
            Article.objects.touch()
    return report


def _already_here(files: dict[str, list[Entry]]) -> Iterator[Entry]:
    for file, (model, column) in KEYS.items():
        here = _keys(model, column)
        yield from (entry for entry in files[file] if entry.name in here)


def _read(folder: Path) -> dict[str, list[Entry]]:
    return {file: read(folder, file, top, key) for file, (top, key) in FILES.items()}


def _index(before: list[set[Any]]) -> None:
    """Put what was not there `before` into the search index."""
    for (kind, prefix, model, column), keys in zip(FOUND, before, strict=True):
        refresh(kind, [f"{prefix}{key}" for key in sorted(_keys(model, column) - keys)])


class _Progress:
    """One progress over all files, taken in slices."""

    def __init__(self, files: dict[str, list[Entry]], progress: Progress) -> None:
        self.steps = iter(progress([entry for file in FILES for entry in files[file]]))
        self.files = files

    def __call__(self, file: str) -> Iterator[Entry]:
        for _ in self.files[file]:
            yield next(self.steps)

    def finish(self) -> None:
        next(self.steps, None)


def _load(folder: Path, files: dict[str, list[Entry]], report: Report, step: _Progress) -> None:
    _each(step("bibliography.json"), _keys(Work, "key"), texts.work, report)
    _each(
        step("articles.json"),
        _keys(Article, "slug"),
        lambda entry: texts.article(entry, folder),
        report,
        texts.same,
    )
    for entry in files["bibliography.json"]:
        _one(entry, texts.merged, report)
    _each(step("topics.json"), _keys(Topic, "slug"), ledger.topic, report)
    numbers = _numbers([*files["notes.json"], *files["crossrefs.json"]], report)
    here = _keys(Annotation, "key")
    now = timezone.now()
    _each(step("notes.json"), here, lambda entry: note(entry, numbers, now), report)
    _each(step("crossrefs.json"), here, lambda entry: cross_reference(entry, numbers, now), report)
    if not report.refused:
        _relate([*files["notes.json"], *files["crossrefs.json"]], here)
    _each(step("claims.json"), _keys(Claim, "slug"), ledger.claim, report)
    step.finish()


def _each(
    entries: Iterable[Entry],
    here: Collection[str],
    make: Callable[[Entry], Any],
    report: Report,
    compare: Callable[[Entry], None] = lambda entry: None,
) -> None:
    for entry in entries:
        if entry.name in here:
            if _one(entry, compare, report):
                report.kept[entry.file] += 1
        elif _one(entry, make, report):
            report.new[entry.file] += 1
            report.added.append((entry.file, entry.name))


def _one(entry: Entry, act: Callable[[Entry], Any], report: Report) -> bool:
    """Do one step of an entry, and return whether it was done: in a trial a refusal is noted, else it is raised."""
    if not report.trial:
        _done(entry, act)
        return True
    try:
        with transaction.atomic():
            _done(entry, act)
    except FolderError as error:
        report.refused.append(error)
        return False
    return True


def _done(entry: Entry, act: Callable[[Entry], Any]) -> None:
    try:
        act(entry)
    except FolderError:
        raise
    except ValidationError as error:
        raise entry.error(" ".join(error.messages)) from error
    except (ValueError, workflow.Refused) as error:
        raise entry.error(str(error)) from error
    except OSError as error:
        raise entry.error(f"a file cannot be read: {error.strerror}.") from error
    except DatabaseError as error:
        raise entry.error(f"the database refuses it: {error}") from error


def _keys(model: type[Any], column: str) -> set[str]:
    return set(model.objects.values_list(column, flat=True))


def _numbers(entries: list[Entry], report: Report) -> dict[str, int]:
    """Return the public number of every note by key: the given one, or the next that is free."""
    numbers = dict(Annotation.objects.values_list("key", "number"))
    last = Annotation.objects.aggregate(last=Max("number"))["last"] or 0
    for entry in entries:
        if entry.name in numbers:
            continue
        _one(entry, lambda entry: _number(entry, numbers), report)
    taken = set(numbers.values())
    last = max([last, *taken])
    for entry in entries:
        if entry.name not in numbers:
            last += 1
            numbers[entry.name] = last
    return numbers


def _number(entry: Entry, numbers: dict[str, int]) -> None:
    """Keep the number that an entry gives."""
    number = entry.get("number", int, 0)
    if number < 0 or (number and number in numbers.values()):
        raise entry.error(f"the number {number} belongs to another note. Leave “number” out to have one given.")
    if number:
        numbers[entry.name] = number


def _relate(entries: list[Entry], before: Collection[str]) -> None:
    """Relate the notes to one another, now that all are there."""
    ids = dict(Annotation.objects.values_list("key", "pk"))
    rows = []
    for entry in entries:
        if entry.name in before:
            continue
        for name in [*entry.texts("relatedNotes"), *entry.texts("relatedCrossReferences")]:
            pair = {"from_annotation_id": ids[entry.name], "to_annotation_id": ids[name]}
            rows.append(Annotation.related.through(**pair))
    Annotation.related.through.objects.bulk_create(rows, ignore_conflicts=True)
