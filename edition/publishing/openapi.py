"""The OpenAPI 3.1 description of all addresses for programs, put together of fragments.

A fragment is a mapping of path items with, perhaps, schemas. Pure: what an edition holds comes in as examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

VERSION = "3.1.0"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch")


@dataclass(frozen=True, slots=True)
class Fragment:
    """The description of one group of addresses; `group` names it."""

    group: str
    about: str
    paths: Mapping[str, Mapping[str, Any]]
    schemas: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address, as a page lists it; `example` is an address that can be opened, or ''."""

    method: str
    path: str
    about: Mapping[str, Any]
    example: str

    @property
    def parameters(self) -> list[Mapping[str, Any]]:
        return list(self.about.get("parameters", ()))

    @property
    def media_types(self) -> list[str]:
        """The media types in which it answers, where they are known beforehand."""
        answers = (answer for status, answer in self.about["responses"].items() if status.startswith("2"))
        return list(dict.fromkeys(kind for answer in answers for kind in answer.get("content", ()) if kind != "*/*"))


def document(fragments: Iterable[Fragment], base: str, here: Mapping[str, Any] = {}) -> dict[str, Any]:
    """Return the description as JSON; `base` is the site's address.

    `here` gives, by what stands before it in an address ("notes"), an example of a parameter that this edition has.
    Raises ValueError where two fragments describe one path or one schema differently.
    """
    parts = list(fragments)
    paths: dict[str, Any] = {}
    for part in parts:
        for path, item in part.paths.items():
            _put(paths, path, _item(path, item, part.group, here))
    schemas: dict[str, Any] = {}
    for part in parts:
        for name, schema in part.schemas.items():
            _put(schemas, name, schema)
    return {
        "openapi": VERSION,
        "info": INFORMATION,
        "servers": [{"url": base}],
        "tags": [{"name": part.group, "description": part.about} for part in parts],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.items())), "securitySchemes": SECURITY},
    }


INFORMATION = {
    "title": "Sic: addresses for programs",
    "version": "1",
    "summary": "Texts, notes, citations and exports of an annotated edition.",
    "description": (
        "Everything that is published can be fetched without an account, by scripts of any site. Texts are exact: "
        "offsets count Unicode code points from 0, half-open. Addresses that were once published do not change. "
        "Only what changes notes needs a token, which editors make at the desk."
    ),
    "license": {"name": "BSD-3-Clause (the code; the articles’ rights stay with their authors and publishers)"},
}
SECURITY = {"token": {"type": "http", "scheme": "bearer", "description": "A token that was made at the desk."}}


def _put(there: dict[str, Any], name: str, value: Any) -> None:
    if there.setdefault(name, value) != value:
        raise ValueError(f"{name} is described twice, and not in the same way.")


def _item(path: str, item: Mapping[str, Any], group: str, here: Mapping[str, Any]) -> dict[str, Any]:
    """Return a path item of which each operation has a tag, and each parameter an example of this edition."""
    made: dict[str, Any] = deepcopy(dict(item))
    known = _examples(path, here)
    for holder in (made, *(made[method] for method in METHODS if method in made)):
        for parameter in holder.get("parameters", ()):
            if parameter.get("in") == "path" and parameter["name"] in known:
                parameter.pop("examples", None)
                parameter["example"] = known[parameter["name"]]
    for method in METHODS:
        if method in made:
            made[method].setdefault("tags", [group])
    return made


def _examples(path: str, here: Mapping[str, Any]) -> dict[str, Any]:
    before = re.findall(r"([a-z]+)/\{([a-z_]+)\}", path)
    return {name: here[of] for of, name in before if of in here}


def operations(description: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, str], list[Operation]]]:
    """Give each group, as its tag, with its operations in the order of their addresses."""
    for tag in description["tags"]:
        found = [one for one in _all(description) if tag["name"] in one.about["tags"]]
        if found:
            yield tag, found


def _all(description: Mapping[str, Any]) -> Iterator[Operation]:
    for path, item in description["paths"].items():
        for method in METHODS:
            if method in item:
                shared = item.get("parameters", [])
                about = {**item[method], "parameters": [*shared, *item[method].get("parameters", [])]}
                yield Operation(method.upper(), path, about, address(path, about) if method == "get" else "")


def address(path: str, about: Mapping[str, Any]) -> str:
    """Return the address of an operation with its examples: the path's parameters, and those of its query.

    '' where a parameter that it needs has no example.
    """
    query = {}
    for parameter in about.get("parameters", ()):
        value, place, name = example(parameter), parameter["in"], parameter["name"]
        if value is None and parameter.get("required"):
            return ""
        if place == "path":
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
        elif place == "query" and value is not None:
            query[name] = value
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def example(parameter: Mapping[str, Any]) -> Any:
    """Return the (first) example of a parameter, or None."""
    if "example" in parameter:
        return parameter["example"]
    for one in parameter.get("examples", {}).values():
        return one["value"]
    found = parameter.get("schema", {}).get("examples")
    return found[0] if found else None
