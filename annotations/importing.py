"""An import from the first upload to the published text: kept between the steps, so that it can be left and taken up.

Nothing is deleted on the way: what is no part of the article stays as furniture, and the bytes stay as they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from unicodedata import combining, normalize

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
from edition.intake import MOST_BLOCKS, IntakeError, Reading
from edition.models import Article, Intake, Revision, Work
from edition.models.texts import sha256
from edition.texts import lines
from edition.texts.letters import is_latin
from edition.texts.roles import ROLES
from edition.texts.segmentation import Block, TilingError, check_tiling

NAME_LONGEST = 255
# Letters that Unicode does not take apart into one of ASCII and a mark.
_PLAIN = str.maketrans({"æ": "ae", "đ": "d", "ð": "d", "ı": "i", "ł": "l", "ø": "o", "œ": "oe", "þ": "th"})


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


class UnderWay(Refused):
    """These bytes are being imported already: as `intake`."""

    def __init__(self, found: Intake) -> None:
        super().__init__(
            _("Already under way as import %(number)d. Go on there, or discard it first.") % {"number": found.pk}
        )
        self.intake = found


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
    """Keep what was given, with roles and a record proposed; raises IntakeError, Already, UnderWay, Refused."""
    reading = _read(given.data, given.name, given.encoding, given.format)
    refuse_known(given.data, given.article)
    if other := opened().filter(sha256=sha256(given.data)).first():
        raise UnderWay(other)
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
        metadata=_drafted(csl, reading.text),
        by=by,
    )
    made.save()
    return made


def _drafted(csl: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the draft of a record and of the address; the language is left to be said where letters are not Latin."""
    language = {} if is_latin(text) else {"language": ""}
    return {"csl": csl, "slug": free_slug(str(csl.get("title", ""))), **language}


@lru_cache(maxsize=4)
def _read(data: bytes, name: str, encoding: str, form: str) -> Reading:
    """Return the text of a file; the last ones are kept, for each step of an import asks again."""
    read = intake.read(data, name=name, declared=encoding or None, format=form or "auto")
    if len(intake.propose(read)) > MOST_BLOCKS:
        raise IntakeError("many-blocks", most=MOST_BLOCKS)
    return read


def _proposed(reading: Reading) -> list[list[Any]]:
    return [[block.start, block.end, block.role] for block in intake.propose(reading)]


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
    """Return an address for a title that no article or work has yet; '' where its letters are not Latin."""
    if not is_latin(title):
        return ""
    plain = "".join(sign for sign in normalize("NFKD", title.casefold()) if not combining(sign)).translate(_PLAIN)
    stem = NOT_SLUG.sub("-", plain).strip("-")[:80].strip("-") or "article"
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
    _refuse_stale(found, started_from)
    return found


def _seen(key: int, started_from: int) -> Intake:
    """Return the import as the form saw it, before anything is locked: here files are read, which takes its time.

    Raises Stale. What `locked` gives with the same `started_from` later is of the same bytes, format and encoding.
    """
    found = Intake.objects.get(pk=key)
    _refuse_stale(found, started_from)
    return found


def _refuse_stale(found: Intake, started_from: int) -> None:
    if found.state == Intake.State.PUBLISHED:
        raise Stale(_("This import was published already. Nothing was stored twice."))
    if found.state == Intake.State.DISCARDED:
        raise Stale(_("This import was discarded. Begin a new one."))
    if found.edits != started_from:
        raise Stale(_("This import was saved in another window since. Look at it again, and decide anew."))


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


def change(key: int, started_from: int, wanted: Change) -> Intake:
    """Save a change of an import; raises Stale, Refused, IntakeError."""
    found = _seen(key, started_from)
    form, encoding = _chosen(found, wanted)
    again = (form, encoding) != (found.format, found.encoding)
    cuts = wanted.join is not None or wanted.split is not None
    was = reading(found) if cuts else None
    now = _read(bytes(found.original), found.name, encoding, form) if again else None
    return _change(key, started_from, wanted, was, now)


def _chosen(found: Intake, wanted: Change) -> tuple[str, str]:
    """Return the format and the encoding by which an import will be read."""
    if (wanted.encoding, wanted.format) == (None, None):
        return found.format, found.encoding
    return wanted.format or "auto", wanted.encoding or ""


@transaction.atomic
def _change(key: int, started_from: int, wanted: Change, was: Reading | None, now: Reading | None) -> Intake:
    """Save a change, with the text as it `was` read where it is cut, and as it is read `now` where that changes."""
    found = locked(key, started_from)
    rows = [list(row) for row in found.blocks]
    for index, role in wanted.roles.items():
        if role not in ROLES or not 0 <= index < len(rows):
            raise Refused(_("There is no such passage or role. Reload the page."))
        rows[index][2] = role
    if was is not None:
        rows = _cut(was.text, rows, wanted)
    if now is not None:
        found.format, found.encoding = _chosen(found, wanted)
        rows = _proposed(now)
    found.blocks = rows
    if wanted.metadata is not None:
        found.metadata = dict(wanted.metadata)
    found.captured_on = wanted.captured_on or found.captured_on
    return _saved(found)


def _saved(found: Intake) -> Intake:
    found.edits += 1
    found.save()
    return found


def _cut(text: str, rows: list[list[Any]], wanted: Change) -> list[list[Any]]:
    """Return the passages with one joined to the next, or split at its lines."""
    index = wanted.join if wanted.join is not None else wanted.split or 0
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


def publish(key: int, by: User, *, started_from: int, base: int) -> Revision:
    """Store an import as version 1 of a new article, or as the next version of its article; all or nothing.

    `base` is the number of the newest text as the editor saw it, 0 for a new article. Raises Stale, Already, Refused,
    carrying.Outdated, IntakeError.
    """
    read = reading(_seen(key, started_from))
    intake.reread(read.original, read.encoding)  # is proved as it is stored; what takes its time of that is done now
    return _publish(key, read, by, started_from=started_from, base=base)


@transaction.atomic
def _publish(key: int, read: Reading, by: User, *, started_from: int, base: int) -> Revision:
    found = locked(key, started_from)
    article = found.article
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
    if not slug:
        raise Refused(f"{_('Address')}: {_('Use small letters, digits and single hyphens.')}")
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
