"""Distributed Text Services 1.0 (https://dtsapi.org/specifications/versions/v1.0/): records → JSON-LD of its endpoints.

The edition is a collection of articles, an article one of its text versions, each a Resource with one citation tree of
one level: its passages, cited by their anchors, in the order of the text. `DTSError` says what is wrong with a query
and with which status it is answered.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

CONTEXT = "https://dtsapi.org/context/v1.0.json"
VERSION = "1.0"
TEI, HTML, PLAIN = "application/tei+xml", "text/html", "text/plain"
MEDIA_TYPES = (TEI, HTML, PLAIN)
SHA256 = "https://schema.org/sha256"
# A client that does not turn pages is to see all of an ordinary edition and of an ordinary text.
MEMBERS_OF_COLLECTION = 200
UNITS_OF_NAVIGATION = 2000
QUERIES = {
    "collection": ("id", "page", "nav"),
    "navigation": ("resource", "ref", "start", "end", "down", "tree", "page"),
    "document": ("resource", "ref", "start", "end", "tree", "mediaType"),
}
CHOICES = frozenset({"down", "page", "nav"})  # of a few values; nothing is none of them
_WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
Json = dict[str, Any]


class DTSError(ValueError):
    """A query that is answered with a status of 4xx; the message is a whole sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage as a citable unit: its anchor, its role, and its words where they are a title of something."""

    anchor: str
    role: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A collection or a resource: `id` is its address. `dublin_core` holds terms of DCMI with values as DTS wants them.

    `children` is the number of its members; a resource has `roles`, those of its passages, and a `download`.
    """

    id: str
    title: str
    dublin_core: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""
    parents: int = 1
    children: int = 0
    roles: tuple[str, ...] = ()
    download: str = ""
    sha256: str = ""

    @property
    def is_resource(self) -> bool:
        return bool(self.roles)


def single(raw: Mapping[str, Sequence[str]], endpoint: str) -> dict[str, str]:
    """Return the parameters of a query that an endpoint knows; a name without a value is as good as absent.

    Raises DTSError for one that is given twice: DTS has no requests in batches.
    """
    known = {name: [value for value in raw.get(name, ()) if value or name in CHOICES] for name in QUERIES[endpoint]}
    if twice := next((name for name, values in known.items() if len(values) > 1), ""):
        raise DTSError(400, f"“{twice}” is given more than once. Ask for one thing at a time.")
    return {name: values[0] for name, values in known.items() if values}


def check_place(query: Mapping[str, str]) -> None:
    """Raise DTSError unless a query names a resource, and one unit, a range, or neither."""
    if "resource" not in query:
        raise DTSError(400, "“resource” is missing. Name a Resource by its @id.")
    if "ref" in query and ("start" in query or "end" in query):
        raise DTSError(400, "“ref” does not go together with “start” and “end”. Give one unit, or a range.")
    if ("start" in query) != ("end" in query):
        raise DTSError(400, "“start” and “end” go together. Give both, or “ref”.")


def check_navigation(query: Mapping[str, str]) -> int | None:
    """Return `down` of a query to Navigation, None where it has none; raises DTSError by the table of its usage."""
    check_place(query)
    down = _number(query["down"], "down", -1) if "down" in query else None
    if down is None and not {"ref", "start"} & set(query):
        raise DTSError(400, "Give “down”, “ref”, or “start” and “end”: down=1 gives all passages.")
    if down == 0 and "ref" not in query:
        raise DTSError(400, "down=0 asks for the siblings of a unit. Name it in “ref”.")
    return down


def nav(query: Mapping[str, str]) -> str:
    """Return which members of a collection are asked for: children or parents."""
    asked = query.get("nav", "children")
    if asked not in ("children", "parents"):
        raise DTSError(400, "“nav” is children or parents.")
    return asked


def page(query: Mapping[str, str]) -> int:
    """Return the number of the page that is asked for, from 1."""
    return _number(query.get("page", "1"), "page", 1)


def media_type(query: Mapping[str, str]) -> str:
    """Return the media type that a document is asked for in; raises DTSError for one there is not."""
    # In a query that was not encoded the plus is a blank.
    asked = query.get("mediaType", TEI).replace(" ", "+")
    if asked not in MEDIA_TYPES:
        raise DTSError(404, f"There is no document of this media type. There are: {', '.join(MEDIA_TYPES)}.")
    return asked


def _number(value: str, name: str, least: int) -> int:
    if not _WHOLE.fullmatch(value) or int(value) < least:
        raise DTSError(400, f"“{name}” is a whole number from {least}.")
    return int(value)


def chosen(query: Mapping[str, str], units: Sequence[Unit]) -> tuple[int, int] | None:
    """Return the first and last unit, from 0, that a query names; None where it names none.

    Raises DTSError for a tree or a unit that the resource does not have, and for a range that ends before it begins.
    """
    if "tree" in query:
        raise DTSError(404, "The Resource has no tree of this name. Leave “tree” out: it has one, without a name.")
    places = {unit.anchor: at for at, unit in enumerate(units)}
    for name in ("ref", "start", "end"):
        if name in query and query[name] not in places:
            raise DTSError(404, f"“{name}” names no passage of the Resource. Navigation with down=1 gives all.")
    if "ref" in query:
        return places[query["ref"]], places[query["ref"]]
    if "start" not in query:
        return None
    first, last = places[query["start"]], places[query["end"]]
    if last < first:
        raise DTSError(400, "The range ends before it begins. Exchange “start” and “end”.")
    return first, last


class Endpoints:
    """The documents of the endpoints below `root`, the address of the entry point, which ends with a slash."""

    def __init__(self, root: str) -> None:
        self.root = root

    def entry(self) -> Json:
        """Return the entry point, with the URI template of each endpoint."""
        templates = {name: f"{self.root}{name}{{?{','.join(names)}}}" for name, names in QUERIES.items()}
        return {**_head(), "@id": self.root, "@type": "EntryPoint", **templates}

    def collection(self, member: Member, members: Sequence[Json], query: Mapping[str, str], last: int) -> Json:
        """Return a collection or resource with its members on one of `last` pages."""
        return {**_head(), **self.member(member), "member": list(members), **self._view("collection", query, last)}

    def member(self, member: Member) -> Json:
        """Return what is told of a collection or resource wherever it is named."""
        told: Json = {
            "@id": member.id,
            "@type": "Resource" if member.is_resource else "Collection",
            "title": member.title,
            "totalParents": member.parents,
            "totalChildren": member.children,
            "collection": self.template("collection", "id", member.id),
        }
        told |= {"description": member.description} if member.description else {}
        told |= {"dublinCore": dict(member.dublin_core)} if member.dublin_core else {}
        return {**told, **self._resource(member)} if member.is_resource else told

    def _resource(self, member: Member) -> Json:
        structure = [{"@type": "CiteStructure", "citeType": role} for role in member.roles]
        return {
            "navigation": self.template("navigation", "resource", member.id),
            "document": self.template("document", "resource", member.id),
            "download": member.download,
            "mediaTypes": list(MEDIA_TYPES),
            "citationTrees": [{"@type": "CitationTree", "citeStructure": structure}],
            "extensions": {"@context": {"schema": "https://schema.org/"}, SHA256: member.sha256},
        }

    def template(self, endpoint: str, parameter: str, value: str) -> str:
        """Return the URI template of an endpoint in which one parameter has its value."""
        rest = ",".join(name for name in QUERIES[endpoint] if name != parameter)
        return f"{self.root}{endpoint}?{parameter}={quote(value, safe='')}{{&{rest}}}"

    def navigation(self, resource: Member, units: Sequence[Unit], query: Mapping[str, str], address: str) -> Json:
        """Return what a query to Navigation asks for; `address` is that of the request. Raises DTSError."""
        down = check_navigation(query)
        place = chosen(query, units)
        told: Json = {**_head(), "@id": address, "@type": "Navigation", "resource": self.member(resource)}
        if place:
            ends = ("ref",) if "ref" in query else ("start", "end")
            told |= {name: self.unit(resource, units[at]) for name, at in zip(ends, place, strict=False)}
        if down is None:
            return told
        first, last = place if place and down else (0, len(units) - 1)
        return {**told, **self._members(resource, units[first : last + 1], query)}

    def _members(self, resource: Member, units: Sequence[Unit], query: Mapping[str, str]) -> Json:
        shown, last = paged(units, page(query), UNITS_OF_NAVIGATION)
        return {"member": [self.unit(resource, unit) for unit in shown], **self._view("navigation", query, last)}

    def unit(self, resource: Member, unit: Unit) -> Json:
        """Return a passage as a citable unit."""
        told: Json = {
            "@id": f"{resource.id}#{unit.anchor}",
            "@type": "CitableUnit",
            "identifier": unit.anchor,
            "level": 1,
            "parent": None,
            "citeType": unit.role,
        }
        if not unit.title:
            return told
        language = (resource.dublin_core.get("language") or ["und"])[0]
        return {**told, "dublinCore": {"title": [{"lang": language, "value": unit.title}]}}

    def _view(self, endpoint: str, query: Mapping[str, str], last: int) -> Json:
        """Return the links between pages, where there are several."""
        if last < 2:
            return {}
        here, rest = page(query), {name: value for name, value in query.items() if name != "page"}
        pages = {"@id": here, "first": 1, "previous": here - 1 or None, "next": here + 1 if here < last else None}
        addresses = {
            name: number and f"{self.root}{endpoint}?{urlencode({**rest, 'page': number})}"
            for name, number in (*pages.items(), ("last", last))
        }
        return {"view": {"@type": "Pagination", **addresses}}


def paged(items: Sequence[Any], number: int, size: int) -> tuple[Sequence[Any], int]:
    """Return the items of page `number`, from 1, and the number of pages; raises DTSError past the last."""
    last = pages(len(items), number, size)
    return items[(number - 1) * size : number * size], last


def pages(count: int, number: int, size: int) -> int:
    """Return how many pages there are; raises DTSError where `number` is past the last."""
    last = max(1, -(-count // size))
    if number > last:
        raise DTSError(404, f"There is no page {number}. The last is {last}.")
    return last


def _head() -> Json:
    return {"@context": CONTEXT, "dtsVersion": VERSION}
