"""All typed links of a text in one document (RFC 9264), for programs that follow links."""

from typing import Any

from edition.openapi.parts import NOT_ALLOWED, NOT_FOUND, NOT_MODIFIED, json_of, path_number, path_slug
from edition.signposting import LINKSET

_ARTICLE = path_slug("The article.", "article-1")
_LINKS = {"type": "array", "items": {"type": "object", "required": ["anchor"]}}
_SET = {"type": "object", "required": ["linkset"], "properties": {"linkset": _LINKS}}


def _links(name: str, which: str) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": f"The typed links of {which}: citations, files, notes, passages.",
            "responses": {
                "200": {"description": "The links by relation.", "content": json_of(_SET, LINKSET)},
                "304": NOT_MODIFIED,
                "404": NOT_FOUND,
                "405": NOT_ALLOWED,
            },
        }
    }


PATHS: dict[str, Any] = {
    "/articles/{slug}/links": {"parameters": [_ARTICLE], **_links("links", "the newest text version")},
    "/articles/{slug}/v{number}/links": {
        "parameters": [_ARTICLE, path_number("The text version: 1 for v1.", 1)],
        **_links("linksVersion", "one text version"),
    },
}
