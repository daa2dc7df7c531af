"""A save that met a newer version: what of both goes together, and what is to be chosen, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString

from annotations import following, merging
from annotations.content import Content
from annotations.differences import described, differences, labels, words
from annotations.merging import Collision, Merge
from annotations.models import Annotation, Version

CHOICE = "choose-"
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Choice:
    """One collision as it is shown: both texts, and what is struck and underlined from theirs to mine."""

    name: str
    label: str
    mine: str
    theirs: str
    change: SafeString


@dataclass(frozen=True, slots=True)
class Clash:
    """The newer version, the form's content as it is merged, what was taken from theirs, and what is to be chosen."""

    latest: Version
    merged: Content
    taken: list[tuple[str, SafeString]]
    choices: list[Choice]


def settle(note: Annotation, mine: Content, started_from: int, latest: Version) -> Clash:
    """Return the clash of `mine`, begun from the version `started_from`, with the version saved since.

    A form that names no version, or one that never was, is merged on an empty note: what both filled in is a choice.
    """
    merge = _merge(note, mine, started_from, latest)
    theirs = Content.from_json(latest.fields)
    taken = [(label, html) for label, html in differences(mine, merge.content)]
    return Clash(latest, merge.content, taken, [_choice(collision, mine, theirs) for collision in merge.collisions])


def kept(posted: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the choices that a form holds, for the next form to hold them as well."""
    return [(name, THEIRS) for name in posted if name.startswith(CHOICE) and posted[name] == THEIRS]


def chosen(content: Content, posted: Mapping[str, Any], note: Annotation | None) -> Content:
    """Return the content of a form with their side of every field for which the form says so.

    Theirs is the version that the form says it was begun from: the one it was merged with.
    """
    keys = [name.removeprefix(CHOICE) for name in posted if name.startswith(CHOICE) and posted[name] == THEIRS]
    started_from = str(posted.get("started_from", ""))
    if not keys or note is None or not (started_from.isascii() and started_from.isdigit() and len(started_from) < 10):
        return content
    theirs = note.versions.filter(number=int(started_from)).first()
    return merging.choose(content, Content.from_json(theirs.fields), keys) if theirs else content


def _merge(note: Annotation, mine: Content, started_from: int, latest: Version) -> Merge:
    theirs = Content.from_json(latest.fields)
    base = note.versions.filter(number=started_from).first()
    # What a merge did to the saved version was done to the form as well: neither is anyone's change.
    old = following.merges(Content.from_json(base.fields))[0] if base else Content(mine.kind, mine.place)
    return merging.merge(old, mine, theirs)


def _choice(collision: Collision, mine: Content, theirs: Content) -> Choice:
    one, other = _described(collision, mine, collision.mine), _described(collision, theirs, collision.theirs)
    return Choice(CHOICE + collision.key, labels()[collision.field], one, other, words(other, one))


def _described(collision: Collision, content: Content, value: Any) -> str:
    """Return one side of a collision as text that a reader understands; empty where the row was left out."""
    if isinstance(value, dict):
        texts, names = described(content), labels()
        return "\n".join(f"{names[name]}: {texts[name]}" for name in value if texts[name])
    if collision.key != collision.field:
        value = () if value is None else (value,)
    return described(replace(content, **{collision.field: value}))[collision.field]
