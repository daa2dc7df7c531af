"""All public pages, for search engines, in every language of the interface."""

from typing import Any

from edition.openapi.parts import HTML, NOT_ALLOWED, NOT_FOUND, XML, query

SECTION = {
    "name": "section",
    "in": "path",
    "required": True,
    "description": "The kind of page.",
    "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 40},
    "example": "notes",
}
PAGE = query("p", "Which ten thousand.", {"type": "integer", "minimum": 1}, 1)

PATHS: dict[str, Any] = {
    "/sitemap.xml": {
        "get": {
            "operationId": "sitemap",
            "summary": "The list of the sitemap’s files.",
            "responses": {"200": {"description": "The index.", "content": XML}, "405": NOT_ALLOWED},
        }
    },
    "/sitemap-{section}.xml": {
        "parameters": [SECTION],
        "get": {
            "operationId": "sitemapSection",
            "summary": "The pages of one kind.",
            "parameters": [PAGE],
            "responses": {
                "200": {"description": "The addresses.", "content": XML},
                "404": {**NOT_FOUND, "content": HTML},
                "405": NOT_ALLOWED,
            },
        },
    },
}
