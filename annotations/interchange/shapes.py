"""Values out of JSON of others, each of the shape that is asked for or refused with a sentence."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from annotations.interchange.incoming import UnreadableError

Json = dict[str, Any]
DEEPEST = 32
MOST = 1_000
LARGEST = 2**31 - 1
LONGEST_ADDRESS = 2_000


def parse(data: bytes | str) -> Any:
    """Return the value of a JSON text; raises UnreadableError for what is none, or is nested past DEEPEST."""
    try:
        value = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UnreadableError(_("This is not JSON in UTF-8.")) from None
    if _is_deep(value):
        raise UnreadableError(_("This is nested more than %(depth)d deep.") % {"depth": DEEPEST})
    return value


def _no_number(name: str) -> float:
    raise ValueError(name)


def _is_deep(value: Any) -> bool:
    level = [value]
    for _depth in range(DEEPEST):
        level = [child for one in level for child in _children(one)]
        if not level:
            return False
    return True


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def check_signs(value: Any) -> None:
    """Raise UnreadableError where a text or a name anywhere in `value`, nested at most DEEPEST, cannot be stored."""
    level = [("", value)]
    while level:
        for name, one in level:
            if _is_unstorable(name) or (isinstance(one, str) and _is_unstorable(one)):
                shown = ascii(name)[1:-1][:40] if _is_unstorable(name) else name[:40]
                raise UnreadableError(_("“%(name)s” has a character that cannot be stored.") % {"name": shown})
        level = [child for name, one in level for child in _named(name, one)]


def _is_unstorable(value: str) -> bool:
    """Whether a text has a NUL, which PostgreSQL does not keep, or half a character, which UTF-8 has no bytes for."""
    return "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)


def _named(name: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return [(name, one) for one in value] if isinstance(value, list) else []


def text(data: Json, name: str) -> str:
    """Return the text of this name, '' where there is none; raises UnreadableError."""
    value = data.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableError(_("“%(name)s” must be a text.") % {"name": name})
    if _is_unstorable(value):
        raise UnreadableError(_("“%(name)s” has a character that cannot be stored.") % {"name": name})
    return value


def address(data: Json, name: str) -> str:
    """Return the address of this name, given as a text or as an object with an id; '' where there is none."""
    value = data.get(name)
    return iri(value, "id") if isinstance(value, dict) else iri(data, name)


def iri(data: Json, name: str) -> str:
    """Return the address of this name, given as a text; '' where there is none."""
    found = text(data, name)
    if len(found) > LONGEST_ADDRESS:
        raise UnreadableError(_("“%(name)s” is too long for an address.") % {"name": name})
    return found


def whole(data: Json, name: str) -> int | None:
    """Return the whole number of this name, None where there is none; raises UnreadableError."""
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise UnreadableError(_("“%(name)s” must be a whole number from 0.") % {"name": name})
    return value


def many(data: Json, name: str) -> list[Any]:
    """Return the values of this name: none, one, or those of a list of at most MOST."""
    value = data.get(name)
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST:
        raise UnreadableError(_("“%(name)s” has more than %(most)d values.") % {"name": name, "most": MOST})
    return values


def texts(data: Json, name: str) -> list[str]:
    """Return the texts of this name: none, one or several."""
    return [text({name: value}, name) for value in many(data, name)]


def objects(data: Json, name: str) -> list[Json]:
    """Return the objects of this name; raises UnreadableError for what is no object."""
    values = many(data, name)
    if not all(isinstance(value, dict) for value in values):
        raise UnreadableError(_("“%(name)s” must be an object, or a list of objects.") % {"name": name})
    return values
