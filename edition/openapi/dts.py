"""Distributed Text Services 1.0: the texts of the edition for programs that browse and fetch them."""

from typing import Any

from edition.openapi.parts import header, json_of, of, query
from edition.publishing.dts import HTML, MEDIA_TYPES, PLAIN, TEI

_RESOURCE = "/articles/article-1/v1/"
_LD, _PROBLEM = "application/ld+json", "application/problem+json"
_ANCHOR = {"type": "string", "pattern": "^[ptx][0-9]{1,9}[a-z]*$"}
_ADDRESS = {"type": "string", "format": "uri-reference"}
_PAGE = {"type": "integer", "minimum": 1, "maximum": 999_999}


def _problem(what: str) -> dict[str, Any]:
    return {"description": what, "content": json_of(of("DtsProblem"), _PROBLEM)}


_BAD = _problem("Parameters are missing, stand twice, or do not go together; the sentence says which.")
_NONE = _problem("There is nothing of this name; the sentence says what there is.")
_NOT_MODIFIED = {"description": "What If-None-Match names is still the newest."}
_NOT_ALLOWED = {**_problem("The address takes GET."), "headers": {"Allow": header("The methods that it takes.")}}
_PLACE = [
    query("ref", "One passage, by its anchor; without start and end.", _ANCHOR),
    query("start", "The first passage of a range.", _ANCHOR),
    query("end", "The last passage of a range.", _ANCHOR),
]
_TREE = query("tree", "A citation tree by its name; texts here have one, which has none.", {"type": "string"})


def _resource() -> dict[str, Any]:
    return dict(query("resource", "A text, by its @id.", _ADDRESS, _RESOURCE, required=True))


def _get(name: str, summary: str, parameters: list[Any], content: dict[str, Any], *errors: str) -> dict[str, Any]:
    known = {"400": _BAD, "404": _NONE}
    responses: dict[str, Any] = {
        "200": {"description": "What was asked for.", "content": content},
        "304": _NOT_MODIFIED,
        **{status: known[status] for status in errors},
        "405": _NOT_ALLOWED,
    }
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": responses}}


_DOCUMENT = _get(
    "dtsDocument",
    "The words of a text or of passages of it: in TEI, as HTML, or as they are.",
    [_resource(), *_PLACE, _TREE, query("mediaType", "The form.", {"type": "string", "enum": [*MEDIA_TYPES]}, PLAIN)],
    {form: {"schema": {"type": "string"}} for form in (TEI, HTML, PLAIN)},
    "400",
    "404",
)
_DOCUMENT["get"]["responses"]["200"]["headers"] = {"Link": header("The text in its collection: rel=collection.")}

PATHS: dict[str, Any] = {
    "/api/dts/": _get("dtsEntry", "Where the endpoints are, as URI templates.", [], json_of(of("DtsEntryPoint"), _LD)),
    "/api/dts/collection": _get(
        "dtsCollection",
        "All articles; or an article, its text versions; or one text.",
        [
            query("id", "A collection or text, by its @id.", _ADDRESS, "/articles/"),
            query("nav", "Its members or its parents.", {"type": "string", "enum": ["children", "parents"]}),
            query("page", "The page of the members, from 1.", _PAGE),
        ],
        json_of(of("DtsCollection"), _LD),
        "400",
        "404",
    ),
    "/api/dts/navigation": _get(
        "dtsNavigation",
        "The passages of a text by their anchors.",
        [
            _resource(),
            *_PLACE,
            query("down", "1 or -1: all passages, or those asked for; 0: the siblings of ref.", {"type": "integer"}, 1),
            _TREE,
            query("page", "The page of the passages, from 1.", _PAGE),
        ],
        json_of(of("DtsNavigation"), _LD),
        "400",
        "404",
    ),
    "/api/dts/document": _DOCUMENT,
}


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": properties}


_TEXT, _NUMBER, _LIST = {"type": "string"}, {"type": "integer"}, {"type": "array", "items": {"type": "object"}}
_HEAD: dict[str, Any] = {"@context": {**_TEXT, "format": "uri"}, "dtsVersion": {"const": "1.0"}, "@id": _TEXT}

SCHEMAS: dict[str, Any] = {
    "DtsProblem": _object("status detail", status=_NUMBER, detail=_TEXT),
    "DtsEntryPoint": _object(
        "@context dtsVersion @id @type collection navigation document",
        **_HEAD,
        **{"@type": {"const": "EntryPoint"}, "collection": _TEXT, "navigation": _TEXT, "document": _TEXT},
    ),
    "DtsCollection": _object(
        "@context dtsVersion @id @type title totalParents totalChildren collection member",
        **_HEAD,
        **{"@type": {"enum": ["Collection", "Resource"]}},
        title=_TEXT,
        totalParents=_NUMBER,
        totalChildren=_NUMBER,
        collection=_TEXT,
        member=_LIST,
    ),
    "DtsNavigation": _object(
        "@context dtsVersion @id @type resource",
        **_HEAD,
        **{"@type": {"const": "Navigation"}, "resource": {"type": "object"}, "member": _LIST},
    ),
}
