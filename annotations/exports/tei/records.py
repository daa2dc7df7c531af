"""What an import needs and the elements of TEI cannot hold: the entries of the edition folder, as JSON in `xenoData`.

Text, passages, roles and anchors are not in it: they are read from the elements. A finding is there as the Markdown
that the editors wrote, a source with all variables of CSL-JSON. A topic or a claim comes with those words of it that
stand in this text; the files of all articles together have all of them.
"""

import base64
import json
from collections.abc import Iterable
from typing import Any

from annotations.folder import forms
from annotations.models import Account, Claim, Topic
from annotations.vocabulary import PUBLIC, Kind
from edition.intake import IntakeError, reread
from edition.models import Revision
from edition.publishing.tei_xml import UNWRITABLE

TYPE = "edition-folder"
VERSION = 1
Json = dict[str, Any]


def of_revision(revision: Revision) -> Json:
    """Return the entries of a text: its article, the notes on it, and the sources, topics and claims these name."""
    notes = list(forms.public_notes().filter(span__revision=revision))
    claims = [_claim(one, revision) for one in forms.all_claims().filter(accounts__span__revision=revision).distinct()]
    topics = _topics(revision, {topic.slug for note in notes for topic in note.topics.all()}, claims)
    entries = [forms.cross_reference_entry(n) if n.kind == Kind.CROSS_REFERENCE else forms.note_entry(n) for n in notes]
    return {
        "version": VERSION,
        "article": _article(revision),
        "bibliography": _bibliography([*entries, *topics, *claims]),
        "topics": topics,
        "notes": [entry for entry in entries if "kind" in entry],
        "crossReferences": [entry for entry in entries if "kind" not in entry],
        "claims": claims,
    }


def written(entries: Json) -> str:
    """Return the entries as JSON that XML can hold; read as JSON it gives the same entries again."""
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    return UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _article(revision: Revision) -> Json:
    """Return the entry of the article with this text alone; of its passages what no element says."""
    names = {one.pk: file_name(one) for one in revision.article.revisions.defer("original", "text")}
    data = {**forms.article_entry(revision.article, names), **forms.revision_entry(revision, names)}
    data.pop("furtherRevisions", None)
    if revision.captured_on is None:
        data.pop("capturedOn", None)
    said = [{name: block[name] for name in ("anchor", "note", "quirks") if name in block} for block in data["blocks"]]
    data |= {"revision": revision.number, "blocks": [one for one in said if len(one) > 1]}
    original = bytes(revision.original)
    if as_bytes(revision.text, revision.encoding) != original:
        data["original"] = base64.b64encode(original).decode()
    return data


def file_name(revision: Revision) -> str:
    """Return the name of the file of a text: its own, or one of its address."""
    return revision.file_name or f"{revision.article.slug}-v{revision.number}.txt"


def as_bytes(text: str, encoding: str) -> bytes | None:
    """Return the bytes of a file of this text in `encoding`; None where that is no codec, or has no such signs."""
    try:
        data = text.encode(encoding)
    except (LookupError, UnicodeError):
        return None
    return data if as_text(data, encoding) == text else None


def as_text(data: bytes, encoding: str) -> str | None:
    """Return the text of captured bytes, read as a revision says; None where they cannot be read so."""
    try:
        return reread(data, encoding)
    except (LookupError, UnicodeError, IntakeError):
        return None


def _claim(claim: Claim, revision: Revision) -> Json:
    """Return the entry of a claim with the accounts of this text, each with its place among all."""
    entry = forms.claim_entry(claim, ())
    numbered = [
        {"position": number, **(told if _is_public(account) else _without_note(told))}
        for number, (account, told) in enumerate(zip(claim.accounts.all(), entry["accounts"], strict=True), 1)
    ]
    entry["accounts"] = [one for one in numbered if _is_in(one["passage"], revision)]
    entry.pop("silent")
    return _without_former(entry, revision)


def _is_public(account: Account) -> bool:
    """Whether readers may see the note of an account, if it has one."""
    return account.annotation is None or account.annotation.status in PUBLIC


def _without_note(account: Json) -> Json:
    return {name: value for name, value in account.items() if name != "note"} | {"verdict": None}


def _topics(revision: Revision, slugs: set[str], claims: Iterable[Json]) -> list[Json]:
    """Return the entries of the topics of notes and claims, and of those that name words of this text."""
    named = slugs | {claim["topic"] for claim in claims}
    named |= set(Topic.objects.filter(passages__span__revision=revision).values_list("slug", flat=True))
    return [_topic(topic, revision) for topic in forms.all_topics().filter(slug__in=named)]


def _topic(topic: Topic, revision: Revision) -> Json:
    entry = forms.topic_entry(topic, [revision.article.slug])
    passages = [one for account in entry["accounts"] for one in account["passages"] if _is_in(one, revision)]
    entry["accounts"] = [{"article": revision.article.slug, "passages": passages}]
    return _without_former({"position": topic.position, **entry}, revision)


def _is_in(place: Json, revision: Revision) -> bool:
    return bool(place["article"] == revision.article.slug and place.get("revision", 1) == revision.number)


def _without_former(entry: Json, revision: Revision) -> Json:
    """Keep of what stood elsewhere before what stood in this text."""
    former = [place for place in entry.pop("formerly", ()) if _is_in(place, revision)]
    return {**entry, "formerly": former} if former else entry


def _bibliography(entries: Iterable[Json]) -> list[Json]:
    """Return the sources that the entries name, by key; articles of the edition are not among them."""
    keys: set[str] = set()
    for entry in entries:
        keys |= {*entry.get("sources", ())}
        keys |= {one["source"] for name in ("evidence", "timeline") for one in entry.get(name, ())}
    return [forms.work_entry(work) for work in forms.all_sources().filter(key__in=keys).order_by("key")]
