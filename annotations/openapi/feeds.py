"""What is new, as Atom feeds; long ones have pages, which the links of the feed name."""

from typing import Any

from edition.openapi.parts import HTML, NOT_ALLOWED, NOT_MODIFIED, path_slug, query

_ATOM = {"application/atom+xml": {"schema": {"type": "string"}}}
_PAGE = query("page", "Fifty entries each, the newest first.", {"type": "integer", "minimum": 1, "default": 1}, 1)
_NONE = {"description": "There is no such feed, or no such page of it.", "content": HTML}


def _feed(name: str, summary: str, *parameters: Any) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [*parameters, _PAGE],
            "responses": {
                "200": {"description": "A page of the feed.", "content": _ATOM},
                "304": NOT_MODIFIED,
                "404": _NONE,
                "405": NOT_ALLOWED,
            },
        }
    }


PATHS: dict[str, Any] = {
    "/feeds/notes.atom": _feed("feedNotes", "The newest notes of the edition."),
    "/feeds/corrections.atom": _feed("feedCorrections", "Corrected readings, changed verdicts, withdrawn notes."),
    "/feeds/articles/{slug}.atom": _feed(
        "feedArticle", "The newest notes on one article.", path_slug("The article.", "article-1")
    ),
    "/feeds/topics/{slug}.atom": _feed(
        "feedTopic", "The newest notes on one topic.", path_slug("The topic.", "end-of-cold-war")
    ),
}
