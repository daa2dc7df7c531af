"""From TEI files of an edition like this one to the database, without loss: texts, passages, anchors, notes.

The words, passages, roles and anchors are read from the elements; what these cannot hold (findings in Markdown, all
variables of a source) from the entries in `xenoData`. The files become an edition folder, which is loaded as any other.
Files of several articles belong together: a cross-reference needs the texts at both its ends.
"""

from __future__ import annotations

import base64
import binascii
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from annotations import folder
from annotations.exports.tei import records
from annotations.folder.entries import FILES
from annotations.models import Annotation
from edition.intake import IntakeError, xml
from edition.models import Article, Revision
from edition.models.texts import sha256
from edition.publishing import tei_text
from edition.publishing.tei_xml import NAMESPACE, Element

MAX_BYTES = 50 * 1024 * 1024
Json = dict[str, Any]
Text = tuple[str, int]  # the slug of an article and the number of one of its texts
OF_A_TEXT = ("file", "bytes", "characters", "sha256", "encoding", "quirks", "blocks", "capturedOn")
_LISTS = ("bibliography", "topics", "notes", "crossReferences", "claims")


class TEIError(ValueError):
    """A file cannot be read as TEI of an edition like this one. Says the file, the reason and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")


@dataclass(frozen=True, slots=True)
class File:
    """What one file holds: the article's entry with this text's passages, its bytes, and the entries beside it."""

    name: str
    article: Json
    original: bytes
    entries: Json

    @property
    def text(self) -> Text:
        return self.article["key"], self.article["revision"]


@dataclass(slots=True)
class Outcome:
    """What the folder's loading reports, and sentences on what was left out and why."""

    report: folder.Report
    left: list[str] = field(default_factory=list)


def load(files: Sequence[tuple[str, bytes]], *, dry_run: bool = False) -> Outcome:
    """Load TEI files, each by its name and bytes; with `dry_run` the database is as before.

    Raises TEIError and folder.FolderError; nothing is loaded then.
    """
    read_files = [read(name, data) for name, data in files]
    with tempfile.TemporaryDirectory() as name, transaction.atomic():
        left = _Folder(read_files).write(Path(name))
        outcome = Outcome(folder.load(Path(name)), left)
        transaction.set_rollback(dry_run)
    return outcome


def read(name: str, data: bytes) -> File:
    """Return what a TEI file of an edition like this one holds; raises TEIError."""
    if len(data) > MAX_BYTES:
        raise TEIError(name, f"the file has more than {MAX_BYTES:,} bytes. Check the file.")
    try:
        root = xml.parse(data)
        text = tei_text.text_of(root)
    except IntakeError as error:
        raise TEIError(name, str(error)) from None
    if not tei_text.is_ours(root):
        raise TEIError(name, "this is TEI of another hand. Import it as an article: manage.py import_articles.")
    entries = _entries(name, root)
    return _checked(name, entries, text)


def _entries(name: str, root: Element) -> Json:
    found = root.find(f"{{{NAMESPACE}}}teiHeader/{{{NAMESPACE}}}xenoData[@type='{records.TYPE}']")
    try:
        entries = json.loads("" if found is None else found.text or "")
    except (ValueError, RecursionError):
        raise TEIError(name, "its xenoData holds no entries in JSON. Export it again.") from None
    whole = isinstance(entries, dict) and isinstance(entries.get("article"), dict)
    if not whole or any(not _is_list(entries.get(part)) for part in _LISTS):
        raise TEIError(name, "the entries in its xenoData are not whole. Export it again.")
    if entries.get("version") != records.VERSION:
        raise TEIError(name, "it was written by a newer program than this one. Update the site.")
    return dict(entries)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _checked(name: str, entries: Json, text: Element) -> File:
    """Return the file with the passages of its elements; its words are those of the bytes that were captured."""
    article: Json = dict(entries["article"])
    if not isinstance(article.get("key"), str) or not isinstance(article.get("revision"), int):
        raise TEIError(name, "its xenoData names no article and text version. Export it again.")
    words = tei_text.content(text)
    original = _original(name, article, words)
    if original is None or sha256(original) != article.get("sha256"):
        reason = "its words are not those that were captured: the file was changed. Export it again, "
        raise TEIError(name, f"{reason}or import it as an article: manage.py import_articles.")
    said = {str(one.get("anchor")): one for one in _all([article], "blocks")}
    article["blocks"] = [
        {**said.get(one.anchor, {}), "anchor": one.anchor, "role": one.role, "start": one.start, "end": one.end}
        for one in tei_text.passages(text)
    ]
    return File(name, article, original, entries)


def _original(name: str, article: Json, words: str) -> bytes | None:
    given, encoding = article.pop("original", None), str(article.get("encoding", "utf-8"))
    if given is None:
        return records.as_bytes(words, encoding)
    try:
        original = base64.b64decode(str(given), validate=True)
        return original if records.as_text(original, encoding) == words else None
    except binascii.Error:
        raise TEIError(name, "the captured bytes in its xenoData are no Base64. Export it again.") from None


class _Folder:
    """The edition folder that files make together; what leads out of them and out of the site is left out."""

    def __init__(self, files: Sequence[File]) -> None:
        self.files = sorted(files, key=lambda file: (_whole(file.article, "number"), *file.text))
        self.left: list[str] = []
        here = Revision.objects.values_list("article__slug", "number")
        self.texts: set[Text] = {*here, *(file.text for file in files)}
        entries = [one for name in ("notes", "crossReferences") for file in files for one in file.entries[name]]
        self.notes = {*Annotation.objects.values_list("key", flat=True), *(str(one.get("id")) for one in entries)}

    def write(self, target: Path) -> list[str]:
        """Write the folder to `target`; return what was left out, in sentences."""
        (target / "articles").mkdir()
        lists = {
            "bibliography": self._united("bibliography"),
            "articles": self._articles(target / "articles"),
            "topics": [self._topic(same) for same in self._same("topics")],
            "notes": self._notes("notes"),
            "crossReferences": self._notes("crossReferences"),
            "claims": [self._claim(same) for same in self._same("claims")],
        }
        for file, (top, _key) in FILES.items():
            entries = lists[top or "bibliography"]
            data = entries if top is None else {top: entries}
            (target / file).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return self.left

    def _articles(self, target: Path) -> list[Json]:
        by_slug: dict[str, list[File]] = {}
        for file in self.files:
            by_slug.setdefault(file.text[0], []).append(file)
        return [self._article(files, target) for files in by_slug.values()]

    def _article(self, files: Sequence[File], target: Path) -> Json:
        numbers = [file.text[1] for file in files]
        if numbers != [*range(1, len(files) + 1)]:
            known = ", ".join(f"v{number}" for number in numbers)
            raise TEIError(files[0].name, f"of this article there is {known}. Give the file of each text, from v1 on.")
        texts = [{**file.article, "file": _stored(target, file)} for file in files]
        about = {name: value for name, value in texts[-1].items() if name not in OF_A_TEXT}
        first, further = {**about, **_of_text(texts[0])}, [_of_text(one) for one in texts[1:]]
        if Article.objects.filter(number=_whole(first, "number")).exclude(slug=first["key"]).exists():
            last = Article.objects.aggregate(last=Max("number"))["last"] or 0
            first["number"] = last + 1 + [file.text[0] for file in self.files].index(first["key"])
            self.left.append(f"{first['key']}: its number in the edition is taken; it follows the articles there are.")
        return {**first, "furtherRevisions": further} if further else first

    def _same(self, part: str) -> list[list[Json]]:
        """Return the entries of one id together, in the order of their positions."""
        found: dict[str, list[Json]] = {}
        for file in self.files:
            for entry in file.entries[part]:
                found.setdefault(str(entry.get("id")), []).append(entry)
        return sorted(found.values(), key=lambda same: (str(same[0].get("topic", "")), _whole(same[0], "position")))

    def _united(self, part: str) -> list[Json]:
        return [same[0] for same in self._same(part)]

    def _topic(self, same: Sequence[Json]) -> Json:
        entry = {name: value for name, value in same[0].items() if name != "position"}
        accounts = _all(same, "accounts")
        return self._placed({**entry, "accounts": accounts, "formerly": _all(same, "formerly")})

    def _claim(self, same: Sequence[Json]) -> Json:
        accounts = sorted(_all(same, "accounts"), key=lambda account: _whole(account, "position"))
        told = [{name: value for name, value in one.items() if name != "position"} for one in accounts]
        for account in told:
            if str(account.get("note")) not in self.notes:
                account.pop("note", None)
                account["verdict"] = None
        return self._placed({**same[0], "accounts": told, "formerly": _all(same, "formerly")})

    def _notes(self, part: str) -> list[Json]:
        entries = sorted(self._united(part), key=lambda entry: _whole(entry, "number"))
        return [self._related(self._placed(entry)) for entry in entries if self._has_ends(entry)]

    def _has_ends(self, entry: Json) -> bool:
        """Whether the texts at all ends of a cross-reference are there; says so where one is not."""
        ends = [one.get("to") for one in (entry, *_all([entry], "also"))]
        away = [end for end in ends if isinstance(end, dict) and _text_of(end) not in self.texts]
        if away:
            slug, number = _text_of(away[0])
            self.left.append(f"{entry.get('id')}: it leads to {slug} v{number}, which is not there. Left out.")
        return not away

    def _placed(self, entry: Json) -> Json:
        former = [place for place in _all([entry], "formerly") if _text_of(place) in self.texts]
        rest = {name: value for name, value in entry.items() if name != "formerly"}
        return {**rest, "formerly": former} if former else rest

    def _related(self, entry: Json) -> Json:
        found = dict(entry)
        for name in ("relatedNotes", "relatedCrossReferences"):
            named = [str(key) for key in entry[name]] if isinstance(entry.get(name), list) else []
            if lost := [key for key in named if key not in self.notes]:
                self.left.append(f"{entry.get('id')}: related to {', '.join(lost)}, not there. Left out.")
                found[name] = [key for key in named if key in self.notes]
        return found


def _stored(target: Path, file: File) -> str:
    """Write the bytes of a text; return the name of its file, which is one of its own."""
    wanted = Path(str(file.article.get("file", ""))).name
    slug, number = file.text
    name = wanted if wanted and not (target / wanted).exists() else f"{slug}-v{number}.txt"
    (target / name).write_bytes(file.original)
    return name


def _of_text(article: Json) -> Json:
    """Return what an entry says of one text; the rest is said of the article."""
    return {name: article[name] for name in OF_A_TEXT if name in article}


def _all(entries: Iterable[Json], name: str) -> list[Json]:
    """Return the objects in the lists that entries have under a name."""
    lists = (entry.get(name) for entry in entries)
    return [one for found in lists if isinstance(found, list) for one in found if isinstance(one, dict)]


def _whole(entry: Json, name: str) -> int:
    value = entry.get(name)
    return value if isinstance(value, int) else 0


def _text_of(place: Json) -> Text:
    return str(place.get("article")), _whole(place, "revision") or 1
