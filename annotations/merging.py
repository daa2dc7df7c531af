"""Three-way merge of a note's content: what two people changed apart goes together, the rest is theirs to choose.

Pure: it reads and stores nothing. `base` is the version that both started from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from annotations.content import Content, EvidenceItem, LinkItem

T = TypeVar("T")
SIMPLE = ("gist", "finding", "confidence", "place")
# What belongs to one kind alone goes together with the kind: half of each would be a note of no kind.
OF_KIND = ("kind", "verdict", "claim_reviewed", "correction_type", "reading", "sic", "links")
SETS = ("tags", "topics", "related")
KIND = "kind"


@dataclass(frozen=True, slots=True)
class Collision:
    """A field, or a row of one, that both changed in different ways; None is a row that was left out.

    `key` names it for the form: a field's name, or with the row `evidence:dukes-legacy:1`.
    """

    key: str
    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """The content of both, with mine where they collide; and the fields of theirs that were taken."""

    content: Content
    collisions: tuple[Collision, ...]
    taken: tuple[str, ...]


def merge(base: Content, mine: Content, theirs: Content) -> Merge:
    """Return what `mine` and `theirs` make of `base` together."""
    merger = _Merger(base, mine, theirs)
    values: dict[str, Any] = {}
    if mine.kind != theirs.kind:
        values |= merger.kind()
    else:
        for name in OF_KIND[:-1]:
            values[name] = merger.simple(name)
        values["links"] = merger.rows("links")
    for name in SIMPLE:
        values[name] = merger.simple(name)
    values["evidence"] = merger.rows("evidence")
    for name in SETS:
        values[name] = _set(*(getattr(content, name) for content in (base, mine, theirs)))
    values["related"] = tuple(sorted(values["related"]))
    merged = replace(mine, **values)
    taken = [name for name in (*OF_KIND, *SIMPLE, "evidence", *SETS) if getattr(merged, name) != getattr(mine, name)]
    return Merge(merged, tuple(merger.collisions), tuple(taken))


def choose(content: Content, theirs: Content, keys: Iterable[str]) -> Content:
    """Return `content` with the values of `theirs` where `keys`, the keys of collisions, say so."""
    for key in keys:
        content = _with_theirs(content, theirs, key)
    return content


def _with_theirs(content: Content, theirs: Content, key: str) -> Content:
    field, *row = key.split(":", 1)
    if key == KIND:
        return replace(content, **{name: getattr(theirs, name) for name in OF_KIND})
    if field not in KEYS or not row:
        return replace(content, **{field: getattr(theirs, field)}) if field in (*OF_KIND, *SIMPLE) else content
    name = tuple(row[0].rsplit(":", 1))
    rows = _keyed(getattr(content, field), KEYS[field])
    rows[name] = _keyed(getattr(theirs, field), KEYS[field]).get(name)
    changed: dict[str, Any] = {field: tuple(item for item in rows.values() if item is not None)}
    return replace(content, **changed)


class _Merger:
    """Merges field by field, and keeps the collisions it meets."""

    def __init__(self, base: Content, mine: Content, theirs: Content) -> None:
        self.base, self.mine, self.theirs = base, mine, theirs
        self.collisions: list[Collision] = []

    def simple(self, name: str) -> Any:
        """Return the value of a field of which each side has one."""
        return self.value(name, name, *(getattr(content, name) for content in (self.base, self.mine, self.theirs)))

    def value(self, key: str, field: str, base: T, mine: T, theirs: T) -> T:
        """Return the value that only one side changed; mine, with a collision, where both did."""
        if theirs in (base, mine):
            return mine
        if mine == base:
            return theirs
        self.collisions.append(Collision(key, field, base, mine, theirs))
        return mine

    def kind(self) -> dict[str, Any]:
        """Return the kind with all that belongs to it, from one side."""
        sides = [{name: getattr(content, name) for name in OF_KIND} for content in (self.base, self.mine, self.theirs)]
        return self.value(KIND, KIND, *sides)

    def rows(self, field: str) -> tuple[Any, ...]:
        """Return the rows of both sides, in my order and then theirs; each row by itself."""
        base, mine, theirs = (getattr(content, field) for content in (self.base, self.mine, self.theirs))
        old, one, other = (_keyed(rows, KEYS[field]) for rows in (base, mine, theirs))
        found = []
        for name in dict.fromkeys([*one, *other, *old]):
            row = self.value(":".join([field, *name]), field, old.get(name), one.get(name), other.get(name))
            if row is not None:
                found.append(row)
        # Who only changed the order of the rows changed something as well.
        return tuple(theirs) if mine == base else tuple(found)


def _keyed(rows: Iterable[Any], key: Callable[[Any], str]) -> dict[tuple[str, ...], Any]:
    """Return the rows by key and by which of the same key it is."""
    found: dict[tuple[str, ...], Any] = {}
    for row in rows:
        name, count = key(row), 1
        while (name, str(count)) in found:
            count += 1
        found[name, str(count)] = row
    return found


def _link_key(item: LinkItem) -> str:
    target = item.target
    return f"{target.article}/{target.revision}/{target.start}-{target.end}"


def _evidence_key(item: EvidenceItem) -> str:
    return item.source


# What tells the rows of a field apart.
KEYS: dict[str, Callable[[Any], str]] = {"evidence": _evidence_key, "links": _link_key}


def _set(base: Collection[T], mine: Collection[T], theirs: Collection[T]) -> tuple[T, ...]:
    """Return my members without those that they left out, and those that they brought."""
    left_out, brought = set(base) - set(theirs), [member for member in theirs if member not in set(base)]
    return tuple(dict.fromkeys([*(member for member in mine if member not in left_out), *brought]))
