"""Notes follow a merge: what readers see and what is under way are changed alike, each with a version of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from annotations import content as contents
from annotations.content import LOCATOR_LENGTH, Content, EvidenceItem
from annotations.models import Annotation, Version
from annotations.searching import refresh_note
from annotations.vocabulary import PUBLIC, Status
from edition import markup
from edition.people import public_name

Rewrite = Callable[[Content], Content]


def notes(numbers: Iterable[int], rewrite: Rewrite, by: User, why: str) -> list[int]:
    """Rewrite the notes of these numbers where they say what is rewritten; return the numbers of those changed.

    Call it in a transaction. Number, state and authors stay; nobody's work under way is lost.
    """
    locked = Annotation.objects.select_for_update().filter(number__in=list(numbers)).order_by("pk")
    return [note.number for note in locked if _note(note, rewrite, by, why)]


def _note(note: Annotation, rewrite: Rewrite, by: User, why: str) -> bool:
    newest = Content.from_json(note.versions.get(number=note.version).fields)
    shown = Content.from_json(note.versions.get(number=note.public_version).fields) if note.revising else newest
    if rewrite(shown) == shown and rewrite(newest) == newest:
        return False
    if rewrite(shown) != shown:
        note.version += 1
        note.public_version = note.version if note.status in PUBLIC else note.public_version
        contents.write(note, rewrite(shown))
        _append(note, note.status, rewrite(shown), by, why)
    if note.revising:
        note.version += 1
        note.save()
        _append(note, note.revising, rewrite(newest), by, why)
    if note.status == Status.PUBLISHED:
        refresh_note(note)
    return True


def _append(note: Annotation, status: str, content: Content, by: User, why: str) -> None:
    fields = content.as_json()
    made = Version(annotation=note, number=note.version, act="merge", status=status, fields=fields, by=by, why=why)
    made.by_name, made.at = public_name(by), timezone.now()
    made.save()


def under_way(names: str, value: str) -> set[int]:
    """Return the numbers of published notes whose new version names `value` in its field `names`."""
    newest = Version.objects.exclude(annotation__revising="").filter(number=F("annotation__version"))
    return {
        number
        for number, fields in newest.values_list("annotation__number", "fields")
        if value in [item["source"] if isinstance(item, dict) else item for item in fields[names]]
    }


def source(content: Content, old: str, new: str) -> Content:
    """Return `content` with the source `new` wherever it named `old`; evidence of the same source is joined."""
    if old not in {item.source for item in content.evidence}:
        return content
    keys = {item.source for item in content.evidence} | {new}
    evidence: list[EvidenceItem] = []
    for item in content.evidence:
        renamed = replace(item, source=new) if item.source == old else item
        at = next((n for n, other in enumerate(evidence) if renamed.source == new and _fit(other, renamed)), None)
        if at is None:
            evidence.append(renamed)
        else:
            evidence[at] = _joined(evidence[at], renamed)
    return replace(content, evidence=tuple(evidence), finding=cited(content.finding, old, new, keys))


def _fit(one: EvidenceItem, other: EvidenceItem) -> bool:
    """Whether two of one source can be one without losing a word: the same stance, not two quotations."""
    if one.source != other.source or one.stance != other.stance:
        return False
    if one.quotation and other.quotation and one.quotation != other.quotation:
        return False
    return len(_both(one.locator, other.locator)) <= LOCATOR_LENGTH


def _joined(one: EvidenceItem, other: EvidenceItem) -> EvidenceItem:
    return replace(
        one,
        locator=_both(one.locator, other.locator),
        supports=_both(one.supports, other.supports),
        quotation=one.quotation or other.quotation,
    )


def _both(one: str, other: str) -> str:
    return "; ".join(dict.fromkeys(filter(None, (one, other))))


def of_record(fields: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the fields of a topic or claim with the source `new` wherever they named `old`."""
    keys = list(dict.fromkeys(new if key == old else key for key in fields["sources"]))
    text = "record" if "record" in fields else "finding"
    found = {**fields, "sources": keys, text: cited(fields[text], old, new, {*fields["sources"], new})}
    if "timeline" in fields:
        events = fields["timeline"]
        found["timeline"] = [{**e, "source": new if e["source"] == old else e["source"]} for e in events]
    return found


def cited(text: str, old: str, new: str, keys: Iterable[str]) -> str:
    """Return Markdown in which `[@old]` cites `new`: every citation, and nothing that only looks like one."""
    known = {*keys, old, new}
    for start, end, brackets in reversed(list(markup.citations(text))):
        changed = f"{text[:start]}{_renamed(brackets, old, new)}{text[end:]}"
        if changed != text and _is_citation(text, changed, old, known):
            text = changed
    return text


def _is_citation(text: str, changed: str, old: str, known: set[str]) -> bool:
    """Whether the change took a citation of `old` away: in code, or behind a backslash, it would not."""
    counts = [sum(one.key == old for one in markup.render(markdown, known).cited) for markdown in (text, changed)]
    return counts[1] < counts[0]


def _renamed(brackets: str, old: str, new: str) -> str:
    """Return one citation in brackets with the key changed; what is then said twice is said once."""
    parts = [part.strip() for part in brackets[1:-1].split(";")]
    if not any(_key(part) == old for part in parts):
        return brackets
    renamed = [f"@{new}{part[len(old) + 1 :]}" if _key(part) == old else part for part in parts]
    return f"[{'; '.join(dict.fromkeys(renamed))}]"


def _key(part: str) -> str:
    return part.removeprefix("@").partition(",")[0].strip()
