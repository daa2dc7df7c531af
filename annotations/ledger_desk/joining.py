"""Two people changed the same record: what does not collide is joined, field by field."""

from collections.abc import Mapping
from typing import Any

Fields = Mapping[str, Any]
_NONE = object()


def joined(base: Fields, theirs: Fields, mine: Fields) -> tuple[dict[str, Any], list[str]]:
    """Return `mine` with what only `theirs` changed since `base`, and the names of the fields both changed.

    Of a field that both changed mine is kept. An object of named values is joined value by value.

    >>> joined({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
    ({'a': 2, 'b': 3}, [])
    >>> joined({"a": 1}, {"a": 2}, {"a": 3})
    ({'a': 3}, ['a'])
    """
    whole: dict[str, Any] = {}
    collisions: list[str] = []
    for name in dict.fromkeys([*mine, *theirs]):
        was, other, own = (fields.get(name, _NONE) for fields in (base, theirs, mine))
        if isinstance(other, Mapping) and isinstance(own, Mapping):
            within = was if isinstance(was, Mapping) else {}
            value, found = joined(within, other, own)
            collisions += [name] if found else []
        else:
            value = other if own == was else own
            collisions += [name] if own not in (was, other) and other != was else []
        if value is not _NONE:
            whole[name] = value
    return whole, collisions
