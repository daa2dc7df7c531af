"""An import from the first upload to the published text: kept between the steps, so that it can be left and taken up.

Nothing is deleted on the way: what is no part of the article stays as furniture, and the bytes stay as they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from annotations import carrying
from annotations.forms.intake import NOT_SLUG
from edition import intake, versions
from edition.capture import Block as Passage
from edition.capture import Capture, capture
from edition.intake import Reading
from edition.models import Article, Intake, Revision, Work
from edition.models.texts import sha256
from edition.texts import lines
from edition.texts.roles import ROLES
from edition.texts.segmentation import Block, TilingError, check_tiling

NAME_LONGEST = 255
MOST_BLOCKS = 20_000


class Refused(Exception):
    """A step of an import that was not taken. The message says why and what to do."""


class Already(Refused):
    """These bytes are in the edition: as `revision`."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(
            _("Already imported as Article %(number)d, text version %(version)d.")
            % {"number": revision.article.number, "version": revision.number}
        )
        self.revision = revision


class Stale(Refused):
    """The import was saved, published or discarded since the form was opened."""


@dataclass(frozen=True, slots=True)
class Given:
    """What an editor gave: bytes with the file's name, how to read them, and what they are."""

    data: bytes
    name: str = ""
    format: str = "auto"
    encoding: str = ""
    article: Article | None = None
    captured_on: date | None = None


def begin(given: Given, by: User) -> Intake:
    """Keep what was given, with roles and a record proposed; raises IntakeError, Already, Refused."""
    reading = _read(given.data, given.name, given.encoding, given.format)
    refuse_known(given.data, given.article)
    csl = dict(reading.metadata)
    made = Intake(
        original=given.data,
        sha256=sha256(given.data),
        name=clean_name(given.name),
        format=given.format,
        encoding=given.encoding,
        article=given.article,
        captured_on=given.captured_on,
        blocks=_proposed(reading),
        metadata={"csl": csl, "slug": free_slug(str(csl.get("title", "")))},
        by=by,
    )
    made.save()
    return made


def _read(data: bytes, name: str, encoding: str, form: str) -> Reading:
    return intake.read(data, name=name, declared=encoding or None, format=form or "auto")


def _proposed(reading: Reading) -> list[list[Any]]:
    blocks = intake.propose(reading)
    if len(blocks) > MOST_BLOCKS:
        raise Refused(_("The text has more than %(most)d paragraphs. Divide it.") % {"most": MOST_BLOCKS})
    return [[block.start, block.end, block.role] for block in blocks]


def clean_name(name: str) -> str:
    """Return a file's name as a header may hold it: its last part, without control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in last if character.isprintable())[:NAME_LONGEST]


def refuse_known(data: bytes, article: Article | None) -> None:
    """Raise Already where the edition has these bytes; an article may go back to an earlier text of its own."""
    known = Revision.objects.filter(original_sha256=sha256(data)).select_related("article__work").order_by("pk")
    for revision in known.defer("original", "text"):
        if article is None or revision.article_id != article.pk or revision.number == article.current.number:
            raise Already(revision)


def free_slug(title: str) -> str:
    """Return an address for a title that no article or work has yet."""
    stem = NOT_SLUG.sub("-", title.lower()).strip("-")[:80].strip("-") or "article"
    count = 1
    while True:
        slug = stem if count == 1 else f"{stem}-{count}"
        if not (Article.objects.filter(slug=slug).exists() or Work.objects.filter(key=slug).exists()):
            return slug
        count += 1


def reading(found: Intake) -> Reading:
    """Return the text of an import, read as its editor chose."""
    return _read(bytes(found.original), found.name, found.encoding, found.format)


def blocks(found: Intake) -> list[Block]:
    """Return the passages of an import with the roles that were confirmed or proposed."""
    return [Block(*row) for row in found.blocks]


def opened() -> QuerySet[Intake]:
    """Return the imports that are under way, the newest first."""
    return Intake.objects.filter(state=Intake.State.OPEN).select_related("article__work", "by").defer("original")


def locked(key: int, started_from: int) -> Intake:
    """Return the import for a change, in a transaction; raises Stale where it is not as the form saw it."""
    found = Intake.objects.select_for_update().get(pk=key)
    if found.state == Intake.State.PUBLISHED:
        raise Stale(_("This import was published already. Nothing was stored twice."))
    if found.state == Intake.State.DISCARDED:
        raise Stale(_("This import was discarded. Begin a new one."))
    if found.edits != started_from:
        raise Stale(_("This import was saved in another window since. Look at it again, and decide anew."))
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """What a form changes of an import: roles by the index of the passage, one passage to join with the next or to
    split at its lines, another reading, the record.
    """

    roles: Mapping[int, str]
    join: int | None = None
    split: int | None = None
    encoding: str | None = None
    format: str | None = None
    metadata: Mapping[str, Any] | None = None
    captured_on: date | None = None


@transaction.atomic
def change(key: int, started_from: int, wanted: Change) -> Intake:
    """Save a change of an import; raises Stale, Refused, IntakeError."""
    found = locked(key, started_from)
    rows = [list(row) for row in found.blocks]
    for index, role in wanted.roles.items():
        if role not in ROLES or not 0 <= index < len(rows):
            raise Refused(_("There is no such passage or role. Reload the page."))
        rows[index][2] = role
    if wanted.join is not None or wanted.split is not None:
        rows = _cut(found, rows, wanted)
    if (wanted.encoding, wanted.format) not in {(None, None), (found.encoding, found.format)}:
        found.encoding, found.format = wanted.encoding or "", wanted.format or "auto"
        rows = _proposed(reading(found))
    found.blocks = rows
    if wanted.metadata is not None:
        found.metadata = dict(wanted.metadata)
    found.captured_on = wanted.captured_on or found.captured_on
    return _saved(found)


def _saved(found: Intake) -> Intake:
    found.edits += 1
    found.save()
    return found


def _cut(found: Intake, rows: list[list[Any]], wanted: Change) -> list[list[Any]]:
    """Return the passages with one joined to the next, or split at its lines."""
    text, index = reading(found).text, wanted.join if wanted.join is not None else wanted.split or 0
    if not 0 <= index < len(rows) or (wanted.join is not None and index + 1 == len(rows)):
        raise Refused(_("There is no such passage or role. Reload the page."))
    start, end, role = rows[index]
    if wanted.join is not None:
        made = [*rows[:index], [start, rows[index + 1][1], role], *rows[index + 2 :]]
    else:
        parts = [(start + line.start, start + line.end) for line in lines.lines(text[start:end])]
        whole = [[low, high, role] for low, high in parts if text[low:high].strip()]
        made = [*rows[:index], *whole, *rows[index + 1 :]]
    try:
        check_tiling(text, [(row[0], row[1]) for row in made])
    except TilingError as error:
        raise Refused(str(error)) from error
    return made


@transaction.atomic
def discard(key: int, started_from: int) -> Intake:
    """Give an import up; it stays as it is, out of the lists. Raises Stale."""
    found = locked(key, started_from)
    found.state = Intake.State.DISCARDED
    return _saved(found)


@transaction.atomic
def publish(key: int, by: User, *, started_from: int, base: int) -> Revision:
    """Store an import as version 1 of a new article, or as the next version of its article; all or nothing.

    `base` is the number of the newest text as the editor saw it, 0 for a new article. Raises Stale, Already, Refused,
    carrying.Outdated, IntakeError.
    """
    found = locked(key, started_from)
    read, article = reading(found), found.article
    refuse_known(bytes(found.original), article)
    about = Capture(found.name, found.captured_on)
    try:
        if article is None:
            named = [Passage(block.start, block.end, block.role) for block in blocks(found)]
            revision = capture(_make(found, by), read, named, about)
        else:
            revision = carrying.publish(article, read, blocks(found), by, base=base, about=about)
    except (TilingError, ValidationError) as error:
        messages: Sequence[str] = error.messages if isinstance(error, ValidationError) else [str(error)]
        raise Refused(" ".join(messages)) from error
    found.state, found.revision = Intake.State.PUBLISHED, revision
    _saved(found)
    return revision


def _make(found: Intake, by: User) -> Article:
    """Store the work and the article of an import, under the next number."""
    slug, csl = found.metadata.get("slug", ""), found.metadata.get("csl", {})
    if not csl.get("title"):
        raise Refused(_("The article has no title yet. Give it one first."))
    if Work.objects.filter(key=slug).exists() or Article.objects.filter(slug=slug).exists():
        raise Refused(_("There is an article or a source of this name. Choose another."))
    try:
        work = Work(key=slug, csl=csl)
        work.save()
        number = (Article.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        article = Article(slug=slug, number=number, work=work)
        article.save()
    except IntegrityError as error:  # another import took the number or the address at the same moment
        raise Refused(_("Another article was published at the same moment. Try again.")) from error
    versions.append("work", slug, versions.of_work(work), by, act="create")
    return article
