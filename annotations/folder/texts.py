"""Works and articles of an edition folder."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from annotations.folder.entries import Entry
from edition import tags
from edition.capture import Block, Capture, capture
from edition.intake import IntakeError, Reading, plain, reread
from edition.models import Article, MergedWork, Revision, Work
from edition.models.texts import sha256

# The dossier's names of roles that differ from ours.
ROLE_OF_KIND = {
    "subtitle": "deck",
    "list-lead": "body",
    "summary-bullet": "summary",
    "reader-comment": "comment",
}
# What a folder says of a work beside the variables of CSL, and where it is kept.
OWN = {
    "consulted": "consulted",
    "quality": "quality",
    "archivedUrl": "archived_url",
    "archivedOn": "archived_on",
    "unreachableOn": "unreachable_on",
}
MERGED = "mergedInto"  # the key of the work into which one was merged


def work(entry: Entry) -> Work:
    """Store one entry of bibliography.json."""
    return _record(entry, {name: value for name, value in entry.data.items() if name != "id"})


def merged(entry: Entry) -> None:
    """Make the address of a work that was merged lead to the one that stays; call it when all works are there."""
    key = entry.entry("custom").get(MERGED, str, "") if "custom" in entry.data else ""
    if not key or MergedWork.objects.filter(work__key=entry.name).exists():
        return
    into = Work.objects.filter(key=key).exclude(key=entry.name).first()
    if into is None or into.standing.key == entry.name:
        raise entry.error(f"“{MERGED}” is “{key}”: name another source of this file.")
    MergedWork(work=Work.objects.get(key=entry.name), into=into, at=timezone.now()).save()


def article(entry: Entry, folder: Path) -> Article:
    """Store one entry of articles.json, with its work record, its text and its passages."""
    record = _record(entry, entry.get("work", dict, {}) or _work_of(entry.entry("metadata")))
    made = Article(
        slug=entry.name,
        number=entry.get("number", int, 0) or Article.objects.count() + 1,
        work=record,
        headnote=entry.get("headnote", str, ""),
        rights=entry.get("rights", str, ""),
        provenance=entry.get("metadata", dict),
    )
    made.full_clean()
    made.save()
    if wrong := "; ".join(filter(None, map(tags.problem, entry.texts("tags")))):
        raise entry.error(wrong)
    made.tags.set(entry.texts("tags"))
    for one in (entry, *entry.entries("furtherRevisions")):
        _capture(one, made, folder)
    return made


def same(entry: Entry) -> None:
    """Raise FolderError when the article in the database has another text than the folder's."""
    sums = Revision.objects.filter(article__slug=entry.name, number=1).values_list("original_sha256", flat=True)
    stored = sums.first()
    if stored is None:
        raise entry.error("the site has an article under this key without a text. Capture its text on the site first.")
    if stored != entry.get("sha256", str):
        raise entry.error(
            "the site has another text under this key. A text never changes: give the article another key, "
            "or capture the new text as a revision."
        )


def _record(entry: Entry, data: dict[str, Any]) -> Work:
    """Store a record under the key of `entry`; what is no variable of CSL stands in its "custom"."""
    custom = Entry(entry.file, entry.name, data).get("custom", dict, {})
    if unknown := sorted(set(custom) - {*OWN, MERGED}):
        raise entry.error(f"“custom” holds {', '.join(unknown)}; known are {', '.join([*OWN, MERGED])}.")
    csl = {name: value for name, value in data.items() if name != "custom"}
    made = Work(key=entry.name, csl=csl, **{OWN[name]: value for name, value in custom.items() if name in OWN})
    made.save()
    return made


def _capture(entry: Entry, made: Article, folder: Path) -> None:
    file = entry.get("file", str)
    path = folder / "articles" / file
    if path.name != file or not path.is_file():
        raise entry.error(f"articles/{file} is missing from the folder.")
    if path.stat().st_size > plain.MAX_BYTES:
        raise entry.error(f"articles/{file} has more than {plain.MAX_BYTES:,} bytes. Check the file.")
    original = path.read_bytes()
    if sha256(original) != entry.get("sha256", str):
        raise entry.error(f"articles/{file} does not have the SHA-256 that is given: one of the two was changed.")
    reading = _reading(entry, original)
    about = Capture(file, _captured_on(entry), entry.texts("quirks"))
    capture(made, reading, [_block(block) for block in entry.entries("blocks")], about)


def _reading(entry: Entry, original: bytes) -> Reading:
    encoding = entry.get("encoding", str, "utf-8").lower()
    if encoding == "utf-8":
        return plain.read(original)
    try:
        return Reading(original, reread(original, encoding), encoding)
    except (UnicodeDecodeError, LookupError, IntakeError) as error:
        raise entry.error(f"the text cannot be read as “{encoding}”: {error}") from None


def _captured_on(entry: Entry) -> date | None:
    text = entry.get("capturedOn", str, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise entry.error("“capturedOn” is no date such as 2026-11-21.") from None


def _block(entry: Entry) -> Block:
    kind = entry.get("kind", str, "")
    return Block(
        start=entry.get("start", int),
        end=entry.get("end", int),
        role=entry.get("role", str, ROLE_OF_KIND.get(kind, kind)),
        anchor=entry.get("anchor", str, ""),
        remark=entry.get("note", str, ""),
        quirks=entry.texts("quirks"),
    )


def _work_of(metadata: Entry) -> dict[str, Any]:
    """Return the record that follows from what is certain of an article; what is unknown stays away."""
    known = {
        name: metadata.entry(name).get("value", str)
        for name, field in metadata.data.items()
        if isinstance(field, dict) and field.get("certainty") == "certain" and field.get("value") != "unknown"
    }
    if "title" not in known:
        raise metadata.error("“metadata” gives no title that is certain. Give one, or a “work”.")
    csl: dict[str, Any] = {
        "type": "webpage" if "url" in known else "document",
        "title": known["title"],
    }
    if known.get("author", "").strip():
        csl["author"] = [_name(known["author"])]
    if "publisher" in known:
        csl["container-title"] = known["publisher"]
    if "url" in known:
        csl["URL"] = known["url"]
    return {**csl, "language": metadata.get("language", str, "en")}


def _name(name: str) -> dict[str, str]:
    """Return a name in parts: the last word is the family name, a title of courtesy is left out."""
    *given, family = re.sub(r"^(Dr|Prof|Mr|Mrs|Ms)\.? ", "", name.strip()).split()
    return {"family": family, "given": " ".join(given)} if given else {"literal": family}
